"""Where right words look wrong: old English, verse, quoted speech, Latin names. Nothing is
changed there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ankigen.spelling.words.lexicon import Lexicon
from ankigen.spelling.words.tokens import Token
from ankigen.text.patterns import when_asked
from ankigen.text.word_lists import word_set, word_tuple

#: Words that only older English has.
_OLD = word_set(
    "thou thee thy thine ye hath doth hast dost art wilt shalt canst didst wouldst "
    "couldst shouldst saith quoth unto thereof "
    "thereunto whereof wherein whereunto hither thither whither hence thence whence "
    "betwixt o'er e'er ne'er 'twas 'tis "
    "tis twas shew shews shewed shewn chuse publick musick logick physick compleat "
    "connexion encrease antient surprize "
    "shouldest wouldest nay yea verily lo behold begat hitherto heretofore vouchsafe "
    "beseech befell methinks "
    "haue vpon vnto selfe owne lawfull "
    "knowlege acknowlege antient antiently intirely oeconomy expence perswade perswasion "
    "controul cloaths falshood extream phaenomena aera shouldst "
    "yeer yeers neer onely scholer souldier souldiers beleeve beleeved"
)
#: Words of dialect: speech written as it sounds.
_DIALECT = word_set(
    "ain't warn't gwyne sez dat dey wuz reckon wid git 'em yer ye'll o'er thar bin "
    "jest fust hain't 'pears "
    "massa marse nebber neber ebber hebben debbil chillun nuffin wuz dese gemmen "
    "doin nothin somethin anythin everythin sayin thinkin tryin comin goin gettin lookin makin "
    "talkin takin walkin runnin workin feelin livin"
)
#: Letters that are left out as they are in speech: "goin'", "'andsome", "t' pikes", "'twas".
_LEFT_OUT = when_asked(
    r"\w(in)['’](?!\w)|(?<![\w'’])['’](?:(em|er|e|im|is|ere|ave|ad|as|ow|ome|ouse|old|ard|ell|alf"
    r"|ope|at|appy|andsome|owever|un|tis|twas|twere|till|bout|gainst|cause|ud)\b)"
    r"|(?<![\w'’])(o|an|wi|th|t|y|d|ha|ne|sh)['’](?![\w'’])",
    re.IGNORECASE,
)
#: What speakers say while they think, as it is taken down: "uh, the", "the — um, house".
_FILLERS = when_asked(
    r"\b(?:uh|uhm|um|erm|mhm|hmm)(?=[,.…—–-])|(?<=[,.…—–-] )(?:uh|uhm|um|erm|mhm)\b", re.IGNORECASE
)
#: Speech is taken down word for word where so many of them stand, and one in so many words.
FILLERS, WORDS_PER_FILLER = 3, 350
#: A comma between two words; in words of one letter, and in digits, it stands as in mathematics.
_TIGHT = when_asked(r"(?<![\w.,])[a-z]{2,},[a-z]{2,}(?![\w,(=])")
#: It is a habit where so many have no space behind them.
TIGHT = 3
#: Texts are written as they are spoken where so many letters are left out, in so many ways, one in
#: so many words.
LEFT_OUT, WAYS, WORDS_PER_ONE = 4, 3, 700
#: Listed misspellings that were right, or one of two spellings, before our time: what they are in
#: an edited text.
ONCE_RIGHT = word_set(
    "employe employes "
    "altho compleat compleatly connexion coud dependance despatch despatched discernable "
    "expence extream groupe hight hybernate imbed imbedded independance indure inforce instal "
    "negociate negociation pannel publick recompence reenforce reenforced reenforcement "
    "reenforcements reenforcing shoud surprize surprized tesselated tollerable transferrable "
    "untill useability wonderous woud "
    "develope hypothenuse recal advices inclose inclosed inclosing excentric informations "
    "superintendance synonimous "
    "knowlege acknowlege intirely"
)
#: Abbreviations that people write in small letters, too, and that are near to everyday words.
ABBREVIATIONS = word_set(
    "iff wrt etc eg ie cf vs viz approx resp ibid ca bc bce ce ad usa uk eu uae ussr un nyc "
    "cpu gpu ram rom ssd hdd usb pc os io ui ux gui cli ide sdk api apis app apps url urls uri "
    "http https html css xml json yaml csv tsv pdf gif png jpg jpeg svg mpeg txt sql db dbms orm "
    "ip tcp udp dns dhcp arp nat lan wan vlan vpn isp ssh ftp smtp ssl tls iot org www faq "
    "id ids uid pid tid ptr str int char bool len dev env var arg args param params config init "
    "func fn seq std avg max min num pos neg freq prob dist vec mat dim ref dst src tmp dir dirs "
    "lib libs repo regex admin info intro misc temp dept govt intl inc ltd corp est gen ed eds vol "
    "pp fig figs eq eqs ch sec min hr hrs yr yrs mo wk lb lbs oz kg mg ml mol atp dna rna mrna "
    "trna gdp gnp cpi hiv std adhd ptsd mri ct ecg eeg icu lsd thc ith jth kth nth xth strat strats"
)
#: A file is old when it holds so many different ones of these, and one such word in so many.
OLD_DIFFERENT, WORDS_PER_OLD = 4, 400
#: A text alone is old when it holds so many.
OLD_IN_TEXT = 2

_QUOTED = re.compile(r"“[^“”]{3,9000}”|\"[^\"\n]{3,900}\"|„[^„“]{3,900}“|«[^«»]{3,900}»")
#: People speak to each other where so many texts begin with a quotation, and one in so many.
_OPENING, SAID, TEXTS_PER_SAID = ("“", "„", "«"), 8, 8
#: Verse has at least so many lines, of so many characters at most, and so large a share of them
#: ends with a comma or the like.
VERSE_LINES, VERSE_WIDTH, VERSE_SHARE = 3, 64, 0.3
#: Adjectives of peoples and places end so, names of genera do not.
_OF_A_PEOPLE = ("an", "ese", "ish", "ic")
_LATIN = word_tuple("us um is ae ii ensis oides atus ata atum ica icus icum ina inus ella a i es e")


def is_old(words: Sequence[str]) -> bool:
    """Whether words are those of an old text or of dialect: what looks like a misspelling is how
    it was spelled, or spoken.
    """
    for marks in (_OLD, _DIALECT):
        found = [w for w in words if w in marks]
        if len({*found}) >= OLD_DIFFERENT and len(found) * WORDS_PER_OLD >= len(words):
            return True
    return False


def is_spoken(texts: Iterable[str], words: int) -> bool:
    """Whether texts of so many words are written as they are spoken, as in plays and tales, or were
    taken down word for word.

    >>> is_spoken(["'E was goin' down t' road to 'er 'ouse."], 9)
    True
    >>> is_spoken(["Well, uh, he he did not, um, see the the – uh, gate."], 12)
    True
    """
    ways: list[str] = []
    fillers = 0
    for text in texts:
        if "'" in text or "’" in text:
            ways += ("".join(m.groups("")).lower() for m in _LEFT_OUT.finditer(text))
        if "m" in text or "uh" in text:
            fillers += len(_FILLERS.findall(text))
    if fillers >= FILLERS and fillers * WORDS_PER_FILLER >= words:
        return True
    many = len(ways) >= LEFT_OUT and len({*ways}) >= WAYS
    return many and len(ways) * WORDS_PER_ONE >= words


def tight_commas(texts: Iterable[str]) -> list[str]:
    """The words around each comma without a space behind it, where most commas of so many texts
    have none: then it is how the file is written, and no slip.

    >>> tight_commas(["It is wet,but warm,so the seeds,which are small, sprout."])
    ['wet,but', 'warm,so', 'seeds,which']
    """
    found: list[str] = []
    spaced = 0
    for text in texts:
        if "," in text:
            spaced += text.count(", ") + text.count(",\n")
            found += _TIGHT.findall(text)
    return found if len(found) >= TIGHT and len(found) > spaced else []


def has_old_words(tokens: Sequence[Token]) -> bool:
    """Whether a text alone is old English."""
    return sum(token.low in _OLD for token in tokens) >= OLD_IN_TEXT


def is_verse(text: str) -> bool:
    """Whether a text is verse: short lines with capitals, many of which end with a comma or in
    mid-sentence.

    >>> is_verse("The curfew tolls the knell of parting day,\\nThe lowing herd wind slowly "
    ...          "o'er the lea,\\nThe end")
    True
    >>> is_verse("Cell: the unit of life.\\nTissue: many cells.\\nOrgan: many tissues.")
    False
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < VERSE_LINES or max(map(len, lines)) > VERSE_WIDTH:
        return False
    if sum(line[:1].isupper() or line[0] in "'\"“‘" for line in lines) < 0.8 * len(lines):
        return False
    open_ended = sum(line[-1] in ",;" for line in lines)
    return open_ended >= VERSE_SHARE * len(lines)


def quoted_spans(text: str, *, speech: bool = False) -> list[tuple[int, int]]:
    """What stands in quotation marks; a text that is nothing but a quotation is none, unless it is
    what somebody says (`speech`), who then may go on in the next text.
    """
    spans = [m.span() for m in _QUOTED.finditer(text)]
    if speech:
        if (at := text.rfind("“")) > text.rfind("”"):
            spans.append((at, len(text)))
        return spans
    return [] if [(a, b) for a, b in spans if text[:a].strip() or text[b:].strip()] == [] else spans


def is_speech(texts: Sequence[str]) -> bool:
    """Whether so many texts begin with a quotation that these are what people say to each other."""
    said = sum(text.startswith(_OPENING) for text in texts)
    return said >= SAID and said * TEXTS_PER_SAID >= len(texts)


#: What opens a quotation in single marks: not what a word begins with where it lost letters
#: ("'tis"), nor a mark that is closed again behind a word.
_OPENS_SINGLE = re.compile(r"(?<!\w)['‘](?!(?i:t(?:is|was|were)|em|e|im|is|er|ad)\b)\w[^'’‘\n]*$")


def is_cut_short(text: str, token: Token, after: str) -> bool:
    """Whether a word lost its last letters to an apostrophe that stands there for them, as in
    verse and dialect: what is proposed for it only adds these.

    >>> from ankigen.model import RichText
    >>> from ankigen.spelling.words.tokens import tokenize
    >>> line = "a frien' sae faithfu' cam' near"
    >>> is_cut_short(line, tokenize(RichText(line))[3], "faithful")
    True
    """
    if text[token.end : token.end + 1] not in ("'", "’") or not after.startswith(token.text):
        return False
    return not _OPENS_SINGLE.search(text, max(0, token.start - _LONGEST_SINGLE), token.end)


#: A quotation in single marks is looked for in so many characters.
_LONGEST_SINGLE = 200


def is_latin_name(tokens: Sequence[Token], number: int, lexicon: Lexicon) -> bool:
    """Whether a word in small letters is the second or third of a scientific name ("Panthera
    tigris altaica").
    """
    token = tokens[number]
    if not token.lower or not token.low.endswith(_LATIN):
        return False
    for back in (1, 2):
        if number < back:
            return False
        before = tokens[number - back]
        between = tokens[number - back + 1].left
        if between not in (before.low, "") and len(before.text) > 1:
            return False  # a comma or a full stop, and not that of "E. coli"
        if before.capital and not before.guarded:
            if before.low.endswith(_OF_A_PEOPLE) and lexicon.known(before.low):
                return False  # "Persian temples"
            return not lexicon.common(before.low) or len(before.text) == 1
        if before.capital or not before.lower:
            return before.capital and len(before.text) == 1
    return False
