"""Reads the two pages of a partner round that a body has sent back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commissionplanner.analysis.partner_round import answers_for
from commissionplanner.io.export.round_sheet import ANSWER_COLUMN, MARK, PAGES, WORDS_COLUMN
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.request_reply import has_sheet
from commissionplanner.io.tabular.cells import cell_text, column_letter
from commissionplanner.io.tabular.raw import RawSheet, read_raw
from commissionplanner.model.vocab import normal, vocabulary
from commissionplanner.progress import Progress


@dataclass(frozen=True, slots=True)
class RoundAnswer:
    """What stands beside one question.

    Attributes:
        about: Id of the other body; "" where the question is about none.
        answer: Code of an answer; None where none is chosen.
        cell: Where it stands, as "Partner round, page 1!C9".
    """

    question: str
    about: str
    answer: str | None
    words: str
    cell: str


@dataclass(frozen=True, slots=True)
class RoundReply:
    """A sheet as it came back.

    Attributes:
        round_id, body: Whose answers they are, and to what.
        answers: Those filled in.
        problems: Answers that cannot be used, and what to do.
    """

    path: Path
    round_id: str
    body: str
    answers: tuple[RoundAnswer, ...]
    problems: tuple[str, ...]


def holds_round(path: Path) -> bool:
    """Whether a file is a sheet of a partner round of ours; no for what cannot be read."""
    return has_sheet(path, PAGES[0])


def read_round(path: Path, progress: Progress | None = None) -> RoundReply:
    """Read a returned sheet; empty cells say nothing.

    Raises:
        FileProblem: it cannot be read, or no longer says whose answers it holds.
        CancelledError: someone asked for the work to stop.
    """
    progress = progress or Progress()
    first = read_raw(path, PAGES[0], progress=progress)
    marks = [cell_text(row[0]) if row else "" for row in first.head(3)]
    if len(marks) < 3 or marks[0] != MARK or not marks[1] or not marks[2]:
        raise FileProblem(
            f"Sheet “{PAGES[0]}” of “{path.name}” has lost its hidden first column, so nobody can tell "
            "whose answers it holds. Copy them into the workbook as it was sent.",
            code="no-round",
        )
    pages = [first]
    if PAGES[1] in {info.name for info in first.sheets}:
        pages.append(read_raw(path, PAGES[1], progress=progress))
    problems: list[str] = []
    found = [answer for page in pages for answer in _answers(page, problems)]
    if len(pages) < len(PAGES):
        problems.append(
            f"“{path.name}” has no sheet “{PAGES[1]}”, so its questions are not answered."
        )
    return RoundReply(path, marks[1], marks[2], tuple(found), tuple(problems))


def _answers(raw: RawSheet, problems: list[str]) -> Iterator[RoundAnswer]:
    known = vocabulary("round_question").by_code
    for row in range(raw.n_rows):
        code, _, about = _text(raw, row, 0).partition(":")
        if code not in known:
            continue
        said, words = _text(raw, row, ANSWER_COLUMN), _text(raw, row, WORDS_COLUMN)
        cell = f"{raw.sheet}!{column_letter(ANSWER_COLUMN)}{row + 1}"
        labels = {normal(term.label): term.code for term in answers_for(code)}
        answer = labels.get(normal(said)) if said else None
        if said and answer is None:
            problems.append(f"{cell}: “{said}” is no answer of the list. It is left out.")
        if answer or words:
            yield RoundAnswer(code, about, answer, words, cell)


def _text(raw: RawSheet, row: int, column: int) -> str:
    return cell_text(raw.columns[column][row]) if column < len(raw.columns) else ""
