"""What every builder works with, and what several of them do alike."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from commissionplanner.io.mapping.asking import AnswerError, Asker
from commissionplanner.io.mapping.drafts import Draft, Drafts, Made, Outcome
from commissionplanner.io.mapping.fields.headings import (
    measure_in,
    measures_in,
    year_in,
    year_of_months,
)
from commissionplanner.io.mapping.names.codes import charity_no, company_no, is_code
from commissionplanner.io.mapping.names.match import Matcher
from commissionplanner.io.mapping.names.records import Fits, RecordMatcher
from commissionplanner.io.mapping.names.review import Reviewer
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.mapping.values.suppliers import Named, split_names
from commissionplanner.io.mapping.values.words import is_no_name
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear, YearError
from commissionplanner.progress import Progress

STEP: Final = 1_000


_CODES: Final = ("company_no", "charity_no", "ods_code", "ons_code", "identifier")


@dataclass(slots=True)
class Context:
    """The sheet, the plan and those who decide.

    Attributes:
        totals: Pence by money field, of the rows that come in.
        main_money: The field whose total is the money that comes in.
        accepts: What the user said of single differences from the plan.
        settled: Cells (field, position) without a value of their own, known from elsewhere.
        rules: What a builder settled of the sheet as a whole, where it keeps its rows apart.
        rule_ids: The questions that were asked for that.
        made: What was made of each row, by position, where one row is one record.
        compared: What became of drafts of rows when they were compared with the plan.
        has_known: Whether rows seem to be records that the plan holds by other words.
        last_notes: To be noted when all rows are made.
        sender_id: The one body whose rows these are; None where there are several or none.
    """

    sheet: Sheet
    plan: Plan
    drafts: Drafts
    matcher: Matcher
    asker: Asker
    progress: Progress
    reviewer: Reviewer
    totals: dict[str, int] = field(default_factory=dict)
    main_money: str = ""
    settled: set[tuple[str, int]] = field(default_factory=set)
    accepts: Mapping[str, bool] = field(default_factory=dict)
    rules: Any = None
    rule_ids: frozenset[str] = frozenset()
    made: dict[int, Made] = field(default_factory=dict)
    compared: dict[int, Outcome] = field(default_factory=dict)
    has_known: bool = False
    last_notes: list[str] = field(default_factory=list)
    sender_id: str | None = None
    _matchers: dict[str, RecordMatcher] = field(default_factory=dict)
    _indexes: dict[str, dict[str, str]] = field(default_factory=dict)
    _coded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _codes_read: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, str]] = field(
        default_factory=dict
    )

    def rows(self) -> Iterable[int]:
        """Yield the positions of the rows that come in, reporting now and then."""
        total = len(self.sheet.kept)
        for done, position in enumerate(self.sheet.kept):
            if done % STEP == 0:
                self.progress.step(done, total, "Reading rows")
            yield position

    def ask(self, asker: Asker) -> None:
        """Let all who decide ask through another."""
        self.asker = self.matcher.asker = self.reviewer.asker = asker

    def add_money(self, key: str, amount_p: int | None) -> None:
        """Count an amount of a row that comes in."""
        if amount_p is not None:
            self.totals[key] = self.totals.get(key, 0) + amount_p

    def organisation(self, key: str, role: str, position: int) -> str | None:
        """Return the id of the first organisation that a cell names, or None."""
        found = self.organisations(key, role, position)
        return found[0] if found else None

    def organisations(self, key: str, role: str, position: int) -> tuple[str, ...]:
        """Return the ids of the organisations that a cell names, none twice."""
        names: tuple[Named, ...] = self.sheet.carried_value(key, position) or ()
        if not names:
            return ()
        codes = self._codes(key, position) if len(names) == 1 else None
        row = self.sheet.row(position)
        if len(names) == 1:
            one = self.matcher.resolve(names[0], role, row=row, codes=codes)
            return () if one is None else (one,)
        found = (self.matcher.resolve(n, role, row=row, codes=codes) for n in names)
        return tuple(dict.fromkeys(key for key in found if key is not None))

    def _codes(self, key: str, position: int) -> dict[str, str]:
        """Return the codes beside a name, each row of the same ones the same."""
        sheet = self.sheet
        held = self._coded.get(key)
        if held is None:
            held = tuple(code for code in _CODES if sheet.has(f"{key}.{code}"))
            self._coded[key] = held
        if not held:
            return {}
        given = tuple([sheet.value(f"{key}.{code}", position) or "" for code in held])
        if (held, given) not in self._codes_read:
            self._codes_read[held, given] = _codes_of(dict(zip(held, given, strict=True)))
        return self._codes_read[held, given]

    def service(self, name: str, row: int) -> str | None:
        """Return the id of the service of that name: the plan's, or a new one by its name alone."""
        return self._by_name("services", name, row)

    def stream(self, name: str, row: int, **values: Any) -> str | None:
        """Return the id of the funding stream of that name, likewise."""
        return self._by_name("funding_streams", name, row, **values)

    def _by_name(self, table: str, name: str, row: int, **values: Any) -> str | None:
        strict = same_name(name)
        if not strict:
            return None
        key = self._index(table).get(strict) or self.known(table, name, "", row, _anyones)
        if key is None:
            key = self.drafts.id_for(table, "name", strict)
            self._index(table)[strict] = key
        if self.plan.record(table, key) is None:
            self.drafts.put(Draft(table, key, {"name": name, **values}, (), row, fills_only=True))
        return key

    def known(self, table: str, name: str, ref: str, row: int, fits: Fits) -> str | None:
        """Return the service or stream of the plan that a name and a reference mean, or None."""
        if table not in self._matchers:
            self._matchers[table] = RecordMatcher(table, self.reviewer, self._names_of(table))
        return self._matchers[table].find(name, ref, row, fits)

    def _names_of(self, table: str) -> list[str]:
        """Return the names of a table's records in the columns that give them."""
        keys = {
            "services": ("name", "service_ids"),
            "funding_streams": ("name", "stream_id", "stream_ids"),
        }
        own = {"services": "services", "funding": "funding_streams"}.get(self.sheet.kind)
        found: list[str] = []
        for key in keys[table]:
            if self.sheet.has(key) and (key != "name" or own == table):
                for position in self.sheet.kept:
                    names = (
                        self.names_in(key, position)
                        if key != "name"
                        else [self.sheet.value(key, position)]
                    )
                    found.extend(name for name in names if name)
        return list(dict.fromkeys(found))

    def _index(self, table: str) -> dict[str, str]:
        if table not in self._indexes:
            found: dict[str, str] = {}
            for record in self.plan.table(table).values():
                name = same_name(getattr(record, "name", ""))
                if name:
                    found.setdefault(name, record.id)
            self._indexes[table] = found
        return self._indexes[table]

    def names_in(self, key: str, position: int) -> list[str]:
        """Return the names that the cell of a field lists."""
        text = self.sheet.text(key, self.sheet.carried.get(position, position))
        return [name for name in split_names(text) if not is_no_name(name)]

    def year_of_file(self) -> FinancialYear | None:
        """Return the year of amounts that no column dates: as titles say, else the plan's first."""
        table = self.sheet.table
        if self.sheet.years:
            of = self.sheet.years[0]
            told = len(self.sheet.years) == 1
            return self._asked_year(
                of, f"its headings are those of the template of {of}", told=told
            )
        texts = (*table.banner, table.sheet, table.file.rsplit(".", 1)[0], *table.headings)
        named = [(year, text) for text in texts if (year := _year_named(text))]
        if named:
            year, text = named[0]
            told = text in table.banner and len(set(_years_named(texts))) == 1
            return self._asked_year(
                year, f"“{' '.join(text.split())[:60]}” names {year}", told=told
            )
        if (months := year_of_months(table.headings)) is not None:
            return self._asked_year(months, f"the months of its headings lie in {months}")
        first = self.plan.header.first_year
        if first is None:
            return None
        return self._asked_year(first, f"nothing names a year, and {first} is the plan's first")

    def _asked_year(
        self, year: FinancialYear, why: str, *, told: bool = False
    ) -> FinancialYear | None:
        """Ask for the year of the amounts; where the file tells it plainly, it is said and may be answered."""
        text = f"No column says which year the amounts are of; {why}. Which year is it?"
        nearby = [str(year.plus(n)) for n in (-2, -1, 0, 1, 2)]
        given = self.asker.answers.get("year", "")
        if given and given != "unknown":
            nearby = list(dict.fromkeys((*nearby, given)))
            try:
                FinancialYear.parse(given)
            except YearError as error:
                raise AnswerError(str(error)) from error
        note = f"The amounts are taken for those of {year}: {why}." if told else ""
        taken = self.asker.told("year", text, (*nearby, "unknown"), str(year), note)
        return None if taken == "unknown" else FinancialYear.parse(taken)

    def measure_of_file(self) -> str:
        """Return whether amounts are budget, forecast or actual, as headings and titles say."""
        table = self.sheet.table
        if self.sheet.yearly and all(guess.measure for guess, _ in self.sheet.yearly):
            return "budget"
        texts = (*table.headings, *table.banner, table.sheet, table.file.rsplit(".", 1)[0])
        said = {found: text for text in reversed(texts) for found in measures_in(text)}
        default = next((found for text in texts if (found := measure_in(text))), "budget")
        text = "Are the amounts budget, forecast or actual?"
        why = "the template is of a plan" if self.sheet.years and not said else ""
        if len(said) == 1:
            why = f"“{' '.join(said[default].split())[:60]}” says so"
        note = f"The amounts are taken for {_MEASURED[default]}: {why}." if why else ""
        return self.asker.told("measure", text, ("budget", "forecast", "actual"), default, note)


_MEASURED: Final = {"budget": "budgets", "forecast": "forecasts", "actual": "what was spent"}
_ANY_YEAR: Final = re.compile(r"(?<![\d/])(?:19|20)\d\d(?!\d)")


def _year_named(text: str) -> FinancialYear | None:
    return year_in(text) or year_in(_run_together(text))


def _years_named(texts: Iterable[str]) -> Iterator[str]:
    """Yield the financial years that texts name, and other numbers of years as they stand."""
    for text in texts:
        year = _year_named(text)
        if year is not None:
            yield str(year)
            continue
        yield from (found for found in _ANY_YEAR.findall(text))


def _anyones(_record: object) -> bool:
    """Fit any record: the file names no owner beside the name."""
    return True


def _run_together(text: str) -> str:
    """Write the years of a file name apart: "outturn_1314" as "outturn 13/14"."""
    found = re.search(r"(?<!\d)(\d{2})(\d{2})(?!\d)", text)
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
        return ""
    return f"{found[1]}/{found[2]}"


def _codes_of(given: Mapping[str, str]) -> dict[str, str]:
    """Return what the cells of codes beside a name say, each in its own form; "" for one that has not."""
    codes = {
        "company_no": company_no(given.get("company_no", "")),
        "charity_no": charity_no(given.get("charity_no", "")),
        "ods_code": given.get("ods_code", "").upper(),
        "ons_code": given.get("ons_code", "").upper(),
    }
    for name in ("ods_code", "ons_code"):
        if not is_code(name, codes[name]):
            codes[name] = ""
    mark = given.get("identifier", "")
    if mark.startswith(("GB-CHC-", "GB-SC-")):
        codes["charity_no"] = codes["charity_no"] or charity_no(mark.split("-", 2)[2])
    elif mark.startswith("GB-COH-"):
        codes["company_no"] = codes["company_no"] or company_no(mark.split("-", 2)[2])
    elif mark.startswith("GB-LA"):
        codes["identifier"] = mark
    return codes
