"""How well typos are found: seeded errors in clean prose, and what happens to clean prose.

    python -m benchmarks.typos [--prose FOLDER] [--seed N] [--words N] [--verbose]
                               [--against codespell typos]

Prints, per field of prose and in all: precision of what was fixed, recall by kind of error (fixed,
and fixed or suggested), false changes and reports per 10,000 words of clean prose, and seconds per
70 kB. `--against` runs other tools over the same text, where they are installed.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ankigen.model import Entry, Fix, Origin, Paragraph, RichText
from ankigen.model.settings import TypoSettings
from ankigen.spelling import clean
from ankigen.spelling.words.confusion_sets import CONFUSIONS
from ankigen.spelling.words.lexicon import load_lexicon

PROSE = Path(__file__).parent / "prose"

#: One error in about so many words, as in notes that were typed in a hurry.
WORDS_PER_ERROR = 50
#: The speed is told for a document of this size.
DOCUMENT_BYTES = 70_000

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True)
class Slip:
    """An error put into a paragraph: text[start:end] reads `wrong` where `right` stood."""

    kind: str
    paragraph: int
    start: int
    wrong: str
    right: str


@dataclass
class Result:
    """What was counted over some prose: with errors put in, and (`clean_…`, `false_changes`,
    `reports`) as it was.

    `right` and `wrong` count changes, `fixed` and `found` the errors by kind."""

    words: int = 0
    slips: Counter[str] = field(default_factory=Counter)
    fixed: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: int = 0
    wrong: int = 0
    seconds: float = 0.0
    bytes: int = 0
    clean_words: int = 0
    false_changes: int = 0
    reports: int = 0

    def add(self, other: Result) -> None:
        """Count what the other counted too."""
        for name in (
            "words",
            "right",
            "wrong",
            "seconds",
            "bytes",
            "clean_words",
            "false_changes",
            "reports",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.slips += other.slips
        self.fixed += other.fixed
        self.found += other.found


# ------------------------------------------------------------------ errors


def _wrong_letter(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    letter = word[at]
    row = next((r for r in _KEYS if letter in r), "aeiou")
    place = row.index(letter) if letter in row else 0
    choices = [c for c in row[max(0, place - 1) : place + 2] if c != letter]
    if letter in "aeiou" and rng.random() < 0.6:
        choices = [c for c in "aeiou" if c != letter]
    return word[:at] + rng.choice(choices) + word[at + 1 :]


def _dropped_letter(word: str, rng: random.Random) -> str:
    at = rng.randrange(0 if rng.random() < 0.15 else 1, len(word))
    return word[:at] + word[at + 1 :]


def _extra_letter(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    extra = word[at] if rng.random() < 0.6 else rng.choice("aeioustrn")
    return word[:at] + extra + word[at:]


def _swapped_letters(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


SPELLING: dict[str, Callable[[str, random.Random], str]] = {
    "wrong letter": _wrong_letter,
    "dropped letter": _dropped_letter,
    "extra letter": _extra_letter,
    "swapped letters": _swapped_letters,
}
KINDS = (*SPELLING, "glued", "doubled", "real word")


def slips_in(paragraphs: Sequence[str], rng: random.Random) -> tuple[list[str], list[Slip]]:
    """The paragraphs with errors put in, at most one in a sentence's neighbourhood, and what
    they were.
    """
    known = load_lexicon()
    out: list[str] = []
    slips: list[Slip] = []
    due = WORDS_PER_ERROR // 2
    for number, paragraph in enumerate(paragraphs):
        words = list(_WORD.finditer(paragraph))
        due -= len(words)
        if due > 0 or len(words) < 6:
            out.append(paragraph)
            continue
        text = paragraph
        for _ in range(20):
            kind = rng.choice(KINDS)
            at = rng.randrange(0, len(words) - 2)
            word, after = words[at], words[at + 1]
            plain = word.group()
            gap = paragraph[word.end() : after.start()]
            if plain != plain.lower() or "'" in plain:
                continue
            start, end, right = word.start(), word.end(), plain
            if kind in SPELLING:
                if len(plain) < 4 or plain not in known.codes:
                    continue
                wrong = SPELLING[kind](plain, rng)
                if wrong == plain or wrong in known.codes:
                    continue
            elif kind == "real word":
                if plain not in CONFUSIONS:
                    continue
                wrong = rng.choice(CONFUSIONS[plain])
            elif kind == "glued":
                if gap != " " or after.group() != after.group().lower():
                    continue
                end, right = after.end(), paragraph[word.start() : after.end()]
                wrong = plain + after.group()
                if wrong in known.codes:
                    continue
            else:
                if gap != " ":
                    continue
                wrong = f"{plain} {plain}"
            before = paragraph[max(0, start - 1) : start]
            if (before and not before.isspace()) or (
                paragraph[end : end + 1] not in ("", " ", ",", ".", ";", ":")
            ):
                continue
            text = paragraph[:start] + wrong + paragraph[end:]
            slips.append(Slip(kind, number, start, wrong, right))
            due = WORDS_PER_ERROR
            break
        out.append(text)
    return out, slips


# ------------------------------------------------------------------ measuring


def as_entries(paragraphs: Sequence[str]) -> list[Entry]:
    """Each paragraph as the definition of an entry without a headword."""
    return [
        Entry(RichText(), (Paragraph(RichText.of(text, n + 1)),), Origin("prose.txt", n + 1))
        for n, text in enumerate(paragraphs)
    ]


def measure(paragraphs: Sequence[str], seed: int, verbose: bool) -> Result:
    """Clean the paragraphs with errors put in, then as they are, and count; `verbose` prints
    what went wrong.
    """
    result = Result()
    damaged, slips = slips_in(paragraphs, random.Random(seed))
    by_paragraph = {s.paragraph: s for s in slips}
    entries = as_entries(damaged)
    started = time.process_time()
    cleaned = clean(entries, TypoSettings())
    result.seconds = time.process_time() - started
    result.bytes = sum(len(p.encode()) + 1 for p in damaged)
    for number, entry in enumerate(cleaned):
        slip = by_paragraph.get(number)
        text, original = damaged[number], paragraphs[number]
        result.words += len(text.split())
        if slip:
            result.slips[slip.kind] += 1
        hit = False
        for fix in entry.fixes:
            touches = slip is not None and (
                fix.start < slip.start + len(slip.wrong)
                and slip.start < fix.start + len(fix.before)
            )
            good = touches and _made(text, fix) == original
            if fix.applied:
                result.right += good
                result.wrong += not good
                if verbose and not good:
                    print("  FALSE", _shown(text, fix), "|", slip)
                if good and slip:
                    result.fixed[slip.kind] += 1
            hit = hit or touches
        if slip and hit:
            result.found[slip.kind] += 1
        elif slip and verbose:
            print(
                "  MISSED",
                slip.kind,
                repr(slip.wrong),
                "for",
                repr(slip.right),
                "|",
                text[max(0, slip.start - 25) : slip.start + 40],
            )
    for number, entry in enumerate(clean(as_entries(paragraphs), TypoSettings())):
        result.clean_words += len(paragraphs[number].split())
        for fix in entry.fixes:
            result.false_changes += fix.applied
            result.reports += not fix.applied
            if verbose:
                print(
                    "  CLEAN",
                    "CHANGED" if fix.applied else "suggested",
                    _shown(paragraphs[number], fix),
                )
    return result


def _made(text: str, fix: Fix) -> str:
    return text[: fix.start] + fix.after + text[fix.start + len(fix.before) :]


def _shown(text: str, fix: Fix) -> str:
    around = text[max(0, fix.start - 30) : fix.start + len(fix.before) + 30]
    return f"{fix.before!r} -> {fix.after!r} ({fix.rule} {fix.confidence}) | …{around}…"


def share(a: float, b: float) -> str:
    """a of b in per cent, five characters wide."""
    return f"{100 * a / b:5.1f}" if b else "  n/a"


def row(name: str, r: Result) -> str:
    """A line of the table."""
    total = sum(r.slips.values())
    return (
        f"{name:12} {r.words:7} {total:6} {share(r.right, r.right + r.wrong)} "
        f"{share(sum(r.fixed.values()), total)}"
        f" {share(sum(r.found.values()), total)} "
        f"{1e4 * r.false_changes / r.clean_words:9.2f} "
        f"{1e4 * r.reports / r.clean_words:9.1f}"
        f" {r.seconds * DOCUMENT_BYTES / r.bytes:7.2f}"
    )


# ------------------------------------------------------------------ others beside it


def against(tool: str, fields: dict[str, list[str]], seed: int) -> str:
    """Another tool over the same damaged text, by the same measure (it changes files in place)."""
    program = shutil.which(tool)
    if program is None:
        return f"{tool:12} is not installed"
    command = {
        "codespell": [program, "-w", "-q", "3"],
        "typos": [program, "-w"],
    }[tool]
    right = wrong = total = touched = words = size = 0
    seconds = 0.0
    for paragraphs in fields.values():
        damaged, slips = slips_in(paragraphs, random.Random(seed))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "prose.txt"
            path.write_text("\n".join(damaged) + "\n", encoding="utf-8")
            size += path.stat().st_size
            started = time.perf_counter()
            subprocess.run([*command, str(path)], capture_output=True, check=False)
            seconds += time.perf_counter() - started
            after = path.read_text(encoding="utf-8").splitlines()
            path.write_text("\n".join(paragraphs) + "\n", encoding="utf-8")
            subprocess.run([*command, str(path)], capture_output=True, check=False)
            kept = path.read_text(encoding="utf-8").splitlines()
        spoiled = {s.paragraph for s in slips}
        total += len(slips)
        for number, text in enumerate(after):
            if text == damaged[number]:
                continue
            good = number in spoiled and text == paragraphs[number]
            right, wrong = right + good, wrong + (not good)
        touched += sum(a != b for a, b in zip(kept, paragraphs, strict=True))
        words += sum(len(p.split()) for p in paragraphs)
    return (
        f"{tool:12} {words:7} {total:6} {share(right, right + wrong)} {share(right, total)}   n/a"
        f" {1e4 * touched / words:9.2f}       n/a {seconds * DOCUMENT_BYTES / size:7.2f}"
    )


def _peak_megabytes() -> float:
    """The most memory that this process held, 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)  # macOS counts bytes, Linux kB


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; the exit code is 0 whatever they say."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--prose", type=Path, default=PROSE, help="a folder of .txt files, one paragraph a line"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=0, help="so many words of each file at most")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--against", nargs="*", default=(), choices=("codespell", "typos"))
    options = parser.parse_args(arguments)
    started = time.process_time()
    load_lexicon()
    loading = time.process_time() - started
    fields: dict[str, list[str]] = {}
    for path in sorted(options.prose.glob("*.txt")):
        taken: list[str] = []
        words = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            if options.words and words >= options.words:
                break
            taken.append(line)
            words += len(line.split())
        fields[path.stem] = taken
    print(
        f"{'field':12} {'words':>7} {'errors':>6} {'prec.':>5} {'fixed':>5} "
        f"{'found':>5} {'false/10k':>9} {'sugg/10k':>9} {'s/70kB':>7}"
    )
    everything = Result()
    for name, paragraphs in fields.items():
        result = measure(paragraphs, options.seed, options.verbose)
        everything.add(result)
        print(row(name, result))
    print(row("all", everything))
    for tool in options.against:
        print(against(tool, fields, options.seed))
    print("\nby kind: fixed, fixed or suggested")
    for kind in KINDS:
        n = everything.slips[kind]
        print(
            f"  {kind:16} {n:5} {share(everything.fixed[kind], n)} "
            f"{share(everything.found[kind], n)}"
        )
    print(f"\nloading {loading:.2f} s, {_peak_megabytes():.0f} MB at the most")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
