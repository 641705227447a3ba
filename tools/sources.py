"""What the word lists are compiled from: packages by name and version, fetched by the clients of
their registries.

Nothing else goes in, so anybody can build the same bytes (`python -m tools.rebuild_data`)."""

from __future__ import annotations

import ast
import gzip
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

#: Python packages. The wheels for one platform are taken everywhere: only their text is read.
PYPI = {
    "wordsegment": "1.3.1",  # counts of words and pairs of words on the web
    "codespell": "2.4.3",  # known misspellings
    "simple-icd-10-cm": "1.5.0",  # medical terms
    # documentation, for pairs of words
    "Django": "5.1.4",
    "networkx": "3.4.2",
    "nltk": "3.9.1",
    "scikit-learn": "1.5.2",
    "scipy": "1.14.1",
    "statsmodels": "0.14.4",
    "SQLAlchemy": "2.0.36",
    "sympy": "1.13.3",
}
NPM = {
    "@cspell/dict-aws": "4.0.17",
    "@cspell/dict-companies": "3.2.14",
    "@cspell/dict-data-science": "2.0.17",
    "@cspell/dict-docker": "1.1.17",
    "@cspell/dict-people-names": "1.1.16",
    "@cspell/dict-python": "4.5.3",
    "@cspell/dict-scientific-terms-us": "3.1.0",
    "@cspell/dict-software-terms": "5.4.9",
    "@cspell/dict-sql": "2.2.1",
}
#: Prints the words of the trie in which the scientific terms are packed.
TRIE_READER = "cspell-trie@9.7.0"
DEBIAN = {
    "scowl": "2020.12.07-4",  # English words by how common they are
    "wordnet-base": "1:3.0-39",  # English words and their glosses
    "r-bioc-go.db": "3.20.0-2",  # definitions of biology
}
DOCUMENTED = (
    "Django",
    "networkx",
    "nltk",
    "sklearn",
    "scipy",
    "statsmodels",
    "sqlalchemy",
    "sympy",
)

_WHEELS = (
    *("--no-deps", "--only-binary=:all:", "--platform", "manylinux2014_x86_64"),
    *("--python-version", "3.12", "--implementation", "cp"),
)


def fetch(folder: Path) -> None:
    """Download all packages into `folder` and unpack them there. Needs pip, npm, node, apt-get and
    dpkg-deb.

    Raises subprocess.CalledProcessError where a client fails."""
    archives = folder / "archives"
    archives.mkdir(parents=True, exist_ok=True)
    wheels = [f"{name}=={version}" for name, version in PYPI.items()]
    run(sys.executable, "-m", "pip", "download", "-q", *_WHEELS, *wheels, cwd=archives)
    for path in sorted(archives.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            wheel.extractall(folder / "python")
    for name, version in NPM.items():
        packed = run("npm", "pack", "--silent", f"{name}@{version}", cwd=archives).split()[-1]
        target = folder / "npm" / name.removeprefix("@cspell/dict-")
        shutil.unpack_archive(archives / packed, target)
    run("npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix",
        str(folder / "reader"), TRIE_READER, cwd=folder)  # fmt: skip
    run("node", str(folder / "reader/node_modules/.bin/cspell-trie"), "reader",
        str(next((folder / "npm/scientific-terms-us").rglob("custom_scientific_US.trie.gz"))),
        "-o", str(folder / "scientific.txt"), cwd=folder)  # fmt: skip
    for name, version in DEBIAN.items():
        run("apt-get", "download", "-q", f"{name}={version}", cwd=archives)
    for path in sorted(archives.glob("*.deb")):
        run("dpkg-deb", "-x", str(path), str(folder / "debian"), cwd=archives)


def run(*command: str, cwd: Path) -> str:
    """The output of a command."""
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout


# ------------------------------------------------------------------ words


def scowl(sources: Path) -> Iterator[tuple[str, str, int]]:
    """(word, part of the list, size) of every SCOWL list but the least usual variants."""
    for path in sorted((sources / "debian/usr/share/dict/scowl").iterdir()):
        match = re.fullmatch(
            r".*?(words|upper|proper-names|contractions|abbreviations)\.(\d+)", path.name
        )
        if not match or path.name.startswith(("variant_2", "variant_3")):
            continue
        for word in path.read_text(encoding="latin-1").split("\n"):
            if word and not word.endswith("'s"):
                yield word, match[1], int(match[2])


def _wordnet(sources: Path) -> Iterator[str]:
    for path in sorted((sources / "debian/usr/share/wordnet").glob("data.*")):
        for line in path.read_text(encoding="latin-1").splitlines():
            if not line.startswith("  "):
                yield line


def wordnet_lemmas(sources: Path) -> Iterator[str]:
    """The words that WordNet describes."""
    for line in _wordnet(sources):
        fields = line.split(" ")
        count = int(fields[3], 16)
        for lemma in fields[4 : 4 + 2 * count : 2]:
            yield from re.split(r"[_-]", re.sub(r"\(.*\)", "", lemma))


def cspell_words(sources: Path) -> Iterator[str]:
    """Technical words and names of firms."""
    for path in sorted([*(sources / "npm").rglob("*.txt"), *(sources / "npm").rglob("*.txt.gz")]):
        if "people" in str(path):
            continue
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
        for line in text.splitlines():
            line = line.split("#")[0].strip()
            if line and not line.startswith(("!", "~")):
                yield from re.findall(r"[^\W\d_]+", line.strip("*+"))


def rare_words(sources: Path) -> Iterator[str]:
    """Names of people, scientific and medical terms."""
    for path in sorted((sources / "npm").rglob("people-names.txt")):
        yield from re.findall(r"[A-Za-z]{4,}", path.read_text("utf-8"))
    for line in (sources / "scientific.txt").read_text("utf-8").splitlines():
        yield from re.findall(r"[A-Za-z]{5,}", line)
    for path in sorted((sources / "python/simple_icd_10_cm").rglob("*.xml")):
        yield from re.findall(r"[A-Za-z]{5,}", path.read_text("utf-8"))


def web_counts(sources: Path) -> dict[str, int]:
    """How often the web writes a word."""
    counts: dict[str, int] = {}
    path = sources / "python/wordsegment/unigrams.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count = line.split("\t")
        counts[word] = int(float(count))
    return counts


def web_pairs(sources: Path) -> Iterator[tuple[str, float]]:
    """How often the web writes two words one after the other; "." stands for the beginning of a
    sentence.
    """
    path = sources / "python/wordsegment/bigrams.txt"
    for line in path.read_text("utf-8").splitlines():
        pair, count = line.split("\t")
        first, _, second = pair.partition(" ")
        yield f"{'.' if first == '<s>' else first} {second}", float(count)


def corrections(sources: Path, name: str) -> dict[str, list[str]]:
    """codespell's misspellings and what each may stand for; an entry that it says to be
    disabled, with a reason, is left out.
    """
    found: dict[str, list[str]] = {}
    path = sources / "python/codespell_lib/data" / name
    for line in path.read_text(encoding="utf-8").splitlines():
        wrong, _, right = line.partition("->")
        choices = [r.strip() for r in right.split(",") if r.strip()]
        if wrong and choices and not re.search(r",\s*disabled (?:due|because)", right):
            found[wrong] = choices
    return found


# ------------------------------------------------------------------ prose


def prose(sources: Path) -> dict[str, list[str]]:
    """Edited prose by field, its paragraphs in a fixed order."""
    go = sources / "debian/usr/lib/R/site-library/GO.db/extdata/GO.sqlite"
    with sqlite3.connect(go) as connection:
        rows = connection.execute("select definition from go_term order by go_id").fetchall()
    return {
        "biology": [str(text) for (text,) in rows if text],
        "documentation": list(docstrings(sources)),
        "wordnet": [line.split("|", 1)[1].strip() for line in _wordnet(sources) if "|" in line],
    }


_MARKUP = re.compile(r"[`_=<>{}|\\@$^~]|>>>|\.\. |::")
_GRAMMAR = re.compile(r"\b(?:the|of|to|is|are|and|in|that|for|with)\b")
#: A paragraph of a docstring is prose if it has so many words, so many of them grammar, and no more
#: marks than this.
LEAST_WORDS, LEAST_GRAMMAR, MOST_MARKUP = 10, 3, 1


def docstrings(sources: Path) -> Iterator[str]:
    """The paragraphs of prose in the documentation of Python packages."""
    for package in DOCUMENTED:
        for path in sorted((sources / "python" / package.lower()).rglob("*.py")):
            if "tests" in path.parts:
                continue
            try:
                tree = ast.parse(path.read_text(encoding="utf-8"))
            except (SyntaxError, ValueError):
                continue  # a file of test data
            for node in ast.walk(tree):
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                    for paragraph in re.split(r"\n\s*\n", ast.get_docstring(node) or ""):
                        text = " ".join(paragraph.split())
                        if (
                            len(text.split()) >= LEAST_WORDS
                            and len(_GRAMMAR.findall(text)) >= LEAST_GRAMMAR
                            and len(_MARKUP.findall(text)) <= MOST_MARKUP
                        ):
                            yield text
