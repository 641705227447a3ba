"""ankigen: raw study notes in; an Anki deck, a CSV and Quizlet files out."""

__version__ = "0.1.0"
