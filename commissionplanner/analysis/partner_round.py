"""The partner round: who has answered, what may be seen, and where bodies agree and differ.

Answers are words about how bodies work together. They are counted by side and named by body;
nothing here adds them to a score, and nothing orders bodies by them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from commissionplanner.model.entities import PartnerReturn, PartnerRound
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.model.vocab import Term, vocabulary

WORKS_WITH: Final = "works_with"
"""The question that is asked about each of the other bodies."""

Reading = Literal["none_disagree", "none_agree", "difference", "open"]
Tie = Literal["both", "one", "neither", "not_known"]

_THEMES: Final = {
    "culture": "Culture", "respect": "Respect", "say": "Say", "leadership": "Leadership",
    "understanding": "Understanding", "practice": "Distance from practice",
    "works": "Who works with whom",
}  # fmt: skip

_AGREE: Final = frozenset({"agree_strongly", "agree"})
_DISAGREE: Final = frozenset({"disagree_strongly", "disagree"})
_FEWEST = 2  # one answer agrees with nobody


@dataclass(frozen=True, slots=True)
class Heard:
    """What all bodies said to one statement: ids of organisations by side, ordered by name.

    Attributes:
        theme: What the statement is about.
        silent: Those who answered the round but not this.
        words: What they wrote, by body.
    """

    question: str
    statement: str
    theme: str
    agree: tuple[str, ...]
    neither: tuple[str, ...]
    disagree: tuple[str, ...]
    cannot_say: tuple[str, ...]
    silent: tuple[str, ...]
    words: tuple[tuple[str, str], ...]

    @property
    def reading(self) -> Reading:
        """Difference: some on each side. None disagree, none agree: two or more on the other side."""
        if self.agree and self.disagree:
            return "difference"
        if len(self.agree) >= _FEWEST:
            return "none_disagree"
        return "none_agree" if len(self.disagree) >= _FEWEST else "open"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bodies that were asked about each other.

    Attributes:
        first, second: Their ids, ordered by name.
        tie: Whether both, one or neither say that they work together.
        said_by: The one that says so, where only one does; "" otherwise.
    """

    first: str
    second: str
    tie: Tie
    said_by: str = ""


def statements() -> tuple[Term, ...]:
    """Return the statements in the order in which they are put."""
    terms = vocabulary("round_question").terms
    return tuple(t for t in terms if t.code != WORKS_WITH and not t.retired)


def theme_of(question: str) -> str:
    """Return what a question is about, in a word or two."""
    return _THEMES[question.partition("_")[0]]


def answers_for(question: str) -> tuple[Term, ...]:
    """Return the answers that a question takes."""
    yes_no = question == WORKS_WITH
    terms = vocabulary("round_answer").terms
    return tuple(t for t in terms if t.code == "cannot_say" or (t.code in ("yes", "no")) == yes_no)


def answering(plan: Plan, asked: PartnerRound) -> tuple[str, ...]:
    """Return the ids of the bodies that are to answer, by name; those left out are not among them."""
    left_out = set(asked.left_out_ids)
    return _by_name(plan, (key for key in asked.asked_ids if key not in left_out))


def others(plan: Plan, asked: PartnerRound, body: str) -> tuple[str, ...]:
    """Return the bodies that one is asked about: all the others asked, by name."""
    return _by_name(plan, (key for key in asked.asked_ids if key != body))


def returns_of(plan: Plan, round_id: str) -> Iterator[PartnerReturn]:
    """Yield the answers of a round, read already or not yet to be seen."""
    return (row for row in plan.partner_returns.values() if row.round_id == round_id)


def answered(plan: Plan, asked: PartnerRound) -> frozenset[str]:
    """Return the ids of the bodies that have answered anything."""
    bodies = {row.organisation_id for row in returns_of(plan, asked.id)}
    return frozenset(key for key in asked.asked_ids if key in bodies)


def waiting(plan: Plan, asked: PartnerRound) -> tuple[str, ...]:
    """Return the bodies that have still to answer, by name."""
    done = answered(plan, asked)
    return tuple(key for key in answering(plan, asked) if key not in done)


def may_be_read(plan: Plan, asked: PartnerRound) -> bool:
    """Whether the answers may be seen: nobody is waited for, and two or more have answered."""
    present = set(answering(plan, asked)) & answered(plan, asked)
    return not waiting(plan, asked) and len(present) >= _FEWEST


def hidden_returns(plan: Plan) -> frozenset[str]:
    """Return the ids of the answers that nobody may see yet, also those of no round at all."""
    readable = {key for key, asked in plan.partner_rounds.items() if may_be_read(plan, asked)}
    return frozenset(k for k, row in plan.partner_returns.items() if row.round_id not in readable)


def latest(plan: Plan) -> PartnerRound | None:
    """Return the round last asked whose answers may be read; None where there is none."""
    readable = [asked for asked in plan.partner_rounds.values() if may_be_read(plan, asked)]
    return max(readable, key=lambda asked: (str(asked.asked_on or ""), asked.id), default=None)


def heard(plan: Plan, asked: PartnerRound) -> tuple[Heard, ...]:
    """Return what was said to each statement, in their order; nothing before it may be read."""
    if not may_be_read(plan, asked):
        return ()
    rows = {(row.question, row.organisation_id): row for row in returns_of(plan, asked.id)}
    bodies = answering(plan, asked)
    return tuple(_heard(term, bodies, rows) for term in statements())


def _heard(
    term: Term, bodies: tuple[str, ...], rows: dict[tuple[str | None, str | None], PartnerReturn]
) -> Heard:
    found = {body: rows.get((term.code, body)) for body in bodies}
    said = {body: row.answer for body, row in found.items() if row and row.answer}

    def side(codes: Iterable[str]) -> tuple[str, ...]:
        wanted = frozenset(codes)
        return tuple(body for body in bodies if said.get(body) in wanted)

    return Heard(
        question=term.code, statement=term.label, theme=theme_of(term.code),
        agree=side(_AGREE), neither=side(("neither",)), disagree=side(_DISAGREE),
        cannot_say=side(("cannot_say",)),
        silent=tuple(body for body in bodies if body not in said),
        words=tuple((body, row.words) for body, row in found.items() if row and row.words),
    )  # fmt: skip


def pairs(plan: Plan, asked: PartnerRound) -> tuple[Pair, ...]:
    """Return each two bodies that answer, and whether both say that they work together.

    Where one of them did not say, the tie is not known. Nothing before the round may be read.
    """
    if not may_be_read(plan, asked):
        return ()
    said = {
        (row.organisation_id, row.about_id): row.answer
        for row in returns_of(plan, asked.id)
        if row.question == WORKS_WITH and row.answer in ("yes", "no")
    }
    return tuple(
        _pair(first, second, said.get((first, second)), said.get((second, first)))
        for first, second in combinations(answering(plan, asked), 2)
    )


def _pair(first: str, second: str, forth: str | None, back: str | None) -> Pair:
    if forth is None or back is None:
        return Pair(first, second, "not_known")
    if forth == back:
        return Pair(first, second, "both" if forth == "yes" else "neither")
    return Pair(first, second, "one", first if forth == "yes" else second)


def _by_name(plan: Plan, keys: Iterable[str]) -> tuple[str, ...]:
    found = {key: full_name(plan.organisations.get(key)) or key for key in keys}
    return tuple(sorted(found, key=lambda key: (found[key].casefold(), key)))
