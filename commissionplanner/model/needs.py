"""Required fields that may be empty, because of what another field of the record says."""

from commissionplanner.model.entities import Contract, FundingStream, Pool, Record


def may_be_empty(record: Record, name: str) -> bool:
    """Whether a required field, where it is empty, says nothing that is missing.

    A contract that rolls on has no end, and one with a first end needs no other; a stream
    without a planned end has no last year; only a pooled fund has a host.
    """
    if isinstance(record, Contract) and name == "current_end_on":
        rolls = record.term_kind in ("rolling", "open_ended")
        return rolls or record.initial_end_on is not None
    if isinstance(record, FundingStream) and name == "end_year":
        return bool(record.is_open_ended)
    return isinstance(record, Pool) and name == "host_id" and record.fund_type != "pooled"


def unreadable(record: Record) -> dict[str, str]:
    """Return the words of the file by field, where they could not be read and one is needed.

    "rolling" where a date should be is no fault of a contract that rolls on.
    """
    return {
        name: text
        for name, text in record.as_found
        if not (getattr(record, name, None) is None and may_be_empty(record, name))
    }
