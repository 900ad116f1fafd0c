"""What is in a plan, and what changed between two."""

from datetime import date

import pytest

from commissionplanner.app.usecases import compare, fields, info, plans
from commissionplanner.model.entities import TABLES, Contract, SignOff


@pytest.fixture
def opened(tmp_path):
    made = plans.new_plan(tmp_path / "plan.cplan", "Wexcombe", today=date(2026, 4, 1))
    contracts = {
        key: Contract(id=key, title=f"Contract {key}", annual_value_p=value)
        for key, value in (("a", 1_000), ("b", None), ("c", 0))
    }
    return plans.save_plan(made, made.plan.with_table("contracts", contracts))


def test_totals_are_of_what_is_known(opened):
    about = info.describe(opened)
    assert about["totals"] == {"contracts": {"annual_value_p": 1_000}}
    assert about["counts"]["contracts"] == 3
    assert list(about["counts"]) == [name for name in TABLES if name != "about"]


def test_the_words_give_pounds_and_the_digest(opened):
    lines = info.in_words(info.describe(opened))
    assert "£10.00" in lines.values()
    assert lines["Digest"] == opened.facts.digest


def test_a_sign_off_of_another_state_is_told_apart(opened):
    signed = {"s": SignOff(id="s", digest=opened.facts.digest), "t": SignOff(id="t", digest="0")}
    saved = plans.save_plan(opened, opened.plan.with_table("signoffs", signed))
    assert [item["is_this"] for item in info.signed(saved)] == [False, True]


def test_a_changed_amount_is_pence_in_json_and_pounds_in_words(opened, tmp_path):
    old = tmp_path / "old.cplan"
    plans.save_as(opened.path, old)
    changed = {**opened.plan.contracts, "b": Contract(id="b", title="B", annual_value_p=250)}
    del changed["a"]
    plans.save_plan(opened, opened.plan.with_table("contracts", changed))
    found, newer = compare.compare_files(old, opened.path)
    lines = compare.as_json(found)["changes"]
    assert [(line["id"], line["field"]) for line in lines] == [
        ("a", None), ("b", "title"), ("b", "annual_value_p"),
    ]  # fmt: skip
    assert (lines[0]["after"], lines[2]["before"], lines[2]["after"]) == (None, None, 250)
    assert compare.in_words(newer, found[2]).endswith("not known → £2.50")


def test_every_field_of_every_table_is_registered():
    for table in fields.registry():
        assert table["meaning"]
        assert all(field["label"] for field in table["fields"])
