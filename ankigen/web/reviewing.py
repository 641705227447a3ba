"""The state of a review: the questions that are left, the answers that were given, the way back.

What is written: ankigen.toml, edits.toml and the lock (of notes without a project: files beside
them that bear their name), under the lock of the deck and by its journal as every command writes,
so that two reviews, or a build meanwhile, lose no answer. After each answer the notes are read
again in the background, so that the questions left are those that the next build would have.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ankigen.cards.lint import lint
from ankigen.identity.lock import format_lock, parse_lock
from ankigen.identity.records import REMOVED_TAG, Lock
from ankigen.model import AnkigenError, Entry, Finding
from ankigen.model.document_cache import DocumentCache
from ankigen.pipeline import BuildResult, with_edits
from ankigen.project.cache import open_cache
from ankigen.project.job import Job
from ankigen.project.paths import shown
from ankigen.project.session import make_deck, opened_again, read_again, read_overlay
from ankigen.project.settings import parse_settings
from ankigen.project.transaction import exclusive
from ankigen.project.writing import write_own
from ankigen.sync.edits import Overlay, format_overlay
from ankigen.web.answers import decide
from ankigen.web.decided import Answer, Decisions
from ankigen.web.layout_choices import LayoutChoice, head_choice, layout_choices, whole_run
from ankigen.web.line_answers import block_of, take_layout
from ankigen.web.lines import file_id, file_question, files_of, with_lines
from ankigen.web.question import Question
from ankigen.web.questions import questions
from ankigen.web.snapshot import Snapshot
from ankigen.web.standing import Standing, standing
from ankigen.web.steps import Files, StaysError, Step
from ankigen.web.trouble import unexpected
from ankigen.web.watching import Watched, watched


@dataclass
class Review:
    """The questions that are left, and what was answered. Its methods may be called from several
    threads.
    """

    job: Job
    cache: DocumentCache = field(default_factory=open_cache)
    asked: list[Question] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    error: str = ""
    version: int = 0
    stale: bool = False  # answers were given that the questions do not know of yet
    reading: bool = False
    _raw: Sequence[Entry] = ()
    _snapshot: Snapshot | None = None
    # questions whose lines are being decided stay as they are shown until the person goes on
    _at_work: dict[str, Question] = field(default_factory=dict)
    _standing: Sequence[Standing] = ()
    _layouts: dict[str, LayoutChoice] = field(default_factory=dict)
    _read: Mapping[Path, bytes | None] = field(default_factory=dict)  # what was decided when read
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @classmethod
    def begin(cls, job: Job) -> Review:
        """The review of a deck. Raises AnkigenError where its notes cannot be read."""
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
            given, self._read = len(self.steps), self._files()
        try:
            job, raw = read_again(self.job, self.cache)
            overlay = read_overlay(job) or Overlay()
            found = with_edits(raw, overlay, job.whole)
            made = make_deck(job, found)
            snapshot = Snapshot(
                made.deck,
                found.entries,
                raw.entries,
                (*made.findings, *_linted(made)),
                overlay,
                _lock_of(job),
                job.project.settings,
                found.sources,
            )
            asked = questions(snapshot)
        except AnkigenError as error:
            self._fail(str(error))
            return
        except Exception as error:  # a fault of ours: it is told, and the review goes on
            self._fail(unexpected(error))
            return
        with self._lock:
            self.job, self.error, self.reading = job, "", False
            self._raw = raw.entries
            self._look_what_stands()
            if given == len(self.steps):
                self.asked, self._snapshot = asked, snapshot
                self._keep_lines(snapshot)
            self.version += 1

    @property
    def followed(self) -> Watched:
        """The files and folders whose changes matter, whether they are there or not."""
        project = self.job.project
        notes = [project.source] if self.job.of_project else [Path(p) for p in self.job.paths]
        return watched([*notes, self.job.media, *self._own_files()])

    def is_outdated(self) -> bool:
        """Whether something else has changed the notes, or what is decided, since they were
        read.
        """
        with self._lock:
            if self.stale:  # they are read again in any case
                return False
            job, read = self.job, self._read
        try:
            now = opened_again(job)
        except AnkigenError:
            return True
        return now.sources.files != job.sources.files or self._files() != read

    def _fail(self, message: str) -> None:
        with self._lock:
            self.error, self.reading = message, False
            self.version += 1

    def _keep_lines(self, snapshot: Snapshot) -> None:
        """Brings the questions that are at work up to date, in the lines that they showed."""
        open_now = {q.id: q for q in self.asked}
        for name, question in list(self._at_work.items()):
            now = open_now.get(name, question)
            lines = snapshot.deck.lines.get(question.file, ())
            if question.kind == "file":
                self._at_work[name] = file_question(snapshot, question.file)
            elif len(lines) < question.span[1]:  # the notes have changed
                del self._at_work[name]
            else:
                settled = name not in open_now
                made = replace(now, span=question.span, asked=question.asked, settled=settled)
                self._at_work[name] = with_lines(snapshot, made)
        self.asked = [self._at_work.get(q.id, q) for q in self.asked]

    def shown(self) -> dict[str, Any]:
        """What the page shows."""
        with self._lock:
            open_now = {q.id for q in self.asked}
            return {
                "version": self.version,
                "deck": self.job.deck,
                "build": self.job.command("build"),
                "review": self.job.command("review"),
                "kept": [shown(path) for path in self._own_files() if path.is_file()],
                "questions": [q.shown() for q in self.asked],
                "at_work": [q.shown() for q in self._at_work.values() if q.id not in open_now],
                "files": files_of(self._snapshot) if self._snapshot else [],
                "done": [step.told for step in self.steps],
                "standing": [
                    {"id": s.id, "told": s.told, "several": len(s.values) > 1}
                    for s in self._standing
                ],
                "busy": self.stale or self.reading,
                "error": self.error,
            }

    def file(self, name: str) -> dict[str, Any]:
        """A whole file to look through, by the id that the page knows it by. Raises AnkigenError
        where there is none.
        """
        with self._lock:
            snapshot = self._snapshot
            known = {file_id(f): f for f in snapshot.deck.lines} if snapshot else {}
            if snapshot is None or name not in known:
                raise AnkigenError("this file is not there any more")
            made = file_question(snapshot, known[name])
            self._at_work[name] = made
            return made.shown()

    def layouts(self, name: str, first: int, last: int) -> list[dict[str, Any]]:
        """The layouts that these lines of a question may have."""
        with self._lock:
            question, snapshot = self._question(name), self._snapshot
        if question is None or snapshot is None:
            return []
        if question.places:  # lines here and there are laid out in no one way
            return []
        begin, end = question.span
        if (first, last) == question.asked:
            first, last = whole_run(snapshot, question.file, first, last)
            begin, end = min(first, begin), max(last, end)
        found = layout_choices(snapshot, question.file, (max(first, begin), min(last, end)))
        with self._lock:
            self._layouts.update({choice.id: choice for choice in found})
        return [choice.shown() for choice in found]

    def _question(self, name: object) -> Question | None:
        return next((q for q in (*self.asked, *self._at_work.values()) if q.id == name), None)

    # ----------------------------------------------------------------- answers

    def answer(self, data: Mapping[str, Any]) -> str:
        """Writes down an answer and says what was decided. Raises AnkigenError where it cannot
        be.
        """
        given = Answer.of(data)
        with exclusive(self.job.home, self.job.out), self._lock:
            question = self._question(data.get("id"))
            if question is None:
                raise AnkigenError("this question is settled already")
            files = self._files()
            decided = self._decided(files)
            of_lines = given.choice == "layout" or given.choice.startswith("line-")
            layout = self._layout_meant(question, given)
            if layout is not None:
                new, told = take_layout(layout, decided)
            else:
                held = self._snapshot.deck.lines if self._snapshot else {}
                lines = held.get(question.file, ())
                new, told = decide(question, given, decided, self._raw, lines)
            self._write(files, decided, new, told, question.id)
            if of_lines:
                self._at_work.setdefault(question.id, question)
            else:
                self.asked = [q for q in self.asked if q.id != question.id]
                self._at_work.pop(question.id, None)
            return told

    def _decided(self, files: Files) -> Decisions:
        """What is decided by these files."""
        text = (files[self.job.settings_file] or b"").decode("utf-8-sig")
        return Decisions(text, read_overlay(self.job) or Overlay(), _lock_of(self.job))

    def _write(self, files: Files, decided: Decisions, new: Decisions, told: str, of: str) -> None:
        """Writes what is decided now in place of what these files hold, as the answer to a
        question.
        """
        after = dict(files)
        if new.settings != decided.settings:
            after[self.job.settings_file] = new.settings.encode()
        if new.overlay != decided.overlay:
            after[self.job.edits] = format_overlay(new.overlay).encode()
        if new.lock != decided.lock:
            after[self.job.lock] = format_lock(new.lock).encode()
        _put({p: data for p, data in after.items() if data != files[p]}, self.job.home)
        self.steps.append(Step(told, of, files, after))
        self._changed()

    def _changed(self) -> None:
        self.stale = True
        self.version += 1
        self._look_what_stands()

    def _look_what_stands(self) -> None:
        with contextlib.suppress(AnkigenError):  # broken by hand: the next reading tells
            self._standing = self._stands()

    def _stands(self) -> list[Standing]:
        """All that stands decided in the settings and the edits."""
        text = (self._files()[self.job.settings_file] or b"").decode("utf-8-sig")
        parse_settings(text, shown(self.job.settings_file))
        return standing(text, read_overlay(self.job) or Overlay())

    def take_back(self, name: str) -> str:
        """Takes something back that stands decided, by its id, and says what. Raises AnkigenError
        where it does not stand any more.
        """
        with exclusive(self.job.home, self.job.out), self._lock:
            files = self._files()
            decided = self._decided(files)
            found = next((s for s in self._stands() if s.id == name), None)
            if found is None:
                raise AnkigenError("this does not stand any more; look at what was decided")
            told = f"no longer decided: {found.told}"
            self._write(files, decided, found.taken_out(decided), told, "")
            return told

    def _layout_meant(self, question: Question, given: Answer) -> LayoutChoice | None:
        """The layout that an answer gives to many lines at once, None where it is no such
        answer.
        """
        if given.choice == "layout":
            layout = self._layouts.get(given.text)
            if layout is None:
                raise AnkigenError("this layout is not offered any more; choose again")
            return layout
        many = given.choice == "line-head" and (given.alike or len(given.rows) > 1)
        if not many or self._snapshot is None:
            return None
        block = block_of(question, given)
        return head_choice(self._snapshot, question.file, block, given.rows[0][1], given.word)

    def undo(self, steps: int | None = None) -> tuple[str, str]:
        """Takes the last answer back: what it was, and its question. `steps` is how many answers
        the page knows of. Raises AnkigenError where it cannot be, or where the page means another
        answer than the last one. What something else has changed since stays.
        """
        with exclusive(self.job.home, self.job.out), self._lock:
            if not self.steps:
                raise AnkigenError("there is nothing to undo")
            if steps is not None and steps != len(self.steps):
                raise AnkigenError("another page has answered since; look at what was decided")
            step, job = self.steps[-1], self.job
            try:
                _put(step.taken_back(self._files(), job.settings_file, job.edits), job.home)
            except StaysError:  # it does not stand in the way of those before it
                self.steps.pop()
                self._changed()
                raise
            self.steps.pop()
            self._changed()
            return step.told, step.question

    def patch(self) -> str:
        """The corrections as a patch of the notes, for who wants them there (`ankigen apply`). What
        could not be put into it stands above it. Raises AnkigenError where the notes cannot be
        read.
        """
        from ankigen.sync.notes_patch import fixes_patch

        job, found = read_again(self.job, self.cache)
        overlay = read_overlay(job) or Overlay()
        made = fixes_patch(found.entries, overlay, job.sources.files)
        return "".join(f"# not in this patch: {line}\n" for line in made.left) + made.text

    @property
    def farewell(self) -> str:
        """The last line of the command."""
        review, build = self.job.command("review"), self.job.command("build")
        left = f"{len(self.asked)} left: {review}" if self.asked else "nothing is left"
        return f"{len(self.steps)} decided, {left}" + (f"\nNext: {build}" if self.steps else "")

    def _files(self) -> dict[Path, bytes | None]:
        """What the files that answers change hold now."""
        return {p: p.read_bytes() if p.is_file() else None for p in self._own_files()}

    def _own_files(self) -> tuple[Path, ...]:
        return self.job.settings_file, self.job.edits, self.job.lock


def _linted(made: BuildResult) -> tuple[Finding, ...]:
    """What could be better about the cards, as `ankigen check` tells it."""
    own = [note for note in made.deck.notes if REMOVED_TAG not in note.tags]
    return lint(own, made.deck.note_types)


def _lock_of(job: Job) -> Lock:
    text = job.lock_text()
    return parse_lock(text) if text is not None else Lock()


def _put(files: Mapping[Path, bytes | None], home: Path) -> None:
    """Writes files, and removes those that are None: all of it, or on any error nothing."""
    targets = {path: data for path, data in files.items() if data is not None}
    write_own(targets, home, [path for path, data in files.items() if data is None])
