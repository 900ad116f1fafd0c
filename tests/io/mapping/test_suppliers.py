"""Cells that name one supplier, or several."""

from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.io.mapping.suppliers import read_suppliers


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
