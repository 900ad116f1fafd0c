"""A table on its side is known by the headings in its first column; registers are none."""

import pytest

from commissionplanner.io.mapping.columns.sideways import sideways
from commissionplanner.io.tabular.reading import read_table

FIELDS = (
    "Contract reference,A1,A2\nTitle,Meals,Beds\nSupplier,Acorn,Beech\nStart date,1/4/26,1/4/26\n"
)


@pytest.mark.parametrize(
    ("text", "n_headings"),
    [
        (FIELDS, 4),
        (FIELDS + "Notes of ours,x,y\n", 4),
        (FIELDS.replace("Contract reference,A1,A2\n", ""), 0),
        (
            "Title,Supplier,Value\nMeals,Acorn,5\nSupplier,Beech,6\nBuyer,Cedar,7\nCategory,Elm,8\n",
            0,
        ),
        ("Service,Cost\nTitle,5\nTitle,6\nTitle,7\nTitle,8\n", 0),
    ],
)
def test_a_table_on_its_side_is_known_by_its_first_column(tmp_path, text, n_headings):
    path = tmp_path / "made.csv"
    path.write_text(text, encoding="utf-8")
    assert len(sideways(read_table(path))) == n_headings
