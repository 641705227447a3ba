"""Pages as Google Docs, Word and Notion export them: bold by style, cut headwords, comments,
footnotes, Word's lists.
"""

from __future__ import annotations

from ankigen.model import Block, Kind, Style
from ankigen.readers.html import read


def blocks(page: str) -> list[Block]:
    return list(read(page.encode(), "a.html").blocks)


def strong(block: Block) -> list[str]:
    return [block.text.text[m.start : m.end] for m in block.text.marks if m.style is Style.STRONG]


def test_a_headword_cut_into_pieces_is_bold_as_a_whole() -> None:
    page = """<style>.a1{font-weight:400}.a2{font-weight:700}</style>
<p><span class="a2">Tidal</span><span class="a2"> range</span><span class="a1">: high minus low water</span></p>
<p><b>Neap</b> <b>tide</b><br><b>Spring tide</b></p>"""  # noqa: E501
    first, *others = [b for b in blocks(page) if b.kind is Kind.PARAGRAPH]
    assert strong(first) == ["Tidal range"]
    assert [s for b in others for s in strong(b)] == ["Neap tide", "Spring tide"]


def test_the_later_rule_of_the_sheet_counts_whatever_the_order_of_the_classes() -> None:
    sheet = (
        "<style>\n<!--\n /* plain */ .x {font-weight:400}\n span.Term "
        "{font-weight:bold}\n-->\n</style>"
    )
    (para,) = [
        b for b in blocks(f'{sheet}<p><span class="Term x">Ebb</span> falling water</p>') if b.text
    ]
    assert strong(para) == ["Ebb"]


def test_comments_are_left_out_with_their_signs_and_footnotes_read_where_their_sign_stands() -> (
    None
):
    page = """<p>Ebb: falling water<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p>
<p>Flood: rising water<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> twice a day</p>
<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> not in the Baltic</p></div>
<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>Ida: is that right?</p></div>"""
    found = blocks(page)
    read_out = [b.text.text for b in found if b.kind is Kind.PARAGRAPH]
    assert read_out == [
        "Ebb: falling water",
        "Flood: rising water (not in the Baltic) twice a day",
    ]
    assert not any(m.style is Style.SUP for b in found for m in b.text.marks)
    left_out = [b.value for b in found if b.kind is Kind.DROPPED]
    assert left_out == ["a footnote, read where its sign stands", "a comment"]


def test_a_link_within_the_page_that_is_no_footnote_stays() -> None:
    (para,) = blocks('<p id="part-2">see <a href="#part-2">above</a></p>')
    assert para.text.text == "see above"


def test_what_word_sets_around_the_text_is_left_out() -> None:
    page = """<div style='mso-element:header'><p class=MsoHeader>Tides 101</p></div>
<p class=MsoTitle>Tides</p><p class=MsoToc1>1 Basics 3</p><p class=MsoNormal>The sea.</p>
<p class=MsoCommentText>Ask Jo.</p><p class=MsoFooter>page 2</p>"""
    assert [(b.kind, b.text.text) for b in blocks(page) if b.kind is not Kind.DROPPED] == [
        (Kind.HEADING, "Tides"),
        (Kind.PARAGRAPH, "The sea."),
    ]


def test_a_list_of_a_filtered_word_page() -> None:
    page = """<p class=MsoListParagraphCxSpFirst style='margin-left:36.0pt;text-indent:-18.0pt'><span>·<span>&nbsp;&nbsp; </span></span>moon</p>
<p class=MsoListParagraphCxSpLast style='margin-left:72.0pt'><span>1.<span>&nbsp; </span></span>full moon</p>
<p class=MsoListParagraph>no bullet here</p>"""  # noqa: E501
    assert [(b.kind, b.level, b.text.text) for b in blocks(page)] == [
        (Kind.ITEM, 0, "moon"),
        (Kind.ITEM, 1, "full moon"),
        (Kind.PARAGRAPH, 0, "no bullet here"),
    ]


def test_the_conditions_of_word_are_no_comments_and_what_they_hold_is_named() -> None:
    page = b"<p>a<!--[if !supportLists]-->b<!--[endif]--></p><!--[if mso]>for Word<![endif]-->"
    found = read(page, "a.html").blocks
    dropped = [b.text.text for b in found if b.kind is Kind.DROPPED]
    assert [b.text.text for b in found if b.kind is not Kind.DROPPED] == ["ab"]
    assert dropped == ["[if mso]>for Word<![endif]"]
