"""The two pages on which a body answers a partner round; `io.round_reply` reads them back.

The first column, which is hidden, holds the code of each question and, where it is about another
body, that body's id.
"""

import textwrap
from collections.abc import Sequence
from typing import Final

from commissionplanner.analysis.partner_round import (
    WORKS_WITH,
    answers_for,
    others,
    statements,
    theme_of,
)
from commissionplanner.io.export.cells import Book, Sheet
from commissionplanner.io.export.furniture import Furniture
from commissionplanner.model.entities import PartnerRound
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.model.vocab import Term, vocabulary
from commissionplanner.model.words import counted, long_day

PAGES: Final = ("Partner round 1", "Partner round 2")
MARK: Final = "partner round"
"""What stands in the hidden first column before the ids of the round and of the body."""

ANSWER_COLUMN, WORDS_COLUMN = 2, 3
_ON_PAGE_ONE: Final = 6
_WIDTHS: Final = (14.0, 62.0, 26.0, 48.0)
_LINE: Final = 132  # characters across the three columns that are seen
_TALL: Final = 34  # points: room for two lines of words


def round_workbook(plan: Plan, asked: PartnerRound, body: str, furniture: Furniture) -> bytes:
    """Return the empty workbook in which a body answers; the same round gives the same bytes."""
    book = Book(furniture)
    first, second = (book.sheet(name) for name in PAGES)
    every = statements()
    row = _head(first, plan, asked, body)
    row = _fill(first, row, every[:_ON_PAGE_ONE])
    _close(first, row)
    second.widths(_WIDTHS)
    second.text(0, 1, f"{asked.title or PAGES[1]}, page 2", "title")
    row = _fill(second, 1, every[_ON_PAGE_ONE:])
    row = _fill_others(second, row, plan, asked, body)
    _close(second, row)
    first.made.activate()
    return book.bytes()


def _head(sheet: Sheet, plan: Plan, asked: PartnerRound, body: str) -> int:
    name = full_name(plan.organisations.get(body))
    due = f", please by {long_day(asked.due_on)}" if asked.due_on else ""
    sheet.widths(_WIDTHS)
    sheet.text(0, 0, MARK, "plain")
    sheet.text(0, 1, asked.title or "Partner round", "title")
    sheet.text(1, 0, asked.id, "plain")
    sheet.text(1, 1, f"Answers of {name}{due}", "subtitle")
    sheet.text(2, 0, body, "plain")
    count = counted(len(asked.asked_ids), "organisation")
    said = (
        f"The same {counted(len(statements()), 'statement')} are put to {count}. Choose how far your "
        "organisation agrees; add words where they help. Leave empty what you do not want to answer.",
        f"Send the sheet back to: {asked.held_by or 'whoever sent it to you'}. Your answers are read "
        "into the plan and shown to nobody until all have answered. They are not encrypted: whoever "
        "has the plan's file could find them with other tools.",
        "Then they are shown beside your organisation's name, as where organisations agree and where "
        "they differ. Nothing is scored or ranked. Please write no names of people.",
    )
    row = 3
    for text in said:
        for part in textwrap.wrap(text, _LINE):
            sheet.text(row, 1, part, "plain")
            row += 1
    return row


def _fill(sheet: Sheet, row: int, terms: Sequence[Term]) -> int:
    theme = ""
    for term in terms:
        if theme_of(term.code) != theme:
            theme = theme_of(term.code)
            row = _heads(sheet, row + 1, theme)
        _ask(sheet, row, term.code, term.label)
        row += 1
    return row


def _fill_others(sheet: Sheet, row: int, plan: Plan, asked: PartnerRound, body: str) -> int:
    term = vocabulary("round_question").by_code[WORKS_WITH]
    sheet.text(row + 1, 1, term.label, "plain")
    row = _heads(sheet, row + 2, theme_of(WORKS_WITH))
    for other in others(plan, asked, body):
        name = full_name(plan.organisations.get(other)) or other
        _ask(sheet, row, f"{WORKS_WITH}:{other}", name)
        row += 1
    return row


def _heads(sheet: Sheet, row: int, theme: str) -> int:
    sheet.texts(row, 1, (theme, "Answer (choose)", "In your words, if you like"), "head")
    return row + 1


def _ask(sheet: Sheet, row: int, code: str, text: str) -> None:
    question = code.partition(":")[0]
    sheet.text(row, 0, code, "plain")
    sheet.text(row, 1, text)
    for column in (ANSWER_COLUMN, WORDS_COLUMN):
        sheet.blank(row, column, "ask")
    sheet.choices(row, ANSWER_COLUMN, [term.label for term in answers_for(question)])
    sheet.made.set_row(row, _TALL)


def _close(sheet: Sheet, row: int) -> None:
    sheet.print_only(row, WORDS_COLUMN)
    sheet.on_one_page()
    sheet.made.protect("", {"format_columns": True, "format_rows": True})
    sheet.made.set_column(0, 0, None, None, {"hidden": True})
