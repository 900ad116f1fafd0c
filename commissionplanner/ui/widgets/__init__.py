"""The program's own widgets: drawn from the theme, and knowing nothing of plans.

Each module opens with how its widgets are used.

    buttons       Button, ToolButton            labels        Label, ElidedLabel, Swatch, LevelIcon,
    segments      Segments                                    Pips, IconLabel
    dropdown      DropDown                      badges        Badge
    search_box    SearchBox, FilterBox          cards         Card, Panel, Divider
    chips         Chip                          tiles         IndicatorTile, BarrierTile
    inputs        Field, RadioButton, CheckBox  rows          Notice, PersonRow
    steps         StepsBar                      checklist     ChecklistRow, GroupHead, ReadyBlocks
    flow          FlowLayout, empty             seal          Seal, grouped
    floating      Callout, Popover, ResultCard  empty_page    EmptyPage, JoinedBoundaries
    inspector     Inspector                     legends       LegendList, LegendRow,
    chart_bars    StackedBars, GapBars,                       CertaintyLegend, TermStrip
                  CertaintyBars                 chart_lines   LineChart
    bars          TopBar, Toolbar, FilterRow,   rail          Rail, RailGroup, RailItem
                  StatusBar                     side_slot     SideSlot
    painting      what they are drawn with      progress_strip  ProgressStrip
"""
