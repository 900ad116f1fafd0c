"""The board: a tile for each barrier, beside the version sealed last."""

from commissionplanner.findings import indicators, registry
from commissionplanner.findings.board import board, counts
from commissionplanner.model.vocab import vocabulary
from tests.findings.build import Y26, contract, cost, organisation, plan_of, service


def made(*records, before=None, **said):
    plan = plan_of(*records, **said)
    found = registry.run(plan)
    return {tile.barrier: tile for tile in board(indicators.of(plan, found), found, before)}


def indicators_of(*records):
    return {each.id: each for each in indicators.of(plan_of(*records))}


def test_there_is_a_tile_for_each_barrier_of_the_study_in_its_order():
    assert list(made()) == list(vocabulary("barrier").by_code)


def test_of_an_empty_plan_nothing_is_known_and_nothing_alarms():
    tiles = made()
    assert {(tile.is_known, tile.level, tile.findings) for tile in tiles.values()} == {
        (False, "note", 0)
    }
    assert counts(tuple(tiles.values())).endswith(f"{len(tiles)} not known")


def test_each_tile_says_what_would_close_it():
    assert all(each.now.definition.close for tile in made().values() for each in tile.figures)


def test_a_tile_holds_the_findings_behind_it_and_their_distinct_pounds():
    rows = contract("a", days=365, service_ids=("s1",)), service(), cost(), cost(year=Y26.plus(1))
    tile = made(organisation("council"), *rows)["short_termism"]
    assert tile.shown.now.id == "single_year_exposure"
    assert tile.findings > 0
    assert tile.worth_p == 100_00


def test_a_figure_stands_beside_what_it_was():
    then = indicators_of(contract("a", days=365), contract("b", days=900))
    shown = made(contract("a", days=365), before=then)["short_termism"].shown
    assert shown.value == 1_000_000
    assert shown.change == 1_000_000 - then["single_year_exposure"].measure.value
    assert shown.since_words("version 2").endswith("% in version 2")


def test_what_was_not_known_then_is_said_and_is_no_change():
    shown = made(contract("a", days=365), before=indicators_of())["short_termism"].shown
    assert (shown.change, shown.since_words("version 2")) == (None, "not known in version 2")


def test_the_same_figure_is_as_it_was():
    then = indicators_of(contract("a", days=365))
    shown = made(contract("a", days=365), before=then)["short_termism"].shown
    assert shown.since_words("version 2") == "as in version 2"


def test_nothing_is_said_where_no_version_is_sealed():
    assert made(contract("a", days=365))["short_termism"].shown.since_words("version 2") == ""


def test_the_years_of_a_figure_are_those_of_the_plan_with_a_figure():
    tile = made(service(prevention_tier="primary"), cost(), cost(year=Y26.plus(1)))["funding"]
    assert [(str(year), said) for year, said, _ in tile.figures[0].years()] == [
        ("2026/27", "100.0%"), ("2027/28", "100.0%"),
    ]  # fmt: skip
