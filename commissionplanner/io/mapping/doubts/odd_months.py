"""Days of a list of a month or a quarter that lie in it only with day and month exchanged: named."""

from datetime import date
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.doubts.odd_rows import SHOWN, are_few
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.model.words import counted, day_text

_KEYS: Final = ("paid_on", "award_on")
_FEWEST, _MONTHS = 8, 3
"""So many days beyond the twelfth at least tell the months of a list, where these are so few."""
_LAST_EITHER: Final = 12


def question_months(sheet: Sheet, asker: Asker) -> None:
    """Name the few days outside the months of all days that can only be read one way, and in them turned round."""
    for key in _KEYS:
        if not sheet.has(key):
            continue
        values = [(p, v) for p in sheet.kept if isinstance(v := sheet.value(key, p), date)]
        sure = [v for _, v in values if v.day > _LAST_EITHER]
        months = {(v.year, v.month) for v in sure}
        if len(sure) < _FEWEST or len(months) > _MONTHS:
            continue
        odd = [
            (p, v)
            for p, v in values
            if v.day <= _LAST_EITHER and (v.year, v.month) not in months and (v.year, v.day) in months
        ]  # fmt: skip
        if are_few(len(odd), len(values)):
            shown = "; ".join(
                f"row {sheet.row(p):,} {day_text(v)} (turned {day_text(date(v.year, v.day, v.month))})"
                for p, v in odd[:SHOWN]
            )
            asker.note(
                f"{counted(len(odd), 'day')} of “{sheet.table.names[sheet.places[key]]}” outside the months of the others, "
                f"and within them if day and month are exchanged: {shown}. Each is read with the day first."
            )
