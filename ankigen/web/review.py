"""`ankigen review`: one question after another in the browser; each answer is written down at once.

What is written: ankigen.toml, edits.toml and the lock. After each answer the notes are read again
in the background, so that the questions left are those that the next build would have.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from ankigen.exporters.html import script_json, source_hash
from ankigen.identity.lock import format_lock, parse_lock
from ankigen.identity.records import Lock
from ankigen.model import AnkigenError, Entry
from ankigen.pipeline import DocumentCache, with_edits
from ankigen.project.paths import shown
from ankigen.project.session import Job, make_deck, open_job, raw_notes, read_overlay
from ankigen.project.settings import FILE_NAME
from ankigen.project.transaction import exclusive
from ankigen.project.writing import write_own
from ankigen.sync.edits import Overlay, format_overlay, name_of
from ankigen.web.answers import Answer, Decided, decide
from ankigen.web.assets import asset
from ankigen.web.guard import App
from ankigen.web.questions import KINDS, Material, Question, counts, questions

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

#: So long an answer waits for news, in s, before the page asks again.
PATIENCE = 25.0


@dataclass(frozen=True)
class _Step:
    """An answer that was given: what it was, and what the files held before and hold since; None
    = no file.
    """

    said: str
    question: str
    before: Mapping[Path, bytes | None]
    after: Mapping[Path, bytes | None]


@dataclass
class Review:
    """The questions that are left, and what was answered. Its methods may be called from several
    threads.
    """

    job: Job
    cache: DocumentCache = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)
    steps: list[_Step] = field(default_factory=list)
    error: str = ""
    version: int = 0
    stale: bool = False  # answers were given that the questions do not know of yet
    reading: bool = False
    _entries: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @classmethod
    def begin(cls) -> Review:
        """The review of the project around the current folder. Raises AnkigenError where there
        is none.
        """
        job = open_job()
        if not job.of_project:
            raise AnkigenError(
                f"ankigen review works on a project with an {FILE_NAME}; run: ankigen init"
            )
        review = cls(job)
        review.read()
        if review.error:
            raise AnkigenError(review.error)
        return review

    # ----------------------------------------------------------------- reading

    def read(self) -> None:
        """Reads the notes with all that is decided, and finds the questions anew."""
        with self._lock:
            self.stale, self.reading = False, True
            given = len(self.steps)
        try:
            job = open_job()
            raw = raw_notes(job, cache=self.cache)
            overlay = read_overlay(job) or Overlay()
            found = with_edits(raw, overlay, job.whole)
            made = make_deck(job, found)
            material = Material(
                made.deck,
                found.entries,
                made.findings,
                overlay,
                _lock_of(job),
                job.project.settings,
            )
            asked = questions(material)
        except AnkigenError as error:
            with self._lock:
                self.error, self.reading = str(error), False
                self.version += 1
            return
        with self._lock:
            if given == len(self.steps):
                self.asked = asked
            self.job, self.error, self.reading = job, "", False
            self._entries = {name_of(e): e for e in raw.entries}
            self.version += 1

    def shown(self) -> dict[str, Any]:
        """What the page shows."""
        with self._lock:
            return {
                "version": self.version,
                "deck": self.job.deck,
                "questions": [q.shown() for q in self.asked],
                "counts": counts(self.asked),
                "done": [step.said for step in self.steps],
                "busy": self.stale or self.reading,
                "error": self.error,
            }

    # ----------------------------------------------------------------- answers

    def answer(self, data: Mapping[str, Any]) -> str:
        """Writes down an answer and says what was decided. Raises AnkigenError where it cannot
        be.
        """
        given = Answer.of(data)
        with self._lock, exclusive(self.job.home, self.job.out):
            question = next((q for q in self.asked if q.id == data.get("id")), None)
            if question is None:
                raise AnkigenError("this question is settled already")
            files = self._files()
            text = (files[self._settings] or b"").decode("utf-8-sig")
            decided = Decided(text, read_overlay(self.job) or Overlay(), _lock_of(self.job))
            new, said = decide(question, given, decided, self._entries)
            after = dict(files)
            if new.settings != decided.settings:
                after[self._settings] = new.settings.encode()
            if new.overlay != decided.overlay:
                after[self._edits] = format_overlay(new.overlay).encode()
            if new.lock != decided.lock:
                after[self.job.lock] = format_lock(new.lock).encode()
            _put({p: data for p, data in after.items() if data != files[p]}, self.job.home)
            self.steps.append(_Step(said, question.id, files, after))
            if not given.choice.startswith("line-"):
                self.asked = [q for q in self.asked if q.id != question.id]
            self.stale = True
            self.version += 1
            return said

    def undo(self) -> tuple[str, str]:
        """Takes the last answer back: what it was, and its question. Raises AnkigenError where
        it cannot be.
        """
        with self._lock, exclusive(self.job.home, self.job.out):
            if not self.steps:
                raise AnkigenError("there is nothing to undo")
            step = self.steps[-1]
            now = self._files()
            written = {p: data for p, data in step.after.items() if data != step.before[p]}
            changed = [path for path, data in written.items() if now.get(path) != data]
            if changed:
                raise AnkigenError(
                    f"{shown(changed[0])} was changed since by something else; undo it there"
                )
            _put({path: step.before[path] for path in written}, self.job.home)
            self.steps.pop()
            self.stale = True
            self.version += 1
            return step.said, step.question

    def patch(self) -> str:
        """The corrections as a patch of the notes, for who wants them there (`ankigen apply`)."""
        from ankigen.sync.notes_patch import fixes_patch

        with self._lock:
            job = open_job()
            overlay = read_overlay(job) or Overlay()
            found = raw_notes(job, cache=self.cache)
            return fixes_patch(found.entries, overlay, job.sources.files).text

    @property
    def farewell(self) -> str:
        """The last line of the command."""
        left = f"{len(self.asked)} left: ankigen review" if self.asked else "nothing is left"
        return f"{len(self.steps)} decided, {left}" + (
            "\nNext: ankigen build" if self.steps else ""
        )

    @property
    def _settings(self) -> Path:
        return self.job.project.root / FILE_NAME

    @property
    def _edits(self) -> Path:
        return self.job.edits

    def _files(self) -> dict[Path, bytes | None]:
        """What the files that answers change hold now."""
        paths = (self._settings, self._edits, self.job.lock)
        return {path: path.read_bytes() if path.is_file() else None for path in paths}


def _lock_of(job: Job) -> Lock:
    text = job.lock_text()
    return parse_lock(text) if text is not None else Lock()


def _put(files: Mapping[Path, bytes | None], home: Path) -> None:
    write_own({path: data for path, data in files.items() if data is not None}, home)
    for path, data in files.items():
        if data is None:
            path.unlink(missing_ok=True)


# --------------------------------------------------------------------------- the page


def review_page(first: Mapping[str, Any]) -> tuple[str, str]:
    """The page with its first questions in it, and its content security policy."""
    style, script = asset("review.css"), asset("review.js")
    policy = (
        f"default-src 'none'; script-src {source_hash(script)}; style-src {source_hash(style)};"
        " connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
    made = Template(asset("review.html")).substitute(
        csp=policy, style=style, script=script, first=script_json(first), kinds=script_json(KINDS)
    )
    return made, policy


def review_app(review: Review) -> App:
    """The application: the page, its questions, and the two things that can be done: answer and
    undo.
    """
    from starlette.applications import Starlette
    from starlette.responses import HTMLResponse
    from starlette.responses import Response as Plain
    from starlette.routing import Route

    news: dict[str, asyncio.Event] = {}

    def tell() -> None:
        waiting, news["changed"] = news["changed"], asyncio.Event()
        waiting.set()

    async def home(_request: Request) -> Response:
        body, policy = review_page(review.shown())
        headers = {"content-security-policy": f"{policy}; frame-ancestors 'none'"}
        return HTMLResponse(body, headers=headers)

    async def state(request: Request) -> Response:
        given = request.query_params.get("after", "")
        if given == str(review.version):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(news["changed"].wait(), PATIENCE)
        return _json(review.shown())

    async def answer(request: Request) -> Response:
        return await _done(request, lambda data: {"said": review.answer(data)})

    async def undo(request: Request) -> Response:
        def back(_data: Mapping[str, Any]) -> dict[str, str]:
            said, question = review.undo()
            return {"said": f"taken back: {said}", "question": question}

        return await _done(request, back)

    async def _done(request: Request, work: Any) -> Response:
        try:
            data = json.loads(await request.body())
            if not isinstance(data, dict):
                raise ValueError("no object")
        except (ValueError, RecursionError):
            return _json({"error": "the answer cannot be read; reload the page"}, 400)
        try:
            told = await asyncio.to_thread(work, data)
        except AnkigenError as error:
            return _json({"error": str(error)}, 409)
        news["answered"].set()
        tell()
        return _json({**told, "version": review.version})

    async def patch(_request: Request) -> Response:
        text = await asyncio.to_thread(review.patch)
        headers = {"content-disposition": 'attachment; filename="notes.patch"'}
        return Plain(text, media_type="text/x-diff", headers=headers)

    async def keep_reading() -> None:
        while True:
            await news["answered"].wait()
            news["answered"].clear()
            await asyncio.to_thread(review.read)
            tell()

    def _json(value: Mapping[str, Any], status: int = 200) -> Response:
        text = json.dumps(value, ensure_ascii=False)
        return Plain(text, status, media_type="application/json")

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        news["changed"], news["answered"] = asyncio.Event(), asyncio.Event()
        reading = asyncio.create_task(keep_reading())
        try:
            yield
        finally:
            reading.cancel()
            tell()
            with contextlib.suppress(asyncio.CancelledError):
                await reading

    routes = [
        Route("/", home),
        Route("/state", state),
        Route("/notes.patch", patch),
        Route("/answer", answer, methods=["POST"]),
        Route("/undo", undo, methods=["POST"]),
    ]
    return Starlette(routes=routes, lifespan=lifespan)
