"""Which organisation a name in a file is: one of the plan, one of the reference list, or new."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.drafts import Draft, Drafts
from commissionplanner.io.mapping.names.codes import is_code, numbers_of
from commissionplanner.io.mapping.names.followers import (
    closed_body,
    draft_successions,
    followers,
)
from commissionplanner.io.mapping.names.followers import words_of as words_of_following
from commissionplanner.io.mapping.names.likeness import alike, nearest
from commissionplanner.io.mapping.names.reference import Body, body_by_code, body_by_name
from commissionplanner.io.mapping.names.review import ASK_FROM, Reviewer
from commissionplanner.io.mapping.names.variants import (
    better,
    guess_type,
    nearness,
    plain_name,
    same_name,
)
from commissionplanner.io.mapping.values.suppliers import Named
from commissionplanner.model.entities import ORGANISATION_CODES
from commissionplanner.model.plan import Plan

_FOLLOWS: Final = 0.9
"""A body that took over from the one named is asked about, never taken in silence."""


@dataclass(slots=True)
class Matcher:
    """Finds organisations by code, then by name, then in the reference lists, else drafts them.

    Blank names never match each other. Within one file, names that differ only in case and
    spaces are one; names that are merely alike stay apart and are listed.

    Attributes:
        near: The nearest name of the plan, for names of the file, as `nearest` gives it.
        twins: Names of the file that the user said are others of it.
        bodies: The body of the reference list that an organisation is, by its id.
        pairs: Pairs of names that are alike, by all the names compared; kept between stagings.
    """

    drafts: Drafts
    asker: Asker
    reviewer: Reviewer
    _done: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    _met: dict[tuple[Any, ...], tuple[Named, str, str]] = field(default_factory=dict)
    _by_name: dict[str, str] = field(default_factory=dict)
    _by_plain: dict[str, str | None] = field(default_factory=dict)
    _by_code: dict[tuple[str, str], str] = field(default_factory=dict)
    _by_body: dict[str, str] = field(default_factory=dict)
    _spelled: dict[str, dict[str, str]] = field(default_factory=dict)
    near: dict[str, tuple[str, float]] = field(default_factory=dict)
    pairs: dict[tuple[str, ...], list[tuple[str, str, float]]] = field(default_factory=dict)
    twins: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)

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
        spot = (id(named), role, fills_only, *(codes or {}).items())
        seen = self._met.get(spot)
        if seen is not None:
            if row is not None:
                self.reviewer.seen(_T, seen[1], row)
            return seen[2]
        given = {c: v for c, v in {**numbers_of(named), **(codes or {})}.items() if v}
        if not named.name and not given:
            return None
        met = named
        if same_name(named.name) in self.twins:
            named = replace(named, name=self.twins[same_name(named.name)])
        place = (same_name(named.name), role, repr(sorted(given.items())), str(fills_only))
        key = self._done.get(place)
        if key is None:
            key = self._done[place] = self._find(named, role, given, row, fills_only=fills_only)
        elif row is not None:
            self.reviewer.seen(_T, named.name, row)
        self._spelled.setdefault(key, {}).setdefault(same_name(named.name), named.name)
        self._met[spot] = (met, named.name, key)
        return key

    def resolve_name(self, name: str, role: str, row: int) -> str | None:
        """Return the id of the organisation that a bare name means; None for a blank one."""
        return self.resolve(Named(" ".join(name.split())), role, row=row)

    def _find(
        self, named: Named, role: str, codes: dict[str, str], row: int | None, *, fills_only: bool
    ) -> str:
        codes = self._own_codes(named.name, codes)
        body = self._body(named.name, codes, role)
        key = self._known(named.name, codes, body, row)
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
        self._note_found(key, named.name, values, body)
        return key

    def _note_found(self, key: str, name: str, values: dict[str, Any], body: Body | None) -> None:
        """Remember an organisation for the names that follow."""
        self._index(key, "", values)
        if name:
            self._by_name.setdefault(same_name(name), key)
        known = body or closed_body(name, None)
        if known is not None and (body is not None or key not in self.plan.organisations):
            self.bodies.setdefault(key, known)
            self._by_body.setdefault(known.code, key)

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

    def _known(
        self, name: str, codes: dict[str, str], body: Body | None, row: int | None
    ) -> str | None:
        """Return the id of an organisation of the plan or of this import, or None."""
        by_code = self._coded(name, codes, row)
        if by_code is not None:
            return by_code
        strict = same_name(name)
        if name and strict in self._by_name and not self._is_never(name, self._by_name[strict]):
            return self._by_name[strict]
        if name and (decided := self.reviewer.decided(_T, name, row)) is not None:
            return decided
        derived = self.drafts.id_for("organisations", *_identity(name, codes))
        if derived in self.plan.organisations and not self._is_never(name, derived):
            return derived
        plain = self._by_plain.get(plain_name(name)) if name else None
        if (
            plain is not None
            and plain in self.plan.organisations
            and not self._is_never(name, plain)
        ):
            why = "The names differ only in marks, “the” or ways to say Ltd."
            return self._review(name, plain, 1.0, "variant", why, row)
        if body is not None and (key := self._of_body(body)) is not None:
            why = f"Both are {body.name} in the reference list."
            return self._review(name, key, 1.0, "list", why, row)
        if name and self._by_plain.get(plain_name(name), "") is None:
            self.asker.note(
                f"“{name}” could be more than one organisation of the plan; it comes in as new."
            )
            return None
        return self._following(name, body, row) or self._by_likeness(name, row)

    def _coded(self, name: str, codes: dict[str, str], row: int | None) -> str | None:
        """Return the organisation that one of the codes belongs to, where its name may be this."""
        for code in ORGANISATION_CODES:
            key = self._by_code.get((code, codes.get(code, "").upper()))
            if key is None or not is_code(code, codes.get(code, "")):
                continue
            if name and (self._is_never(name, key) or not self._fits(key, name)):
                continue
            why = f"Both have the code {codes[code]}."
            return self._review(name, key, 1.0, "code", why, row)
        return None

    def _is_never(self, name: str, key: str) -> bool:
        return bool(name) and self.reviewer.is_never(_T, name, key)

    def _review(
        self, name: str, key: str, score: float, how: str, why: str, row: int | None, ask: str = ""
    ) -> str | None:
        """Return the organisation; a match with one under another name is reviewed."""
        held, draft = self.plan.organisations.get(key), self.drafts.get(_T, key)
        known = held.name if held else str(draft.values.get("name", "")) if draft else ""
        if not name or not known or same_name(known) == same_name(name):
            return key
        return self.reviewer.propose(_T, name, key, score, how, why, row, ask)

    def _following(self, name: str, body: Body | None, row: int | None) -> str | None:
        """Return the body of the plan that took over from the one named, where the user says so."""
        closed = closed_body(name, body)
        for follower in followers(closed) if closed is not None else ():
            key = self._of_body(follower)
            if closed is not None and key is not None and key in self.plan.organisations:
                why = words_of_following(closed, follower)
                ask = f"Do the rows of “{name}” belong to “{follower.name}” now?"
                return self._review(name, key, _FOLLOWS, "follows", why, row, ask)
        return None

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

    def _by_likeness(self, name: str, row: int | None) -> str | None:
        if not name or same_name(name) not in self.near:
            return None
        other, score = self.near[same_name(name)]
        key = self._by_name.get(same_name(other))
        if key is None or key not in self.plan.organisations:
            return None
        return self._review(name, key, score, "alike", f"The names are {score:.0%} alike.", row)

    def draft_successions(self) -> None:
        """Draft who took over from whom, where the file names either body."""
        keys = {**self._by_body}
        if any(b.type in _REPLACED for b in self.bodies.values()):
            for organisation in self.plan.organisations.values():
                code = organisation.ods_code or organisation.ons_code
                found = (body_by_code(code) if code else None) or body_by_name(
                    organisation.name, public=True
                )
                if found is not None:
                    keys.setdefault(found.code, organisation.id)
        draft_successions(self.drafts, self.bodies, keys)

    def _described(self, named: Named, body: Body | None) -> dict[str, Any]:
        """Return type, sector and codes of a new organisation, as far as they are known."""
        if body is not None:
            found = {"type": body.type, "sector": body.sector, "ods_code": body.ods_code,
                     "ons_code": body.ons_code, "area": body.region,
                     "valid_to_on": _day(body.closed_on)}  # fmt: skip
            return {name: value for name, value in found.items() if value}
        if (closed := closed_body(named.name, None)) is not None:
            return {
                "type": closed.type,
                "sector": closed.sector,
                "valid_to_on": _day(closed.closed_on),
            }
        guess = guess_type(named.name)
        if guess is None and named.is_vcse:
            guess = ("vcse", "vcse")
        if guess is None:
            return {}
        return {"type": guess[0], "sector": guess[1], "data_confidence": "assumed"}

    def settle_twins(self, names: Iterable[str]) -> None:
        """Take names of the file as one where the user said that they are."""
        if not any(key.startswith(_TWINS) for key in self.asker.answers):
            return
        for one, other, _ in alike(sorted(set(names)), ASK_FROM):
            if self.asker.given(self.twins_key(one, other)) == "same":
                self.twins[same_name(other)] = self.twins.get(same_name(one), one)

    def twins_key(self, one: str, other: str) -> str:
        """Return the id of the answer whether two names of the file are one body's."""
        return f"{_TWINS}{self.drafts.id_for('twins', same_name(one), same_name(other))[:6]}"

    def twins_listed(self, most: int) -> dict[str, tuple[str, str, float]]:
        """Return the pairs of names alike by the id of the answer that makes them one."""
        return {self.twins_key(a, b): (a, b, score) for a, b, score in self.alike()[:most]}

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


_T: Final = "organisations"
_TWINS: Final = "twins:"
_REPLACED: Final = frozenset(
    {"ccg", "icb", "county", "district", "unitary", "metropolitan", "london_borough"}
)
"""Types of bodies that take over from one another."""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


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
