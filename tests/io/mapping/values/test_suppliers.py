"""Cells that name one supplier, or several."""

from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.io.mapping.values.suppliers import may_be_several, read_suppliers


def test_blocks_give_each_supplier_with_its_number():
    cell = "[A Ltd|1 High St,\nLeeds|COMPANIES_HOUSE|01234567|Yes|No][B Trust|x|NONE||No|Yes]"
    first, second = read_suppliers(cell)
    assert (first.name, first.company_no, first.is_sme, first.is_vcse) == (
        "A Ltd",
        "01234567",
        True,
        False,
    )
    assert (second.name, second.company_no, second.is_vcse) == ("B Trust", "", True)


def test_a_bar_within_the_address_leaves_the_name_whole():
    (only,) = read_suppliers("[A Ltd|Unit 1 | The Mill|NONE||Yes|No]")
    assert only.name == "A Ltd"
    assert only.is_sme is True


def test_semicolons_part_names_and_commas_do_not():
    assert [n.name for n in read_suppliers("A Ltd; B Ltd")] == ["A Ltd", "B Ltd"]
    assert [n.name for n in read_suppliers("Smith, Jones and Co")] == ["Smith, Jones and Co"]


def test_lines_part_names_only_where_each_is_a_body():
    assert len(read_suppliers("A Ltd\nB Limited")) == 2
    assert len(read_suppliers("Vale Community\nHealth Trust")) == 1
    assert len(read_suppliers("Vale Hospitals\nNHS Foundation Trust")) == 1
    assert len(read_suppliers("FOUNDATION TRUST\nVale Health Ltd")) == 1
    assert not may_be_several("NHS FT\nVale Hospital")
    assert len(read_suppliers("A Ltd / B Ltd")) == 2
    assert len(read_suppliers("Smith and Sons / Jones Ltd")) == 1


def test_cells_of_several_suppliers_are_asked_about(table, bring):
    heads = ["Contract reference", "Title", "Supplier", "Start date", "End date", "Annual value"]
    cells = ["A Ltd / B Ltd", "Mind / Relate", "Smith & Sons t/a Smiths", "C Ltd\n12 High Street"]
    rows = [[f"C{n}", f"Beds {n}", c, "01/04/2025", "31/03/2027", "9"] for n, c in enumerate(cells)]
    said = {"several_names_provider_id": "each", "parts_of_names_provider_id": "one"}

    def names(**answers):
        staged, plan = bring(table(heads, *rows), answers=answers)
        assert {q.id: q.taken for q in staged.questions if "names" in q.id} == said | answers
        keys = [(c.provider_id, *c.other_provider_ids) for c in plan.contracts.values()]
        return [[plan.organisations[key].name for key in each] for each in keys]

    others = [[cells[2]], ["C Ltd 12 High Street"]]
    assert names() == [["A Ltd", "B Ltd"], ["Mind / Relate"], *others]
    assert names(parts_of_names_provider_id="each")[:2] == [["A Ltd", "B Ltd"], ["Mind", "Relate"]]
    said.pop("parts_of_names_provider_id")
    assert names(several_names_provider_id="one")[:2] == [["A Ltd / B Ltd"], ["Mind / Relate"]]


def test_a_name_given_twice_counts_once():
    assert len(read_suppliers("A Ltd; a ltd")) == 1


@given(
    st.lists(
        st.from_regex(r"[A-Z][a-z]{2,9} Ltd", fullmatch=True), min_size=1, max_size=5, unique=True
    )
)
def test_names_written_as_blocks_come_back(names):
    cell = "".join(f"[{name}|Town|NONE||Yes|No]" for name in names)
    assert [named.name for named in read_suppliers(cell)] == names
