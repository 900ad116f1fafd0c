"""A register comes in the same however its headings are written, ordered and surrounded."""

import csv

from hypothesis import given, settings
from hypothesis import strategies as st

from commissionplanner.io.tabular.reading import read_table

_COLUMNS = {
    "Contract reference": ("ref", ["C01", "C02", "C03", "C04"]),
    "Contract title": ("title", ["School meals", "Short breaks", "Advocacy", "Youth work"]),
    "Supplier name": ("provider_id", ["Alder Ltd", "Bede Trust", "Calder CIC", "Dene LLP"]),
    "Contract start date": ("start_on", ["13/04/2024", "01/04/2025", "01/05/2025", "01/06/2025"]),
    "Contract end date": ("current_end_on", ["31/03/2026", "31/03/2027", "Rolling", "31/05/2028"]),
    "Total contract value": ("total_value_p", ["1,200.50", "£300", "TBC", "5000"]),
    "Checked by": ("", ["AB", "CD", "AB", "CD"]),
}
_SUM_P = 650_050
_WRITTEN = {
    "as it is": str,
    "upper": str.upper,
    "snake": lambda text: text.replace(" ", "_").upper(),
    "loose": lambda text: f" {text.lower()}  ",
    "marked": lambda text: f"{text}*",
    "two lines": lambda text: text.replace(" ", "\n", 1),
}
_ABOVE = (
    [],
    [["Register of contracts 2025/26"], []],
    [["Wexshire Council"], ["Published under the transparency code by the procurement team"], []],
)
_BELOW = (
    [],
    [[], ["Notes"], ["1. Values are as at the day of award."]],
    [["Total", *[""] * 5, "6500.50"]],
    [[""] * 7] * 3,
)


@st.composite
def altered(draw):
    """Return the rows of a file, and its headings in their order."""
    order = draw(st.permutations(list(_COLUMNS)))
    write = _WRITTEN[draw(st.sampled_from(sorted(_WRITTEN)))]
    numbers = draw(st.sampled_from(["", "1. "]))
    heads = [(f"{n}. " if numbers else "") + write(text) for n, text in enumerate(order, 1)]
    rows = [list(cells) for cells in zip(*(_COLUMNS[text][1] for text in order), strict=True)]
    marks = draw(st.sampled_from([[], [[f"({n})" for n in range(1, 8)]]]))
    below = draw(st.sampled_from(_BELOW))
    if below and below[0][:1] == ["Total"]:
        total = [""] * 7
        total[order.index("Total contract value")] = "6500.50"
        total[order.index("Contract title")] = "Total"
        below = [total]
    blank = [[""]] * draw(st.integers(0, 1))
    return [
        *draw(st.sampled_from(_ABOVE)),
        heads,
        *marks,
        *rows[:2],
        *blank,
        *rows[2:],
        *below,
    ], order


@given(made=altered())
@settings(max_examples=12)
def test_a_register_is_the_same_however_it_is_written(tmp_path_factory, bring, made):
    rows, order = made
    path = tmp_path_factory.getbasetemp() / "altered.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    staged, _ = bring(read_table(path))
    assert [guess.key or "" for guess in staged.guesses] == [_COLUMNS[text][0] for text in order]
    assert (staged.kind, staged.rows_accepted) == ("contracts", 4)
    assert staged.totals["total_value_p"] == _SUM_P
