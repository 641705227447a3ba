"""A small server that speaks AnkiConnect's protocol (API 6) over real HTTP, with a real Anki
collection behind it.

It does what the add-on does for the actions that a push uses, with the same calls into Anki, its
checks of the key and the shape of its answers included.
"""

from __future__ import annotations

import base64
import fnmatch
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import anki.collection  # noqa: F401 (before anki.cards, which needs it loaded)
from anki.cards import CardId
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.errors import NotFoundError
from anki.notes import NoteId

from tests.identity_helpers import export_package

#: The actions that change something.
WRITING = frozenset(
    {
        *("storeMediaFile", "importPackage", "updateNoteFields", "addTags", "removeTags"),
        *("suspend", "unsuspend", "deleteNotes", "changeDeck"),
    }
)


@dataclass
class AnkiConnectServer:
    """The add-on. `calls` lists the actions that came in; `before` may raise to break a push off.

    `break_before` = the number of the action, counted from 1 over all that come in, before which
    the connection ends; `break_after` = the one that is done, and whose answer does not arrive.
    """

    col: Collection
    key: str = ""
    calls: list[str] = field(default_factory=list)
    before: Callable[[str], None] | None = None
    break_before: int = 0
    break_after: int = 0
    url: str = ""

    def handle(self, request: Mapping[str, Any]) -> dict[str, Any]:
        name = str(request.get("action", ""))
        try:
            if request.get("key", "") != self.key:
                raise ValueError("valid api key must be provided")
            if name != "multi":
                if len(self.calls) + 1 == self.break_before:
                    raise BrokenOff
                self.calls.append(name)
            if self.before is not None:
                self.before(name)
            method = getattr(self, f"do_{name}", None)
            if method is None:
                raise ValueError("unsupported action")
            result = method(**request.get("params", {}))
            if name != "multi" and len(self.calls) == self.break_after:
                raise BrokenOff
            return {"result": result, "error": None}
        except (ValueError, TypeError, KeyError) as error:
            return {"result": None, "error": str(error)}

    # --- the actions, named as the add-on names them

    def do_version(self) -> int:
        return 6

    def do_multi(self, actions: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [self.handle(action) for action in actions]

    def do_getMediaDirPath(self) -> str:  # noqa: N802
        return str(self.col.media.dir())

    def do_deckNames(self) -> list[str]:  # noqa: N802
        return [d.name for d in self.col.decks.all_names_and_ids()]

    def do_modelNamesAndIds(self) -> dict[str, int]:  # noqa: N802
        return {m.name: m.id for m in self.col.models.all_names_and_ids()}

    def do_findNotes(self, query: str) -> list[int]:  # noqa: N802
        return [int(n) for n in self.col.find_notes(query)]

    def do_notesInfo(self, notes: list[int]) -> list[dict[str, Any]]:  # noqa: N802
        found: list[dict[str, Any]] = []
        for number in notes:
            try:
                note = self.col.get_note(NoteId(number))
            except NotFoundError:
                found.append({})  # as the add-on answers
                continue
            found.append(
                {
                    "noteId": note.id,
                    "tags": note.tags,
                    "fields": {
                        k: {"value": v, "order": n} for n, (k, v) in enumerate(note.items())
                    },
                    "cards": [int(c) for c in note.card_ids()],
                }
            )
        return found

    def do_areSuspended(self, cards: list[int]) -> list[bool]:  # noqa: N802
        return [self.col.get_card(CardId(c)).queue == -1 for c in cards]

    def do_cardsModTime(self, cards: list[int]) -> list[dict[str, int]]:  # noqa: N802
        return [{"cardId": c, "mod": self.col.get_card(CardId(c)).mod} for c in cards]

    def do_changeDeck(self, cards: list[int], deck: str) -> None:  # noqa: N802
        did = self.col.decks.id(deck)
        assert did is not None
        self.col.set_deck([CardId(c) for c in cards], did)

    def do_getDecks(self, cards: list[int]) -> dict[str, list[int]]:  # noqa: N802
        found: dict[str, list[int]] = {}
        for number in cards:
            did = self.col.get_card(CardId(number)).did
            found.setdefault(self.col.decks.name(did), []).append(number)
        return found

    def do_exportPackage(self, deck: str, path: str, includeSched: bool = False) -> bool:  # noqa: N802, N803
        if self.col.decks.id_for_name(deck) is None:
            return False
        export_package(self.col, Path(path), deck, includeSched)
        return True

    def do_importPackage(self, path: str) -> bool:  # noqa: N802
        options = ImportAnkiPackageOptions(
            merge_notetypes=True, with_scheduling=True, with_deck_configs=True
        )
        self.col.import_anki_package(ImportAnkiPackageRequest(package_path=path, options=options))
        return True

    def do_updateNoteFields(self, note: Mapping[str, Any]) -> None:  # noqa: N802
        found = self.col.get_note(NoteId(note["id"]))
        for name, value in note["fields"].items():
            if name in found:
                found[name] = value
        self.col.update_note(found, skip_undo_entry=True)

    def do_addTags(self, notes: list[int], tags: str) -> None:  # noqa: N802
        self.col.tags.bulk_add([NoteId(n) for n in notes], tags)

    def do_removeTags(self, notes: list[int], tags: str) -> None:  # noqa: N802
        self.col.tags.bulk_remove([NoteId(n) for n in notes], tags)

    def do_suspend(self, cards: list[int]) -> bool:
        self.col.sched.suspend_cards([CardId(c) for c in cards])
        return True

    def do_unsuspend(self, cards: list[int]) -> bool:
        self.col.sched.unsuspend_cards([CardId(c) for c in cards])
        return True

    def do_deleteNotes(self, notes: list[int]) -> None:  # noqa: N802
        self.col.remove_notes([NoteId(n) for n in notes])

    def do_getMediaFilesNames(self, pattern: str = "*") -> list[str]:  # noqa: N802
        names = sorted(p.name for p in Path(self.col.media.dir()).iterdir())
        return [name for name in names if fnmatch.fnmatch(name, pattern)]

    def do_storeMediaFile(self, filename: str, data: str) -> str:  # noqa: N802
        target = Path(self.col.media.dir(), filename)
        target.unlink(missing_ok=True)
        return str(self.col.media.write_data(filename, base64.b64decode(data)))


class BrokenOff(Exception):  # noqa: N818
    """Anki dies: the connection ends without an answer."""


Work = Callable[[], dict[str, Any]]


@contextmanager
def serve(
    col: Collection, key: str = "", run: Callable[[Work], dict[str, Any]] = lambda work: work()
) -> Iterator[AnkiConnectServer]:
    """The server on a free port of this computer. `run` does the work of a request where the
    collection may be touched.
    """
    state = AnkiConnectServer(col, key)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                answer = json.dumps(run(lambda: state.handle(json.loads(body)))).encode()
            except BrokenOff:
                self.close_connection = True
                return
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
