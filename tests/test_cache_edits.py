"""Notes that are edited and built again give the same with what is remembered and without, whatever
the edit; and what stands in one file is looked at again where it hangs on another.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from ankigen.cards.rendering.media import MediaStore
from ankigen.identity.last_build import LastBuild
from ankigen.identity.lock import format_lock
from ankigen.model import Source
from ankigen.model.document_cache import DocumentCache
from ankigen.model.settings import CardSettings, Settings, TypoSettings
from ankigen.pipeline import BuildResult, DeckOptions, ParsedNotes, make, study
from benchmarks.made_notes import notes
from tests.sweeps import ALL, sweep

SETTINGS = Settings(cards=CardSettings(reverse=("*",)))


@dataclass
class Kept:
    """A store in memory, which counts what it could give, and what it was given."""

    values: dict[str, bytes] = field(default_factory=dict)
    given: int = 0
    taken: int = 0

    def get(self, name: str) -> bytes | None:
        found = self.values.get(name)
        self.given += found is not None
        return found

    def put(self, name: str, data: bytes) -> None:
        self.taken += 1
        self.values[name] = data


def sources(texts: dict[str, list[str]]) -> list[Source]:
    return [Source(name, "\n".join(lines).encode()) for name, lines in texts.items()]


def built(found: ParsedNotes, last: LastBuild) -> BuildResult:
    return make(found, MediaStore(), DeckOptions("Deck", SETTINGS), last, 1_750_000_000)


def edit(texts: dict[str, list[str]], rng: random.Random) -> None:
    """Changes a line of a file."""
    name = rng.choice(sorted(texts))
    lines = texts[name]
    at = rng.choice([n for n, line in enumerate(lines) if line.count(" ") > 2])
    words = lines[at].split(" ")
    k = rng.randrange(1, len(words))
    other = rng.choice(texts[rng.choice(sorted(texts))]).split(" ")
    match rng.randrange(7):
        case 0:
            del words[k]
        case 1:
            words.insert(k, words[k])
        case 2:
            words[k] = words[k][:1] + words[k][1:3][::-1] + words[k][3:]
        case 3:
            words[k] = rng.choice(other)
        case 4:
            words = [*other]
        case 5:
            lines[at + 1 : at + 1] = ["", *rng.choice(sorted(texts.items()))[1][2:6], ""]
        case _:
            words = []
    lines[at] = " ".join(words)


@sweep
@pytest.mark.parametrize("seed", range(3 if ALL else 1))
def test_after_any_edit_a_build_is_what_it_would_be_without_the_cache(seed: int) -> None:
    rng = random.Random(seed)
    parts = notes(48, seed + 7).replace("\n\n", "\n\n\x00").split("\x00")
    texts = {f"{n}.txt": "".join(parts[n::4]).split("\n") for n in range(4)}
    kept, plain = Kept(), DocumentCache()
    last = LastBuild()
    for turn in range(8):
        given = sources(texts)
        expected = study(given, SETTINGS, cache=plain)
        found = study(given, SETTINGS, cache=DocumentCache(kept))
        made = built(expected, last)
        # compared as a whole: thousands of lines of differences help nobody
        same = (
            found.entries == expected.entries,
            found.findings == expected.findings,
            built(found, last).deck == made.deck,
        )
        assert same == (True, True, True), turn
        if turn == 3:
            last = LastBuild(format_lock(made.lock))
        if rng.random() < 0.8:
            edit(texts, rng)
    assert kept.given > 3 * 4 * 4  # documents, spelling and cards of the files that stay


HURRIED = "A dendogram shows which groups of the data were joined, and in which order."
RIGHT = [
    f"A {kind} dendrogram is drawn with the height of each join on one side."
    for kind in ("large", "small", "usual", "flat")
]


def texts_of(*definitions: str) -> list[str]:
    terms = ("Clustering", "Linkage", "Merging", "Height", "Distance", "Group", "Leaf")
    return [
        line
        for term, said in zip(terms, definitions, strict=False)
        for line in (f"{term} of the tree", said, "")
    ]


def test_a_word_in_one_file_may_be_a_slip_because_of_another_file() -> None:
    settings = Settings(typos=TypoSettings(suggest=0.0))
    kept = Kept()
    a = texts_of(HURRIED, "The way in which the distance of two groups is found.", "Two are one.")
    for b in (texts_of("A number, small where two points are alike."), texts_of(*RIGHT)):
        given = sources({"a.txt": a, "b.txt": b})
        found = study(given, settings, cache=DocumentCache(kept))
        assert found.entries == study(given, settings).entries
    assert any(f.before == "dendogram" for f in found.entries[0].fixes)


def test_notes_typed_in_a_hurry_are_not_looked_at_again_as_they_are() -> None:
    """All their slips are fixed at the first look."""
    hurried = [said.replace("the height", "teh height") for said in RIGHT]
    given = sources({"a.txt": texts_of(*hurried), "b.txt": texts_of(*RIGHT)})
    kept = Kept()
    first = study(given, SETTINGS, cache=DocumentCache(kept))
    assert sum(f.applied for e in first.entries for f in e.fixes) >= 4
    taken = kept.taken
    assert study(given, SETTINGS, cache=DocumentCache(kept)).entries == first.entries
    assert kept.taken == taken


def test_one_run_takes_what_it_knows_from_the_store_once() -> None:
    given = sources({"a.txt": texts_of(*RIGHT), "b.txt": texts_of(HURRIED)})
    kept = Kept()
    built(study(given, SETTINGS, cache=DocumentCache(kept)), LastBuild())
    cache = DocumentCache(kept)
    first = built(study(given, SETTINGS, cache=cache), LastBuild())
    taken = kept.given
    assert built(study(given, SETTINGS, cache=cache), LastBuild()).deck == first.deck
    assert kept.given == taken > 0


def test_a_card_may_go_because_of_another_file() -> None:
    """The headword is not asked for by a definition that two entries have."""
    said = "A line of the tree that ends in no other branch and holds one point alone."
    kept = Kept()
    a = ["Twig", said, "", "Root", "Where the tree begins and all groups are joined in one.", ""]
    reverse = []
    for b in (["Sluice", "A gate that lets water into a lock and out of it again.", ""],
              ["Shoot", said, ""]):  # fmt: skip
        given = sources({"a.txt": a, "b.txt": b})
        found = study(given, SETTINGS, cache=DocumentCache(kept))
        made = built(found, LastBuild())
        same = made.deck == built(study(given, SETTINGS), LastBuild()).deck
        assert same
        reverse.append(next(n.cards for n in made.deck.notes if n.term == "Twig"))
    assert reverse == [2, 1]


def test_what_is_kept_and_means_nothing_is_not_believed() -> None:
    """Values of the right form with other texts in them: nothing but their keys is the same."""
    given = sources({"a.txt": texts_of(HURRIED, *RIGHT)})
    expected = study(given, SETTINGS)
    kept = Kept()
    built(study(given, SETTINGS, cache=DocumentCache(kept)), LastBuild())
    for broken in (b"[]", b"[[]]", b'["\\n"]', b"null"):
        for name in kept.values:
            kept.values[name] = broken
        found = study(given, SETTINGS, cache=DocumentCache(kept))
        same = built(found, LastBuild()).deck == built(expected, LastBuild()).deck
        assert found.entries == expected.entries and same
