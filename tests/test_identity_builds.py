"""Which build was before which: numbers in the lock, whatever dates say; and locks of former
formats.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ankigen.identity.build_records import MERGE_GRACE
from ankigen.identity.hashes import field_hash, shown_hash
from ankigen.identity.identify import Identified, identify
from ankigen.identity.lock import format_lock, merged_lock, parse_lock
from ankigen.identity.records import BuildStamp, Lock, NoteRecord
from ankigen.model import Note, NoteField
from ankigen.sync.base_build import BaseBuild
from tests.identity_helpers import DECK_ID, LIST, NOTE_TYPES, T0, TERM, note
from tests.identity_world import World

FORMAT_2 = Path(__file__).parent / "cases" / "identity" / "format-2" / "ankigen.lock"
OSMOSIS = note("Osmosis", "Water moves through a membrane towards the side with more salt.")
MITOSIS = note("Mitosis", "A cell divides into two cells that hold the same chromosomes.")
ENZYME = note("Enzyme", "A protein that speeds up one chemical reaction.")
REWORDED = note("Mitosis", "One cell becomes two of the same kind.")


def built(notes: tuple[Note, ...], lock: Lock, when: int) -> Identified:
    return identify(notes, NOTE_TYPES, lock, DECK_ID, when)


def record_of(lock: Lock, term: str) -> NoteRecord:
    (found,) = [record for record in lock.notes if record.term == term]
    return found


def started(found: Identified, lock: Lock) -> BaseBuild:
    """What a file tells that holds the notes of a build as they are."""
    records = {record.guid: record for record in lock.notes}
    return BaseBuild.of_notes(
        (records[n.guid], shown_hash(n.fields), frozenset(n.tags)) for n in found.notes
    )


def test_builds_are_counted_by_what_they_changed() -> None:
    first = built((OSMOSIS, MITOSIS), Lock(), T0)
    again = built((OSMOSIS, MITOSIS), first.lock, T0 + 5)
    second = built((OSMOSIS, REWORDED), again.lock, T0 + 9)
    assert [b.lock.build for b in (first, again, second)] == [1, 1, 2]
    assert record_of(second.lock, "Osmosis").since == BuildStamp(1, T0)
    assert record_of(second.lock, "Mitosis").since == BuildStamp(2, T0 + 9)
    tagged = built((replace(OSMOSIS, tags=("exam",)), REWORDED), second.lock, T0 + 20)
    record = record_of(tagged.lock, "Osmosis")
    assert (record.since.number, record.tags_since) == (1, BuildStamp(3, T0 + 20))
    assert record_of(tagged.lock, "Mitosis").tags_since is None


def test_a_date_in_the_week_ahead_does_not_count_as_a_later_build() -> None:
    first = built((OSMOSIS, MITOSIS), Lock(), T0)
    wider = (replace(TERM, fields=(*TERM.fields, NoteField("More", 1_500))), LIST)
    notes = (
        replace(OSMOSIS, fields=(*OSMOSIS.fields, "m")),
        replace(MITOSIS, fields=(*MITOSIS.fields, "")),
    )
    second = identify(notes, wider, first.lock, DECK_ID, T0 + 5)
    assert second.notes[0].changed_at == T0 + 5 + MERGE_GRACE
    later = (notes[0], replace(REWORDED, fields=(*REWORDED.fields, "")))
    third = identify(later, wider, second.lock, DECK_ID, T0 + 86_400)
    changed = record_of(third.lock, "Mitosis").since
    assert started(second, third.lock).has(changed) is False
    assert started(third, third.lock).has(changed) is True


def test_two_branches_are_told_apart_though_their_builds_have_one_number() -> None:
    base = built((OSMOSIS, MITOSIS), Lock(), T0)
    ours = built((OSMOSIS, REWORDED), base.lock, T0 + 50)
    theirs = built((note("Osmosis", "Water seeps through."), MITOSIS), base.lock, T0 + 20)
    merged = merged_lock((*ours.lock.notes, *theirs.lock.notes), ours.lock.note_types)
    since = record_of(merged, "Mitosis").since
    assert since.number == record_of(merged, "Osmosis").since.number == 2
    assert not started(theirs, merged).has(since)


def test_a_clock_that_goes_back_does_not_turn_builds_round() -> None:
    first = built((OSMOSIS, MITOSIS), Lock(), T0)
    second = built((OSMOSIS, REWORDED), first.lock, T0 - 5_000)
    assert not started(first, second.lock).has(record_of(second.lock, "Mitosis").since)


def test_a_hundred_thousand_other_texts_have_another_hash() -> None:
    """With 16 bits, one of these was taken for the first."""
    text = "<p>Water moves through a membrane.</p>"
    others = {f"<p>Water moves through a membrane ({n}).</p>" for n in range(200_000)}
    assert field_hash(text) not in set(map(field_hash, others))


def test_a_lock_of_format_2_goes_on() -> None:
    """Its hashes have four digits and its builds no numbers: nothing is dated anew, and what a
    former build said is known again.
    """
    text = FORMAT_2.read_text(encoding="utf-8")
    lock = parse_lock(text)
    osmosis = record_of(lock, "Osmosis")
    former = (
        "<p>Water moves through a membrane towards the side that holds more salt."
        '<span class="more"> Roots drink by it.</span></p>'
    )
    assert osmosis.had_field(1, former) and not osmosis.had_field(1, former[:-5])
    assert osmosis.field_since(1) == BuildStamp(0, 1_750_001_000)
    assert osmosis.field_since(0) is None
    (gone,) = lock.removed
    assert gone.term == "Enzyme" and gone.left_at == gone.removed_at
    assert record_of(lock, "Mole").tags_since is None


def test_the_first_build_after_format_2_changes_no_date(tmp_path: Path) -> None:
    text = FORMAT_2.read_text(encoding="utf-8")
    world = World(lock=text)
    world.edit("Water moves", "Water flows")
    world.edit("# Chemistry\n", "---\ntags: [exam]\n---\n# Chemistry\n")
    start = world.files["cells.md"].index("## Enzyme")
    end = world.files["cells.md"].index("## Stages")
    world.files["cells.md"] = world.files["cells.md"][:start] + world.files["cells.md"][end:]
    _, made = world.build(tmp_path, 1_750_009_000)
    before = {record.guid: record for record in parse_lock(text).notes}
    assert {r.guid: r.changed_at for r in made.lock.notes} == {
        guid: record.changed_at for guid, record in before.items()
    }
    osmosis = record_of(made.lock, "Osmosis")
    assert osmosis.field_since(1) == BuildStamp(0, 1_750_001_000)
    assert osmosis.field_since(0) is None and "." not in osmosis.each
    assert parse_lock(format_lock(made.lock)) == made.lock
