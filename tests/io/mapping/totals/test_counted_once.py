"""Rows that other rows hold already: as they say, or as the totals above them show."""

HEADINGS = ("LA Name", "LineNumber", "CYPServiceDescription", "TotalExpenditure")
PARTS = (
    ("Total Sure Start", ("Centres", 100), ("Area services", 250), ("Other early years", 75)),
    ("Total Looked After", ("Residential", 800), ("Fostering", 640), ("Adoption", 90)),
    ("Unknown", ("Universal", 300), ("Targeted", 410), ("Student support", 55)),
)


def lines_of(body, more, *below):
    """The lines of an authority: parts with a total each, the total of all, and what stands below."""
    lines = []
    for total, *parts in PARTS:
        lines += [(name, pounds + more) for name, pounds in parts]
        lines.append((total, sum(pounds + more for _, pounds in parts)))
    whole = sum(pounds for name, pounds in lines if name in {part[0] for part in PARTS})
    lines += [("BUDGET (including capital)", whole), *below]
    return [(body, n, f"{n} {name}", pounds) for n, (name, pounds) in enumerate(lines, 1)], whole


def return_of(*below):
    found = [
        lines_of(body, n * 10, *below) for n, body in enumerate(("Camden", "Greenwich", "Hackney"))
    ]
    return [row for rows, _ in found for row in rows], sum(whole for _, whole in found) * 100


def counted(staged):
    return {question.id: question.taken for question in staged.questions}


def test_lines_below_the_total_of_all_are_counted_once_and_asked(table, bring):
    rows, whole_p = return_of(("Teenage pregnancy", 33))
    staged, plan = bring(table(HEADINGS, *rows))
    assert staged.totals["amount_p"] == whole_p
    assert counted(staged)["rows_below_totals"] == "once"
    assert sum(s.name.endswith("Teenage pregnancy") for s in plan.services.values()) == 3
    again, _ = bring(table(HEADINGS, *rows), answers={"rows_below_totals": "as_well"})
    assert again.totals["amount_p"] == whole_p + 3 * 3_300


def test_a_line_that_adds_up_those_since_the_last_total_is_one_whatever_it_is_called(table, bring):
    rows, whole_p = return_of()
    staged, plan = bring(table(HEADINGS, *rows))
    assert staged.totals["amount_p"] == whole_p
    assert not any("Unknown" in service.name for service in plan.services.values())
    assert counted(staged).keys().isdisjoint({"rows_below_totals"})


def test_lines_that_say_so_are_counted_once(table, bring):
    rows, whole_p = return_of(
        ("Youth work (memorandum expenditure included in lines 9 and 10)", 12)
    )
    staged, _ = bring(table(HEADINGS, *rows))
    assert (staged.totals["amount_p"], counted(staged)["included_rows"]) == (whole_p, "once")


def test_lines_below_the_total_of_a_first_part_are_records(table, bring):
    part, *_ = PARTS
    rows = [
        (body, n, f"{n} {name}", pounds + n)
        for body in ("Camden", "Greenwich", "Hackney")
        for n, (name, pounds) in enumerate(part[1:], 1)
    ]
    lines = []
    for body in ("Camden", "Greenwich", "Hackney"):
        own = [row for row in rows if row[0] == body]
        total = (body, 4, "4 Total Sure Start", sum(row[3] for row in own))
        lines += [*own, total, (body, 5, "5 Youth justice", 61)]
    staged, _ = bring(table(HEADINGS, *lines))
    assert staged.totals["amount_p"] == 100 * (sum(row[3] for row in rows) + 3 * 61)


def test_how_much_of_a_figure_above_is_committed_is_asked_and_counts_once(table, bring):
    rows = [
        ("Capital grant", 4_000, 5_000),
        ("How much of your capital forecast is contractually committed?", 3_000, 0),
        ("Revenue grant", 700, 800),
    ]
    headings = ("", "2025/26 (£s)", "2026/27 (£s)")
    staged, _ = bring(table(headings, *rows), kind="funding")
    assert counted(staged)["included_rows"] == "once"
    assert staged.totals["amount_p"] == 1_050_000
    again, _ = bring(table(headings, *rows), kind="funding", answers={"included_rows": "as_well"})
    assert again.totals["amount_p"] == 1_350_000


def test_what_is_in_other_rows_hides_no_sum_of_all(table, bring):
    """The requirement at the foot of a budget adds up the services, not what is "of which" in them."""
    rows = [("Older people", 400), ("of which: residential care", 210), ("Disability", 90),
            ("Mental health", 60), ("Carers", 35), ("Net budget requirement", 585)]  # fmt: skip
    staged, _ = bring(table(("Service", "2025/26"), *rows))
    assert staged.totals["amount_p"] == 585_00
    assert len(staged.left_out) == 1
    rows[-1] = ("Net cost of schools", 640)  # which adds up nothing
    staged, _ = bring(table(("Service", "2025/26"), *rows))
    assert (staged.totals["amount_p"], len(staged.left_out)) == (1225_00, 0)
