"""The partner round: the same questions to each body, held back until all have answered.

asked = new_round(plan, "Autumn 2026", ids, "Clerk to the board", due_on)
document.do(asked)                                   # an edit: the round, with who is asked
write_sheets(plan, round_id, folder)                 # a workbook of two pages for each body
reply = read_sheet(plan, path)                       # one that came back
document.do(take(plan, reply))                       # its answers, seen by nobody yet
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from commissionplanner.analysis import partner_round
from commissionplanner.app.usecases.requests import furniture_of
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.records import AddRecords
from commissionplanner.edits.rounds import AnswerRound
from commissionplanner.io.export.round_sheet import round_workbook
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.round_reply import RoundReply, holds_round, read_round
from commissionplanner.io.store.atomic import replace_file
from commissionplanner.model.entities import PartnerReturn, PartnerRound
from commissionplanner.model.ids import derived_id
from commissionplanner.model.plan import Plan, display_name, full_name
from commissionplanner.progress import Progress

__all__ = [
    "Given", "RoundReply", "answer", "holds_round", "new_round", "read_sheet", "state_of", "take",
    "write_sheets",
]  # fmt: skip

Given = Mapping[tuple[str, str], tuple[str | None, str]]
"""Answers by question and other body ("" for none): the code of the answer, and words."""


def new_round(
    plan: Plan, title: str, body_ids: Sequence[str], held_by: str, due_on: date | None
) -> AddRecords:
    """Return the edit that notes a round.

    Raises:
        EditRefused: it has no name, nobody holds it, or fewer than two bodies are asked.
    """
    name, holder = " ".join(title.split()), " ".join(held_by.split())
    if not name:
        raise EditRefused("Give the round a name, such as “Autumn 2026”.")
    if not holder:
        raise EditRefused("Say which neutral post sends the sheets out and reads them back.")
    asked = tuple(dict.fromkeys(body_ids))
    if len(asked) < 2:
        raise EditRefused(
            "Choose two organisations or more: one alone can neither agree nor differ."
        )
    number = 1
    while (key := derived_id(plan.id, "partner_rounds", str(number))) in plan.partner_rounds:
        number += 1
    made = PartnerRound(
        id=key, title=name, held_by=holder, asked_on=plan.header.as_at_on, due_on=due_on,
        asked_ids=asked,
    )  # fmt: skip
    return AddRecords("partner_rounds", (made,))


def state_of(plan: Plan, asked: PartnerRound, body: str) -> str:
    """Return "answered", "left_out", "late" or "waiting", as at the day of the plan."""
    if body in asked.left_out_ids:
        return "left_out"
    if body in partner_round.answered(plan, asked):
        return "answered"
    day = plan.header.as_at_on
    return "late" if asked.due_on and day and asked.due_on < day else "waiting"


def write_sheets(
    plan: Plan, round_id: str, folder: Path, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Write an empty sheet for each body that has still to answer; return where they are.

    Raises:
        EditRefused: the round is no longer there, or nobody is waited for.
        FileProblem: a file cannot be written.
        CancelledError: someone asked for the work to stop.
    """
    asked, progress = _round(plan, round_id), progress or Progress()
    bodies = partner_round.waiting(plan, asked)
    if not bodies:
        raise EditRefused(f"Everybody has answered “{asked.title}”. There is no sheet to send.")
    furniture = furniture_of(plan, "Partner round")
    made: list[Path] = []
    for done, body in enumerate(bodies):
        progress.step(done, len(bodies), "Writing the sheets of the round")
        path = folder / _file_name(plan, asked, body, made)
        replace_file(path, round_workbook(plan, asked, body, furniture), lambda _found: None)
        made.append(path)
    return tuple(made)


def _file_name(plan: Plan, asked: PartnerRound, body: str, taken: Sequence[Path]) -> str:
    words = f"{asked.title} {display_name(plan.organisations.get(body)) or body}"
    stem = " ".join(re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", words).split())[:80].strip(" .")
    names = {path.stem.casefold() for path in taken}
    found, number = stem, 2
    while found.casefold() in names:
        found, number = f"{stem} {number}", number + 1
    return f"{found}.xlsx"


def read_sheet(plan: Plan, path: Path, progress: Progress | None = None) -> RoundReply:
    """Read a sheet that came back, and see that the plan has asked for it. Nothing is changed.

    Raises:
        FileProblem: it cannot be read, or answers no round of this plan.
        CancelledError: someone asked for the work to stop.
    """
    reply = read_round(path, progress)
    asked = plan.partner_rounds.get(reply.round_id)
    if asked is None or reply.body not in asked.asked_ids:
        raise FileProblem(
            f"“{path.name}” answers a partner round ({reply.round_id}) that this plan did not ask. Open "
            "the plan that did.",
            code="no-round",
        )
    return reply


def take(plan: Plan, reply: RoundReply) -> AnswerRound:
    """Return the edit that takes the answers of a sheet in the place of those given before.

    Raises:
        EditRefused: nothing on the sheet is filled in.
    """
    if not reply.answers:
        name = full_name(plan.organisations.get(reply.body))
        raise EditRefused(f"“{reply.path.name}” answers nothing. Ask {name} to fill it in.")
    given = {(a.question, a.about): (a.answer, a.words) for a in reply.answers}
    return answer(plan, reply.round_id, reply.body, given)


def answer(plan: Plan, round_id: str, body: str, given: Given) -> AnswerRound:
    """Return the edit that a body's answers are, typed into the program or read from its sheet."""
    asked = plan.partner_rounds.get(round_id)
    known = set(asked.asked_ids) if asked else set()
    rows = tuple(
        PartnerReturn(
            id=derived_id(plan.id, "partner_returns", round_id, body, question, about),
            round_id=round_id, organisation_id=body, question=question, about_id=about or None,
            answer=code, words=" ".join(words.split()), returned_on=plan.header.as_at_on,
            audience=asked.audience if asked else None,
        )
        for (question, about), (code, words) in given.items()
        if (code or words.strip()) and (not about or about in known)
    )  # fmt: skip
    return AnswerRound(round_id, body, rows)


def _round(plan: Plan, round_id: str) -> PartnerRound:
    asked = plan.partner_rounds.get(round_id)
    if asked is None:
        raise EditRefused("This partner round is no longer in the plan.")
    return asked
