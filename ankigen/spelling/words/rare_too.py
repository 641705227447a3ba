"""Listed misspellings that are rare right words ("cerate", "biddings"). In notes that were not
typed in a hurry they are only suggested: who writes with care may well mean them.
"""

from __future__ import annotations

from ankigen.spelling.words.lexicon import Lexicon
from ankigen.text.word_lists import word_set

#: Misspellings of codespell's dictionary that SCOWL has up to size 70 (wamerican-large 2020.12.07
#: of Debian), in small letters, but those that words.bin has.
_IN_DICTIONARIES = word_set(
    "abl absorbant accidently adust algebraical algin algins alined alow alterative ane anonyms "
    "antiapartheid arbitral archine archines astroid atheistical billon binominal brose "
    "cancelation casette cerate cerated cerates cheeper clammer clearstories clearstory "
    "cockateel cockateels collet collets collogue collogues commutated commutating conquerer "
    "consol constructer corelation cornel cornels crystalize crystalized crystalizes "
    "crystalizing curch customable decern delate demagog demagogs dependancy detecter diaster "
    "didactical digitalize digitalizing dorp eduction equipments fane feeze fo gages "
    "geometrician geometricians heathy heder hightest idealogy identic incase incudes indictor "
    "inferrable intension intensionally lacker licker lightyear logarithmical metics miliary "
    "minium miniums neral otherwhere pallette paly pard pase pash patten pattens pervious "
    "perviously phasis pice pincher precess precessed precesses precessing puls punctuations "
    "rarified rasing reacher readapted reenforces rememberable responser secund sematic sherif "
    "spile stroy subtile succuss succussion tabes takin technic technics tesselate tesselation "
    "udo unmistakeably unsuccess vas venders wether wheen whish wite worser yeld"
)


def is_rare_too(word: str, meant: str, lexicon: Lexicon) -> bool:
    """Whether a listed misspelling is a rare right word, or the plural of a doing beside the doing
    that was meant ("the biddings").

    >>> from ankigen.spelling.words.lexicon import load_lexicon
    >>> is_rare_too("biddings", "bidding", load_lexicon())
    True
    """
    if word in _IN_DICTIONARIES:
        return True
    return word.endswith("ings") and meant == word[:-1] and lexicon.common(meant)
