"""Fields of a record in a form: what an empty one is said to mean."""

from commissionplanner.model.plan import Plan
from commissionplanner.ui.dialogs.spec_fields import SpecFields


def test_an_empty_field_is_not_known_unless_its_help_says_what_empty_means(qtbot):
    made = SpecFields(Plan(), "benefits", ("deadweight_ppm", "leakage_ppm"))
    qtbot.addWidget(made)
    assert made.control("deadweight_ppm").placeholderText() == "Not known"
    assert made.control("leakage_ppm").placeholderText() == ""
