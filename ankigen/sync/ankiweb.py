"""`ankigen sync`: the deck into a collection of its own, and that collection synced as a device of
the account.

Speaks to AnkiWeb or to Anki's own sync server through Anki's backend, which is under another
licence (AGPL) and is installed only by who asks for it (`ankigen[sync]`). It is imported nowhere
else.

Downloading is always safe here: whatever the collection of ours holds can be made again from the
package. Uploading in one go would replace all that the account has, so that is done only where the
account has nothing but this deck.
"""

from __future__ import annotations

import contextlib
import importlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ankigen.identity.hashes import KEEP_TAG, REMOVED_TAG
from ankigen.identity.records import Lock
from ankigen.model import AnkigenError
from ankigen.model.settings import Removed
from ankigen.sync.addresses import web_address
from ankigen.sync.own_folder import make_own_folder
from ankigen.text.plurals import counted

if TYPE_CHECKING:
    from anki.collection import Collection
    from anki.notes import Note

#: In the project, and not for git.
FOLDER_NAME = ".ankigen-sync"
_COLLECTION = "collection.anki2"
#: Seconds between two looks at how far the media are, and until we give them up.
_LOOK = 0.05
MEDIA_TIMEOUT = 600.0
#: The id of the deck that every collection has.
_DEFAULT_DECK = 1
#: What Anki's database has for a suspended card.
QUEUE_SUSPENDED = -1

Progress = Callable[[str, int, int], None]


def require_backend() -> None:
    """Raises AnkigenError with one line where the extra is not installed."""
    try:
        importlib.import_module("anki.collection")
    except ImportError:
        raise AnkigenError(
            "sync needs Anki's own backend (AGPL); install it beside ankigen: pip "
            'install "ankigen[sync]" '
            "(pipx: pipx inject ankigen anki)"
        ) from None


@dataclass(frozen=True, slots=True)
class Account:
    """Where to sync, and as whom; `server` is the address of a server ("" = AnkiWeb)."""

    user: str
    password: str = field(repr=False)
    server: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What to bring: the package of a deck, what its lock knows, and what becomes of removed
    notes.
    """

    package: Path
    deck: str
    lock: Lock
    removed: Removed = "suspend"


def sync_package(folder: Path, delivery: Delivery, account: Account, progress: Progress) -> str:
    """Downloads what the account has, imports the package, uploads what changed; gives a line that
    says what was done.

    `folder` holds our collection. Removed notes are suspended (or as `delivery.removed` says) and
    those that are back are not any more. Raises AnkigenError with one line and leaves the account
    as it was where the deck cannot be brought there without replacing other decks.
    """
    require_backend()
    endpoint = _address(account.server)
    with _told(account.server or "AnkiWeb"), _collection(folder) as col:
        progress("signing in", 0, 0)
        auth = col.sync_login(username=account.user, password=account.password, endpoint=endpoint)
        progress("fetching", 0, 0)
        before = _fetch(col, auth)
        progress("importing", 0, 0)
        known = _tagged(col)
        new, updated = _import(col, delivery.package)
        never_there, gone = _part_with_removed(col, delivery, known)
        _unsuspend_returned(col, delivery.lock, known)
        progress("sending", 0, 0)
        required = _sync_once(col, auth)
        if required and not _may_replace(col, delivery.deck, before):
            raise AnkigenError(_one_way(delivery.package))
        if required:
            _whole(col, auth, upload=True)
        _media(col, auth)
    parted = "deleted" if delivery.removed == "delete" else "suspended"
    also = f", {gone:,} {parted}" if gone else ""
    return f"{counted(new - never_there, 'note')} added, {updated:,} updated{also}, and synced"


# --------------------------------------------------------------------------- removed notes


def _tagged(col: Collection) -> dict[str, bool]:
    """The guids of all notes, and whether each was tagged as removed."""
    assert col.db is not None
    rows = col.db.all("SELECT guid, tags FROM notes")
    return {guid: REMOVED_TAG in tags.split() for guid, tags in rows}


def _part_with_removed(
    col: Collection, delivery: Delivery, known: Mapping[str, bool]
) -> tuple[int, int]:
    """Suspends or deletes what has left the notes; gives how many the package brought that never
    were there, and how many notes were dealt with."""
    never_there = dealt_with = 0
    for record in delivery.lock.gone:
        note = _note(col, record.guid)
        if note is None:
            continue
        if record.guid not in known:  # the package carries it for others
            col.remove_notes([note.id])
            never_there += 1
            continue
        if delivery.removed == "keep" or KEEP_TAG in note.tags:
            continue
        open_ = [card.id for card in note.cards() if card.queue != QUEUE_SUSPENDED]
        if delivery.removed == "delete":
            col.remove_notes([note.id])
        elif open_ or REMOVED_TAG not in note.tags:
            col.sched.suspend_cards(open_)
            col.tags.bulk_add([note.id], REMOVED_TAG)
        else:
            continue
        dealt_with += 1
    return never_there, dealt_with


def _unsuspend_returned(col: Collection, lock: Lock, known: Mapping[str, bool]) -> None:
    """Cards of notes that are back: suspended while they were away, and not changed by anybody
    before or since.
    """
    for record in lock.notes:
        note = _note(col, record.guid) if record.back_at and not record.removed_at else None
        if note is not None:
            was_away = known.get(record.guid, False)
            col.sched.unsuspend_cards(
                [
                    card.id
                    for card in note.cards()
                    if card.queue == QUEUE_SUSPENDED
                    and card.mod >= record.left_at
                    and (was_away or card.mod < record.back_at)
                ]
            )


def _note(col: Collection, guid: str) -> Note | None:
    assert col.db is not None
    number = col.db.scalar("SELECT id FROM notes WHERE guid = ?", guid)
    return col.get_note(number) if number else None


def _one_way(package: Path) -> str:
    return (
        "the note types changed, so the account wants to be replaced in one go, and "
        "it has other decks: nothing "
        f'was sent. In Anki: sync, import {package.name} with "Merge note types", '
        f"sync and choose Upload; then "
        "sync here again"
    )


def _address(server: str) -> str | None:
    return (
        web_address(server, "--server (ANKIGEN_SYNC_SERVER)").rstrip("/") + "/" if server else None
    )


@contextlib.contextmanager
def _collection(folder: Path) -> Iterator[Collection]:
    """Our own collection. What went wrong half-way is thrown away: it is fetched again the next
    time.
    """
    from anki.collection import Collection
    from anki.errors import AnkiException, DBError

    try:
        make_own_folder(folder)
    except OSError as error:
        raise AnkigenError(
            f"{folder}: cannot be written ({error.strerror}); sync keeps its collection there"
        ) from None
    try:
        col = Collection(str(folder / _COLLECTION))
    except DBError:
        raise AnkigenError(
            f"{folder}: its collection is in use or broken; end the other sync, or "
            f"delete the folder"
        ) from None
    done = False
    try:
        yield col
        done = True
    finally:
        with contextlib.suppress(AnkiException):
            col.close()
        if not done:
            for path in folder.glob(f"{_COLLECTION}*"):
                path.unlink(missing_ok=True)


@contextlib.contextmanager
def _told(server: str) -> Iterator[None]:
    """Trouble of Anki's as one line of ours; no line holds the password."""
    from anki.errors import AnkiException, NetworkError, SyncError, SyncErrorKind

    try:
        yield
    except SyncError as error:
        if error.kind is SyncErrorKind.AUTH:
            raise AnkigenError(
                f"{server}: account or password is wrong; check ANKIGEN_SYNC_USER and "
                "ANKIGEN_SYNC_PASSWORD, or type them again"
            ) from None
        raise AnkigenError(f"{server}: did not sync ({_line(error)}); try again later") from None
    except NetworkError as error:
        raise AnkigenError(
            f"{server}: cannot be reached ({_line(error)}); check the connection and the address"
        ) from None
    except AnkiException as error:
        raise AnkigenError(f"{server}: did not sync ({_line(error)}); try again") from None


def _line(error: Exception) -> str:
    """What Anki says, on one line; it puts invisible marks of direction around what it quotes."""
    message = str(error).translate({ord(mark): None for mark in "\u2068\u2069"})
    return " ".join(message.split()).rstrip(".")


def _fetch(col: Collection, auth: Any) -> bool:
    """Syncs; gives whether the account had anything before. A whole collection is only fetched
    here, never sent.
    """
    required = _sync_once(col, auth)
    if required == "upload":
        return False  # the account is empty
    if required:
        _whole(col, auth, upload=False)
    return True


def _sync_once(col: Collection, auth: Any) -> str:
    """One round; "" if it is done, else what would be needed: "upload", "download" or "either"."""
    out = col.sync_collection(auth, True)
    if out.new_endpoint:
        auth.endpoint = out.new_endpoint
    return {
        out.FULL_SYNC: "either",
        out.FULL_UPLOAD: "upload",
        out.FULL_DOWNLOAD: "download",
    }.get(out.required, "")


def _whole(col: Collection, auth: Any, upload: bool) -> None:
    col.close_for_full_sync()
    try:
        col.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
    finally:
        col.reopen(after_full_sync=True)


def _may_replace(col: Collection, deck: str, had_anything: bool) -> bool:
    """Whether the account has nothing but this deck. (An empty default deck is in every
    account.)
    """
    if not had_anything:
        return True
    for other in col.decks.all_names_and_ids():
        ours = other.name == deck or other.name.startswith(f"{deck}::")
        if not ours and (other.id != _DEFAULT_DECK or col.decks.card_count(other.id, False)):
            return False
    return True


def _import(col: Collection, package: Path) -> tuple[int, int]:
    """Imports as Anki does by default, and merges note types; gives how many notes are new and
    how many changed.
    """
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    log = col.import_anki_package(
        ImportAnkiPackageRequest(
            package_path=str(package), options=ImportAnkiPackageOptions(merge_notetypes=True)
        )
    ).log
    return len(log.new), len(log.updated)


def _media(col: Collection, auth: Any) -> None:
    col.sync_media(auth)
    until = time.monotonic() + MEDIA_TIMEOUT
    while col.media_sync_status().active:
        if time.monotonic() > until:
            raise AnkigenError("the media take too long; the notes are synced, run it again")
        time.sleep(_LOOK)
