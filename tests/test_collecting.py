"""Holding the garbage collector off while much is made."""

import gc

from commissionplanner.collecting import without_collection


def test_what_was_made_counts_as_old_and_collecting_goes_on():
    with without_collection():
        assert not gc.isenabled()
        made = [object()]
    assert gc.isenabled()
    assert any(each is made for each in gc.get_objects(generation=2))


def test_collecting_that_was_off_stays_off():
    gc.disable()
    try:
        with without_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
