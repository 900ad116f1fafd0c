"""Ask a partner, let it answer some cells, and take the answers."""

import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from commissionplanner.analysis.missing import missing_of
from commissionplanner.app.document import Document
from commissionplanner.app.usecases import imports, requests
from commissionplanner.edits.base import EditRefused
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.entities import (
    About,
    Agreement,
    Contract,
    Link,
    Organisation,
    Service,
)
from commissionplanner.model.fields import specs
from commissionplanner.model.origins import origin_of, source_words
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

DAY = date(2026, 11, 2)


@pytest.fixture
def document(tmp_path):
    about = About(
        id="plan1", title="Place", as_at_on=DAY, first_year=FinancialYear(2026), year_count=2
    )
    rows = {
        "about": {"plan1": about},
        "organisations": {
            "icb": Organisation(
                id="icb",
                name="Vale ICB",
                type="icb",
                sector="nhs",
                roles=("commissioner",),
                links_confirmed_by="Director",
                links_confirmed_on=DAY,
            ),
            "trust": Organisation(id="trust", name="Trust"),
            "odd": Organisation(id="odd", name="=1+1"),
        },
        "services": {"s1": Service(id="s1", name="Visiting", lead_commissioner_id="icb")},
        "contracts": {"c1": Contract(id="c1", title="Hub", ref="007", commissioner_id="icb")},
    }
    made = Document(Plan(**rows))
    asked = requests.ask(made.plan, "icb", date(2026, 11, 30), tmp_path / "ask.xlsx")
    made.do(asked.edit)
    made.asked = asked
    return made


@pytest.fixture
def answer(document):
    """Fill cells in by sheet, name of the thing and field; a later row of the name by `nth`."""

    def run(*answers):
        book = openpyxl.load_workbook(document.asked.path)
        for sheet, name, field, value, nth in answers:
            page = book[sheet]
            column = next(c.column for c in page[3] if c.value == field)
            rows = [r for r in range(5, page.max_row + 1) if page.cell(r, 2).value == name]
            page.cell(rows[nth], column).value = value
        book.save(document.asked.path)
        return requests.read_reply(document.plan, document.asked.path)

    return run


GOOD = (
    ("Contracts", "Hub", "start_on", date(2026, 4, 1), 0),
    ("Contracts", "Hub", "provider_id", "Trust", 0),
    ("Services", "Visiting", "statutory", "Statutory", 0),
    ("Service costs", "Visiting", "amount_p", 1234.5, 1),
)


def _changed(before, after):
    return {
        (table, key, spec.name)
        for table in ("organisations", "services", "contracts", "funding_streams")
        for key, old in before.table(table).items()
        for spec in specs(type(old))
        if spec.name != "field_sources"
        and getattr(old, spec.name) != getattr(after.table(table)[key], spec.name)
    }


def test_exactly_the_cells_answered_change_and_one_undo_takes_them_back(document, answer):
    before, reply = document.plan, answer(*GOOD)
    assert reply.problems == ()
    assert "£1,234.50" in {found.after for found in reply.found}
    document.do(requests.take(document.plan, reply))
    after = document.plan
    assert _changed(before, after) == {
        ("contracts", "c1", "start_on"), ("contracts", "c1", "provider_id"),
        ("services", "s1", "statutory"),
    }  # fmt: skip
    (cost,) = after.service_costs.values()
    assert (cost.service_id, str(cost.year), cost.amount_p) == ("s1", "2027/28", 123_450)
    assert after.requests[reply.request.id].replied_on == DAY
    document.undo()
    assert document.plan == before


def test_an_untouched_workbook_answers_nothing(answer):
    reply = answer()
    assert (reply.found, reply.problems, reply.same) == ((), (), 0)


def test_the_same_plan_gives_the_same_bytes(document, tmp_path):
    first = document.asked.path.read_bytes()
    document.undo()
    requests.ask(document.plan, "icb", date(2026, 11, 30), tmp_path / "ask.xlsx")
    assert (tmp_path / "ask.xlsx").read_bytes() == first


def test_answers_that_cannot_be_used_are_named_by_sheet_and_cell_and_left_out(answer):
    reply = answer(
        ("Contracts", "Hub", "kind", "A sort of contract", 0),
        ("Service costs", "Visiting", "measure", "Budget", 0),
    )
    assert reply.found == ()
    wrong, lonely = reply.problems
    assert wrong.startswith("“ask.xlsx”, Contracts!")
    assert "A sort of contract" in wrong
    assert "amount of this row is empty" in lonely


def test_an_answer_refused_stays_out_and_one_taken_knows_its_file_and_cell(document, answer):
    reply = answer(*GOOD)
    document.do(requests.take(document.plan, reply, {"contracts/c1/start_on"}))
    plan = document.plan
    contract = plan.contracts["c1"]
    assert (contract.start_on, contract.provider_id) == (None, "trust")
    origin = origin_of(plan, "contracts", contract, "provider_id")
    assert source_words(plan, origin).startswith("ask.xlsx, Contracts!")


def test_taking_the_same_answers_twice_finds_nothing_new(document, answer):
    document.do(requests.take(document.plan, answer(*GOOD)))
    reply = requests.read_reply(document.plan, document.asked.path)
    assert (reply.found, reply.same) == ((), 4)


def test_the_ids_and_the_locked_cells_are_out_of_reach(document):
    page = openpyxl.load_workbook(document.asked.path)["Contracts"]
    assert page.protection.sheet
    assert page.column_dimensions["A"].hidden
    assert page["A5"].value == "c1"
    assert page["B5"].protection.locked
    assert page.data_validations.dataValidation


def test_a_name_like_a_formula_stays_text(document):
    book = openpyxl.load_workbook(document.asked.path)
    found = [c for row in book["Lists"] for c in row if c.value == "=1+1"]
    assert [c.data_type for c in found] == ["s"]


def test_a_request_of_another_plan_is_refused(document):
    with pytest.raises(FileProblem, match="did not make"):
        requests.read_reply(Plan(), document.asked.path)


def test_other_workbooks_are_no_requests(tmp_path):
    other = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(other)
    text = tmp_path / "b.xlsx"
    text.write_text("a,b", encoding="utf-8")
    assert not requests.holds_request(other)
    assert not requests.holds_request(text)


def _returned(document, change):
    """Read the workbook as sent, with a change made to it, saved anew."""
    book = openpyxl.load_workbook(document.asked.path)
    page = book["Contracts"]
    column = next(c.column for c in page[3] if c.value == "start_on")
    change(book, page, page.cell(5, column))
    book.save(document.asked.path)
    return requests.read_reply(document.plan, document.asked.path)


def test_a_sheet_under_another_name_still_answers_and_a_partners_own_sheet_does_not(document):
    def change(book, page, cell):
        cell.value = date(2026, 4, 1)
        page.title = "Our answers"
        book.create_sheet("Notes")["A1"] = "Sent by the board"

    reply = _returned(document, change)
    assert [found.id for found in reply.found] == ["contracts/c1/start_on"]
    assert reply.problems == ()


def test_a_formula_without_a_result_and_an_error_are_named(document):
    def change(_book, _page, cell):
        cell.value = "=TODAY()"

    (said,) = _returned(document, change).problems
    assert "Contracts!" in said
    assert "formula without a result" in said


def test_of_two_answers_to_the_same_the_second_is_named(document):
    def change(book, page, cell):
        cell.value = date(2026, 4, 1)
        book.copy_worksheet(page)[cell.coordinate].value = date(2026, 5, 1)

    reply = _returned(document, change)
    assert [found.after for found in reply.found] == ["1 Apr 2026"]
    assert "says “2026-04-01” of the same" in reply.problems[0]


def test_a_locked_cell_that_was_changed_is_named_and_not_taken(document):
    def change(_book, page, cell):
        cell.value = date(2026, 4, 1)
        at = next(c.column for c in page[3] if c.value == "ref")
        page.cell(5, at).value = "008"

    reply = _returned(document, change)
    assert [found.id for found in reply.found] == ["contracts/c1/start_on"]
    assert "says “008”, where the plan holds “007”" in reply.problems[0]


def test_a_text_file_is_no_reply_and_the_message_says_what_to_ask_for(document, tmp_path):
    path = tmp_path / "reply.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(FileProblem, match=r"saved as \.xlsx"):
        requests.read_reply(document.plan, path)


def test_an_opendocument_reply_is_seen_as_one(tmp_path):
    path = tmp_path / "reply.ods"
    for name, is_one in (("About this request", True), ("Contracts", False)):
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("content.xml", f'<office:body><table:table table:name="{name}"/>')
        assert requests.holds_request(path) is is_one


def test_nobody_is_asked_for_nothing(tmp_path):
    with pytest.raises(EditRefused, match="no longer"):
        requests.ask(Plan(), "icb", None, tmp_path / "ask.xlsx")


@pytest.mark.parametrize(
    ("as_at", "state"),
    [(date(2026, 11, 30), "waiting"), (date(2026, 12, 1), "late"), (None, "waiting")],
)
def test_a_request_is_late_the_day_after_it_was_due(document, as_at, state):
    assert requests.state_of(document.asked.request, as_at) == state


def test_a_returned_workbook_is_never_taken_for_a_register(document):
    with pytest.raises(FileProblem, match="answer to a request"):
        imports.open_source(document.asked.path)


@pytest.fixture
def linked(document, tmp_path):
    """A body whose links nobody has confirmed: two services, one tied to another body's."""
    plan = document.plan
    body = replace(plan.organisations["icb"], links_confirmed_by="", links_confirmed_on=None)
    services = {
        **plan.services,
        "s2": Service(id="s2", name="Clinic", lead_commissioner_id="icb"),
        "far": Service(id="far", name="Family hub", lead_commissioner_id="trust"),
        "own": Service(id="own", name="Own only", audience="my_organisation"),
    }
    link = Link(id="l1", from_table="services", from_id="s1", to_table="services", to_id="far",
                kind="refers")  # fmt: skip
    plan = replace(
        plan, organisations={**plan.organisations, "icb": body}, services=services,
        links={"l1": link}, agreements={"a1": Agreement(id="a1", name="Sharing protocol")},
    )  # fmt: skip
    made = Document(plan)
    made.asked = requests.ask(plan, "icb", None, tmp_path / "links.xlsx")
    made.do(made.asked.edit)
    return made


def _answer_links(document, *answers):
    book = openpyxl.load_workbook(document.asked.path)
    page = book["Links"]
    columns = {page.cell(3, n).value: n for n in range(1, page.max_column + 1)}
    for name, nth, field, value in answers:
        rows = [r for r in range(5, page.max_row + 1) if page.cell(r, 2).value == name]
        page.cell(rows[nth], columns[field]).value = value
    book.save(document.asked.path)
    return requests.read_reply(document.plan, document.asked.path)


def test_links_are_answered_one_by_one_and_read_back_as_differences(linked):
    reply = _answer_links(
        linked,
        ("Visiting", 0, "agreement_id", "Sharing protocol"),
        ("Clinic", 0, "to_id", "Family hub"),
        ("Clinic", 0, "agreement_id", "Sharing protocol"),
    )
    assert reply.problems == ()
    assert [(f.record, f.label, f.after) for f in reply.found][:2] == [
        ("Clinic", "To", "Family hub"), ("Clinic", "Under the agreement", "Sharing protocol"),
    ]  # fmt: skip
    before = linked.plan
    linked.do(requests.take(linked.plan, reply))
    assert linked.plan.links["l1"].agreement_id == "a1"
    (new,) = [link for key, link in linked.plan.links.items() if key != "l1"]
    assert (new.from_id, new.to_id, new.kind, new.reported_by) == ("s2", "far", "refers", ("icb",))
    assert "links.xlsx" in source_words(linked.plan, origin_of(linked.plan, "links", new, "to_id"))
    linked.undo()
    assert linked.plan == before


def test_a_link_is_asked_only_for_what_is_missing_of_it(linked):
    asked = {cell for cell in linked.asked.request.asked if cell.startswith("links/")}
    assert "links/l1/agreement_id" in asked
    assert "links/l1/to_id" not in asked
    book = openpyxl.load_workbook(linked.asked.path)
    shown = [[cell.value for cell in row] for row in book["Links"].iter_rows(min_row=5)]
    assert any("Visiting" in row and "Family hub" in row for row in shown)
    assert sum("Clinic" in row for row in shown) == 2
    assert "Own only" not in str([list(page.values) for page in book])


def test_a_hand_off_without_an_end_to_itself_or_known_already_is_left_out(linked):
    assert not _answer_links(linked, ("Clinic", 0, "agreement_id", "Sharing protocol")).found
    reply = _answer_links(
        linked, ("Clinic", 0, "to_id", "Clinic"), ("Visiting", 1, "to_id", "Family hub")
    )
    assert not reply.found
    assert "itself" in " ".join(reply.problems)
    assert "already" in " ".join(reply.problems)


def test_nothing_is_asked_about_hand_offs_once_links_are_confirmed(linked):
    plan = linked.plan
    done = replace(plan.organisations["icb"], links_confirmed_by="Director", links_confirmed_on=DAY)
    plan = replace(plan, organisations={**plan.organisations, "icb": done})
    fields = {(r.record.id, r.fields) for r in missing_of(plan, "icb") if r.table == "links"}
    assert fields == {("l1", ("agreement_id",))}


def test_no_agreement_is_an_answer_and_an_empty_cell_is_none(linked):
    blank = _answer_links(linked)
    assert blank.found == ()
    reply = _answer_links(
        linked,
        ("Visiting", 0, "agreement_id", "no  agreement"),
        ("Clinic", 0, "to_id", "Family hub"),
        ("Clinic", 0, "agreement_id", "No agreement"),
    )
    assert [(f.label, f.before, f.after) for f in reply.found if f.answer.key == "l1"] == [
        ("Under no agreement", "", "Yes")
    ]
    linked.do(requests.take(linked.plan, reply))
    assert {link.has_no_agreement for link in linked.plan.links.values()} == {True}
    asked = [row.fields for row in missing_of(linked.plan, "icb") if row.record.id == "l1"]
    assert asked == []


def test_an_agreement_named_later_takes_the_place_of_none(linked):
    plan = linked.plan
    link = replace(plan.links["l1"], has_no_agreement=True)
    reply = _answer_links(linked, ("Visiting", 0, "agreement_id", "Sharing protocol"))
    changed = Document(replace(plan, links={"l1": link}))
    changed.do(requests.take(changed.plan, reply))
    found = changed.plan.links["l1"]
    assert (found.agreement_id, found.has_no_agreement) == ("a1", None)


def test_the_list_to_choose_from_offers_no_agreement_first(linked):
    lists = openpyxl.load_workbook(linked.asked.path)["Lists"]
    columns = [[cell.value for cell in column if cell.value] for column in lists.columns]
    assert ["agreements", "No agreement", "Sharing protocol"] in columns
