"""Formulas that a text file holds as texts."""

from commissionplanner.io.tabular.reading import read_table


def test_formulas_written_as_texts_are_named(make_text):
    rows = [
        'C1,"=HYPERLINK(""http://x.example"",""Acorn"")",=A1',
        "C2,=vlookup(A2;B:C),=1+1",
        "C3,== see note,=",
        "C4,= as before,x=1",
    ]
    table = read_table(make_text("Ref,Supplier,Value\n" + "\n".join(rows) + "\n"))
    said = [w for w in table.warnings if w.code == "formula_text"]
    assert [(w.row, w.column) for w in said] == [
        (2, "Supplier"), (3, "Supplier"), (2, "Value"), (3, "Value"),
    ]  # fmt: skip
    assert said[0].message.startswith("B2: “=HYPERLINK(")


def test_further_formulas_are_counted(make_text):
    rows = [f"C{n},=A{n}" for n in range(1, 9)]
    table = read_table(make_text("Ref,Value\n" + "\n".join(rows) + "\n"))
    said = [w.message for w in table.warnings if w.code == "formula_text"]
    assert len(said) == 6
    assert said[-1].startswith("3 further cells")


def test_a_filter_of_a_pivot_table_above_the_headings_is_named(make_text):
    head = "Department,(All)\nStatus,(Multiple Items)\n\nRef,Supplier,Value\n"
    table = read_table(make_text(head + "C1,Acorn,5\nC2,Beech,6\n"))
    said = [w.message for w in table.warnings if w.code == "pivot_filter"]
    assert len(said) == 1
    assert "“Status”, (Multiple Items)" in said[0]
