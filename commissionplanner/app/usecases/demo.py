"""The whole main job on the partners' sample spreadsheets: import, findings, a pool, what to sign.

Nothing is prepared: the spreadsheets go through the importer as any others do. They cannot say
which money the partners would pool, so the demo forms a pool by ordinary edits and says how.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from commissionplanner import paths
from commissionplanner.app.document import Document
from commissionplanner.app.usecases import check, export, imports, plans
from commissionplanner.app.usecases import map as maps
from commissionplanner.app.usecases.budget import work_out
from commissionplanner.budget.results import PoolBudget
from commissionplanner.edits.pools import (
    AddMember,
    AddPool,
    AddService,
    SetContribution,
    SetRiskShare,
)
from commissionplanner.edits.records import SetFields
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.entities import FundingStream, Pool
from commissionplanner.model.ids import NewId, random_ids
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear
from commissionplanner.progress import Progress

FOLDER: Final = "Commission Planner demo"
TITLE: Final = "Wexcombe, from its partners’ spreadsheets"
POOL: Final = "Best start pool"
CONTINGENCY_PPM: Final = 20_000
FIRST_YEAR: Final = FinancialYear(2026)
AS_AT: Final = date(2026, 11, 2)
"""The day that the sample spreadsheets speak of."""

_COUNCIL: Final = "wexcombe-council-contract-register-q2.xlsx"
_BOARD: Final = "vale-icb-contracts-and-funding-FY27.xlsx"
_GRANTS: Final = "wexcombe-voluntary-sector-grants.csv"
SHEETS: Final[tuple[tuple[str, str | None], ...]] = (
    (_BOARD, "Partners"), (_BOARD, "Funding FY27-FY31"), (_BOARD, "Contract schedule"),
    (_COUNCIL, "Service budgets"), (_COUNCIL, "Register"), (_COUNCIL, "Family hubs"),
    (_GRANTS, None),
)  # fmt: skip
"""Organisations and streams come first, so that what follows finds them."""

_PARTNERS: Final = ("Wexcombe Council", "NHS Vale and Wexcombe Integrated Care Board")
"""The host, then the other partner, as the spreadsheets name them."""
_STREAMS: Final = (
    "Public health grant", "Best Start Family Hubs grant", "Section 256 transfer, perinatal",
)  # fmt: skip
"""The streams pooled: those for families with young children that both partners bear on."""


@dataclass(slots=True)
class Demo:
    """What the demo made.

    Attributes:
        folder: Where everything lies.
        imported: What each sheet held, in the order of import.
        checked: What the rules found at the end.
        formed: How the pool was formed, a sentence each.
        budget: The pool by year.
    """

    folder: Path
    plan_path: Path
    workbook_path: Path
    map_path: Path
    imported: list[imports.Staged] = field(default_factory=list)
    checked: check.Checked | None = None
    formed: list[str] = field(default_factory=list)
    budget: PoolBudget | None = None


def run(
    folder: Path | None = None, progress: Progress | None = None, new_id: NewId | None = None
) -> Demo:
    """Do the main job and leave plan, workbook and map in a folder. No file there is replaced.

    Args:
        folder: Made where it is missing; without, a new one under the user's documents.
        progress: Where it may be stopped.
        new_id: Gives the ids of what the demo adds itself.

    Raises:
        FileProblem: a sample is missing, or a file cannot be written.
        CancelledError: someone asked for the work to stop.
    """
    new_id, progress = new_id or random_ids(), progress or Progress()
    made = _places(_made(folder))
    opened = plans.new_plan(made.plan_path, TITLE, FIRST_YEAR, 5, today=AS_AT, new_id=new_id)
    document = Document(opened.plan)
    for file, sheet in SHEETS:
        made.imported.append(_import(document, file, sheet, progress))
    pool_id = new_id()
    made.formed = list(_form_pool(document, pool_id, new_id))
    made.checked = check.check(document.plan, progress=progress)
    made.budget = work_out(document.plan, pool_id)
    plans.save_plan(opened, document.plan, document.steps)
    export.export_workbook(document.plan, made.workbook_path, pool_id=pool_id, progress=progress)
    maps.save_map(document.plan, made.map_path)
    return made


def _made(folder: Path | None) -> Path:
    """Return the folder, made; a new one where none is named."""
    wanted = folder or _free(paths.documents_folder() / FOLDER)
    try:
        wanted.mkdir(parents=True, exist_ok=folder is not None)
    except OSError as error:
        raise FileProblem(
            f"The folder “{wanted}” cannot be made: {error.strerror or error}. Name another folder.",
            code="unwritable",
        ) from error
    return wanted


def _free(path: Path) -> Path:
    """Return the path, or the first with a number after it at which nothing stands."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} {number}{path.suffix}")
    return found


def _places(folder: Path) -> Demo:
    """Return free places for the three files, of one name."""
    number, stem = 1, "wexcombe"
    suffixes = (".cplan", ".xlsx", ".svg")
    while any((folder / f"{stem}{suffix}").exists() for suffix in suffixes):
        number += 1
        stem = f"wexcombe-{number}"
    plan, workbook, picture = (folder / f"{stem}{suffix}" for suffix in suffixes)
    return Demo(folder, plan, workbook, picture)


def _import(document: Document, file: str, sheet: str | None, progress: Progress) -> imports.Staged:
    path = paths.samples() / "partners" / file
    source = imports.open_source(path, progress, with_sheets=False)
    staged = imports.stage(document.plan, source, imports.Choices(sheet=sheet), progress)
    document.do(imports.edit(staged))
    return staged


# The pool


def _form_pool(document: Document, pool_id: str, new_id: NewId) -> Iterator[str]:
    """Form the pool from what was imported; say how, a sentence a step."""
    plan = document.plan
    named = {row.name: key for key, row in plan.organisations.items()}
    host, other = (named[name] for name in _PARTNERS)
    streams = [row for row in plan.funding_streams.values() if row.name in _STREAMS]
    document.do(SetFields("organisations", (host, other), {"is_partner": True}))
    document.do(AddPool(Pool(
        id=pool_id, name=POOL, basis="s75", fund_type="pooled", host_id=host,
        start_on=plan.years[0].first_day, end_on=plan.years[-1].last_day,
        contingency_ppm=CONTINGENCY_PPM,
    )))  # fmt: skip
    for partner in (host, other):
        document.do(AddMember(pool_id, partner, new_id()))
    yield (
        f"The spreadsheets name no pool, so “{POOL}” was formed: hosted by {_PARTNERS[0]}, "
        f"with {_PARTNERS[1]}."
    )
    yield _put_services_in(document, pool_id, streams, new_id)
    for stream in streams:
        _put_money_in(document, pool_id, stream, (host, other), new_id)
    yield (
        "Each stream gives what its services cost in the first year, as far as it has that much; "
        "where its figure for a year is not known, the pool's is not known."
    )
    document.do(SetRiskShare(
        pool_id, {"method_over": "proportional", "method_under": "proportional"},
        ({"partner_id": host}, {"partner_id": other}), (new_id(), new_id(), new_id()),
    ))  # fmt: skip
    yield "Over- and underspend are shared in proportion to contributions. Contingency is 2%."


def _put_services_in(
    document: Document, pool_id: str, streams: list[FundingStream], new_id: NewId
) -> str:
    """Put the services paid from the streams into the pool, and meet their costs from it."""
    wanted = {stream.id for stream in streams}
    costs = [row for row in document.plan.service_costs.values() if row.stream_id in wanted]
    services = dict.fromkeys(row.service_id for row in costs if row.service_id)
    for key in services:
        lead = document.plan.services[key].lead_commissioner_id
        document.do(AddService(pool_id, key, new_id(), lead))
    document.do(SetFields("service_costs", tuple(row.id for row in costs), {"pool_id": pool_id}))
    names = ", ".join(f"“{stream.name}”" for stream in streams)
    return f"The {len(services)} services paid from {names} are in it, at the costs imported."


def _put_money_in(
    document: Document,
    pool_id: str,
    stream: FundingStream,
    partners: tuple[str, str],
    new_id: NewId,
) -> None:
    """Let a stream give the pool in every year what its services cost in the first."""
    plan = document.plan
    partner = stream.payer_id if stream.payer_id in partners else stream.holder_id
    if partner not in partners:
        return
    needed_p = _first_year_cost(plan, stream.id)
    has = {
        row.year: row.amount_p for row in plan.allocations.values() if row.stream_id == stream.id
    }
    for year in plan.years:
        there_is_p = has.get(year)
        amount_p = None if there_is_p is None else min(needed_p, there_is_p)
        certainty = "confirmed" if year == plan.years[0] else "indicative"
        document.do(SetContribution(
            pool_id, partner, stream.id, year, amount_p, new_id(), certainty, is_recurrent=True
        ))  # fmt: skip


def _first_year_cost(plan: Plan, stream_id: str) -> int:
    return sum(
        row.amount_p or 0
        for row in plan.service_costs.values()
        if row.stream_id == stream_id and row.year == plan.years[0]
    )
