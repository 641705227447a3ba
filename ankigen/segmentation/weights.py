"""Every weight of the evidence and of the habits, with the case that set it. All are log-odds
unless they say otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Every weight of the evidence, in log-odds, with the case that set it."""

    text: float = (
        0.5  # of how much a line reads as running text, for every role that is running text
    )
    body_short_run: float = 0.6
    body_label: float = 0.8  # "Key steps:" belongs to a body
    body_callout: float = 1.5  # "Note: …" after a blank line speaks of the entry above
    body_answer: float = 4.0
    label_after_head: float = -1.5  # a body seldom begins with a label
    item_announced: float = 0.4
    cut_on: float = 0.0  # a sentence with a term in bold goes on with what the one before says
    wrap_base: float = 0.2
    wrap_line: float = -0.9  # plain text that is not wrapped
    wrap_soft: float = 0.8  # a soft line break in Markdown
    wrap_column: float = 4.0  # a second line in the right column of an aligned glossary
    wrap_after_colon: float = -2.0
    wrap_under_item: float = 0.8
    section_term: float = 0.4
    section_no_gap: float = -1.2
    section_sentence: float = -5.0
    section_bold: float = 0.5
    section_last: float = -1.0
    section_twice: float = -0.5  # a section right under a section
    title_word: float = 0.8
    opens_section: float = 0.5  # an entry right under its section
    context_after_gap: float = -3.0
    loose_text: float = 0.2
    loose_callout: float = 2.0  # "Note: …" right under a section
    callout_after_head: float = -4.0
    loose_again: float = 0.3
    heading_no_text: float = 1.0
    heading_label: float = -1.5
    heading_in_body: float = -4.0
    heading_in_body_deep: float = -2.5
    heading_label_in_body: float = 2.5
    head2_capital_below: float = 1.2  # "search space" / "Search space for…"
    head2_else: float = -1.0
    head2_joins: float = 0.8  # it begins with "for", "of": the headword goes on
    most_repeats: float = -6.0  # the most that a headword which comes again and again can cost
    head_bias: float = -1.2  # most lines are no headwords
    head_step: float = 1.5  # in an outline: its text is indented under it
    head_no_step: float = -2.0  # nothing is
    head_two_steps: float = -1.5  # headwords are, and their texts under them
    section_label: float = -2.5  # "Key points:" is no topic
    section_two_steps: float = 4.0
    head_part: float = -3.0  # "Part A: …" names a part of the notes
    pool: float = 0.7  # how far an item goes towards the mean of its list
    pool_least: float = -4.0  # an item that cannot be an entry counts as this
    head_gap: float = 2.0  # a headword stands after a blank line…
    head_no_gap: float = -0.9  # …and seldom without one
    head_no_gap_long: float = -0.5  # and then it is short: for each word beyond the third
    head_about_last: float = -2.0  # it begins with the headword above and says something of it
    head_after_stop: float = 0.7  # without one, the line before at least ends its sentence
    head_after_open: float = -2.0  # …or else the sentence goes on
    head_after_open_line: float = (
        -0.8
    )  # but where lines are not wrapped, each line is one of its own
    head_before_text: float = 1.0  # its body follows at once
    head_gap_after: float = -0.9  # a blank line between headword and body is rarer
    head_gap_both: float = -0.4  # a line between blank lines is rather a section
    head_bold: float = 1.6  # a line in bold alone
    head_label: float = -3.5  # "Example:", "Key steps:"
    head_colon: float = -1.1  # a line that ends with a colon announces a part of a body
    head_announces: float = -1.2  # over a list, or of many words: it announces something
    head_named_again: float = 1.3  # the body speaks of it
    head_short_run: float = -1.6  # a line among short lines is one of a list
    head_under_colon: float = -2.5  # the line before announced a list
    head_lower: float = -0.35  # "threshold": lower-case headwords exist
    head_wrapped_into: float = -3.0  # the line before was full: this one goes on
    head_over_context: float = 1.5  # the line below stands under other headwords too
    head_over_opener: float = 1.0  # "Offers…", "Used to…": a definition without its subject
    head_over_parents: float = -2.0  # bullets that are headwords themselves
    head_over_label: float = 1.0  # "Facts: …", "Example: …" are said of something
    head_over_items: float = 0.3
    head_heading: float = 2.2  # a Markdown heading over text
    head_heading_over_deeper: float = -4.0  # …but not over deeper headings, or terms so marked
    head_runs_on: float = -2.0  # words go on behind the bracket that ends a headword
    head_sign: float = 2.2  # "■ Nucleotide" over its text
    head_item_nested: float = -1.5
    head_item_parents: float = 2.4  # and nearly all bullets of its level have bullets under them
    head_item_indented: float = 1.0  # and its text is indented under it
    head_gloss: float = 1.0  # "Plough (big dipper):" says another name, as a label does not
    head_item_long: float = 3.0  # "16. Monophony" in a numbered glossary
    head_item: float = -1.6  # a bullet that is a headword with bullets under it
    head_series: float = 5.0  # "§ 433 – Kaufvertrag" over its text
    entry_series: float = -3.0
    head_question: float = 6.0
    head_lead: float = 1.5  # its list begins on the same line: "Causes of drift • new data • …"
    code: float = -6.0  # a line of code or data
    entry_bias: float = -0.6
    entry_gap: float = 0.8
    entry_no_gap: float = -0.3
    entry_item: float = -0.9  # a list item that is an entry
    entry_item_nested: float = -3.5
    entry_listed: float = -1.5  # "…Chain of events:" / "1848, March: Vienna…"
    entry_in_item: float = -1.5  # a further line of an item
    entry_item_under_colon: float = -3.0
    twins: float = -3.0  # of two items of one list, one is an entry and one is not
    entry_item_in_body: float = -2.0
    entry_indented_in_body: float = -1.5  # a bullet further to the right than the entry above it
    entry_counted_in_body: float = -1.5  # "(1) …: …" right under an entry
    entry_after_open: float = -0.8
    entry_hanging: float = -2.0  # "…Since the 1999 Act third parties / may enforce a term - if…"
    entry_wrapped_into: float = -3.0
    entry_full_stopped: float = -0.8  # the line before was full, but its sentence ended there
    callout: float = -8.0  # a quotation that begins with "Note" is a remark on what stands above
    callout_under_heading: float = -3.5  # and right under a heading it is on the section
    entry_introduces: float = -4.5  # the one paragraph between a heading and those below it
    entry_aligned: float = 1.2  # the right column begins where that of the next line does
    entry_copula_no_gap: float = -1.0  # "X is…" opens an entry at the start of a paragraph
    entry_defines: float = 1.1  # "X means…" where each line is an entry
    section_bias: float = -2.0
    title: float = 2.8  # the first line of a document
    title_entry: float = -3.0
    title_head: float = -3.0
    section_caps: float = 2.2  # "B. CONTENTS"
    section_decorated: float = 2.8  # "== Cardiovascular ==", "--- Minerals ---"
    section_numbered: float = 1.2
    section_gap_both: float = 1.6
    section_heading: float = 2.5
    section_heading_over_deeper: float = 4.0
    section_over_head: float = 2.0  # "POPULATIONS" / "Population" / text
    section_over_entry: float = 0.8
    section_over_entries: float = 1.8  # and over two lines split in one way
    section_over_text: float = -1.2  # a section is followed by an entry, not by a sentence
    body_gap: float = -1.3  # a blank line inside a body
    body_after_head: float = 0.9
    section_entry: float = 0.4  # of how good an entry the line below a section would make
    body_run_on: float = -0.8  # "Median Middle of the sorted values": text has no such capitals
    body_entry: float = -0.5  # of how good an entry the line would make by the document's habits
    wrap_full: float = 3.0  # the next word would not have fitted on the line before
    wrap_full_stopped: float = 1.4
    wrap_open_ends: float = -2.0  # lines that end as they like, and are not wrapped
    wrap_short: float = -2.5  # it would have
    wrap_hyphen: float = 3.5
    wrap_lower: float = 0.8
    wrap_upper: float = -0.8
    wrap_after_stop: float = -0.6
    wrap_hanging: float = 2.0  # the line before ends with "the", "to", a comma
    item_after_head: float = 0.2
    item: float = 1.0
    item_long: float = -1.0  # "17." of a numbered glossary
    item_outline: float = -1.5  # "II." counts the parts of an outline, seldom the items of a body
    item_loose: float = -1.0
    item_apart: float = -1.5  # "A." here and "B." a page further on are no list
    context_bias: float = -1.9
    context_again: float = 2.6  # the same second line under several headwords
    context_bracket: float = 1.6
    context_last: float = -4.0  # then there would be no body
    head2_bias: float = -2.0
    open_entry_left: float = -50.0  # text after an entry belongs to it…
    after_row: float = -6.0  # …but a row of a table of cards is closed
    loose: float = -2.6  # each line that belongs nowhere costs this
    loose_gap: float = -0.6
    habit_share: float = 0.25  # of the log of a part's share among the openings
    habit_used: float = 0.2  # of the log-odds that a unit which could be opened so is
    plausible: float = (
        -0.5
    )  # below this evidence a unit does not count as one that could open an entry
    habit_body: float = 0.4  # of the log-odds that a body goes on after a blank line
    habit_line: float = (
        0.35  # against plain body lines in notes that have few: each line there is an entry
    )
    habit_body_least: float = -2.0
    habit_least: float = -3.0
    habit_most: float = 1.2
    # at most so much for or against a look of section, or a body going on after a blank line
    habit_other: float = 1.0
    habit_bold_alone: float = 0.4  # a bold headword alone, against one with its text beside it
    unusual: float = 0.35  # pseudo-count of a way to open entries not yet seen
    # for each time that what would be the headword comes again in the document, from the third on
    label_again: float = -2.0


W = Weights()
