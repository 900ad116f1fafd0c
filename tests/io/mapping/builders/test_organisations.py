"""Rows of registers of bodies: what makes a body, and what does not."""

HEADS = ("code of register", "Organisation name", "Region", "Checked by")
ROWS = (
    ("PB1", "Homes England", "", "x"),
    ("D4", "", "", "x"),
    ("D5", "n/a", "", "x"),
    ("D6", "", "South", "x"),
)


def test_a_row_in_which_nothing_known_stands_is_held_and_makes_no_body(table, bring):
    staged, plan = bring(table(HEADS, *ROWS))
    assert [out.row for out in staged.left_out] == [out.row for out in staged.rows_held] == [3, 4]
    assert len(plan.organisations) == 2


PLACES = ("Name", "Address", "Provider name", "Region")
HOMES = [(f"{tree} House", f"{n} High Street", firm, "South") for n, (tree, firm) in enumerate(
    [("Elm", "Care Ltd"), ("Oak", "Care Ltd"), ("Ash", "Care Ltd"), ("Lime", "Homes plc"), ("Yew", "Homes plc")])]  # fmt: skip


def test_places_do_not_fold_into_who_runs_them(table, bring):
    staged, plan = bring(table(PLACES, *HOMES))
    assert [guess.key for guess in staged.guesses] == ["name", None, "parent_id", "area"]
    runs = {
        o.name: plan.organisations[o.parent_id].name
        for o in plan.organisations.values()
        if o.parent_id
    }
    assert runs == {name: firm for name, _, firm, _ in HOMES}


def test_a_provider_with_a_name_of_its_own_in_each_row_stays_the_organisation(table, bring):
    rows = [(f"Team {n % 2}", f"{n} High Street", f"{n} Homes Ltd", "South") for n in range(5)]
    staged, _ = bring(table(PLACES, *rows))
    assert staged.guesses[2].key == "name"


def test_a_number_of_ofsted_is_no_charity_s(table, bring):
    heads = ("Provider name", "Registration number", "Postcode")
    staged, _ = bring(
        table(
            heads, ("Little Acorns", "EY402911", "DE21 4XX"), ("Busy Bees", "EY399120", "DE22 4XX")
        )
    )
    assert [guess.key for guess in staged.guesses] == ["name", None, None]
    staged, _ = bring(
        table(
            heads, ("Little Acorns", "1098765", "DE21 4XX"), ("Busy Bees", "SC012345", "DE22 4XX")
        )
    )
    assert staged.guesses[1].key == "charity_no"


def test_numbers_of_who_runs_places_are_no_numbers_of_these(table, bring):
    heads = (
        "Location Name",
        "Location ODS Code",
        "Provider Name",
        "Provider Companies House Number",
    )
    firms = ("Care Ltd", "Homes plc", "Haven CIC")
    rows = [
        (f"{tree} House", f"VL{n:03}", firm, f"0441100{n}")
        for n, (tree, firm) in enumerate(zip(("Elm", "Oak", "Ash"), firms, strict=True))
    ]
    staged, _ = bring(table(heads, *rows))
    assert [guess.key for guess in staged.guesses][1::2] == ["ods_code", None]
    alone = ("Provider Name", "Provider Companies House Number", "Region")
    staged, _ = bring(table(alone, *((firm, number, "South") for *_, firm, number in rows)))
    assert staged.guesses[1].key == "company_no"
