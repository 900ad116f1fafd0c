"""Web pages that are called workbooks: their tables, spans, hidden rows, and what is refused."""

import pytest

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.page_cells import Styles, shown_cell
from commissionplanner.io.tabular.files.pages import read_page
from commissionplanner.io.tabular.reading import read_table
from commissionplanner.io.tabular.typed import typed

_PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><meta charset=windows-1252>
<style>.code {{mso-number-format:"\\@"}} .gone {{display:none}}</style><p>Contracts &amp; grants</p>
<table><tr><th>Ref<th>Supplier<th>Start date<th>Annual value</tr>{}</table></html>"""
_ROWS = """<tr><td class=code>00123</td><td rowspan=2>Caf\xe9<br>Acorn</td><td>01/04/2026</td><td>\xa312,000.50</td></tr>
<tr class="gone"><td>00456<td>01/05/2026<td x:num="8100.254">8,100</tr><tr><td>00789<td>Cedar<td>01/06/2026<td>#N/A</table>
<table><tr><td>Another</td></tr>"""


@pytest.fixture
def page(tmp_path):
    """Write a page with some rows and return its path."""

    def make(rows):
        path = tmp_path / "register.xls"
        path.write_bytes(_PAGE.format(rows).encode("cp1252"))
        return path

    return make


def test_the_table_of_a_page_is_read_like_any_other(page):
    table = read_table(page(_ROWS))
    found = typed(table)
    ref, supplier, start, value = (column.texts() for column in found.columns)
    assert ref == ["00123", "00456", "00789"]
    assert supplier == ["Café\nAcorn", None, "Cedar"]  # an import fills merged cells
    assert start == ["2026-04-01", "2026-05-01", "2026-06-01"]
    assert value == ["12000.50", "8100.254", None]
    assert {"hidden_rows", "merged_cells"} <= {warning.code for warning in found.warnings}


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<comment>Ask them</comment>Acorn", "Acorn"),
        ("12<sup>1</sup>", "12¹"),
        ("<del>1</del>250", "[1]250"),
        ("<span class=gone>9<span>8</span></span>12", "12"),
        ("<span>9</span>12", "912"),
        ('<input value="a &amp; b"><input type=hidden value=c>', "a & b"),
        ("<select><option>A<option selected>B</select>", "A\nB"),
    ],
)
def test_a_cell_is_what_a_reader_of_the_page_sees(page, cell, shown):
    rows = f"<tr><td>A1<td>{cell}<td>01/04/2026<td>5<tr><td>A2<td>Beech<td>01/05/2026<td>6"
    assert read_table(page(rows)).columns[1] == [shown, "Beech"]


def test_a_column_is_hidden_where_most_of_its_cells_are_and_else_the_cells_are(page):
    gone = '<td style="display:none">'
    rows = f"<tr><td>A1{gone}Acorn<td>01/04/2026<td>5<tr><td>A2{gone}Beech{gone}01/05/2026<td>6"
    said = {w.code: w.message for w in read_table(page(rows)).warnings}
    assert said["hidden_columns"].startswith("Column B (“Supplier”)")
    assert said["hidden_cell"] == "C4 is hidden in the page; it was read."


def test_tables_become_sheets_below_the_lines_before_them(page):
    grids = read_page(page(_ROWS), "x").grids
    assert [grid.name for grid in grids] == ["Table 1", "Table 2"]
    assert "Contracts &amp; grants" in grids[0].cells[0][0]
    assert len(grids[1].cells) == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("<tr><td rowspan=1000000000>1", "row 1,000,000,002"),
        ("<tr><td colspan=99999>1", "column 99,999"),
        ("<tr><td>" + "<table><tr><td>" * 100, "over 40 tables one within another"),
        ("</table>" + "<table><tr><td>1</table>" * 300, "over 200 tables"),
    ],
)
def test_a_page_that_says_more_than_a_table_holds_is_refused(page, rows, said):
    with pytest.raises(FileProblem, match=said):
        read_page(page(rows), "register.xls")


def test_a_page_without_a_table_is_no_table(tmp_path):
    path = tmp_path / "register.xls"
    path.write_text("<html><body><form>Log in</form><script>'<table><td>1'</script>")
    with pytest.raises(FileProblem, match="without a table"):
        read_page(path, "register.xls")


@pytest.mark.parametrize(
    ("shown", "given", "made"),
    [
        ("&nbsp;", "", None),
        ("00123", "x:num=123", ("s", "00123", "General")),
        ("123", """style="mso-number-format:'00000'" """, ("s", "00123", "General")),
        ("60%", 'x:num="0.604"', ("n", "0.604", "0.00%")),
        ("(£12)", "sdval=-12.3", ("n", "-12.3", '"£"#,##0.00')),
        ("12,000", "x:num=13000", ("s", "12,000", "General")),
        ("01/04/2026", "x:num=46113", ("s", "01/04/2026", "General")),
        ("1&lt;2", "", ("s", "1<2", "General")),
    ],
)
def test_a_cell_is_what_is_shown_with_its_decimals_where_they_are_given(shown, given, made):
    assert shown_cell(shown, Styles().about(given)) == made


@pytest.mark.parametrize(
    "cut", ["<td>01/06/2026<td>1", "<td>01/06/2026</td>", "<tr><td>A9</td>", "</tr>"]
)
def test_a_page_that_breaks_off_within_a_table_is_refused(tmp_path, cut):
    path = tmp_path / "register.xls"
    path.write_bytes(_PAGE.format(_ROWS).encode("cp1252").partition(b"00789")[0] + cut.encode())
    with pytest.raises(FileProblem, match="breaks off within a table, at row"):
        read_table(path)


def test_a_page_that_only_leaves_its_table_open_is_read(tmp_path):
    path = tmp_path / "register.xls"
    path.write_text("<html><table><tr><td>Ref<td>Value<tr><td>A1<td>5</html>", encoding="utf-8")
    assert read_table(path).columns == [["A1"], ["5"]]
