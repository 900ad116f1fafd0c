"""What differs between two versions."""

from dataclasses import replace

from hypothesis import given

from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan
from commissionplanner.versions.compare import compare
from tests.strategies import plans

OLD = Plan(services={k: Service(id=k, name=k.upper(), is_poolable=None) for k in "ab"})


def with_service(record):
    return replace(OLD, services={**OLD.services, record.id: record})


def test_a_changed_field_is_one_line_with_before_and_after():
    (line,) = compare(OLD, with_service(replace(OLD.services["a"], name="New")))
    assert (line.table, line.key, line.field) == ("services", "a", "name")
    assert (line.name, line.before, line.after) == ("New", "A", "New")


def test_from_not_known_to_no_is_a_change():
    (line,) = compare(OLD, with_service(replace(OLD.services["a"], duty="None", is_sole_duty=None)))
    assert (line.field, line.before, line.after) == ("duty", "", "None")


def test_a_record_that_came_is_one_line():
    new = Service(id="c", name="C")
    (line,) = compare(OLD, with_service(new))
    assert (line.field, line.record_before, line.record_after) == ("", None, new)


def test_a_record_that_went_is_one_line():
    (line,) = compare(OLD, replace(OLD, services={"a": OLD.services["a"]}))
    assert (line.name, line.record_after) == ("B", None)


def test_what_was_found_in_a_cell_is_compared_too():
    (line,) = compare(OLD, with_service(replace(OLD.services["a"], as_found=(("start_on", "x"),))))
    assert line.field == "as_found"


@given(plans(), plans())
def test_equal_plans_and_only_they_have_no_lines(one, other):
    assert compare(one, one) == ()
    assert bool(compare(one, other)) == (one != other)
