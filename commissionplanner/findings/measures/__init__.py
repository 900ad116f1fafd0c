"""The formulas of the indicators, a module for each kind of input."""

from commissionplanner.findings.indicators import DEFINITIONS, Definition
from commissionplanner.findings.measures import money, network, practice, terms

MODULES = (money, terms, network, practice)
"""Importing them fills the list of indicators."""


def definitions() -> tuple[Definition, ...]:
    """Return every indicator's definition."""
    return tuple(DEFINITIONS.values())
