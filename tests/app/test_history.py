"""What the history will record."""

from itertools import pairwise

from commissionplanner.app.history import Notebook, entries
from commissionplanner.model.changes import difference
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan


def named(*names):
    """Change-sets that name a service one after the other."""
    states = [Plan(services={"s": Service(id="s", name=name)}) for name in names]
    return [difference(a, b, "Change name") for a, b in pairwise(states)]


def test_typing_is_one_note_with_the_last_time():
    times = iter("123")
    book = Notebook(lambda: next(times))
    for step in named("a", "ab", "abc"):
        book.note(step)
    (noted,) = book.noted
    assert noted.changes.changes[0].after.name == "abc"
    assert noted.made_at == "2"


def test_what_is_taken_back_at_once_leaves_no_note():
    book = Notebook(lambda: "")
    (step,) = named("a", "b")
    book.note(step)
    book.note(step.inverse())
    assert book.count == 0


def test_what_is_put_back_stands_before_what_came_since():
    book, (first, second) = Notebook(lambda: ""), named("a", "b", "c")
    book.note(first)
    taken = book.take()
    book.note(second)
    book.put_back(taken)
    assert [entry.changes() for entry in entries(book.noted, "me")] == [first, second]
