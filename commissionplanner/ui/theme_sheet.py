"""The palette and the one style sheet, both made from a theme's tokens.

Own widgets paint themselves; the sheet dresses what Qt draws: inputs, menus, lists, tables, scroll
bars, tool tips. A label's colour is its property ``tone`` (a token); see `widgets.labels`.
"""

from string import Template
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QPalette

from commissionplanner import paths

if TYPE_CHECKING:
    from commissionplanner.ui.theme import Theme

TONES: Final = (
    "ink ink2 ink3 disabled accent link onAccent problem warning advice note good single railText"
).split()

_SHEET: Final = Template("""
QMainWindow, QDialog, QWidget#canvas { background: $canvas; }
QDialog, QMessageBox { background: $surface; }
QWidget { color: $ink; }
QWidget#page, QScrollArea, QScrollArea > QWidget > QWidget, QStackedWidget {
  background: transparent; border: none; }
QScrollArea#read { border: 2px solid transparent; }
QScrollArea#read:focus { border-color: $focus; }
QWidget#surface { background: $surface; }
QLabel { background: transparent; color: $ink; }
QToolTip { background: $raised; color: $ink; border: 1px solid $tipLine; padding: 5px 8px; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit {
  background: $surface; color: $ink; border: 1px solid $control; border-radius: ${r}px;
  selection-background-color: $accent; selection-color: $onAccent;
  placeholder-text-color: $ink3; }
QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit { min-height: ${field}px; padding: 0 ${pad}px; }
QLineEdit#search { background: $sunken; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QDateEdit:focus { border: 2px solid $focus; padding-left: ${pad1}px; }
QTextEdit#help { border: 2px solid $surface; border-radius: 0; padding: 0; }
QTextEdit#help:focus { border: 2px solid $focus; padding: 0; }
QComboBox { background: $surface; color: $ink; border: 1px solid $control; min-height: ${field}px;
  border-radius: ${r}px; padding: 0 ${pad}px; }
QComboBox:hover { background: $hover; }
QComboBox:focus { border: 2px solid $focus; padding-left: ${pad1}px; }
QComboBox:disabled { background: $sunken; color: $ink3; border-color: $line2; }
QComboBox::drop-down { border: none; width: ${drop}px; }
QComboBox::down-arrow, QDateEdit::down-arrow {
  image: url("$down"); width: ${arrow}px; height: ${arrow}px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView, QListView#offered { background: $raised; border: 1px solid $line2; padding: 4px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button, QDateEdit::up-button, QDateEdit::down-button {
  width: 0; height: 0; border: none; }
QDateEdit::drop-down { border: none; width: 26px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: ${tick}px; height: ${tick}px; border: 1px solid $control; background: $surface; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: 4px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
  background: $accent; border-color: $accent; image: url("$check"); }
QRadioButton::indicator { border-radius: ${round}px; }
QRadioButton::indicator:checked { width: ${dot}px; height: ${dot}px; border: ${ring}px solid $accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QProgressBar { background: $sunken; border: 1px solid $line2; border-radius: 4px; max-height: 8px;
  text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border: 2px solid $problem; }
QLineEdit[doubtful="true"] { border: 2px solid $warning; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {
  background: $sunken; color: $ink3; border-color: $line2; }
QAbstractItemView { background: $surface; color: $ink; border: none; outline: none;
  selection-background-color: $selected; selection-color: $ink; gridline-color: $grid; }
QListView::item { min-height: ${row}px; padding: 0 8px; }
QTreeView::item { min-height: ${row}px; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $selected; color: $ink; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section { background: $sunken; color: $ink2; border: none; padding: 0 8px;
  border-bottom: 1px solid $line2; border-right: 1px solid $line; font-weight: 600; }
QTableCornerButton::section { background: $sunken; border: none; }
QMenu { background: $raised; color: $ink; border: ${floatBorder}px solid $menuLine;
  border-radius: ${r}px; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; background: transparent; }
QMenu::item:selected { background: $selected; color: $ink; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line2; border: 3px solid transparent; border-radius: 6px; }
QScrollBar::handle:vertical { min-height: 32px; border-radius: 6px; margin: 2px 3px; border: none; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px 2px; border: none; border-radius: 3px; }
QScrollBar::handle:vertical { border-radius: 3px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QGroupBox { border: none; margin-top: 20px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; color: $ink; }
QTabBar::tab { background: transparent; color: $ink2; padding: 6px 12px; border: none; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QPushButton { background: $surface; color: $ink; border: 1px solid $line2;
  border-radius: ${r}px; padding: 0 14px; min-height: ${field}px; font-weight: 600; }
QPushButton:hover { background: $hover; }
QPushButton:default { background: $accent; color: $onAccent; border-color: $accent; }
QPushButton:focus { border: 2px solid $focus; }
QPushButton:disabled { color: $disabled; }
""")


def style_sheet(theme: "Theme") -> str:
    """Return the style sheet of a theme."""
    themes = paths.resources() / "themes"
    tick, ring = theme.px(14), theme.px(5)
    measures = {
        "r": "6",
        "field": str(theme.px(30)),
        "row": str(theme.px(28)),
        "drop": str(theme.bar(26, 14)),
        "arrow": str(theme.px(14)),
        "tick": str(tick),
        "round": str(tick // 2 + 1),
        "dot": str(tick + 2 - 2 * ring),
        "ring": str(ring),
        "pad": "10",
        "pad1": "9",
        "down": (themes / f"{theme.name}-down.svg").as_posix(),
        "check": (themes / f"{theme.name}-check.svg").as_posix(),
        "floatBorder": "2" if theme.contrast else "1",
        "tipLine": theme.tokens["line2"],
        "menuLine": theme.tokens["line2"],
    }
    tones = "\n".join(f'QLabel[tone="{tone}"] {{ color: {theme.tokens[tone]}; }}' for tone in TONES)
    return _SHEET.substitute({**theme.tokens, **measures}) + tones


def palette(theme: "Theme") -> QPalette:
    """Return the palette of a theme, for what Qt draws by itself."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for where, token in {
        role.Window: "canvas",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "sunken",
        role.Text: "ink",
        role.Button: "surface",
        role.ButtonText: "ink",
        role.BrightText: "problem",
        role.Highlight: "accent",
        role.HighlightedText: "onAccent",
        role.Link: "link",
        role.LinkVisited: "link",
        role.ToolTipBase: "raised",
        role.ToolTipText: "ink",
        role.PlaceholderText: "ink3",
        role.Accent: "accent",
        role.Mid: "line2",
        role.Light: "surface",
        role.Dark: "line2",
    }.items():
        made.setColor(where, theme.colour(token))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, where, theme.colour("disabled"))
    return made
