"""Amounts that are the sum of those beside them."""

_HEADS = ["Service area", "Budget £", "Forecast outturn £", "Variance £"]


def _rows(n=14):
    return [[f"Meals {i}", 9_000 + 700 * i, 9_000 + 670 * i, -30 * i] for i in range(1, n + 1)]


def _asked(staged):
    return next((q.text for q in staged.questions if q.id == "sums_across"), "")


def test_a_budget_and_a_forecast_exchanged_beside_their_variance_are_asked_about(table, bring):
    title = ["Revenue budget monitoring 2025/26"]
    assert not _asked(bring(table(_HEADS, *_rows(), banner=title))[0])
    rows = _rows()
    for row in rows[3], rows[8]:
        row[1], row[2] = row[2], row[1]
    text = _asked(bring(table(_HEADS, *rows, banner=title))[0])
    assert (
        "“Forecast outturn £” is the sum of “Budget £” and “Variance £” in all rows but 2" in text
    )


def test_it_is_looked_for_in_long_lists_too(table, bring):
    rows = _rows(6_000)
    rows[3][3] = 7
    assert "row 5" in _asked(bring(table(_HEADS, *rows))[0])


def test_a_block_of_shifted_rows_is_asked_about_though_they_are_no_few(table, bring):
    heads = [
        "LA name",
        "Line",
        "Own provision",
        "Private",
        "Voluntary",
        "Total expenditure",
        "Income",
    ]
    rows = [["Kent", f"Line {n}", 100 + n, 7 * n, 31, 131 + 8 * n, n] for n in range(1, 31)]
    rows[9:14] = [[*row[:3], *row[4:], 0] for row in rows[9:14]]
    assert "all rows but 5" in _asked(bring(table(heads, *rows))[0])
