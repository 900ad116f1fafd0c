"""Columns sent as bytes arrive as they were."""

import io
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.io.tabular.files.frames import (
    pack_columns,
    read_message,
    unpack_columns,
    write_message,
)

_CELL = st.one_of(
    st.text(max_size=5).filter(str.strip),
    st.just(""),
    st.floats(allow_nan=False),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)
_COLUMNS = st.integers(0, 4).flatmap(
    lambda n: st.lists(st.lists(_CELL, min_size=n, max_size=n), max_size=3)
)


@given(_COLUMNS)
def test_every_cell_arrives_with_its_type(columns):
    layout, body = pack_columns(columns)
    arrived = unpack_columns(layout, body)
    wanted = [[None if cell == "" else cell for cell in column] for column in columns]
    assert arrived == wanted
    assert [list(map(type, c)) for c in arrived] == [list(map(type, c)) for c in wanted]


def test_what_is_no_cell_arrives_as_text():
    layout, body = pack_columns([[time(9, 30), "x"]])
    assert unpack_columns(layout, body) == [["09:30:00", "x"]]


def test_white_text_is_blank_and_real_text_keeps_its_spaces():
    layout, body = pack_columns([[" ", "\n\t", "\u00a0", " x ", '" "']])
    assert unpack_columns(layout, body) == [[None, None, None, " x ", '" "']]


def test_a_message_cut_short_is_no_message():
    out = io.BytesIO()
    write_message(out, {"is": "block"}, b"12345")
    assert read_message(io.BytesIO(out.getvalue())) == ({"is": "block"}, b"12345")
    assert read_message(io.BytesIO(out.getvalue()[:-1])) is None


def test_columns_that_do_not_fill_their_message_are_refused():
    with pytest.raises(ValueError, match="fill"):
        unpack_columns([[[3, 1]]], b"\1\1")


def test_a_duration_is_written_in_hours():
    days = [timedelta(hours=36), timedelta(minutes=-90), time(9, 30)]
    layout, body = pack_columns([days])
    assert unpack_columns(layout, body) == [["36:00:00", "-01:30:00", "09:30:00"]]
