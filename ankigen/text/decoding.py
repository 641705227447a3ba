"""Bytes → text, for every reader of a text format."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ankigen.model import AnkigenError

#: Byte order marks; UTF-32 first, because its little-endian mark begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: How well-known files of another kind begin: the usual wrong suffixes.
_MAGIC = (
    (b"PK\x03\x04", "a zip file (Word, spreadsheet, slides or an Anki package?)"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (save it as .docx, .xlsx or .pptx)"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "a rich-text file (save it as .docx or .txt)"),
)

#: Encodings that notes come in when they are not UTF-8. cp1252 is tried apart: see `_legacy`.
_LEGACY = ("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp1254", "cp1250",
           "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "mac_roman")  # fmt: skip

#: More control characters than this share, and it is no text.
_MOST_CONTROLS = 0.02

#: French with all its accents has a sixth; other alphabets than the Latin have nearly all.
_MOST_HIGH = 0.45

#: Of bytes that are no UTF-16 a good part gives characters that do not exist.
_LEAST_FITTING = 0.97

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_ODD_SPACES = dict.fromkeys(
    map(
        ord,
        "\u00a0\u202f\u2007\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u1680",
    ),
    " ",
)
_NOTHING = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad\u180e\u2063"), None)
#: Half of a pair of surrogates: what an escape in YAML or a parser's fault can write, and no file
#: can hold.
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_BREAKS = dict.fromkeys(map(ord, "\u2028\u2029\x85"), "\v")
#: A form feed begins a page: as a line break with an empty line behind it.
PAGE = "\v\v"
#: Bullets and signs of the symbol fonts of word processors, which come out as private characters.
_SYMBOLS = {
    **dict.fromkeys(map(ord, "\uf0a7\uf0b7\uf0a8\uf06e\uf06c\uf076\uf071\uf0d8\uf075\uf09f"), "•"),
    ord("\uf0fc"): "✓",
    ord("\uf0e0"): "→",
    ord("\uf0e8"): "→",
}
_PLAIN = {**_HALVES, **_ODD_SPACES, **_NOTHING, **_BREAKS, **_SYMBOLS, ord("\x0c"): PAGE}
_BIDI_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
#: A joiner means something in Arabic, Indic scripts and emoji, nothing beside a Latin letter, a
#: space or an end.
_IDLE_JOINER = re.compile("(?<![^\\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\\x00-\u024f])")


def decode(data: bytes, name: str) -> str:
    r"""The text of a file: line ends "\n", NFC, odd spaces plain, invisible characters gone; the
    lines are the file's.

    A line break of a word processor inside a line (vertical tab, U+2028) is "\v", a form feed two,
    so that line numbers stay those that an editor shows. Raises AnkigenError if there is nothing in
    it or it is no text.

    >>> decode("Caf\u0065\u0301\u00a0bar\r\n".encode("utf-16"), "a.txt")
    'Café bar\n'
    >>> decode("Lösung – 5 €".encode("cp1252"), "a.txt")
    'Lösung – 5 €'
    >>> decode("\uf0b7\ta bullet of Word".encode(), "a.txt")
    '•\ta bullet of Word'
    """
    text = _text_of(data, name)
    controls = len(_CONTROLS.findall(text))
    if controls > max(2, _MOST_CONTROLS * len(text)):
        raise _not_text(name, "binary data")
    text = plain(text)
    if not text.strip():
        raise AnkigenError(f"{name}: is empty; write notes in it or leave it out")
    return text


def plain(text: str) -> str:
    """Text with the line ends, spaces and invisible characters that `decode` promises."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN)
    text = _CONTROLS.sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = _IDLE_JOINER.sub("", text)
    if not _RIGHT_TO_LEFT.search(text):
        text = _BIDI_MARKS.sub("", text)
    return unicodedata.normalize("NFC", text)


def _not_text(name: str, what: str) -> AnkigenError:
    return AnkigenError(
        f"{name}: is {what}, not text; give it the suffix of what it is, or leave it out"
    )


def _text_of(data: bytes, name: str) -> str:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise _not_text(name, what)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return data.decode(encoding, errors="replace")
    if b"\0" in data:
        return _utf16_without_mark(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _utf16_without_mark(data: bytes, name: str) -> str:
    """UTF-16 shows by what it gives: with its bytes the right way round nearly all are letters,
    spaces and signs.
    """
    if len(data) % 2 == 0:
        for encoding in ("utf-16-le", "utf-16-be"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            sample = text[:4000]
            fitting = sum(unicodedata.category(c)[0] in "LMNPZS" or c in "\t\r\n" for c in sample)
            if re.search("[ \n]", sample) and fitting >= _LEAST_FITTING * len(sample):
                return text
    raise _not_text(name, "binary data")


def _mend(error: UnicodeError) -> tuple[str, int]:
    """For a file that is UTF-8 but for a few bytes pasted from elsewhere: those are cp1252."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("ankigen-cp1252", _mend)

_UTF8_PAIR = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


def _legacy(data: bytes) -> str:
    """Text in an encoding that the file does not name.

    charset-normalizer decides among the scripts; where it sees Latin letters, cp1252 is right far
    more often than its relatives, which differ in a handful of characters that no statistics can
    tell apart in a short file.
    """
    high = sum(byte > 0x7F for byte in data)
    in_utf8 = sum(len(m) for m in _UTF8_PAIR.findall(data))
    if in_utf8 > 0.8 * high:
        return data.decode("utf-8", errors="ankigen-cp1252")
    western = data.decode("cp1252", errors="replace")
    # In a Western text most letters are ASCII, and those that are not stand one by one.
    letters = sum(c.isalpha() for c in western) or 1
    if "\ufffd" not in western and high < _MOST_HIGH * letters and _looks_western(western):
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=[*_LEGACY, "cp1252"]).best()
    return western if best is None else str(best)


def _looks_western(text: str) -> bool:
    """Whether the characters beyond ASCII are letters among letters, or the usual signs, as in a
    Western language.
    """
    odd = [m.group() for m in re.finditer(r"[^\x00-\x7f]+", text)]
    fitting = sum(len(run) <= 2 and not re.search("[\x80-\x9f¤¦¨¬¯³¸¹¾ƒ]", run) for run in odd)
    return fitting >= 0.9 * len(odd)
