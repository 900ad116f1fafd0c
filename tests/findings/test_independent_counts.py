"""Counts over published registers, against counts made from the same files by other means.

What is expected is counted here with Python's own csv and datetime, straight from the file, so
that a fault of our readers and rules is not also a fault of what they are compared with.
"""

import csv
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from commissionplanner.cli import main

FINDER, GRANTS, AWARDS = (
    "contractsfinder_notices_2020-09.csv",
    "trafford_vcs_grants.csv",
    "mysociety_cf_awards.csv",
)


@dataclass(frozen=True)
class Row:
    """One contract, as the file has it: no day or amount that the file leaves out."""

    ref: str
    title: str
    body: str
    suppliers: tuple[str, ...]
    first: date | None
    last: date | None
    amount: str

    @property
    def days(self):
        return (self.last - self.first).days + 1 if self.first and self.last else None


def _day(text, form):
    return datetime.strptime(text, form).replace(tzinfo=UTC).date() if text.strip() else None


def _finder(row):
    parties = row["Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]"]
    found = re.findall(r"\[([^|\]]*)\|", parties)
    first, last = row["Contract start date"], row["Contract end date"]
    return Row(
        row["Notice Identifier"], row["Title"], row["Organisation Name"], tuple(found),
        _day(first, "%d/%m/%Y"), _day(last, "%d/%m/%Y"), row["Awarded Value"],
    )  # fmt: skip


def _grant(row):
    """A grant begins on the day of its award and lasts the months that the file gives."""
    first, months = _day(row["Award Date"], "%Y-%m-%d"), row["Planned Dates:Duration (months)"]
    assert months == "12"
    try:
        after = first.replace(year=first.year + 1)
    except ValueError:  # 29 February
        after = date(first.year + 1, 3, 1)
    code = row["Recipient Org:Identifier"]
    return Row(
        row["Identifier"], row["Title"], row["Funding Org:Name"], (code,),
        first, after - timedelta(1), row["Amount Awarded"],
    )  # fmt: skip


def _award(row):
    first, last = (row[f"contractPeriod_{end}Date"][:10] for end in ("start", "end"))
    return Row(
        row["id"], row["title"] or row["description"], "", (),
        _day(first, "%Y-%m-%d"), _day(last, "%Y-%m-%d"), row["value_amount"],
    )  # fmt: skip


READERS = {FINDER: _finder, GRANTS: _grant, AWARDS: _award}


def _bare(name):
    return " ".join(re.findall(r"[a-z]+|\d+", name.casefold()))


def _expected(rows):
    """Count what each rule is to find, by rule and level."""
    days = [row.days for row in rows]
    count = Counter()
    count["CON-001", "warning"] = sum(n is None for n in days)
    count["CON-002", "problem"] = sum(n is not None and n < 1 for n in days)
    count["CON-003", "warning"] = sum(not row.amount.strip() for row in rows)
    count["CON-010", "note"] = sum(n is not None and 1 <= n < 90 for n in days)
    count["CON-010", "advice"] = sum(n is not None and 90 <= n <= 366 for n in days)
    count["CON-011", "advice"] = _runs(rows)
    return +count


def _runs(rows):
    """Count runs of terms: same body, supplier and title, no more than 31 days apart."""
    alike = defaultdict(list)
    for row in rows:
        title = _bare(re.sub(r"\d+", " ", row.title))
        if title and row.body and row.days is not None and 90 <= row.days <= 366:
            for supplier in row.suppliers:
                alike[row.body, _bare(supplier), title].append(row)
    return sum(_pieces(group) for group in alike.values())


def _pieces(group):
    """Count runs of two or more. A term carries on one other: side by side are two runs."""
    runs = []
    for row in sorted(group, key=lambda row: (row.first, row.last, row.ref)):
        apart = {at: abs((row.first - run[-1].last).days - 1) for at, run in enumerate(runs)
                 if run[-1].last < row.last}  # fmt: skip
        near = [at for at, days in apart.items() if days <= 31]
        if near:
            runs[min(near, key=apart.get)].append(row)
        else:
            runs.append([row])
    return sum(len(run) > 1 for run in runs)


def _same_contracts(rows):
    """Count groups of one body with the same reference, or all the rest the same."""
    groups = defaultdict(set)
    for at, row in enumerate(rows):
        groups["ref", row.body, row.ref.strip().casefold()].add(at)
        if row.suppliers and row.first:
            rest = row.body, row.suppliers[0], _bare(row.title), row.first, row.amount
            groups["rest", *rest].add(at)
    return len({frozenset(held) for held in groups.values() if len(held) > 1})


def _found(path, plan, capsys):
    """Return what the program finds in a file, imported as a user imports it."""
    main.run(["new", plan])
    main.run(["import", plan, str(path)])
    capsys.readouterr()
    assert main.run(["check", plan, "--json"]) == 0
    return json.loads(capsys.readouterr().out)["findings"]


def _rows(shared_data, name):
    with (shared_data / name).open(encoding="utf-8-sig", newline="") as file:
        return [READERS[name](row) for row in csv.DictReader(file)]


@pytest.mark.parametrize("name", [FINDER, GRANTS, pytest.param(AWARDS, marks=pytest.mark.slow)])
def test_counts_are_those_of_the_file_itself(name, shared_data, tmp_path, capsys):
    rows = _rows(shared_data, name)
    expected = _expected(rows)
    assert sum(expected.values()) > 100
    asked = {"CON-001", "CON-002", "CON-003", "CON-010", "CON-011"}
    findings = _found(shared_data / name, str(tmp_path / "p.cplan"), capsys)
    assert Counter((f["rule"], f["level"]) for f in findings if f["rule"] in asked) == expected
    same = [f for f in findings if f["rule"] == "DAT-001" and f["table"] == "contracts"]
    assert len(same) == _same_contracts(rows)
