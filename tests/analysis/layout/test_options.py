"""What a view is asked to show, kept as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis.layout.options import Options, OptionsError, from_json
from commissionplanner.model.years import FinancialYear

codes = st.lists(st.text(max_size=6), max_size=3).map(tuple)
options = st.builds(
    Options,
    view=st.sampled_from(["boundaries", "money", "pathway", "network", "links"]),
    inside=st.sampled_from(["provider", "commissioner"]),
    organisations=codes, tiers=codes, closed=codes, text=st.text(max_size=9),
    single=st.sampled_from(["any", "only", "none"]),
    around=st.none() | st.tuples(st.just("services"), st.text(max_size=5)),
    steps=st.integers(1, 20), year=st.none() | st.integers(2020, 2030).map(FinancialYear),
)  # fmt: skip


@given(options)
def test_options_come_back_as_they_were_written(held):
    assert from_json(held.to_json()) == held


def test_only_what_differs_from_the_usual_is_written():
    assert Options().to_json() == "{}"
    assert Options(view="money", text="spëech").to_json() == '{"text": "spëech", "view": "money"}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not written as JSON"),
        ("[]", "not written as names with values"),
        ('{"colr": 1}', "asks for “colr”"),
        ('{"view": "globe"}', "can be boundaries, money, pathway, network, links"),
        ('{"steps": true}', "can be 1 to 20"),
        ('{"tiers": "primary"}', "no list of texts"),
        ('{"around": ["services"]}', "a table and an id"),
        ('{"year": "soon"}', "no financial year"),
        ('{"text": 5}', "is no text"),
    ],
)
def test_what_cannot_be_read_is_said(text, said):
    with pytest.raises(OptionsError, match=said):
        from_json(text)
