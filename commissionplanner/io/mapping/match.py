"""Which organisation a name in a file is: one of the plan, one of the reference list, or new."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.drafts import Draft, Drafts
from commissionplanner.io.mapping.likeness import alike, nearest
from commissionplanner.io.mapping.names import better, guess_type, nearness, plain_name, same_name
from commissionplanner.io.mapping.reference import Body, body_by_code, body_by_name
from commissionplanner.io.mapping.suppliers import Named
from commissionplanner.model.entities import ORGANISATION_CODES
from commissionplanner.model.plan import Plan

MERGE_FROM: Final = 0.95
ASK_FROM: Final = 0.85


@dataclass(slots=True)
class Matcher:
    """Finds organisations by code, then by name, then in the reference lists, else drafts them.

    Blank names never match each other. Within one file, names that differ only in case and
    spaces are one; names that are merely alike stay apart and are listed.

    Attributes:
        near: The nearest name of the plan, for names of the file, as `nearest` gives it.
        pairs: Pairs of names that are alike, by all the names compared; kept between stagings.
    """

    drafts: Drafts
    asker: Asker
    _done: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    _by_name: dict[str, str] = field(default_factory=dict)
    _by_plain: dict[str, str | None] = field(default_factory=dict)
    _by_code: dict[tuple[str, str], str] = field(default_factory=dict)
    _by_body: dict[str, str] = field(default_factory=dict)
    _spelled: dict[str, dict[str, str]] = field(default_factory=dict)
    near: dict[str, tuple[str, float]] = field(default_factory=dict)
    pairs: dict[tuple[str, ...], list[tuple[str, str, float]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for organisation in self.plan.organisations.values():
            self._index(organisation.id, organisation.name, organisation)

    @property
    def plan(self) -> Plan:
        """The plan compared with."""
        return self.drafts.plan

    def _index(self, key: str, name: str, codes: Any) -> None:
        if name:
            self._by_name.setdefault(same_name(name), key)
            plain = plain_name(name)
            self._by_plain[plain] = key if self._by_plain.get(plain, key) == key else None
        for code in ORGANISATION_CODES:
            value = codes.get(code, "") if isinstance(codes, dict) else getattr(codes, code)
            if value and is_code(code, value):
                self._by_code.setdefault((code, value.upper()), key)

    def nearest(self, names: Iterable[str]) -> dict[str, tuple[str, float]]:
        """Return the nearest name of the plan for names of the file that the plan has not."""
        known = {same_name(name) for name in names if name}
        new = [n for n in known if n not in self._by_name and plain_name(n) not in self._by_plain]
        held = [o.name for o in self.plan.organisations.values() if o.name]
        return nearest(sorted(new), held, ASK_FROM)

    def resolve(
        self,
        named: Named,
        role: str = "",
        *,
        row: int | None = None,
        codes: dict[str, str] | None = None,
        fills_only: bool = True,
    ) -> str | None:
        """Return the id of the organisation that a name and its codes mean; None for a blank one."""
        given = {c: v for c, v in {**_numbers(named), **(codes or {})}.items() if v}
        if not named.name and not given:
            return None
        place = (same_name(named.name), role, repr(sorted(given.items())), str(fills_only))
        key = self._done.get(place)
        if key is None:
            key = self._done[place] = self._find(named, role, given, row, fills_only=fills_only)
        self._spelled.setdefault(key, {}).setdefault(same_name(named.name), named.name)
        return key

    def resolve_name(self, name: str, role: str, row: int) -> str | None:
        """Return the id of the organisation that a bare name means; None for a blank one."""
        return self.resolve(Named(" ".join(name.split())), role, row=row)

    def _find(
        self, named: Named, role: str, codes: dict[str, str], row: int | None, *, fills_only: bool
    ) -> str:
        codes = self._own_codes(named.name, codes)
        body = self._body(named.name, codes, role)
        key = self._known(named.name, codes, body)
        values: dict[str, Any] = {k: v for k, v in codes.items() if k in ORGANISATION_CODES}
        if role:
            values["roles"] = (role,)
        if key is None or self.plan.record("organisations", key) is None:
            if key is None:
                key = self.drafts.id_for("organisations", *(_identity(named.name, codes)))
            values = {"name": named.name, **self._described(named, body), **values}
        draft = self.drafts.put(Draft("organisations", key, values, (), row, fills_only))
        roles = (*draft.values.get("roles", ()), *values.get("roles", ()))
        if roles:
            draft.values["roles"] = tuple(dict.fromkeys(roles))
        draft.values.update({k: v for k, v in values.items() if k in ORGANISATION_CODES and v})
        if "name" in draft.values and named.name:
            draft.values["name"] = better(draft.values["name"], named.name)
        self._index(key, "", values)
        if named.name:
            self._by_name.setdefault(same_name(named.name), key)
        if body is not None:
            self._by_body.setdefault(body.code, key)
        return key

    def _own_codes(self, name: str, codes: dict[str, str]) -> dict[str, str]:
        """Return the codes without those that stand beside a wholly different name as well."""
        own = {}
        for code, value in codes.items():
            holder = self._by_code.get((code, value.upper()))
            if holder is not None and name and not self._fits(holder, name):
                self.asker.note(
                    f"The number {value} stands beside names of different organisations, such as "
                    f"“{name}”; it is kept with the first."
                )
                continue
            own[code] = value
        return own

    def _body(self, name: str, codes: dict[str, str], role: str) -> Body | None:
        for code in (codes.get("ods_code"), codes.get("ons_code"), codes.get("identifier")):
            if code and (found := body_by_code(code)):
                return found
        return (
            body_by_name(name, public=role in ("commissioner", "funder", "host")) if name else None
        )

    def _known(self, name: str, codes: dict[str, str], body: Body | None) -> str | None:
        """Return the id of an organisation of the plan or of this import, or None."""
        strict = same_name(name)
        for code in ORGANISATION_CODES:
            key = self._by_code.get((code, codes.get(code, "").upper()))
            if (
                key is not None
                and is_code(code, codes.get(code, ""))
                and (not name or self._fits(key, name))
            ):
                return key
        if name and strict in self._by_name:
            return self._by_name[strict]
        derived = self.drafts.id_for("organisations", *_identity(name, codes))
        if derived in self.plan.organisations:
            return derived
        if (
            name
            and (key := self._by_plain.get(plain_name(name))) is not None
            and key in self.plan.organisations
        ):
            self.asker.note(
                f"“{name}” was taken for “{self.plan.organisations[key].name}”, which the plan holds."
            )
            return key
        if body is not None and (key := self._of_body(body)) is not None:
            return key
        if name and self._by_plain.get(plain_name(name), "") is None:
            self.asker.note(
                f"“{name}” could be more than one organisation of the plan; it comes in as new."
            )
            return None
        return self._by_likeness(name)

    def _of_body(self, body: Body) -> str | None:
        for code, value in (("ods_code", body.ods_code), ("ons_code", body.ons_code)):
            if value and (code, value.upper()) in self._by_code:
                return self._by_code[(code, value.upper())]
        return self._by_body.get(body.code) or self._by_name.get(same_name(body.name))

    def _fits(self, key: str, name: str) -> bool:
        """Whether a name and the one held under the same code could be one body's."""
        draft = self.drafts.get("organisations", key)
        held = self.plan.organisations.get(key)
        known = (draft.values.get("name", "") if draft else "") or (held.name if held else "")
        return not known or same_name(known) == same_name(name) or _share_word(known, name)

    def _by_likeness(self, name: str) -> str | None:
        if not name or same_name(name) not in self.near:
            return None
        other, score = self.near[same_name(name)]
        key = self._by_name.get(same_name(other))
        if key is None or key not in self.plan.organisations:
            return None
        if score >= MERGE_FROM:
            self.asker.note(
                f"“{name}” was taken for “{other}”, which the plan holds: the names are almost the same."
            )
            return key
        taken = self.asker.ask(
            f"same:{self.drafts.id_for('names', same_name(name))[:6]}",
            f"Is “{name}” the same as “{other}”, which the plan holds?",
            ("new", "same"), "new",
        )  # fmt: skip
        return key if taken == "same" else None

    def _described(self, named: Named, body: Body | None) -> dict[str, Any]:
        """Return type, sector and codes of a new organisation, as far as they are known."""
        if body is not None:
            found = {"type": body.type, "sector": body.sector, "ods_code": body.ods_code,
                     "ons_code": body.ons_code, "area": body.region}  # fmt: skip
            return {name: value for name, value in found.items() if value}
        guess = guess_type(named.name)
        if guess is None and named.is_vcse:
            guess = ("vcse", "vcse")
        if guess is None:
            return {}
        return {"type": guess[0], "sector": guess[1], "data_confidence": "assumed"}

    def alike(self) -> list[tuple[str, str, float]]:
        """Return pairs of names of this file that are alike and were kept apart, nearest first."""
        names = sorted({d.values["name"] for d in self.drafts.of("organisations") if d.values.get("name")
                        and d.id not in self.plan.organisations})  # fmt: skip
        held = tuple(names)
        if held not in self.pairs:
            self.pairs.clear()
            self.pairs[held] = alike(names, ASK_FROM)
        return self.pairs[held]

    def spellings(self) -> list[list[str]]:
        """Return the organisations that this file spells in more than one way."""
        return [sorted(ways.values()) for ways in self._spelled.values() if len(ways) > 1]


def _identity(name: str, codes: dict[str, str]) -> tuple[str, ...]:
    return ("name", same_name(name)) if name else ("codes", repr(sorted(codes.items())))


def _share_word(one: str, other: str) -> bool:
    """Whether two names share a word that tells something."""
    common = {
        "the",
        "and",
        "of",
        "ltd",
        "council",
        "trust",
        "nhs",
        "community",
        "group",
        "services",
        "for",
        "in",
    }
    return (
        bool((set(plain_name(one).split()) & set(plain_name(other).split())) - common)
        or nearness(one, other) > 0.6
    )


def _numbers(named: Named) -> dict[str, str]:
    return {"company_no": company_no(named.company_no), "charity_no": charity_no(named.charity_no)}


_FORMS: Final = {
    "ods_code": re.compile(r"[A-Z0-9]{3,6}"),
    "ons_code": re.compile(r"[EWSNKJ]\d{8}"),
    "company_no": re.compile(r"[A-Z0-9]{2}\d{6}"),
    "charity_no": re.compile(r"(?:SC|NIC)?\d{5,7}"),
}


def is_code(code: str, value: str) -> bool:
    """Whether a text has the form of a code, so that two bodies with it may be one."""
    return bool(_FORMS[code].fullmatch(value.strip().upper()))


def company_no(text: str) -> str:
    """Return a company number in its eight places, or "" where it is none."""
    plain = text.strip().upper().replace(" ", "")
    if plain.isdigit() and 5 <= len(plain) <= 8 and int(plain):
        return plain.zfill(8)
    return plain if len(plain) == 8 and plain[:2].isalpha() and plain[2:].isdigit() else ""


def charity_no(text: str) -> str:
    """Return a charity number, or "" where it is none: six or seven digits, or SC012345."""
    plain = text.strip().upper().replace(" ", "")
    digits = plain.removeprefix("SC").removeprefix("NIC")
    return plain if digits.isdigit() and 5 <= len(digits) <= 7 and int(digits) else ""
