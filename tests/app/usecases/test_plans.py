"""Making, opening and saving plans."""

from datetime import date

import pytest

from commissionplanner import paths
from commissionplanner.app.usecases import plans
from commissionplanner.edits.base import EditRefused
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.entities import Service
from commissionplanner.model.years import FinancialYear

ADDED = {"s": Service(id="s", name="Home visiting")}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plan.cplan"


def test_a_new_plan_has_its_title_years_and_day(path):
    plans.new_plan(path, "Wexcombe", FinancialYear(2026), 3, today=date(2026, 4, 1))
    header = plans.open_plan(path).plan.header
    assert header.title == "Wexcombe"
    assert header.as_at_on == date(2026, 4, 1)
    assert [str(year) for year in header.years] == ["2026/27", "2027/28", "2028/29"]


def test_a_plan_without_a_title_is_called_as_its_file(path):
    assert plans.new_plan(path).plan.header.title == "plan"


def test_the_first_year_is_the_one_that_the_day_lies_in(path):
    made = plans.new_plan(path, today=date(2027, 3, 31))
    assert made.plan.header.first_year == FinancialYear(2026)


def test_a_new_plan_replaces_no_file(path):
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(EditRefused, match="is there already"):
        plans.new_plan(path)
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("years", [0, 11, -1])
def test_a_number_of_years_that_no_plan_has_is_refused(path, years):
    with pytest.raises(EditRefused, match="one to 10 years"):
        plans.new_plan(path, year_count=years)
    assert not path.exists()


def test_the_sample_is_copied_under_an_id_of_its_own(path, tmp_path):
    if not (paths.samples() / plans.SAMPLE).is_file():
        pytest.skip("the sample plan is not made yet")
    sample = plans.open_plan(paths.samples() / plans.SAMPLE).plan
    one, two = (
        plans.new_plan(tmp_path / name, sample=True).plan for name in ("1.cplan", "2.cplan")
    )
    assert one.services == sample.services
    assert len({one.id, two.id, sample.id}) == 3


def test_a_save_records_the_difference_in_the_history(path):
    opened = plans.new_plan(path)
    plans.save_plan(opened, opened.plan.with_table("services", ADDED))
    (entry,) = plans.open_plan(path).history
    assert list(entry.changes().keys("services")) == ["s"]
    assert entry.made_at


def test_a_save_over_a_colleagues_is_refused(path):
    opened = plans.new_plan(path)
    theirs = plans.save_plan(opened, opened.plan.with_table("services", ADDED))
    with pytest.raises(EditRefused, match="changed by somebody else"):
        plans.save_plan(opened, opened.plan)
    assert plans.open_plan(path).plan == theirs.plan


def test_save_as_keeps_the_digest_and_the_history_and_follows_the_save(path, tmp_path):
    opened = plans.new_plan(path)
    opened = plans.save_plan(opened, opened.plan.with_table("services", ADDED))
    saved = plans.save_as(path, tmp_path / "copy.cplan")
    assert saved.facts.digest == opened.facts.digest
    assert saved.history == opened.history
    assert saved.facts.parent_save_id == opened.facts.save_id


def test_save_as_gives_the_same_bytes_each_time(path, tmp_path):
    plans.new_plan(path)
    one, two = tmp_path / "1.cplan", tmp_path / "2.cplan"
    plans.save_as(path, one)
    plans.save_as(path, two)
    assert one.read_bytes() == two.read_bytes()


def test_a_damaged_source_leaves_the_target_alone(path, tmp_path):
    target = tmp_path / "target.cplan"
    kept = plans.new_plan(target)
    path.write_bytes(target.read_bytes()[:-10])
    with pytest.raises(FileProblem):
        plans.save_as(path, target)
    assert plans.open_plan(target).plan == kept.plan


def test_the_canonical_text_has_the_plans_digest(path):
    from hashlib import sha256

    opened = plans.new_plan(path)
    text = plans.canonical_text(opened.plan).encode()
    assert sha256(text).hexdigest() == opened.facts.digest == plans.digest_of(opened.plan)
