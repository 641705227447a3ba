"""The groups of a document, decided one after the other: the inner ones first, each as a whole."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence

from ankigen.model import TITLE_OF_DOCUMENT
from ankigen.segmentation.certain.answered import take_answered, take_questions
from ankigen.segmentation.certain.behind_rules import take_behind_rules
from ankigen.segmentation.certain.chains import join_chains
from ankigen.segmentation.certain.comma_items import take_comma_items
from ankigen.segmentation.certain.defined_words import take_defined_words
from ankigen.segmentation.certain.defining_sentences import take_defining_sentences
from ankigen.segmentation.certain.examples import join_examples, name_by_headings
from ankigen.segmentation.certain.first_lines import leave_menu, leave_title
from ankigen.segmentation.certain.glossed_items import take_glossed_items, take_glossed_lines
from ankigen.segmentation.certain.half_lists import (
    join_half_lists,
    join_lost_items,
    join_said_below,
)
from ankigen.segmentation.certain.indented_lines import join_indented
from ankigen.segmentation.certain.item_parents import (
    take_all_parents,
    take_bold_parents,
    take_loose_parents,
    take_named_parents,
)
from ankigen.segmentation.certain.judged import take_judged
from ankigen.segmentation.certain.label_parts import join_labels, join_labels_again
from ankigen.segmentation.certain.labelled_items import take_labelled_items
from ankigen.segmentation.certain.leads_under_headings import take_first_leads, take_leads
from ankigen.segmentation.certain.listed_parents import end_leads, take_bold_lines
from ankigen.segmentation.certain.names_in_italics import take_names_in_italics
from ankigen.segmentation.certain.outer_items import take_outer_items
from ankigen.segmentation.certain.over_indented import take_over_indented
from ankigen.segmentation.certain.own_text import take_own_texts
from ankigen.segmentation.certain.paragraph_heads import take_paragraph_heads
from ankigen.segmentation.certain.plain_entries import (
    swallows,
    take_bold_lists,
    take_bold_runs,
    take_first_of_run,
    take_titles_between,
)
from ankigen.segmentation.certain.prose_of_headings import join_prose
from ankigen.segmentation.certain.records_in_blocks import join_records
from ankigen.segmentation.certain.reminder_lines import leave_reminders
from ankigen.segmentation.certain.statements import take_statements
from ankigen.segmentation.certain.stressed import join_stressed, take_stressed
from ankigen.segmentation.certain.text_of_headings import (
    leave_sentences,
    take_texts_of_headings,
    take_unnamed,
)
from ankigen.segmentation.certain.titled_texts import take_titled_texts
from ankigen.segmentation.certain.told_heads import take_told_heads
from ankigen.segmentation.certain.told_items import take_told_items
from ankigen.segmentation.certain.told_lines import take_told_lines
from ankigen.segmentation.certain.told_lists import take_told_lists
from ankigen.segmentation.certain.told_parents import part_headwords, take_told_parents
from ankigen.segmentation.certain.typed_headings import take_typed_headings
from ankigen.segmentation.certain.typed_lines import take_typed_lines
from ankigen.segmentation.certain.typed_topics import mend_topics
from ankigen.segmentation.certain.typed_values import take_bare_names, take_values
from ankigen.segmentation.certain.unsaid import drop_unsaid
from ankigen.segmentation.layouts import EACH, hypotheses
from ankigen.segmentation.layouts.asked import asked
from ankigen.segmentation.layouts.asked_alone import asked_alone
from ankigen.segmentation.layouts.borne_out import borne_out
from ankigen.segmentation.layouts.dated import dated
from ankigen.segmentation.layouts.each import each, lists_of_topics, of_the_line_above
from ankigen.segmentation.layouts.pairs import pairs
from ankigen.segmentation.role import FOLLOWS, Role
from ankigen.segmentation.sequence.decode import Reading
from ankigen.segmentation.siblings.group_features import FEATURES, Measures
from ankigen.segmentation.siblings.group_measures import one_word_definitions
from ankigen.segmentation.siblings.group_ranker import load_ranker
from ankigen.segmentation.siblings.hypotheses import HEADS, INNER, Draft, Hypothesis
from ankigen.segmentation.siblings.line_roles import load_lines, tell
from ankigen.segmentation.siblings.outline import Group, GroupKind
from ankigen.text.forest import Forest

#: Which hypothesis of a group is taken, by its place: (draft, group, hypotheses, features of each).
Pick = Callable[[Draft, Group, Sequence[Hypothesis], Sequence[tuple[float, ...]]], int]

#: What is read stays unless another hypothesis is so much better, in shares of the group's entries.
MARGIN = 0.03
#: Where made notes promise more than real ones keep, the lead is wider: by the kind of the group
#: and the layout. (What the inner groups have come to is an entry less sure than each of them.)
MARGINS: Mapping[tuple[GroupKind, str], float] = {
    (GroupKind.LINES, "alternate"): 0.1,
    (GroupKind.LINES, "parents"): 0.0,
    (GroupKind.ITEMS, INNER): 0.15,
    (GroupKind.ITEMS, "items-deep"): 0.25,
    (GroupKind.ITEMS, "parents-deep"): 0.15,
    (GroupKind.ITEMS, "parents"): 0.0,
    (GroupKind.ITEMS, "body"): 0.0,
    (GroupKind.APART, INNER): 0.25,
    (GroupKind.PARAGRAPHS, INNER): 0.1,
    (GroupKind.PARAGRAPHS, "paragraphs"): 0.2,
    (GroupKind.PARAGRAPHS, "over-list"): 0.1,
    (GroupKind.HEADINGS, INNER): 0.05,
    (GroupKind.HEADINGS, "headings-mixed"): 0.1,
    (GroupKind.HEADINGS, "headings-read"): 0.15,
    (GroupKind.HEADINGS, "sections"): 0.2,
}
#: The same for lists and runs all over the document, which change much at once.
POOL_MARGINS: Mapping[tuple[GroupKind, str], float] = {
    (GroupKind.LINES, INNER): 0.03,
    (GroupKind.LINES, "alternate"): 0.25,
    (GroupKind.ITEMS, INNER): 0.1,
    (GroupKind.ITEMS, "items-deep"): 0.25,
    (GroupKind.ITEMS, "body"): 0.0,
    (GroupKind.ITEMS, "parents"): 0.3,
}
POOL_MARGIN = 0.12
#: A few lines or items show little: so much more is asked of fewer siblings than these.
FEW_SIBLINGS, FEW_MARGIN = 5, 0.03
#: So few headings of a level never take the headwords below them for text.
FEW_HEADINGS = 2

#: So much more is asked of what lies under a heading that is read as a headword, if it is not
#: longer than the list of one entry would be.
HEADED_MARGIN, LONG_LIST = 0.1, 12
_HEADED = FEATURES.index("under_head")

#: What speaks for a hypothesis besides: so much of how much likelier its lines are than those of
#: what is read, each for itself (in log-chances of a line), by the kind of the group and whether
#: it is a pool. The ranker has not learned from that, and lists are not chosen so.
TOLD_WEIGHTS: Mapping[tuple[GroupKind, bool], float] = {
    (GroupKind.APART, False): 0.2,
    (GroupKind.PARAGRAPHS, False): 0.3,
    (GroupKind.PARAGRAPHS, True): 0.1,
}
#: Where the lines, each for itself, are likelier by so much (in log-chances of a line) than by the
#: hypothesis that leads, what they are likeliest to be is taken; of paragraphs, what they have come
#: to.
LINES_LEAD = 0.2
#: Where another layout of a run comes to the same, one mark for all its lines: by so much, and with
#: this chance of a line.
SAME_LEAD, SAME_TOLD = 0.9, math.log(0.86)
_TOLD = FEATURES.index("told")
_ALONE = {GroupKind.LINES: EACH, GroupKind.ITEMS: EACH, GroupKind.PARAGRAPHS: INNER}
#: The items of a list are entries parted by a mark where they are likelier by so much, each for
#: itself, than by the hypothesis that leads; so many of them at least.
ITEMS_LEAD, ITEMS_LEAST = 1.2, 2
_ENTRIES = FEATURES.index("entries")

#: What the lists of a document, or the lists under its headings, have come to is not taken where
#: so large a share of the headwords has one word for a definition: those name a kind or another
#: name. Where half of them have, they are words of a language.
ONE_WORD = (0.1, 0.5)

#: What a group is: its kind, how many siblings it has, of how many groups it is a pool (0: it is
#: none).
Scope = tuple[GroupKind, int, int]


def scope_of(group: Group) -> Scope:
    return group.kind, len(group.siblings), len(group.parts)


def margin(scope: Scope, layout: str) -> float:
    """By how much a hypothesis of this layout must be better than what is read, for such a
    group.
    """
    kind, siblings, parts = scope
    if parts and kind in (GroupKind.LINES, GroupKind.ITEMS):
        return POOL_MARGINS.get((kind, layout), POOL_MARGIN)
    few = siblings < FEW_SIBLINGS and kind in (GroupKind.LINES, GroupKind.ITEMS)
    return MARGINS.get((kind, layout), MARGIN) + (FEW_MARGIN if few else 0.0)


def first_of(
    ranker: Forest,
    scope: Scope,
    layouts: Sequence[str],
    features: Sequence[Sequence[float]],
    barred: Collection[int] = (),
    same: int | None = None,
) -> int:
    """The hypothesis that a ranker puts first, by the layouts of a group's hypotheses and their
    features; never one of the `barred`.
    """
    kind, siblings, parts = scope
    one_entry = features[0][_HEADED] and siblings < LONG_LIST * max(1, parts)
    headed = HEADED_MARGIN if one_entry and kind is not GroupKind.HEADINGS else 0.0
    leads = [0.0]
    for layout, row in zip(layouts[1:], features[1:], strict=True):
        leads.append(ranker.total(row) - margin(scope, layout) - headed)
    told = TOLD_WEIGHTS.get((kind, bool(parts)))
    if told:
        leads = [
            lead + told * (row[_TOLD] - features[0][_TOLD])
            for lead, row in zip(leads, features, strict=True)
        ]
    taken = max((n for n in range(len(leads)) if n not in barred), key=lambda n: (leads[n], -n))
    return taken if parts else _by_lines(kind, layouts, features, taken, same)


def _by_lines(
    kind: GroupKind,
    layouts: Sequence[str],
    features: Sequence[Sequence[float]],
    taken: int,
    same: int | None = None,
) -> int:
    """The hypothesis that is far likelier than the one `taken` by what the lines are each for
    itself, else that one.
    """
    alone = _ALONE.get(kind)
    if alone in layouts:
        n = layouts.index(alone)
        if features[n][_TOLD] > features[taken][_TOLD] + LINES_LEAD:
            return n
    elif same is not None and (kind, layouts[same]) == (GroupKind.LINES, "lines"):
        lead = features[same][_TOLD] - features[taken][_TOLD]
        if lead > SAME_LEAD and features[same][_TOLD] > SAME_TOLD:
            return same
    if kind is GroupKind.ITEMS:
        enough = math.log1p(ITEMS_LEAST) - 1e-6
        parted = [
            n for n, row in enumerate(features) if layouts[n] == "items" and row[_ENTRIES] > enough
        ]
        n = max(parted, key=lambda n: features[n][_TOLD], default=taken)
        if features[n][_TOLD] > features[taken][_TOLD] + ITEMS_LEAD:
            return n
    return taken


def by_gain(
    ranker: Forest,
    draft: Draft,
    group: Group,
    some: Sequence[Hypothesis],
    features: Sequence[tuple[float, ...]],
) -> int:
    """Picks the hypothesis that a ranker puts first."""
    pooled = group.kind is GroupKind.ITEMS and bool(group.parts)
    barred = [n for n, h in enumerate(some) if n and _counts(draft, group, h)]
    barred += [n for n, h in enumerate(some) if swallows(draft, group, h)]
    if group.kind is GroupKind.HEADINGS and len(group.siblings) <= FEW_HEADINGS:
        barred += [n for n, h in enumerate(some) if n and _takes_headings(draft, group, h)]
    if pooled or group.kind is GroupKind.HEADINGS:
        few, many = ONE_WORD
        for n, h in enumerate(some):
            if h.layout == INNER and few <= one_word_definitions(draft.units, h) < many:
                barred.append(n)
    same = next((n for n, h in enumerate(some) if h.alone), None)
    return first_of(ranker, scope_of(group), [h.layout for h in some], features, barred, same)


def _takes_headings(draft: Draft, group: Group, hypothesis: Hypothesis) -> bool:
    """Whether a hypothesis makes text of several headings below that are headwords."""
    own = {s.at for s in group.siblings}
    inner = [k for k in hypothesis.roles if k in draft.headings and k not in own]
    lost = [draft.roles[k] is Role.HEAD and hypothesis.roles[k] not in HEADS for k in inner]
    return sum(lost) > 1


def best(
    draft: Draft,
    group: Group,
    some: Sequence[Hypothesis],
    features: Sequence[tuple[float, ...]],
) -> int:
    """Picks by the ranker that comes with ankigen."""
    return by_gain(load_ranker(), draft, group, some, features)


def decided(reading: Reading, pick: Pick = best) -> Draft:
    """The document with a layout taken for each of its groups. Time is linear in its units but
    for the depth of its outline.
    """
    draft = Draft(reading.layout, reading.roles, reading.splits, reading.rows)
    groups = draft.groups
    model = load_lines()
    if model is not None:
        draft.told = tell(draft, groups, model)
    measures = Measures(draft, reading.rows, reading.ways)
    topics = lists_of_topics(draft, groups)
    sure: list[Hypothesis] = []
    for group in groups:
        if (questions := asked(draft, group)) is not None:
            draft.take(questions)
            if questions.mark == "?":
                sure.append(questions)
            continue
        if group.held:
            topic = group.siblings[0].at in topics
            if topic or not of_the_line_above(draft, group):
                for h in each(draft, group, topic):
                    draft.take(h)
            continue
        some = hypotheses(draft, group) if len(group.places) > 1 else []
        some = [h for n, h in enumerate(some) if not n or not _asks_the_title(draft, h)]
        if len(some) > 1:
            draft.take(some[pick(draft, group, some, measures.rows_of(group, some))])
    for questions in sure:  # a heading over them is none of their headwords
        draft.take(questions)
    if (alone := asked_alone(draft)) is not None:
        draft.take(alone)
    for group in groups:
        for layout in (pairs, borne_out, dated):
            if (list_ := layout(draft, group)) is not None:
                draft.take(list_)
        take_titles_between(draft, group)
    join_half_lists(draft)
    join_lost_items(draft)
    take_glossed_items(draft, groups)
    take_glossed_lines(draft, groups)
    take_paragraph_heads(draft)
    take_over_indented(draft)
    take_bold_lists(draft, groups)
    take_bold_runs(draft)
    take_stressed(draft)
    take_titled_texts(draft)
    name_by_headings(draft)
    join_examples(draft)
    leave_sentences(draft)
    take_unnamed(draft)
    take_own_texts(draft)
    take_texts_of_headings(draft)
    join_prose(draft)
    join_stressed(draft)
    take_names_in_italics(draft)
    take_defining_sentences(draft)
    take_leads(draft)
    take_first_leads(draft)
    take_behind_rules(draft)
    join_labels(draft)
    take_labelled_items(draft, groups)
    take_all_parents(draft, groups)
    take_named_parents(draft, groups)
    take_bold_parents(draft, groups)
    take_told_items(draft)
    take_judged(draft)
    take_comma_items(draft)
    take_told_lists(draft)
    take_told_parents(draft)
    take_defined_words(draft)
    take_told_lines(draft)
    join_labels_again(draft)
    join_said_below(draft)
    _mended(draft)
    take_outer_items(draft)
    take_loose_parents(draft, groups)
    take_answered(draft)
    take_questions(draft)
    take_values(draft)
    take_typed_lines(draft)
    take_bare_names(draft)
    take_typed_headings(draft)
    mend_topics(draft)
    take_told_heads(draft)
    take_bold_lines(draft)
    join_records(draft)
    join_chains(draft)
    take_first_of_run(draft)
    part_headwords(draft)
    take_statements(draft)
    leave_title(draft)
    leave_menu(draft)
    leave_reminders(draft)
    join_indented(draft)
    drop_unsaid(draft)
    end_leads(draft)
    return draft


def _counts(draft: Draft, group: Group, hypothesis: Hypothesis) -> bool:
    """Whether a hypothesis makes a headword of a heading that can be none ("Lecture 3")."""
    if group.kind is not GroupKind.HEADINGS:
        return False
    return any(hypothesis.roles.get(k) in HEADS for k in draft.layout.counted)


def _asks_the_title(draft: Draft, hypothesis: Hypothesis) -> bool:
    """Whether a hypothesis makes a headword of what the format says is the title of the
    document.
    """
    return any(
        role in HEADS
        and (block := draft.units[k].block) is not None
        and block.value == TITLE_OF_DOCUMENT
        for k, role in hypothesis.roles.items()
    )


#: Roles that need an entry before them.
_SECOND = (Role.HEAD2, Role.CONTEXT)
_FIRST = (Role.SECTION, Role.HEAD, Role.ENTRY, Role.LOOSE)


def _mended(draft: Draft) -> None:
    """Makes each role follow one that it may follow: where groups meet, a headword may have lost
    its body, a body its headword.
    """
    goes_on = set(draft.back.values())
    before: Role | None = None
    for k, role in enumerate(draft.roles):
        if role is before is Role.HEAD2:
            continue  # a long question may go on for several lines
        if k - 1 in goes_on and role in HEADS:
            before = Role.BODY  # it stands further on
        if before in (Role.HEAD, *_SECOND) and role not in FOLLOWS[before]:
            n = k - 1
            while n and draft.roles[n] in _SECOND:
                draft.roles[n] = Role.LOOSE
                n -= 1
            draft.roles[n] = before = Role.SECTION
        follows = _FIRST if before is None else (*FOLLOWS[before], Role.LOOSE)
        if role not in follows:
            inside = role in _SECOND and before not in (None, Role.SECTION, Role.LOOSE)
            role = Role.BODY if inside else Role.LOOSE
        draft.roles[k] = before = role
    for k in [k for k in draft.splits if draft.roles[k] is not Role.ENTRY]:
        del draft.splits[k]
