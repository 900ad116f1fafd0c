"""Tiles, inspector, checklist and empty page: what they say to those who cannot see them."""

import pytest
from PySide6.QtCore import Qt

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.checklist import ChecklistRow, ReadyBlocks
from commissionplanner.ui.widgets.empty_page import EmptyPage
from commissionplanner.ui.widgets.inputs import CheckBox, Field, RadioButton
from commissionplanner.ui.widgets.inspector import Inspector
from commissionplanner.ui.widgets.labels import ElidedLabel, Label, LevelIcon, Pips
from commissionplanner.ui.widgets.rows import Notice, PersonRow, _Initials
from commissionplanner.ui.widgets.seal import Seal, grouped
from commissionplanner.ui.widgets.search_box import FilterBox
from commissionplanner.ui.widgets.tiles import BarrierTile, IndicatorTile


@pytest.fixture(autouse=True)
def _light(qapp):
    theme.apply(qapp, "light")


def test_an_indicator_says_name_number_and_line(qtbot):
    tile = IndicatorTile("Prevention share")
    qtbot.addWidget(tile)
    tile.show_value("30.1%", "35.9% by 2030/31", change="+1.7")
    assert tile.accessibleName() == "Prevention share: 30.1%: +1.7: 35.9% by 2030/31"


def test_a_barrier_says_its_level_and_how_much_is_known(qtbot):
    tile = BarrierTile("Evidence", "evidence")
    qtbot.addWidget(tile)
    tile.show_value("warning", "£6.3m", "with no evidence recorded", known_percent=84)
    assert tile.accessibleName() == "Evidence: Warning: £6.3m: with no evidence recorded: 84% known"


def test_a_barrier_known_in_full_does_not_say_so(qtbot):
    tile = BarrierTile("Funding", "funding")
    qtbot.addWidget(tile)
    tile.show_value("problem", "£7.5m", "not funded in 2030/31", known_percent=100)
    assert "known" not in tile.accessibleName()


def test_a_barrier_of_which_nothing_is_known_says_why(qtbot):
    tile = BarrierTile("Workforce", "person")
    qtbot.addWidget(tile)
    tile.show_not_known("no workforce returns yet")
    assert tile.accessibleName() == "Workforce: Not known: no workforce returns yet"


@pytest.mark.parametrize("name", theme.NAMES)
def test_tiles_are_drawn_in_every_theme(qtbot, qapp, name):
    theme.apply(qapp, name)
    tile = BarrierTile("Funding", "funding")
    qtbot.addWidget(tile)
    tile.show_value("problem", "£7.5m", "not funded", trend="trenddown")
    image = tile.grab().toImage()
    assert image.pixelColor(2, 40).name() == theme.current().colour("problem").name()


def test_a_value_not_known_is_written_out_and_can_be_pressed(qtbot):
    panel = Inspector("Service", "Portage home teaching")
    qtbot.addWidget(panel)
    lead = panel.add_value("Lead", None)
    assert isinstance(lead, Button)
    assert lead.words() == "Not known"
    assert lead.accessibleName() == "Lead: not known. Press to fill it"


def test_an_inspector_can_be_emptied_for_another_thing(qtbot):
    panel = Inspector("Service", "Portage home teaching")
    qtbot.addWidget(panel)
    panel.add_value("Provider", "Wexcombe Council")
    panel.clear("Contract CS-0341", "Targeted family support")
    assert panel.accessibleName() == "Contract CS-0341: Targeted family support"
    assert [each.text() for each in panel._area.findChildren(Label)] == ["Targeted family support"]


def test_escape_closes_the_inspector(qtbot):
    panel = Inspector("Service", "Portage home teaching")
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)


def test_a_missing_line_of_the_checklist_can_be_shown(qtbot):
    row = ChecklistRow("7 services have no named lead", ready=False)
    qtbot.addWidget(row)
    assert row.accessibleName() == "Missing: 7 services have no named lead"
    with qtbot.waitSignal(row.pressed):
        qtbot.mouseClick(row.findChild(Button), Qt.MouseButton.LeftButton)


def test_the_blocks_say_how_many_lines_are_ready(qtbot):
    blocks = ReadyBlocks()
    qtbot.addWidget(blocks)
    blocks.set_states([True, False, True])
    assert blocks.accessibleName() == "2 of 3 ready"


def test_an_empty_page_forgets_what_the_plan_knew(qtbot):
    page = EmptyPage("No agreements yet", "They belong here.")
    qtbot.addWidget(page)
    pressed = []
    page.add_fact("problem", "9 hand-offs", "Show", lambda: pressed.append(1))
    qtbot.mouseClick(page._facts.findChild(Button), Qt.MouseButton.LeftButton)
    page.clear_facts()
    assert (pressed, page._facts.isVisibleTo(page)) == ([1], False)


def test_a_field_says_what_is_wrong_and_takes_it_back(qtbot):
    field = Field("Name", FilterBox("Name"), help_text="You can change this later.")
    qtbot.addWidget(field)
    field.show_error("Choose a name.")
    assert field.control.accessibleDescription() == "Choose a name."
    field.show_error("")
    assert field.control.accessibleDescription() == "You can change this later."


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: LevelIcon("warning"), "Warning"),
        (lambda: Pips(None), "Prevention tier not known"),
        (lambda: Pips(2), "Secondary prevention"),
    ],
)
def test_marks_have_names(qtbot, make, name):
    mark = make()
    qtbot.addWidget(mark)
    mark.grab()
    assert mark.accessibleName() == name


@pytest.mark.parametrize("kind", [CheckBox, RadioButton])
def test_space_ticks_own_boxes(qtbot, kind):
    box = kind("Whole term")
    qtbot.addWidget(box)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()


def test_a_label_takes_data_as_plain_text(qtbot):
    label = Label("<b>Trust</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_line_cut_short_gives_its_full_text_in_the_tooltip(qtbot):
    label = ElidedLabel("Wexcombe Voluntary Action and Community Foundation")
    qtbot.addWidget(label)
    label.show()
    label.resize(80, 20)
    assert label.toolTip() == label.text()
    label.resize(800, 20)
    assert label.toolTip() == ""


def test_the_initials_of_a_person_leave_out_the_title(qtbot):
    row = PersonRow("Dr Amara Nwosu", "Chief executive, ICB", "Not asked yet")
    qtbot.addWidget(row)
    assert row.findChild(_Initials)._text == "AN"


def test_a_notice_says_its_figure(qtbot):
    notice = Notice("good", "Adds up to the penny", right="£0.00")
    qtbot.addWidget(notice)
    assert notice.accessibleName() == "Adds up to the penny. £0.00"


def test_a_digest_is_shown_in_groups_of_four():
    assert grouped("7f3a90c15e22d48b0a97") == "7F3A 90C1 5E22 D48B\n0A97"


def test_copying_a_digest_copies_it_whole(qtbot, qapp):
    seal = Seal()
    qtbot.addWidget(seal)
    seal.show_digest("Version 2, sealed 30 Jun 2026", "7f3a90c1")
    qtbot.mouseClick(seal.findChild(ToolButton), Qt.MouseButton.LeftButton)
    assert qapp.clipboard().text() == "7f3a90c1"
