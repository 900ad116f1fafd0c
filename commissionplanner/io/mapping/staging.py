"""Make an import ready: guess, correct, convert, sort rows, match, build, compare."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from commissionplanner.io.mapping import held, reshape
from commissionplanner.io.mapping.asked_values import (
    ask_which,
    has_comma_decimals,
    ordered,
    percentages,
)
from commissionplanner.io.mapping.asking import AnswerError, Asker
from commissionplanner.io.mapping.bcf import template_of
from commissionplanner.io.mapping.bcf_book import settle_template
from commissionplanner.io.mapping.builders import (
    agreements,
    contracts,
    funding,
    organisations,
    services,
    spend,
)
from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.by_hand import with_filled, with_groups, with_totals
from commissionplanner.io.mapping.choices import (
    AUTO,
    UNITS,
    Choices,
    check_kind,
    corrected,
    place_of,
)
from commissionplanner.io.mapping.columns import guess_columns
from commissionplanner.io.mapping.contents import Look, look_at
from commissionplanner.io.mapping.convert import Converted, How, convert
from commissionplanner.io.mapping.corrections import (
    ColumnFix,
    Corrected,
    correct,
    emptied,
)
from commissionplanner.io.mapping.drafts import Drafts
from commissionplanner.io.mapping.guesses import ColumnGuess
from commissionplanner.io.mapping.headings import is_millions, is_thousands, words_of
from commissionplanner.io.mapping.kind_by_columns import with_known_columns
from commissionplanner.io.mapping.kinds import KindGuess, guess_kind, settle_kind
from commissionplanner.io.mapping.match import Matcher
from commissionplanner.io.mapping.merged import spread
from commissionplanner.io.mapping.numbered_years import dated, with_years, year_one_of_cells
from commissionplanner.io.mapping.odd_figures import question_figures
from commissionplanner.io.mapping.persons import find_persons, keep_out
from commissionplanner.io.mapping.profiles import Remembered, remembered
from commissionplanner.io.mapping.review import Reviewer
from commissionplanner.io.mapping.settling import settle
from commissionplanner.io.mapping.sheet import Sheet
from commissionplanner.io.mapping.slip import finish
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.io.mapping.targets import Target, targets_for
from commissionplanner.io.mapping.worked import Worked
from commissionplanner.io.tabular.table import Table
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
    worked.looks = worked.looks or [look_at(column) for column in table.columns]
    worked.persons = find_persons(table) if worked.persons is None else worked.persons
    kind_guess = _guess_kind(table, worked.looks[: len(table.columns)])
    kind = settle_kind(kind_guess, asker) if choices.kind == AUTO else choices.kind
    table = _grouped(table, kind, choices, asker, worked)
    found = remembered(plan, table, kind, choices, asker)
    if found is not None:
        asker.remembered = found.answers
        kind = found.kind if choices.kind == AUTO else kind
    guesses = _guesses(
        table, kind, choices, worked, found, with_years(plan, table, kind, worked.looks, asker)
    )
    guesses = settle(kind, table, guesses, worked.looks, choices, asker)
    guesses = keep_out(table, guesses, asker, worked.persons)
    sheet, mended = _corrected(Sheet(kind, table, guesses), choices, asker, worked)
    sheet.year_one = year_one_of_cells(plan, sheet, asker)
    sheet.unfilled = frozenset(place for place, said in filled.items() if not said)
    _convert(sheet, mended, choices, asker, worked, progress)
    sheet.profile = found.name if found else ""
    asker.option("rows_to_fix", _FIXING, ("bring_in", "hold"), "bring_in")
    rows_held = {**to_fix, **dict.fromkeys(choices.rows_held, held.CHOSEN)}
    reshape.sort_rows(sheet, asker, choices.rows_out, choices.shape.rows_in, rows_held)
    settle_template(sheet, worked.income, asker)
    question_figures(sheet, asker)
    context = _context(plan, sheet, asker, progress, worked)
    context.drafts.continues, context.accepts = choices.continues, choices.accepts
    _BUILD[kind](context)
    return finish(context, kind_guess, origin.file, origin.sha256, origin.at)


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


def _guess_kind(table: Table, looks: Sequence[Look]) -> KindGuess:
    """Guess which kind of file a table is, from its template where it has one."""
    template = template_of(table)
    if template is not None:
        return KindGuess(
            "services",
            0.99,
            f"Its headings are those of the Better Care Fund template of {template.id}.",
        )
    named = (table.file.rsplit(".", 1)[0], table.sheet, *table.banner[:_TITLES])
    headings = dated(table.headings, looks, FinancialYear(2000))
    return with_known_columns(guess_kind(headings, looks, named), headings, looks)


def _grouped(table: Table, kind: str, choices: Choices, asker: Asker, worked: Worked) -> Table:
    """Return the table with the headings of groups beside their rows, and their column looked at."""
    if kind == "organisations" and not choices.group_rows:
        return replace(table, group_rows=[])
    grouped = with_groups(table, asker, choices.group_rows)
    looks = worked.looks or []
    looks.extend(look_at(column) for column in grouped.columns[len(looks) :])
    return grouped


def _guesses(
    table: Table,
    kind: str,
    choices: Choices,
    worked: Worked,
    found: Remembered | None,
    headings: Sequence[str],
) -> list[ColumnGuess]:
    """Guess the columns, then let a profile and the user correct them; numbered years are asked."""
    guesses = guess_columns(kind, headings, worked.looks or [])
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


def _convert(
    sheet: Sheet,
    mended: Corrected,
    choices: Choices,
    asker: Asker,
    worked: Worked,
    progress: Progress,
) -> None:
    """Convert every column that is a field."""
    places: dict[str, int] = {}
    scale = _Scale(sheet.table, asker, choices.units)
    for guess in sheet.guesses:
        if guess.key is None:
            continue
        progress.step(guess.place, len(sheet.guesses), "Reading columns")
        target = targets_for(sheet.kind)[guess.key]
        fix = choices.fixes.get(sheet.table.letters[guess.place], ColumnFix())
        how = _how(target, sheet, guess.place, fix, scale, asker, worked)
        key = mended.keys.get(guess.place, ())
        column = _converted(target, sheet, guess.place, how, key, worked)
        if fix.empties:
            hidden = guess.place in sheet.veil.places
            column = emptied(column, sheet.table, guess.place, asker, is_persons=hidden)
        sheet.scales[guess.place] = how.scale
        if how.comma:
            sheet.commas.add(guess.place)
        if guess.is_series and target.spec.kind is Kind.MONEY:
            sheet.yearly.append((guess, column))
        else:
            sheet.single[guess.key] = column
            places[guess.key] = guess.place
    sheet.places = places


def _converted(
    target: Target, sheet: Sheet, place: int, how: How, mended: tuple[Any, ...], worked: Worked
) -> Converted:
    table = sheet.table
    key = (place, f"{target.table}.{target.key}", how, mended)
    if key not in worked.columns:
        cells = table.columns[place] if place in sheet.unfilled else spread(table, place)
        worked.columns[key] = convert(target, cells, how)
    return worked.columns[key]


@dataclass(slots=True)
class _Scale:
    """Whether amounts are in thousands, as a heading or a title says."""

    table: Table
    asker: Asker
    said: Mapping[str, str]
    _by_place: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the columns for which the user says what one stands for.

        Raises:
            AnswerError: there is no such column, or no such unit.
        """
        for column, word in self.said.items():
            if word not in UNITS:
                raise AnswerError(
                    f"“{word}” is no unit of money. Choose one of: {', '.join(UNITS)}."
                )
            places = [place_of(self.table, column)] if column else range(len(self.table.columns))
            for place in places:
                if column or place not in self._by_place:
                    self._by_place[place] = UNITS[word]

    def of(self, place: int) -> int:
        """Return what the amounts of a column are multiplied by."""
        if place in self._by_place:
            word = next(word for word, scale in UNITS.items() if scale == self._by_place[place])
            self.asker.note(f"“{self.table.names[place]}” is read in {word}, as you said.")
            return self._by_place[place]
        heading = self.table.headings[place]
        if is_thousands(heading):
            return self._asked(1_000, f"the heading “{heading}”")
        if is_millions(heading):
            return self._asked(1_000_000, f"the heading “{heading}”")
        for text in (*self.table.banner, self.table.sheet):
            if is_thousands(text):
                return self._asked(1_000, f"the title “{' '.join(text.split())[:60]}”")
            if is_millions(text):
                return self._asked(1_000_000, f"the title “{' '.join(text.split())[:60]}”")
        return 1

    def _asked(self, scale: int, where: str) -> int:
        word = "thousands" if scale == 1_000 else "millions"
        text = f"Are amounts in {word} of pounds, as {where} says?"
        return scale if self.asker.ask("unit", text, (word, "pounds"), word) == word else 1


def _how(
    target: Target,
    sheet: Sheet,
    place: int,
    fix: ColumnFix,
    scale: _Scale,
    asker: Asker,
    worked: Worked,
) -> How:
    kind, table = target.spec.kind, sheet.table
    if kind is Kind.MONEY:
        return How(scale=scale.of(place), comma=has_comma_decimals(table, place, asker))
    if kind is Kind.DAY and fix.order:
        return How(order=fix.order)
    if kind is Kind.DAY:
        return ordered(table, place, worked.orders, worked.looks or [], asker)
    if kind is Kind.YEAR:
        return How(year_one=sheet.year_one)
    if kind is Kind.RATE:
        return percentages(table, place, asker)
    if kind in (Kind.REF, Kind.REFS):
        looks = worked.looks or []
        return How(has_words=place < len(looks) and looks[place].amounts < 0.3)
    words = words_of(table.headings[place])
    if target.key in ("term_months", "notice_months") and "year" in words and "month" not in words:
        return How(unit="years")
    return How()


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
