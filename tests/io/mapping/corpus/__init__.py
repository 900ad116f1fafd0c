"""Layouts of published tables with made-up cells, and the field that each column is."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from commissionplanner.model.years import end_of_term

ROWS = 24
HERE = Path(__file__).parent
KINDS = ("contracts", "grants", "spend", "services", "funding", "organisations")
"""Files of layouts; grants are read as contracts."""


@dataclass(frozen=True)
class Layout:
    """One layout: its headings, what the cells hold, the fields that are right, for each."""

    name: str
    kind: str
    columns: tuple[tuple[str, str, str], ...]

    def cells(self):
        """Return the cells of each column, the same at every call."""
        rows = [_Row(self.name, n) for n in range(ROWS)]
        return [[row.cell(maker) for row in rows] for _, maker, _ in self.columns]


def layouts():
    """Return every layout, in the order of the files."""
    found = []
    for stem in KINDS:
        kind = "contracts" if stem == "grants" else stem
        name, columns = "", []
        for line in (HERE / f"{stem}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("== "):
                if name:
                    found.append(Layout(name, kind, tuple(columns)))
                name, columns = line[3:], []
            elif line and not line.startswith("#"):
                heading, maker, field = line.rsplit(" | ", 2)
                columns.append((heading, maker, field))
        found.append(Layout(name, kind, tuple(columns)))
    return found


_ORGS = ("Barnfield Care Ltd", "Rivermead Trust", "Alder & Finch LLP", "Homestart Wexcombe", "Oakwell CIC",
         "Tern Cleaning Services Limited", "St Bede's Hospice", "Northgate Minibuses", "Kestrel IT plc",
         "Wexcombe Mind")  # fmt: skip
_TITLES = ("Health visiting", "Short breaks", "Home to school transport", "Speech and language therapy", "Grounds upkeep",
           "Carers' support", "Perinatal peer support", "Weight management", "Advocacy", "Domestic abuse refuge",
           "Infant feeding", "School meals", "Youth work", "Supported housing")  # fmt: skip
_PLACES = (
    "Wexcombe",
    "Harlow Vale",
    "Eastmere",
    "Northam",
    "Stanbridge",
    "Calder",
    "Fenwick",
    "Merrow",
)
_TEXT = "Provision of the service across the area for residents who are eligible, as set out in the specification."
_LISTS = {
    "dept": ("Adult Social Care", "Children and Families", "Public Health", "Place"),
    "route": ("Open procedure", "Restricted", "Waiver", "Call-off from a framework agreement"),
    "ckind": ("Services", "Goods", "Works"),
    "cat": ("Care", "Transport", "Facilities", "Professional services"),
    "status": ("Active", "Live", "Expired"),
    "ntype": ("Contract", "Contract", "FutureOpportunity"),
    "region": ("North", "East", "South", "West"),
    "stream": ("Public health grant", "Family hubs", "Start for life", "Core budget"),
    "ext": ("1+1", "1 + 1 years", "12 months", "None"),
    "termtext": ("12 months", "2 years", "3 years", "1 year"),
    "fewtext": ("3 months", "6 months"),
    "paymech": ("Block", "Cost and volume", "Block"),
    "govdept": ("Department of Health and Social Care",),
    "body": ("Wexcombe Council",),
    "forcebody": ("Wexshire Police",),
    "nhsbody": ("NHS Wexcombe Integrated Care Board",),
    "flag": ("Yes", "No"),
    "measure": ("Actual", "Forecast"),
    "price": ("Free", "£2 per family", "£5 per hour"),
    "few": ("QHM", "QYG", "QOP"),
    "sources": ("LUF grant", "Local contribution", "Private sector match"),
    "gbp": ("GBP",),
    "england": ("England",),
    "fytext": ("Financial year",),
    "lalevel": ("Local authority",),
    "bcftype": ("Home Care or Domiciliary Care", "Carers Services", "DFG Related Schemes", "Other"),
    "areaspend": ("Social Care", "Community Health", "Acute", "Mental Health"),
    "bcfcomm": ("LA", "NHS", "Joint"),
    "bcfprov": ("Local Authority", "Private Sector", "NHS Community Provider"),
    "bcfsource": ("Minimum NHS Contribution", "DFG", "iBCF", "Additional LA Contribution"),
    "newold": ("New", "Existing"),
    "statutory": ("Statutory", "Discretionary"),
    "ages": ("0-5", "5-11", "All ages"),
    "certainty": ("Confirmed", "Indicative"),
    "latype": ("UTA", "CTY", "LBO"),
    "latypename": ("Unitary authority", "County council", "London borough"),
    "ptype": ("Children's home", "Fostering agency"),
    "sector": ("Private", "Voluntary", "Local Authority"),
    "onsuri": ("http://opendatacommunities.org/id/unitary-authority/wexcombe",),
}


class _Row:
    """One made-up row: its cells agree with each other."""

    def __init__(self, name, n):
        self.n = n
        self.rnd = random.Random(f"{name} {n}")
        self.as_text = len(name) % 2 == 0
        self.start_on = date(2021 + n % 4, 1 + (n * 5) % 12, 1)
        self.months = 12 * (1 + n % 4)
        self.end_on = end_of_term(self.start_on, self.months)
        self.annual = 20_000 + 1_137 * n + self.rnd.randrange(500)

    def day(self, day):
        return f"{day:%d/%m/%Y}" if self.as_text else day

    def cell(self, maker):
        if maker in _LISTS:
            return _LISTS[maker][(self.n * 7 + self.n // 3) % len(_LISTS[maker])]
        return getattr(self, f"make_{maker}")()

    def make_code(self):
        return f"C-{1000 + self.n * 7}"

    def make_code2(self):
        return f"X{self.rnd.randrange(10**6):06}"

    def make_title(self):
        return _TITLES[self.n % len(_TITLES)] + (f" lot {self.n}" if self.n % 3 else "")

    def make_org(self):
        return _ORGS[self.n % len(_ORGS)]

    def make_manyorg(self):
        return f"{_PLACES[self.n % 8]} House {self.n}"

    def make_manybody(self):
        return f"{_PLACES[self.n % 8]} Council"

    def make_manynhs(self):
        return f"NHS {_PLACES[self.n % 8]} and {_PLACES[(self.n + self.n // 8 + 1) % 8]} Integrated Care Board"

    def make_text(self):
        return f"{_TEXT} ({self.n})"

    def make_address(self):
        return f"{self.n} High Street, {_PLACES[self.n % 8]}"

    def make_postcode(self):
        return f"WX{1 + self.n % 9} {self.n % 9}AB"

    def make_person(self):
        return ("Ann Example", "Bob Sample", "Cy Specimen")[self.n % 3]

    def make_email(self):
        return f"officer{self.n}@example.gov.uk"

    def make_phone(self):
        return f"01632 9600{self.n:02}"

    def make_url(self):
        return f"https://www.example.gov.uk/notice/{self.n}"

    make_url2 = make_url

    def make_cpv(self):
        return f"{85000000 + self.n * 100}"

    def make_company(self):
        return f"{1234567 + self.n:08}" if self.n % 3 else None

    def make_charity(self):
        return str(1_000_200 + self.n) if self.n % 2 else None

    def make_orgid(self):
        return f"GB-CHC-{1_000_200 + self.n}"

    def make_orgid1(self):
        return "GB-LAE-WEX"

    def make_blocks(self):
        return f"[{self.make_org()}|1 High Street\nWexcombe|NONE||Yes|No]"

    def make_curie(self):
        return f"local-authority-eng:W{chr(65 + self.n)}X"

    def make_num(self):
        return 201 + self.n % 30

    def make_onscode(self):
        return f"E0600{self.n:04}"

    def make_odscode(self):
        return f"Q{chr(65 + self.n % 26)}{self.n % 10}"

    def make_lineno(self):
        return f"1.{self.n // 6}.{self.n % 6} {_TITLES[self.n % len(_TITLES)]}"

    def make_linecode(self):
        return f"3.{self.n // 6}.{self.n % 6}"

    def make_progcode(self):
        return f"TD-{chr(65 + self.n)}BC-{self.n:02}"

    def make_words_start(self):
        return f"{self.start_on.day} {self.start_on:%B %Y}"

    def make_words_end(self):
        return f"{self.end_on.day} {self.end_on:%B %Y}"

    def make_serial_start(self):
        return (self.start_on - date(1899, 12, 30)).days

    def make_serial_end(self):
        return (self.end_on - date(1899, 12, 30)).days

    def make_month(self):
        return ("April 2024", "May 2024", "June 2024")[self.n // 8]

    def make_start(self):
        return self.day(self.start_on)

    def make_end(self):
        return self.day(self.end_on)

    def make_rollingend(self):
        return f"{self.end_on.day} {self.end_on:%B %Y}" if self.n % 4 else "Rolling"

    def make_later(self):
        return self.day(end_of_term(self.start_on, self.months + 12))

    def make_latest(self):
        return self.day(end_of_term(self.start_on, self.months + 24))

    def make_adstart(self):
        return self.day(self.start_on - timedelta(days=30 * (self.n % 3)))

    def make_adend(self):
        return self.day(self.end_on - timedelta(days=30 * (self.n % 3)))

    def make_award(self):
        return self.day(self.start_on - timedelta(days=40 + self.n))

    def make_review(self):
        return self.day(self.end_on - timedelta(days=180))

    def make_stamp(self):
        return self.day(date(2024, 4, 1))

    def make_day(self):
        return self.day(date(2024, 4, 1) + timedelta(days=self.n * 3))

    def make_blankday(self):
        return self.day(self.end_on) if self.n % 3 == 0 else None

    def make_isostart(self):
        return f"{self.start_on:%Y-%m-%d}"

    def make_isoend(self):
        return f"{self.end_on:%Y-%m-%d}"

    def make_isolater(self):
        return f"{end_of_term(self.start_on, self.months + 12):%Y-%m-%d}"

    def make_isoaward(self):
        return f"{self.start_on - timedelta(days=40):%Y-%m-%d}"

    def make_isostamp(self):
        return f"2024-05-{1 + self.n % 28:02}T09:00:00Z"

    def make_annual(self):
        return self.annual

    def make_money(self):
        return (
            self.annual * self.months // 12
            if self.as_text
            else f"£{self.annual * self.months // 12:,}.00"
        )

    def make_high(self):
        return self.annual * 9 + self.n

    def make_low(self):
        return self.annual // 7

    def make_small(self):
        return [0, 0, round(self.annual / 50, 2)][self.n % 3]

    def make_net(self):
        return self.annual * self.months // 12 - self.annual // 7

    def make_in_k(self):
        return f"£{self.annual * self.months // 12_000}k"

    def make_gross(self):
        return round(self.annual * self.months / 12 * 1.2, 2)

    def make_pence(self):
        return round(self.annual / 17 + 0.37 * self.n, 2)

    def make_thousands(self):
        return round(self.annual / 1000, 1)

    def make_term_thousands(self):
        return round(self.annual * self.months / 12_000, 1)

    def make_low2(self):
        return self.annual // 6

    def make_low3(self):
        return self.annual // 5

    def make_low4(self):
        return self.annual // 8

    def make_millions(self):
        return round(self.annual / 300, 1)

    def make_few(self):
        return (3, 6, 12, 24)[self.n % 4]

    def make_count(self):
        return 1 + self.n % 5

    def make_months(self):
        return self.months

    def make_months2(self):
        return self.months + 24

    def make_years(self):
        return self.months // 12

    def make_age(self):
        return self.n % 5

    def make_age2(self):
        return 6 + self.n % 12

    def make_pc(self):
        return 50 if self.n % 3 == 2 else None

    make_pc2 = make_pc

    def make_fy(self):
        return f"20{24 + self.n % 3}/{25 + self.n % 3}"

    def make_fy6(self):
        return f"20{20 + self.n % 3}{21 + self.n % 3}"

    def make_blank(self):
        return None
