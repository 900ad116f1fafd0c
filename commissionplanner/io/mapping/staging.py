"""Make an import ready: guess, correct, convert, sort rows, match, build, compare."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from commissionplanner.io.mapping.answers.by_hand import with_filled, with_groups, with_totals
from commissionplanner.io.mapping.answers.choices import (
    AUTO,
    Choices,
    check_kind,
    corrected,
    place_of,
)
from commissionplanner.io.mapping.answers.corrections import Corrected, correct
from commissionplanner.io.mapping.answers.profiles import Remembered, remembered
from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.builders import (
    agreements,
    contracts,
    funding,
    organisations,
    services,
    spend,
)
from commissionplanner.io.mapping.builders.again import Asked, Left
from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.columns.bcf import template_of
from commissionplanner.io.mapping.columns.guessing import guess_columns
from commissionplanner.io.mapping.columns.moved_headings import with_headings_over_cells
from commissionplanner.io.mapping.columns.settling import settle
from commissionplanner.io.mapping.columns.summed_months import (
    settle_sum_of_months,
    with_sum_of_months,
)
from commissionplanner.io.mapping.columns.summed_years import (
    settle_sum_of_years,
    with_sum_of_years,
)
from commissionplanner.io.mapping.converting import convert_columns
from commissionplanner.io.mapping.doubts.astray import question_astray
from commissionplanner.io.mapping.doubts.joint_suppliers import question_joint_suppliers
from commissionplanner.io.mapping.doubts.lacking import question_lacking
from commissionplanner.io.mapping.doubts.lone_rows import question_lone
from commissionplanner.io.mapping.doubts.odd_amounts import question_amounts
from commissionplanner.io.mapping.doubts.odd_days import question_days
from commissionplanner.io.mapping.doubts.odd_figures import question_figures
from commissionplanner.io.mapping.doubts.odd_months import question_months
from commissionplanner.io.mapping.doubts.repeated_rows import question_repeated
from commissionplanner.io.mapping.doubts.sums_across import question_sums_across
from commissionplanner.io.mapping.doubts.turned_days import question_turned
from commissionplanner.io.mapping.doubts.versions import question_versions
from commissionplanner.io.mapping.drafts import Drafts
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import unit_in
from commissionplanner.io.mapping.kinds.bcf_book import settle_template
from commissionplanner.io.mapping.kinds.by_columns import with_known_columns
from commissionplanner.io.mapping.kinds.likeliest import (
    KindGuess,
    guess_kind,
    says_payments,
    settle_kind,
)
from commissionplanner.io.mapping.names.match import Matcher
from commissionplanner.io.mapping.names.review import Reviewer
from commissionplanner.io.mapping.outcome import held
from commissionplanner.io.mapping.outcome.slip import finish
from commissionplanner.io.mapping.persons.finding import find_persons, keep_out
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.io.mapping.totals import reshape
from commissionplanner.io.mapping.values.asked_values import ask_which
from commissionplanner.io.mapping.values.contents import Look, look_at
from commissionplanner.io.mapping.values.numbered_years import (
    dated,
    with_plain_cells,
    with_years,
    year_one_of_cells,
)
from commissionplanner.io.mapping.values.periods import settle_period, with_period
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.mapping.worked import Worked
from commissionplanner.io.tabular.table import Table
from commissionplanner.io.tabular.typed import unshifted
from commissionplanner.model.fields import Kind
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear
from commissionplanner.progress import Progress

_BUILD: Final[dict[str, Callable[[Context], None]]] = {
    "contracts": contracts.build, "services": services.build, "funding": funding.build,
    "organisations": organisations.build, "spend": spend.build, "agreements": agreements.build,
}  # fmt: skip

NOTHING: Final[Mapping[int, str]] = MappingProxyType({})
_FIXING: Final = (
    "Rows with a cell that could not be read: bring them in with it empty, or hold them for later?"
)
_QUESTIONS: Final = (
    question_figures,
    question_amounts,
    question_days,
    question_turned,
    question_months,
    question_joint_suppliers,
    question_lone,
    question_lacking,
    question_sums_across,
    question_astray,
    question_versions,
    question_repeated,
)
"""What is asked about odd rows, one after the other."""
_TITLES: Final = 4
"""So many texts above the headings may say what a file is; those below them are notes."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a table came from.

    Attributes:
        sha256: Of the file, in hexadecimal.
        at: When it is imported, as text; "" where that is not recorded.
    """

    file: str
    sha256: str
    at: str = ""


def stage(
    plan: Plan,
    table: Table,
    origin: Origin,
    choices: Choices | None = None,
    progress: Progress | None = None,
    worked: Worked | None = None,
) -> Staged:
    """Make the import of a table ready. Reads only; may run beside edits of the plan.

    Args:
        plan: A snapshot.
        table: As read.
        origin: Its file.
        choices: What the user has settled.
        progress: Where it may be stopped.
        worked: What earlier stagings of the same table worked out; it is added to.

    Raises:
        AnswerError: a choice fits no column, field or question.
        CancelledError: someone asked for the work to stop.
    """
    choices, progress, worked = choices or Choices(), progress or Progress(), worked or Worked()
    check_kind(choices.kind)
    staged = _staged(plan, table, origin, choices, progress, worked)
    holds = any(q.id == "rows_to_fix" and q.taken == "hold" for q in staged.questions)
    if not holds or not staged.problems:
        return staged
    rows = held.rows_to_fix(staged.sheet, staged.problems)
    return _staged(plan, table, origin, choices, progress, worked, rows)


def _staged(
    plan: Plan, table: Table, origin: Origin, choices: Choices, progress: Progress, worked: Worked,
    to_fix: Mapping[int, str] = NOTHING,
) -> Staged:  # fmt: skip
    """Stage once; `to_fix` are the rows held because a cell could not be read, with that reason."""
    asker = Asker(dict(choices.answers))
    progress.step(0, 0, "Looking at columns")
    ask_which(table, asker)
    worked.made_of(choices)
    filled = {place_of(table, column): said for column, said in choices.filled.items()}
    table = with_filled(with_totals(table, choices.total_rows), filled, asker)
    table = with_period(table, worked.period_of(table), asker)
    worked.looks = worked.looks or _looks(table)
    table = with_headings_over_cells(table, worked.looks, asker)
    worked.persons = find_persons(table) if worked.persons is None else worked.persons
    kind_guess = _guess_kind(table, worked.looks[: len(table.columns)])
    kind = settle_kind(kind_guess, asker) if choices.kind == AUTO else choices.kind
    table = _grouped(table, kind, choices, asker, worked)
    table = with_plain_cells(table, kind, worked.looks, asker)
    found = remembered(plan, table, kind, choices, asker)
    if found is not None:
        asker.remembered = found.answers
        kind = found.kind if choices.kind == AUTO else kind
    headings = with_years(plan, table, kind, worked.looks, asker)
    guesses = _guesses(table, kind, choices, worked, found, headings, asker)
    guesses = settle(kind, table, guesses, worked.looks, choices, asker)
    guesses = keep_out(table, guesses, asker, worked.persons)
    sheet, mended = _corrected(Sheet(kind, table, guesses), choices, asker, worked)
    sheet.year_one = year_one_of_cells(plan, sheet, asker)
    sheet.unfilled = frozenset(place for place, said in filled.items() if not said)
    convert_columns(sheet, mended, choices, asker, worked, progress)
    sheet.profile = found.name if found else ""
    asker.option("rows_to_fix", _FIXING, ("bring_in", "hold"), "bring_in")
    rows_held = {**to_fix, **dict.fromkeys(choices.rows_held, held.CHOSEN)}
    reshape.sort_rows(sheet, asker, choices.rows_out, choices.shape.rows_in, rows_held)
    settle_template(sheet, worked.income, asker)
    _question(sheet, asker)
    left = _built(plan, sheet, choices, asker, progress, worked)
    staged = finish(left.context, kind_guess, origin.file, origin.sha256, origin.at)
    worked.left = left if not staged.disagreements and left.serves(choices, sheet) else None
    return staged


def _question(sheet: Sheet, asker: Asker) -> None:
    """Ask about rows that seem odd, one kind after the other."""
    for question in _QUESTIONS:
        question(sheet, asker)


def _built_again(
    left: Left | None, plan: Plan, sheet: Sheet, choices: Choices, asker: Asker, progress: Progress
) -> Left | None:
    """Build the rows touched since the last staging, beside the others; None where more changes."""
    if left is None or not left.fits(plan, choices, sheet):
        return None
    context = replace(
        left.context, sheet=sheet, asker=asker, progress=progress, totals={}, last_notes=[]
    )
    if not contracts.build_again(context, left):
        return None
    left.context = context
    return left


def _built(
    plan: Plan, sheet: Sheet, choices: Choices, asker: Asker, progress: Progress, worked: Worked
) -> Left:
    """Build the records of a sheet: of the rows touched since the last staging where that will do."""
    before, worked.left = worked.left, None
    left = _built_again(before, plan, sheet, choices, asker, progress)
    left = left or _built_whole(plan, sheet, choices, asker, progress, worked)
    for note in left.context.last_notes:
        asker.note(note)
    return left


def _built_whole(
    plan: Plan, sheet: Sheet, choices: Choices, asker: Asker, progress: Progress, worked: Worked
) -> Left:
    """Build the records of all rows."""
    before = len(asker.questions), len(asker.offered), len(asker.notes)
    context = _context(plan, sheet, asker, progress, worked)
    context.drafts.continues, context.accepts = choices.continues, choices.accepts
    _BUILD[sheet.kind](context)
    asked = Asked.since(asker, before)
    return Left(plan, choices, sheet, context, dict(context.drafts.held), asked)


def _corrected(
    sheet: Sheet, choices: Choices, asker: Asker, worked: Worked
) -> tuple[Sheet, Corrected]:
    """Return a sheet with what was set right by hand, and with what of it is not to be shown."""
    hidden = frozenset(column.place for column in worked.persons or ())
    mended = correct(
        sheet.table,
        sheet.guesses,
        choices.replacements,
        choices.cells,
        asker,
        worked.mended,
        hidden,
    )
    shifted, strays = worked.shifts_of(mended)
    table = replace(mended.table, warnings=[*mended.table.warnings, *strays])
    found = Sheet(sheet.kind, table, sheet.guesses, was=mended.was)
    found.shifted = shifted
    found.persons = tuple(worked.persons or ())
    found.veil = worked.veil_of(sheet.table, found.shifted)
    return found, mended


def _looks(table: Table) -> list[Look]:
    """Look at all columns, with the units that their headings or a title say; rows that are shifted show another's."""
    titled = max(map(unit_in, table.banner), default=1)
    units = [max(titled, unit_in(heading)) for heading in table.headings]
    columns = unshifted(table)
    return [look_at(cells, unit) for cells, unit in zip(columns, units, strict=True)]


def _guess_kind(table: Table, looks: Sequence[Look]) -> KindGuess:
    """Guess which kind of file a table is, from its template where it has one."""
    template = template_of(table)
    if template is not None:
        return KindGuess(
            "services",
            0.99,
            f"Its headings are those of the Better Care Fund template of {template.id}.",
        )
    titles = [*table.banner[:_TITLES], *filter(says_payments, table.banner[_TITLES:])]
    named = (table.file.rsplit(".", 1)[0], table.sheet, *titles)
    headings = dated(table.headings, looks, FinancialYear(2000))
    return with_known_columns(guess_kind(headings, looks, named), headings, looks)


def _grouped(table: Table, kind: str, choices: Choices, asker: Asker, worked: Worked) -> Table:
    """Return the table with the headings of groups, and what years come to, beside the rows; looked at as well."""
    if kind == "organisations" and not choices.group_rows:
        return replace(table, group_rows=[])
    grouped = with_groups(table, asker, choices.group_rows)
    looks = worked.looks or []
    looks.extend(look_at(column) for column in grouped.columns[len(looks) :])
    grouped = with_sum_of_years(grouped, kind, looks, asker)
    return with_sum_of_months(grouped, kind, looks, asker)


def _guesses(
    table: Table,
    kind: str,
    choices: Choices,
    worked: Worked,
    found: Remembered | None,
    headings: Sequence[str],
    asker: Asker,
) -> list[ColumnGuess]:
    """Guess the columns, then let a profile and the user correct them; numbered years are asked."""
    guesses = guess_columns(kind, headings, worked.looks or [])
    guesses = settle_period(kind, table, guesses, worked.period_of(table), asker)
    guesses = settle_sum_of_months(table, settle_sum_of_years(table, guesses))
    if found is not None:
        settled = {
            n
            for n, h, dated_ in zip(table.names, table.headings, headings, strict=True)
            if h != dated_
        }
        known = {
            c: f
            for c, f in found.columns.items()
            if c in table.names and f is not None and c not in settled
        }
        guesses = corrected(kind, table, guesses, known, f"As in the profile “{found.name}”.")
    return corrected(kind, table, guesses, choices.columns, "As you said.")


def _context(plan: Plan, sheet: Sheet, asker: Asker, progress: Progress, worked: Worked) -> Context:
    drafts = Drafts(plan, ids=worked.ids)
    reviewer = Reviewer(drafts, asker)
    matcher = Matcher(drafts, asker, reviewer, pairs=worked.pairs)
    names = _names(sheet)
    matcher.settle_twins(names)
    key = (id(plan), tuple(sorted(names)))
    if key not in worked.near:
        worked.near.clear()
        worked.near[key] = (plan, matcher.nearest(names))
    matcher.near = worked.near[key][1]
    return Context(sheet, plan, drafts, matcher, asker, progress, reviewer)


def _names(sheet: Sheet) -> set[str]:
    """Return every name of an organisation in the rows that come in."""
    found: set[str] = set()
    for key, column in sheet.single.items():
        if column.target.spec.table == "organisations" and column.target.spec.kind in (
            Kind.REF,
            Kind.REFS,
        ):
            cells = {names for names in column.values if names}
            found.update(named.name for names in cells for named in names)
        elif sheet.kind == "organisations" and key == "name":
            found.update(value for value in column.values if value)
    return found
