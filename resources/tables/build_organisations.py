"""Make organisations.csv and organisation_names.csv from published registers.

Run by hand when the registers change:
`python resources/tables/build_organisations.py FOLDER`, where FOLDER holds the files named
in `SOURCES`. Standard library only. ATTRIBUTION.md names each source and its licence.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

SOURCES = (
    "mysociety_uk_la_current.csv",
    "mysociety_lookup_name.csv",
    "dl_local_authority.csv",
    "dl_la_to_region.csv",
    "dl_la_scotland.csv",
    "ons_icb_dec_2024.csv",
    "ods_etr_trusts.csv",
    "ods_eccg.csv",
)
HEADINGS = (
    "code",
    "ods_code",
    "ons_code",
    "name",
    "type",
    "sector",
    "nation",
    "region",
    "valid_from",
    "valid_to",
    "successor",
    "parent",
)
TYPES = {
    "UA": "unitary",
    "NID": "unitary",
    "SCO": "unitary",
    "WPA": "unitary",
    "CTY": "county",
    "NMD": "district",
    "MD": "metropolitan",
    "LBO": "london_borough",
    "CC": "london_borough",
    "COMB": "combined_authority",
    "SRA": "combined_authority",
}
ICB_START = "2022-07-01"
"""Integrated care boards took over on this day (Health and Care Act 2022)."""
SMALL_WORDS = {"and", "of", "the", "upon", "on", "for", "in", "with"}
CAPITALS = {"NHS", "ICB", "CCG", "NHSFT", "UK"}

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    """Read a csv file that has a heading row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain_rows(path: Path) -> list[list[str]]:
    """Read a csv file without a heading row (the layout of NHS organisation files)."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def day(text: str) -> str:
    """Turn yyyymmdd into yyyy-mm-dd; blank stays blank."""
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if text else ""


def title_case(name: str) -> str:
    """Write a name that is all capitals the usual way: 'NHS Darlington CCG'."""
    words = re.split(r"([ \-/(])", name.strip())
    done = [_word(word, first=not at) for at, word in enumerate(words)]
    return "".join(done)


def _word(word: str, *, first: bool) -> str:
    if word.upper() in CAPITALS or re.search(r"\d", word):
        return word.upper()
    if word.lower() in SMALL_WORDS and not first:
        return word.lower()
    if "'" in word:
        head, _, tail = word.partition("'")
        return head.capitalize() + "'" + (tail.lower() if len(tail) < 3 else tail.capitalize())
    return word.capitalize()


def councils(folder: Path) -> Iterator[Row]:
    """Yield every council of the UK, those replaced since 2019 included."""
    register = {
        row["statistical-geography"]: row for row in rows(folder / "dl_local_authority.csv")
    }
    scottish = {
        row["local-authority-sct"]: row["start-date"] for row in rows(folder / "dl_la_scotland.csv")
    }
    regions = {
        row["organisation"].partition(":")[2]: row["region"]
        for row in rows(folder / "dl_la_to_region.csv")
    }
    for row in rows(folder / "mysociety_uk_la_current.csv"):
        code = row["local-authority-code"]
        entry = register.get(row["gss-code"], {})
        region = row["region"] or regions.get(code, "").replace("-", " ").title()
        started = real_day(entry.get("start-date", "")) or scottish.get(code, "")
        yield {
            "code": f"la-{code}",
            "ons_code": row["gss-code"],
            "name": row["official-name"],
            "type": TYPES[row["local-authority-type"]],
            "sector": "local_authority",
            "nation": row["nation"].lower().replace(" ", "_"),
            "region": region.replace(" and The ", " and the "),
            "valid_from": started,
            "valid_to": entry.get("end-date") or last_day(row["end-date"]),
            "successor": ";".join(f"la-{c}" for c in row["replaced-by"].split(",") if c),
        }


def real_day(text: str) -> str:
    """Return a start date; "" for 1905, where a year was read as a count of days since 1900."""
    return "" if text.startswith("1905-") else text


def last_day(text: str) -> str:
    """Return the last day of a body that the register says ended on the first of April.

    Reorganisations take effect on 1 April; the old council's last day is 31 March.
    """
    return f"{text[:4]}-03-31" if text.endswith("-04-01") else text


def boards(folder: Path) -> Iterator[Row]:
    """Yield the integrated care boards, and the parts and former groups of each."""
    for row in rows(folder / "ons_icb_dec_2024.csv"):
        yield {
            "code": f"ods-{row['ICB24CDH']}",
            "ods_code": row["ICB24CDH"],
            "ons_code": row["ICB24CD"],
            "name": row["ICB24NM"],
            "type": "icb",
            "sector": "nhs",
            "nation": "england",
            "valid_from": ICB_START,
        }
    for line in plain_rows(folder / "ods_eccg.csv"):
        closed = bool(line[11])
        yield {
            "code": f"ods-{line[0]}",
            "ods_code": line[0],
            "name": title_case(line[1]),
            "type": "ccg" if closed else "sub_icb",
            "sector": "nhs",
            "nation": "england",
            "valid_from": day(line[10]),
            "valid_to": day(line[11]),
            "successor": f"ods-{line[3]}" if closed and line[3] else "",
            "parent": f"ods-{line[3]}" if line[3] and not closed else "",
        }


def trusts(folder: Path) -> Iterator[Row]:
    """Yield NHS trusts and foundation trusts, closed ones included."""
    for line in plain_rows(folder / "ods_etr_trusts.csv"):
        yield {
            "code": f"ods-{line[0]}",
            "ods_code": line[0],
            "name": title_case(line[1]),
            "type": "foundation_trust" if "FOUNDATION" in line[1] else "nhs_trust",
            "sector": "nhs",
            "nation": "england",
            "valid_from": day(line[10]),
            "valid_to": day(line[11]),
        }


def names(folder: Path, organisations: Iterable[Row]) -> dict[str, str]:
    """Return every way of writing a name that means one organisation only, lower case."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(folder / "mysociety_lookup_name.csv"):
        found[tidy(row["la-name"])].add(f"la-{row['local-authority-code']}")
    for row in organisations:
        for name in variants(row["name"]):
            found[tidy(name)].add(row["code"])
    found.pop("", None)
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1}


def tidy(name: str) -> str:
    """Lower case, single spaces, straight quotes, 'and' for an ampersand."""
    plain = name.replace("\u2019", "'").replace("&", " and ").casefold()
    return " ".join(plain.split())


def variants(name: str) -> Iterator[str]:
    """Yield the ways in which spreadsheets write an NHS or council name."""
    yield name
    pairs = (
        ("Integrated Care Board", "ICB"),
        ("CCG", "Clinical Commissioning Group"),
        ("NHS Foundation Trust", "NHS FT"),
        ("NHS Foundation Trust", "Foundation Trust"),
        ("NHS Foundation Trust", "FT"),
        ("NHS Trust", "Trust"),
    )
    for long, short in pairs:
        if name.endswith(long):
            yield name.removesuffix(long) + short
    for prefix in ("NHS ", "The "):
        if name.startswith(prefix):
            yield from variants(name.removeprefix(prefix))


def write(path: Path, headings: Iterable[str], lines: Iterable[Iterable[str]]) -> None:
    """Write a csv file with LF line ends, the same on every system."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(lines)


def main(folder: Path, out: Path) -> None:
    """Write the two tables."""
    found = [*councils(folder), *boards(folder), *trusts(folder)]
    found.sort(key=lambda row: row["code"])
    write(
        out / "organisations.csv",
        HEADINGS,
        ([row.get(heading, "") for heading in HEADINGS] for row in found),
    )
    write(
        out / "organisation_names.csv",
        ("variant", "code"),
        sorted(names(folder, found).items()),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).resolve().parent)
