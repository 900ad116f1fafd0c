"""The formulas of the indicators, a module for each kind of input."""

from commissionplanner.findings.definitions import DEFINITIONS, Definition
from commissionplanner.findings.measures import beside, money, network, practice, terms

MODULES = (money, terms, network, practice, beside)
"""Importing them fills the list of indicators."""


def definitions() -> tuple[Definition, ...]:
    """Return every indicator's definition, the first of each barrier before those beside it."""
    order = {module.__name__: at for at, module in enumerate(MODULES)}
    return tuple(sorted(DEFINITIONS.values(), key=lambda found: order[found.find.__module__]))
