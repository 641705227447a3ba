"""Entries of several fields, and the topics that they get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ankigen.model import (
    Entry,
    Origin,
    Paragraph,
    RichText,
)
from ankigen.model.settings import TopicSettings
from ankigen.topics import assign

AUTOMATIC = TopicSettings()


def entry(
    term: str,
    body: str = "",
    sections: Sequence[str] = (),
    *,
    context: str = "",
    file: str = "notes.txt",
    line: int = 1,
    topic: str = "",
    tags: Sequence[str] = (),
) -> Entry:
    return Entry(
        RichText.of(term),
        (Paragraph(RichText.of(body)),) if body else (),
        Origin(file, line),
        context=RichText.of(context),
        sections=tuple(sections),
        topic=topic,
        tags=tuple(tags),
    )


def topics_of(entries: Sequence[Entry], chosen: TopicSettings = AUTOMATIC) -> list[str]:
    return [e.topic for e in assign(entries, chosen)]


def unsure(entries: Sequence[Entry]) -> list[str]:
    return [e.headword for e in entries for f in e.findings if f.code == "topic-unsure"]


def words(**topics: list[str]) -> TopicSettings:
    """Words of the user's own, and no shipped taxonomy."""
    table: Mapping[str, tuple[str, ...]] = {
        name.replace("__", "::"): tuple(listed) for name, listed in topics.items()
    }
    return TopicSettings(taxonomy="none", words=table)


# --------------------------------------------------------------------------- notes as they come

LEARNING = [
    ("Mean", "The sum of all values over their number."),
    ("Standard deviation", "How far the values of a distribution lie from their mean."),
    ("Percentile", "The value below which a share of the observations falls."),
    ("Imputation", "Filling a missing value before training, by the median of its column say."),
    ("One-hot encoding", "A column of zeros and ones for every category of a categorical feature."),
    ("Ridge regression", "Linear regression whose coefficients are kept small."),
    ("Residual", "What a fitted line misses a point by."),
    (
        "Support vector machine",
        "A classifier that looks for the widest street between two classes.",
    ),
    ("Naive Bayes", "A classifier that treats features as independent of one another."),
    ("Random forest", "Many decision trees that vote."),
    ("Gradient boosting", "Each tree repairs what those before it got wrong."),
    ("k-means", "Points go to the nearest centroid; centroids move; repeat."),
    ("Silhouette score", "How well a point sits in its cluster."),
    ("Backpropagation", "The chain rule, run backwards through a neural network."),
    ("Dropout", "Neurons switched off at random in training."),
    ("Grid search", "Every combination of hyperparameters is tried."),
    ("Cross-validation", "Each fold is the test set once."),
    ("SHAP", "Shares a prediction out among the features."),
]

LIFE = [
    ("Osmosis", "Water crosses a membrane towards the higher concentration."),
    ("Population", "All individuals of a species in a place."),
    ("Neuron", "A cell that carries signals in a nervous network."),
    ("Classification", "Sorting living things into kingdom, class, order and species."),
    ("Regression", "Return of an organ to an earlier form."),
    ("Cell membrane", "The layer that holds a cell together."),
    ("Evolution", "Change in a population over generations."),
    ("Mutation", "A change in the sequence of bases of a gene."),
    ("Enzyme", "A protein that speeds up a reaction; each has an active site."),
    ("Sample", "Organisms taken from a habitat for counting."),
    ("Learning", "A lasting change of behaviour through experience."),
    ("Variance", "The spread of a trait within a population."),
]


def made(rows: Sequence[tuple[str, str]], sections: Sequence[str] = ()) -> list[Entry]:
    return [entry(t, b, sections, line=n) for n, (t, b) in enumerate(rows, 1)]


TREES = words(
    trees=["decision tree", "predict_proba", "AUC", "normalisation", "data frame"], birds=["bird"]
)
