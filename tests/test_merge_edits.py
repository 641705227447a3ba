"""`edits.toml` as values: its text, laying edits over entries, and plain text back into a body."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ankigen.cards.rendering.plain import plain
from ankigen.model import (
    Code,
    Entry,
    Formula,
    Item,
    ListNode,
    Mark,
    Node,
    Origin,
    Paragraph,
    Quote,
    RichText,
    Style,
    Table,
)
from ankigen.sync.edits import (
    Conflict,
    EntryEdit,
    Overlay,
    apply_edits,
    at_home,
    edit_findings,
    format_overlay,
    parse_overlay,
    with_edit,
)
from ankigen.sync.entry_values import body_html, fingerprint_of, retext, value, with_value
from ankigen.sync.text_patch import read_text, with_text
from tests.examples import examples
from tests.timing import seconds

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)
edits = st.builds(
    EntryEdit,
    term=texts,
    context=texts,
    field=st.sampled_from(["term", "definition", "context", "topic", "tags"]),
    file=texts,
    was=texts,
    now=texts,
    source=texts,
    marks=texts,
)
conflicts = st.builds(
    Conflict,
    term=texts,
    context=texts,
    field=texts,
    file=texts,
    ours=texts,
    theirs=texts,
    mark=texts,
)


@given(st.lists(edits, max_size=4), st.lists(conflicts, max_size=3), st.lists(texts, max_size=3))
@examples(150)
def test_the_text_gives_the_overlay_back(
    found: list[EntryEdit], open_: list[Conflict], refused: list[str]
) -> None:
    overlay = Overlay(tuple(sorted(found)), tuple(sorted(open_)), tuple(sorted(set(refused))))
    text = format_overlay(overlay)
    assert parse_overlay(text) == overlay
    assert format_overlay(parse_overlay(text)) == text


def rich(text: str, *marks: Mark) -> RichText:
    return RichText.of(text, 3, marks)


BODY: tuple[Node, ...] = (
    Paragraph(
        rich("A bold word and code here.", Mark(2, 6, Style.STRONG), Mark(16, 20, Style.CODE))
    ),
    ListNode(
        (
            Item(rich("first")),
            Item(rich("second"), (ListNode((Item(rich("inner")), Item(rich("more")))),)),
        ),
        ordered=True,
        start=3,
    ),
    Table(((rich("a"), rich("b")), (rich("1"), rich("2"))), header=True),
    Code("x = 1\n\nprint(x)\n", "python"),
    Formula("$$x^2$$", "x^2"),
    Quote((Paragraph(rich("Said by somebody.")),)),
    Paragraph(rich("See \ufffc here.", Mark(4, 5, Style.IMAGE, "cell.png"))),
)
ENTRY = Entry(rich("Bias"), BODY, Origin("a.md", 3), tags=("ml",))


def test_the_same_text_is_the_same_body() -> None:
    assert with_text(BODY, plain(BODY)) == BODY


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("bold word", "bold new word"),
        ("first", "the first"),
        ("inner", "innermost"),
        ("1 | 2", "1 | 3"),
        ("x = 1", "x = 2"),
        ("by somebody", "by nobody"),
    ],
)
def test_an_edit_of_some_words_leaves_the_rest_as_it_is(old: str, new: str) -> None:
    text = plain(BODY).replace(old, new)
    body = with_text(BODY, text)
    assert plain(body) == text
    assert sum(a != b for a, b in zip(BODY, body, strict=True)) == 1
    assert "<strong>bold</strong>" in body_html(body) and "<code>code</code>" in body_html(body)
    assert 'src="cell.png"' in body_html(body)


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: ["Before it.", *lines],
        lambda lines: [*lines, "- one", "- two"],
        lambda lines: lines[1:],
        lambda lines: [lines[0], "Between.", *lines[1:]],
    ],
)
def test_lines_that_come_and_go_leave_the_other_nodes(change: object) -> None:
    assert callable(change)
    lines = change(plain(BODY).split("\n"))
    body = with_text(BODY, "\n".join(lines))
    assert plain(body).split("\n") == lines
    assert len(set(map(repr, BODY)) & set(map(repr, body))) >= len(BODY) - 1


bodies = st.lists(
    st.one_of(
        st.builds(
            lambda t: Paragraph(rich(t)),
            st.from_regex(r"[a-z]{1,6}( [a-z]{1,6}){0,4}", fullmatch=True),
        ),
        st.builds(
            lambda items, ordered: ListNode(tuple(Item(rich(i)) for i in items), ordered),
            st.lists(
                st.from_regex(r"[a-z]{1,6}( [a-z]{1,6})?", fullmatch=True), min_size=1, max_size=3
            ),
            st.booleans(),
        ),
    ),
    max_size=4,
).map(lambda nodes: tuple(n for i, n in enumerate(nodes) if not _is_second_list(nodes, i)))


def _is_second_list(nodes: Sequence[Node], at: int) -> bool:
    """Two lists in a row are one list in plain text."""
    return at > 0 and all(isinstance(n, ListNode) for n in nodes[at - 1 : at + 1])


@given(bodies, bodies)
@examples(100)
def test_any_text_becomes_a_body_that_says_it(old: tuple[Node, ...], new: tuple[Node, ...]) -> None:
    assert plain(with_text(old, plain(new))) == plain(new)
    assert plain(read_text(plain(new))) == plain(new)
    assert with_text(old, plain(old)) == old


# ------------------------------------------------------------------------ laying edits over entries


def edit(field: str, now: str, was: str | None = None, **changes: str) -> EntryEdit:
    hashed = fingerprint_of(ENTRY, field) if was is None else was
    return EntryEdit("Bias", "", field, changes.get("file", "a.md"), hashed, now, "group.csv")


def test_an_edit_sets_its_field_and_keeps_the_rest() -> None:
    overlay = Overlay((edit("term", "Bias error"), edit("tags", "+exam -ml"), edit("topic", "ml")))
    (entry,) = apply_edits([ENTRY], overlay)
    assert (entry.term.text, entry.tags, entry.topic) == ("Bias error", ("exam",), "ml")
    assert entry.body == ENTRY.body and entry.origin == ENTRY.origin
    assert entry.term.line == 3


def test_an_edit_of_the_body_keeps_the_nodes_that_did_not_change() -> None:
    now = value(ENTRY, "definition").replace("by somebody", "by nobody")
    (entry,) = apply_edits([ENTRY], Overlay((edit("definition", now),)))
    assert plain(entry.body) == plain(BODY).replace("by somebody", "by nobody")
    assert sum(a is b for a, b in zip(ENTRY.body, entry.body, strict=True)) == len(BODY) - 1


def test_edits_made_in_the_notes_themselves_do_nothing_more() -> None:
    done = with_value(ENTRY, "term", "Bias")
    overlay = Overlay((edit("term", "Bias", was="another hash"),))
    (entry,) = apply_edits([done], overlay)
    assert entry == done and not entry.findings


def test_an_edit_of_what_the_notes_say_otherwise_now_is_told() -> None:
    (entry,) = apply_edits(
        [ENTRY], Overlay((edit("definition", "<p>New</p>", was="another hash"),))
    )
    assert entry.body == ENTRY.body
    assert [f.code for f in entry.findings] == ["stale-edit"]


def test_an_edit_of_no_entry_and_an_open_conflict_are_told() -> None:
    lost = EntryEdit("Gone", "", "term", "a.md", "", "x")
    overlay = Overlay((lost,), (Conflict("Bias", "", "term", "a.md", "a", "b", "group.csv"),))
    assert [f.code for f in edit_findings([ENTRY], overlay)] == ["lost-edit", "conflict"]


def test_of_two_files_only_the_named_one_is_edited() -> None:
    other = ENTRY.but(origin=Origin("b.md", 9))
    first, second = apply_edits([ENTRY, other], Overlay((edit("topic", "x", file="b.md"),)))
    assert (first.topic, second.topic) == ("", "x")


def test_an_edit_goes_with_its_entry_into_another_file() -> None:
    moved = ENTRY.but(origin=Origin("b.md", 9))
    overlay = Overlay((edit("topic", "x"),))
    (entry,) = apply_edits([moved], overlay)
    assert entry.topic == "x" and not edit_findings([moved], overlay)
    assert at_home(overlay, [moved]).edits[0].file == "b.md"
    two = [moved, ENTRY.but(origin=Origin("c.md", 1))]
    assert [e.topic for e in apply_edits(two, overlay)] == ["", ""]
    assert [f.code for f in edit_findings(two, overlay)] == ["lost-edit"]


def test_an_edit_goes_with_its_entry_under_another_headword() -> None:
    now = value(ENTRY, "definition").replace("by somebody", "by nobody")
    overlay = Overlay((edit("definition", now), edit("topic", "x"), edit("term", "Bias error")))
    renamed = ENTRY.but(term=RichText("Prejudice"))
    (entry,) = apply_edits([renamed], overlay)
    assert plain(entry.body) == plain(BODY).replace("by somebody", "by nobody")
    assert (entry.term.text, entry.topic) == ("Prejudice", "x")
    assert [f.code for f in edit_findings([renamed], overlay)] == ["lost-edit"]
    assert [e.term for e in at_home(overlay, [renamed]).edits] == ["Prejudice", "Prejudice", "Bias"]
    # two that say the same, or one elsewhere: nobody can tell whether it is that entry
    for entries in (
        [renamed, ENTRY.but(term=RichText("Slant"))],
        [renamed.but(origin=Origin("b.md", 9))],
    ):
        assert apply_edits(entries, overlay) == tuple(entries)


def test_an_edit_of_few_words_goes_along_where_a_slip_in_the_headword_was_corrected() -> None:
    def word(term: str) -> Entry:
        return ENTRY.but(term=RichText(term), body=(Paragraph(RichText("cat")),))

    was = fingerprint_of(word("el gatto"), "definition")
    overlay = Overlay((EntryEdit("el gatto", "", "definition", "a.md", was, "<p>tomcat</p>"),))
    (entry,) = apply_edits([word("el gato")], overlay)
    assert plain(entry.body) == "tomcat" and not edit_findings([word("el gato")], overlay)
    # another word for the same may be another entry: what the edit wanted is told
    (entry,) = apply_edits([word("la gata")], overlay)
    assert plain(entry.body) == "cat"
    (finding,) = edit_findings([word("la gata")], overlay)
    assert 'its edit (definition: "tomcat") does nothing' in finding.message


def test_a_long_paragraph_is_edited_at_once() -> None:
    words = [f"word{n % 400 * 7 % 397}" for n in range(6_000)]
    old = RichText.of(" ".join(words), 3, [Mark(0, 5, Style.STRONG)])
    new = " ".join("other" if word == "word7" else word for word in words)
    told = retext(old, RichText.of(new))
    # word by word with the spaces it took many times as long
    assert seconds(lambda: retext(old, RichText.of(new))) < 3
    assert (told.text, told.line, told.marks) == (new, 3, old.marks)


def test_a_word_is_replaced_and_its_marks_keep_to_it() -> None:
    old = RichText.of("A big cat sat.", 1, [Mark(2, 5, Style.STRONG)])
    told = retext(old, RichText.of("A small cat sat."))
    assert told.text == "A small cat sat." and told.marks == (Mark(2, 7, Style.STRONG),)


def test_a_later_edit_takes_the_place_of_an_earlier_one_and_tags_are_gathered() -> None:
    overlay = Overlay()
    for one in (edit("term", "A"), edit("term", "B"), edit("tags", "+a -b"), edit("tags", "+b")):
        overlay = with_edit(overlay, one)
    assert [e.now for e in overlay.edits] == ["+a +b", "B"]
