"""Every choice of the import command, on every kind of file it is for; and wrong use of each."""

import json

import pytest

from commissionplanner.app.usecases import plans
from commissionplanner.cli import main
from commissionplanner.model.years import FinancialYear

FILES = {
    "contracts": "Ref,Contract title,Buyer,Supplier,Start date,End date,Value\n"
    "C1,Meals,Kent County Council,A Ltd,01/04/2025,31/03/2027,2400\n"
    "C2,Beds,Kent County Council,B Ltd,01/04/2025,31/03/2027,1200\n",
    "services": "Service,Provider,2025/26,2026/27\nMeals,A Ltd,100,110\nBeds,B Ltd,50,60\n",
    "funding": "Funding stream,Payer,2025/26,2026/27\n"
    "Better Care Fund,Kent County Council,100,110\nPublic Health Grant,Kent County Council,50,60\n",
    "organisations": "Organisation name,Sector\nA Ltd,private\nB Trust,vcse\n",
    "spend": "Date,Supplier,Amount,Transaction number\n01/04/2025,A Ltd,1200.50,T1\n02/05/2025,B Ltd,99,T2\n",
    "agreements": "Agreement,Partners,Start date,End date\n"
    "Section 75,Kent County Council; NHS Kent ICB,01/04/2025,31/03/2027\n",
}
FIRST = {"contracts": "title", "services": "name", "funding": "name", "organisations": "name",
         "spend": "supplier_id", "agreements": "name"}  # fmt: skip


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """A plan that no test changes."""
    path = tmp_path_factory.mktemp("plan") / "p.cplan"
    plans.new_plan(path, first_year=FinancialYear(2025))
    return path


@pytest.fixture
def file(tmp_path):
    """Write the file of a kind, with words of it replaced."""

    def write(kind, *swaps, name=""):
        text = FILES[kind]
        for old, new in swaps:
            text = text.replace(old, new)
        path = tmp_path / (name or f"{kind}.csv")
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def run(capsys):
    """Run the command; give its exit code, its object and what it complains of."""

    def call(*words):
        code = main.run(["import", *map(str, words), "--dry-run", "--json"])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else None, err

    return call


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_a_kind_is_read_as_that_whether_said_or_guessed(run, plan, file, kind):
    for words in (("--as", kind), ()):
        code, found, _ = run(plan, file(kind), *words)
        assert (code, found["kind"], found["rows_left_out"]) == (0, kind, [])


KNOWN = {"contracts": "Contract title", "services": "Service", "funding": "Funding stream",
         "organisations": "Organisation name", "spend": "Supplier", "agreements": "Agreement"}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_a_column_is_mapped_by_letter_or_heading(run, plan, file, kind):
    odd = file(kind, (KNOWN[kind], "Zahl"))
    letter = "B" if kind in ("contracts", "spend") else "A"
    for column in (letter, "Zahl"):
        words = ("--as", kind, "--map", f"{FIRST[kind]}={column}")
        (mapped,) = [c for c in run(plan, odd, *words)[1]["columns"] if c["heading"] == "Zahl"]
        assert (mapped["column"], mapped["field"]) == (letter, FIRST[kind])
        assert mapped["why"] == "As you said."


@pytest.mark.parametrize("kind", FILES)
def test_a_column_may_be_left_out_of_any_kind(run, plan, file, kind):
    _, found, _ = run(plan, file(kind), "--as", kind, "--map", "=B")
    assert found["columns"][1]["field"] is None


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    ("word", "wrong", "named"),
    [("--map", "colour=A", "Fields are:"), ("--answer", "nothing=yes", "Questions asked:")],
)
def test_what_a_kind_does_not_have_is_wrong_use_and_names_what_it_has(
    run, plan, file, kind, word, wrong, named
):
    code, found, err = run(plan, file(kind), "--as", kind, word, wrong)
    assert (code, found) == (2, None)
    assert named in err


@pytest.mark.parametrize(
    ("word", "wrong", "named"),
    [("--map", "=ZZ9", "Columns are:"), ("--map", "A", "FIELD=COLUMN"), ("--answer", "yes", "ID=CHOICE"),
     ("--join", "x.csv", "FILE=KEY"), ("--profile", "none such", "Profiles:")],
)  # fmt: skip
def test_wrong_use_names_what_could_be_said(run, plan, file, word, wrong, named):
    code, found, err = run(plan, file("contracts"), word, wrong)
    assert (code, found) == (2, None)
    assert named in err


@pytest.mark.parametrize(
    ("words", "named"),
    [(("--as", "poems"), "agreements"), (("--value-is", "weekly"), "annual"),
     (("--answer", "value_is=weekly"), "total, annual")],
)  # fmt: skip
def test_a_choice_that_is_none_names_the_choices(run, plan, file, words, named):
    code, _, err = run(plan, file("contracts"), *words)
    assert code == 2
    assert named in err


@pytest.mark.parametrize(
    ("word", "field"), [("total", "total_value_p"), ("annual", "annual_value_p")]
)
def test_value_is_says_what_a_contracts_value_is(run, plan, file, word, field):
    _, found, _ = run(plan, file("contracts"), "--value-is", word)
    assert found["totals"] == {field: 360_000}
    (question,) = [q for q in found["questions"] if q["id"] == "value_is"]
    assert question["taken"] == word


@pytest.mark.parametrize("kind", [kind for kind in FILES if kind != "contracts"])
def test_value_is_for_a_file_without_such_a_value_is_wrong_use(run, plan, file, kind):
    code, _, err = run(plan, file(kind), "--as", kind, "--value-is", "total")
    assert code == 2
    assert "There is no question “value_is”" in err


ANSWERS = {"contracts": "value_is=annual", "services": "measure=actual", "funding": "certainty=confirmed",
           "spend": "vat=net"}  # fmt: skip


@pytest.mark.parametrize(("kind", "answer"), ANSWERS.items())
def test_an_answer_is_taken_in_place_of_the_default(run, plan, file, kind, answer):
    key, _, choice = answer.partition("=")
    _, found, _ = run(plan, file(kind), "--as", kind, "--answer", answer)
    (question,) = [q for q in found["questions"] if q["id"] == key]
    assert set(question) == {"id", "text", "choices", "taken"}
    assert question["taken"] == choice
    assert choice in question["choices"]


def test_an_answer_need_fit_one_of_several_files_only(run, plan, file):
    files = (file("contracts"), file("spend"))
    code, found, _ = run(plan, *files, "--value-is", "annual")
    assert code == 0
    assert [one["kind"] for one in found["files"]] == ["contracts", "spend"]
    assert found["files"][0]["totals"] == {"annual_value_p": 360_000}


def test_an_answer_that_fits_none_of_several_files_is_wrong_use(run, plan, file):
    code, _, err = run(plan, file("services"), file("spend"), "--value-is", "annual")
    assert code == 2
    assert "There is no question “value_is”" in err


@pytest.mark.parametrize("kind", [kind for kind in FILES if kind != "agreements"])
def test_columns_of_another_file_join_every_kind(run, plan, file, tmp_path, kind):
    path = file(kind)
    key = path.read_text().split(",")[0]
    more = tmp_path / "more.csv"
    lines = [line.split(",")[0] for line in path.read_text().splitlines()]
    more.write_text(
        "\n".join(f"{cell},{f'Note {n}' if n else 'Note'}" for n, cell in enumerate(lines))
    )
    code, found, _ = run(plan, path, "--as", kind, "--join", f"{more}={key}")
    assert code == 0
    assert any("Note" in column["heading"] for column in found["columns"])


def test_a_join_by_no_column_names_the_columns(run, plan, file):
    code, _, err = run(plan, file("contracts"), "--join", f"{file('spend')}=Nokey")
    assert code == 2
    assert "Columns are: Ref, Contract title" in err
