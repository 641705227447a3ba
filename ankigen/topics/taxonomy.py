"""A taxonomy: topics and their words; how well an entry goes with each topic."""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources

from ankigen.model import AnkigenError, Code, Entry, ListNode, Node, Quote, texts
from ankigen.topics.words import Phrases, key_of, split_words

# --------------------------------------------------------------------------- what counts how much

#: The headword names the thing; the line under it says what kind of thing; the body talks of much
#: else besides.
HEADWORD, CONTEXT, BODY = 3.0, 1.5, 2.0

#: The first words of a body are the definition; what comes 30 words later is half as telling (an
#: example, a caveat).
HALF_WAY = 30

#: Evidence of this much (about one middling word) counts half: a single weak hit in a long body is
#: not a whole vote.
DOUBT = {"headword": 0.5, "context": 1.0, "body": 2.5}

#: What a phrase gains per word beyond its first: "logistic regression" says more than "regression".
PER_WORD = 0.35

#: The second mention of a phrase in a body counts this much, the third this much of that.
AGAIN = 0.5


@dataclass(frozen=True)
class Taxonomy:
    """Topics ("ml::regression") with their words and phrases. `signature`: words that only this
    field's notes use.
    """

    topics: Mapping[str, tuple[str, ...]]
    signature: tuple[str, ...] = ()
    name: str = ""


@lru_cache(maxsize=1)
def shipped_names() -> tuple[str, ...]:
    """The taxonomies that come with ankigen."""
    folder = resources.files("ankigen") / "data" / "taxonomies"
    return tuple(
        sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))
    )


@lru_cache(maxsize=8)
def load_taxonomy(name: str) -> Taxonomy:
    """The taxonomy of that name that ships with ankigen. Raises AnkigenError naming those there
    are.
    """
    if name not in shipped_names():
        known = ", ".join(f'"{n}"' for n in shipped_names())
        raise AnkigenError(
            f'ankigen.toml: "topics.taxonomy" is {name!r}, which does not ship with ankigen; '
            f'use {known} or "none", or list your own words under [topics.words]'
        )
    file = resources.files("ankigen") / "data" / "taxonomies" / f"{name}.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    topics = {topic: tuple(words) for topic, words in data["topics"].items()}
    return Taxonomy(topics, tuple(data["signature"]), name)


def extended(taxonomy: Taxonomy, own: Mapping[str, tuple[str, ...]]) -> Taxonomy:
    """A taxonomy with words of the user's own, which go before it: a word listed there stands
    under no other topic.
    """
    taken = {
        key_of(words) for phrases in own.values() for p in phrases if (words := split_words(p))
    }
    topics = dict(own)
    for topic, phrases in taxonomy.topics.items():
        kept = tuple(p for p in phrases if key_of(split_words(p)) not in taken)
        topics[topic] = own.get(topic, ()) + kept
    return Taxonomy(topics, taxonomy.signature, taxonomy.name)


class Scorer:
    """Says how well a text goes with each topic of a taxonomy. What it needs of the taxonomy's
    words is made when it is first asked, in time linear in their number: most notes need the
    signature at most.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.topics = tuple(taxonomy.topics)
        self._taxonomy = taxonomy

    @cached_property
    def _signature(self) -> Phrases:
        return Phrases(self._taxonomy.signature)

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(p for phrases in self._taxonomy.topics.values() for p in phrases)

    @cached_property
    def _weights(self) -> dict[str, tuple[tuple[int, ...], float]]:
        """Of each phrase by its key: its topics, and what it weighs."""
        owners: dict[str, set[int]] = defaultdict(set)
        lengths: dict[str, int] = {}
        users: dict[str, set[int]] = defaultdict(set)
        for number, phrases in enumerate(self._taxonomy.topics.values()):
            for phrase in phrases:
                words = split_words(phrase)
                if not words:
                    continue
                key = key_of(words)
                owners[key].add(number)
                lengths[key] = max(lengths.get(key, 0), len(words))
                for word in words:
                    users[key_of([word])].add(number)
                users[key].add(number)
        return {
            key: (
                tuple(sorted(topics)),
                _rarity(len(users[key] | topics), len(topics), len(self.topics))
                * (1 + PER_WORD * (lengths[key] - 1)),
            )
            for key, topics in owners.items()
        }

    def scores(self, entry: Entry) -> list[float]:
        """For each topic, from 0 to HEADWORD + CONTEXT + BODY."""
        total = [0.0] * len(self.topics)
        for text, part, weight in (
            (entry.headword, "headword", HEADWORD),
            (entry.context.text, "context", CONTEXT),
            (body_text(entry.body), "body", BODY),
        ):
            evidence = self._evidence(split_words(text))
            all_of_it = sum(evidence.values()) + DOUBT[part]
            for topic, amount in evidence.items():
                total[topic] += weight * amount / all_of_it
        return total

    def _evidence(self, words: list[str]) -> dict[int, float]:
        evidence: dict[int, float] = defaultdict(float)
        seen: dict[str, float] = {}
        for found in self._phrases.find(words):
            topics, weight = self._weights[found.key]
            again = seen.get(found.key, 1.0)
            seen[found.key] = again * AGAIN
            for topic in topics:
                evidence[topic] += weight * again / (1 + found.start / HALF_WAY)
        return evidence

    def has_signature(self, entry: Entry) -> bool:
        """Whether the entry holds a word that only this field's notes use."""
        words = split_words(f"{entry.headword}\n{entry.context.text}\n{body_text(entry.body)}")
        return any(True for _ in self._signature.find(words))


def _rarity(users: int, owners: int, topics: int) -> float:
    """Weight of a phrase that `owners` topics list and `users` topics have inside longer
    phrases, of `topics` in all.
    """
    spread = owners + (users - owners) / 2
    return math.log((topics + 1) / spread) / math.log(topics + 1) / owners


def body_text(nodes: Sequence[Node]) -> str:
    """A body's words in reading order, code among them."""
    return "\n".join(_pieces(nodes))


def _pieces(nodes: Sequence[Node]) -> list[str]:
    pieces: list[str] = []
    for node in nodes:
        match node:
            case Code(text):
                pieces.append(text)
            case Quote(body):
                pieces += _pieces(body)
            case ListNode(items):
                for item in items:
                    pieces.append(item.text.text)
                    pieces += _pieces(item.children)
            case _:
                pieces += [t.text for t in texts([node])]
    return pieces
