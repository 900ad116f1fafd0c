"""Numbers among words and words among codes."""

_HEADS = ["Payment ref", "Directorate", "Supplier", "Payment date", "Amount"]


def _rows(n=12):
    return [
        [f"{20_361 + 7 * i}", ["Adult care", "Housing"][i % 2], f"Firm {'ABCDEFGHIJKL'[i]} Ltd", f"{13 + i}/04/2026", f"{510 + i}.20"]
        for i in range(n)
    ]  # fmt: skip


def _said(staged, words):
    return [note for note in staged.notes if words in note]


def test_a_number_among_words_and_words_among_codes_are_named(table, bring):
    rows = _rows()
    assert not _said(bring(table(_HEADS, *rows))[0], "where all others")
    for at in (3, 8):
        rows[at][0], rows[at][1] = rows[at][1], rows[at][0]
    staged, _ = bring(table(_HEADS, *rows))
    assert "words under “Payment ref”" in _said(staged, "have codes: 5, 10")[0]
    assert "a number or a day under “Directorate”" in _said(staged, "have words: 5, 10")[0]


def test_what_stands_for_no_reference_is_not_named(table, bring):
    rows = _rows()
    rows[3][0], rows[8][0] = "Various", "NOT KNOWN"
    assert not _said(bring(table(_HEADS, *rows))[0], "have codes")


def test_half_the_rows_of_titles_under_the_reference_are_named(table, bring):
    heads = ["Reference", "Contract title", "Supplier", "Total value"]
    rows = [[f"K{i:03}", f"Meals {i}", f"Firm {'ABCDEFGHIJKL'[i]} Ltd", 900 + i] for i in range(12)]
    rows[2:7] = [[title.replace(" ", "-x "), *rest, None] for _, title, *rest in rows[2:7]]
    for row in rows[2:7]:
        row[0] = "School meals"
    staged, _ = bring(table(heads, *rows))
    assert _said(staged, "words under “Reference”") or staged.left_out


def test_what_a_formula_leaves_for_a_name_is_named(table, bring):
    heads = ("Contract title", "Supplier", "Total contract value")
    rows = [(f"Care {n}", f"Firm {n} Ltd", f"{n}000") for n in range(1, 12)]
    rows[3] = ("Care 4", "FALSE", "4000")
    rows[7] = ("Care 8", "#N/A N/A", "8000")
    staged, _ = bring(table(heads, *rows), kind="contracts")
    assert any("2 rows with no name under “Supplier”" in note for note in staged.notes)
