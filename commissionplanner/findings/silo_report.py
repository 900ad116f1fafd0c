"""What the silo analysis says, in words and pounds: sections of rows, each with what to show.

Figures come from `analysis.silo_analysis`, gaps from the findings of the network and information
rules. It speaks of the record: what nobody has confirmed is said to be not recorded.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from commissionplanner.analysis.measures import EI
from commissionplanner.analysis.silo_analysis import BodySilo, SiloAnalysis
from commissionplanner.findings import words
from commissionplanner.findings.base import RULES, Finding
from commissionplanner.findings.silo_rows import Place, Row, Section, SiloReport, signed
from commissionplanner.model.joins import links_confirmed
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary

DRAWN: Final = ("services", "organisations", "funding_streams")


def report(plan: Plan, analysis: SiloAnalysis, findings: Sequence[Finding]) -> SiloReport:
    """Put an analysis and the findings of the same plan into words."""
    teller = _Teller(plan, analysis, findings)
    labels = {key: display_name(body) for key, body in plan.organisations.items()}
    labels |= {term.code: term.label for term in vocabulary("sector").terms}
    return SiloReport(analysis, teller.sections(), teller.coverage(), labels)


class _Teller:
    """Says one analysis; one use."""

    def __init__(self, plan: Plan, analysis: SiloAnalysis, findings: Sequence[Finding]) -> None:
        self._plan, self._found, self._findings = plan, analysis, findings

    def coverage(self) -> str:
        sure, whole = self._found.confirmed
        said = [f"Links confirmed complete by {sure:,} of {words.counted(whole, 'organisation')}; "
                "of the others a missing link may only not be recorded."]  # fmt: skip
        linked, things = self._found.things[1], self._found.things[0]
        if linked < things:
            said.append(f"{words.counted(things - linked, 'thing')} of {things:,} on the map have "
                        "no link beyond their own house.")  # fmt: skip
        if self._found.unknown_services:
            n = words.counted(self._found.unknown_services, "service")
            said.append(f"{n} without a known cost in {self._found.year or 'any year'} add nothing "
                        "to the pounds.")  # fmt: skip
        return " ".join(said)

    def sections(self) -> tuple[Section, ...]:
        return (
            self._whole(), self._join(), self._organisations(), self._silos(), self._blocks(),
            self._clusters(), self._brokers(), self._points(), self._shape(),
            self._gaps("sharing", "Information not shared", ("INF-001", "INF-002"),
                       "Hand-offs across a boundary with no live sharing agreement, and agreements "
                       "that have run out."),
            self._gaps("systems", "Systems that do not join", ("INF-003",),
                       "Hand-offs between services whose record systems have no joining standard."),
            self._gaps("pathways", "Hand-offs with nowhere to go", ("NET-006",),
                       "Recorded hand-offs whose far end is not named or has ended."),
            self._gaps("together", "No joint work recorded for the same people", ("NET-003",),
                       "Partners that serve the same ages in the same area without any tie."),
            self._gaps("boundaries", "Areas that do not match", ("NET-007",),
                       "Bodies one in ten or more of whose people live outside the other’s area."),
            self._gaps("duplicates", "Provided twice", ("NET-004",),
                       "Services alike in ages, outcome and area, led by different bodies."),
        )  # fmt: skip

    def _name(self, table: str, key: str) -> str:
        return display_name(self._plan.record(table, key)) or key

    # The whole

    def _whole(self) -> Section:
        found = self._found
        links, money = found.links, found.money
        rows = []
        if links.index is not None:
            text = f"{_against(links)}: {_than_chance(links)}."
            title = f"{links.outside:,} links across, {links.inside:,} inside"
            rows.append(Row(title, text, meter=links))
        if money.index is not None:
            whole_p = int(money.outside + money.inside)
            title = f"{format_short(int(money.outside))} of {format_short(whole_p)} across"
            rows.append(
                Row(title, f"{_against(money)}: {_than_chance(money)}.", whole_p, meter=money)
            )
        note = ("E-I index: −1 where all links stay inside an organisation, +1 where all cross. A "
                "service’s pounds are shared evenly over its links.")  # fmt: skip
        return Section("whole", "The whole place", note, tuple(rows), "No link is recorded.")

    def _join(self) -> Section:
        join, note = self._found.join, (
            "Of all pairs of services of different organisations, for the same ages and area, the "
            "one whose link would bring most pounds across.")  # fmt: skip
        if join is None:
            return Section("join", "The one link that would join most", note, (),
                           "No new link between services of the same ages would bring pounds across.")  # fmt: skip
        one, other = self._name("services", join.one), self._name("services", join.other)
        text = (f"{format_short(join.gain_p)} more would lie on links across. E-I index by pounds "
                f"{signed(join.money[0], 3)} to {signed(join.money[1], 3)}, by links "
                f"{signed(join.links[0], 3)} to {signed(join.links[1], 3)}; modularity of organisations "
                f"{signed(join.modularity[0], 3)} to {signed(join.modularity[1], 3)}.")  # fmt: skip
        places = ("services", join.one), ("services", join.other)
        row = Row(f"{one} – {other}", text, join.gain_p, places, "good")
        return Section("join", "The one link that would join most", note, (row,))

    # Organisations

    def _organisations(self) -> Section:
        shown = [b for b in self._found.bodies if b.services or b.looks_inward]
        rest = [b for b in self._found.bodies if not (b.services or b.looks_inward)]
        rows = [self._body(body) for body in shown]
        if rest:
            across = sum(1 for body in rest if not body.links.inside)
            rows.append(Row(
                f"{words.counted(len(rest), 'other')}",
                f"Lead no service. All links of {across:,} of them cross a boundary.",
                is_sure=all(body.is_confirmed for body in rest),
            ))  # fmt: skip
        note = "Most inward first, against chance. Services stand with who leads them."
        return Section(
            "organisations", "Organisations", note, tuple(rows), "No organisation is recorded."
        )

    def _body(self, body: BodySilo) -> Row:
        links, money = body.links, body.money
        text = f"{links.outside:,} across, {links.inside:,} inside. {_against(links)}"
        if money.index is not None:
            whole_p = int(money.outside + money.inside)
            text += (f". {format_short(int(money.outside))} of {format_short(whole_p)} on links "
                     f"across, index {signed(money.index)}")  # fmt: skip
        level = ""
        if body.looks_inward:
            level = "advice" if body.is_confirmed else "note"
            text += ". Looks inward" if body.is_confirmed else ". Few links outside are recorded"
        return Row(
            self._name("organisations", body.organisation_id), f"{text}.", body.amount_p,
            (("organisations", body.organisation_id),), level, links, body.is_confirmed,
        )  # fmt: skip

    def _silos(self) -> Section:
        rows = []
        for body in self._found.bodies:
            name = self._name("organisations", body.organisation_id)
            for house in body.houses:
                text = f"{name} alone funds, commissions and provides it"
                text += ("; no link outside." if body.is_confirmed
                         else "; no link outside is recorded. Nobody has confirmed that.")  # fmt: skip
                rows.append(Row(
                    display_name(house.service), text, house.amount_p,
                    (("services", house.service.id),),
                    "warning" if body.is_confirmed else "note", None, body.is_confirmed,
                ))  # fmt: skip
        rows.sort(key=lambda row: (not row.is_sure, -(row.amount_p or 0), row.title))
        note = (
            "Services that one organisation funds, commissions and provides, with no link outside."
        )
        return Section(
            "silos",
            "Silo services",
            note,
            tuple(rows),
            "No service is held by one organisation alone.",
        )

    def _blocks(self) -> Section:
        """The missing links between groups; the matrix itself is drawn."""
        rows = []
        matrix = self._found.by_organisation
        labels = {key: self._name("organisations", key) for key in matrix.keys}
        for one, other in matrix.blocks.zero_cells():
            sure = all(links_confirmed(self._plan.organisations.get(k)) for k in (one, other))
            said = "no link" if sure else "no link recorded"
            places = ("organisations", one), ("organisations", other)
            rows.append(Row(f"{labels[one]} – {labels[other]}", f"{said.capitalize()} between them.",
                            places=places, is_sure=sure))  # fmt: skip
        note = "Links between each pair, of those there could be. An empty cell is a missing link."
        if matrix.left_out:
            note += (f" The {len(matrix.keys)} organisations with most money; "
                     f"{matrix.left_out:,} more are not shown.")  # fmt: skip
        return Section(
            "blocks", "Who is linked with whom", note, tuple(rows), "Every pair is linked."
        )

    def _clusters(self) -> Section:
        found = self._found
        given, best = found.modularity, found.clusters.modularity
        note = (
            "How far links stay within organisations, beside the best division of the links alone."
        )
        if given is None or not best or found.overlap is None:
            return Section(
                "clusters", "Do links follow organisations?", note, (), "No link is recorded."
            )
        part = given / best
        if part >= 0.8:
            title = "Links follow organisations closely"
        elif part >= 0.4:
            title = "Links follow organisations in part"
        else:
            title = "Links cut across organisations"
        clusters = words.counted(found.clusters.count, "cluster")
        text = (f"Modularity of organisations {signed(given)}, of the best division found {signed(best)} "
                f"({clusters}). {found.overlap:.0%} of things stand in a cluster that is mostly of "
                f"their own organisation; likeness of the two divisions {found.nmi or 0:.2f} of 1.")  # fmt: skip
        return Section("clusters", "Do links follow organisations?", note, (Row(title, text),))

    # Who joins

    def _brokers(self) -> Section:
        rows = [
            Row(
                self._name("organisations", broker.organisation_id),
                f"Stands between {words.counted(broker.pairs, 'pair')} of bodies with no other tie, "
                f"{broker.across:,} of them across sectors; {broker.share:.0%} of shortest ways. "
                f"{words.counted(broker.partners, 'partner')}, {broker.effective:.1f} not tied to "
                f"each other; constraint {broker.constraint:.2f}.",
                places=(("organisations", broker.organisation_id),),
                is_sure=links_confirmed(self._plan.organisations.get(broker.organisation_id)),
            )
            for broker in self._found.brokers[:6]
        ]
        exact = self._found.sources >= self._found.things[0]
        how = "" if exact else f", from {self._found.sources:,} starts"
        rows += [
            Row(
                self._name("services", broker.service_id),
                f"{broker.share:.1%} of the shortest ways between all things lead over it{how}.",
                broker.amount_p,
                (("services", broker.service_id),),
            )
            for broker in self._found.service_brokers[:5]
        ]
        note = ("Who stands between others that are not tied: a strength, or one who carries too "
                "many ties.")  # fmt: skip
        return Section(
            "brokers", "Who joins others", note, tuple(rows), "Nobody stands between others."
        )

    def _points(self) -> Section:
        rows = []
        for point in self._found.single_points:
            names = words.some([self._name("organisations", key) for key in point.cut_off], 4)
            cut = words.counted(len(point.cut_off), "body", "bodies")
            text = f"Without it {cut} lose their way to the rest: {names}."
            places = tuple(("organisations", key) for key in point.cut_off)
            if point.table == "organisations":
                places = (("organisations", point.key), *places)
            rows.append(Row(self._point_name(point.table, point.key), text, point.amount_p, places,
                            "advice", is_sure=point.table != "organisations" or links_confirmed(
                                self._plan.organisations.get(point.key))))  # fmt: skip
        note = (
            "Without which others are cut off, with the pounds of the services those take part in."
        )
        return Section(
            "points",
            "Single points of failure",
            note,
            tuple(rows),
            "No single body holds the others together.",
        )

    def _shape(self) -> Section:
        found = self._found.shape
        rows = []
        if found.centralisation is not None:
            rows.append(Row("One body at the centre",
                f"Degree centralisation {found.centralisation:.2f}: 1 where all bodies are tied to "
                "one only, 0 where all have as many ties."))  # fmt: skip
        if found.core:
            names = [self._name("organisations", key) for key in found.core]
            places = tuple(("organisations", key) for key in found.core)
            rows.append(Row(f"A core of {words.counted(len(found.core), 'body', 'bodies')}",
                f"Each tied with {found.core_links:,} or more of the others: "
                f"{words.some(names, 5)}.", places=places))  # fmt: skip
        if found.assortativity is not None:
            rows.append(Row("Like with like",
                f"Assortativity by sector {signed(found.assortativity)}: +1 where bodies are tied "
                "within their sector only, 0 as chance gives."))  # fmt: skip
        if found.taking_part is not None and found.projected is not None:
            rows.append(Row("Who takes part in what",
                f"Bodies take part in {found.taking_part:.1%} of what they could. Tied by sharing a "
                f"service they would seem {found.projected:.1%} dense, which overstates it."))  # fmt: skip
        if found.funded:
            rows.append(Row(
                f"{found.single_funder:,} of {words.counted(found.funded, 'service')} have one funder",
                "One body pays the whole (its share squared, HHI, is 1); what a pool pays is left out.",
                found.single_funder_p))  # fmt: skip
        note = "None of these is a score. A network that is led may work better than a dense one."
        return Section(
            "shape", "How it holds together", note, tuple(rows), "No body is tied to another."
        )

    def _point_name(self, table: str, key: str) -> str:
        name = self._name(table, key)
        if table == "role_holders":
            post = self._plan.role_holders[key]
            return f"Joint post: {vocabulary('role_kind').label_of(post.role or '') or name}"
        kinds = {"contracts": "Contract", "agreements": "Agreement", "links": "Link"}
        return f"{kinds[table]}: {name}" if table in kinds else name

    # Findings

    def _gaps(self, key: str, title: str, rules: tuple[str, ...], note: str) -> Section:
        rows = tuple(
            Row(finding.name, _facts(finding), finding.amount_p, self._places(finding),
                finding.level, is_sure=finding.level != "note")
            for finding in self._findings
            if finding.rule in rules and finding.status == "open"
        )  # fmt: skip
        return Section(key, title, note, rows, "None found.")

    def _places(self, finding: Finding) -> tuple[Place, ...]:
        """Return what the map can show of a finding: the thing, a link's ends, or the bodies."""
        if finding.table in DRAWN:
            own: Iterable[Place] = ((finding.table, finding.key),)
            bodies = finding.organisation_ids if finding.table == "organisations" else ()
            others = (("organisations", key) for key in bodies)
            return tuple(dict.fromkeys((*own, *others)))
        link = self._plan.links.get(finding.key) if finding.table == "links" else None
        if link is not None:
            ends = (link.from_table, link.from_id), (link.to_table, link.to_id)
            return tuple(end for end in ends if end[0] in DRAWN and end[1])
        return tuple(("organisations", key) for key in finding.organisation_ids)


def _facts(finding: Finding) -> str:
    said = [f"{label}: {value}" for label, value in finding.facts.items() if value != finding.name]
    usual = RULES[finding.rule].title == finding.title  # the section's heading says as much
    return ". ".join(said if usual and said else [finding.title, *said]) + "."


def _against(found: EI) -> str:
    return f"E-I index {signed(found.index)}, by chance {signed(found.expected)}"


def _than_chance(found: EI) -> str:
    above = found.above_expected
    if above is None:
        return "chance is not defined"
    if abs(above) < 0.05:
        return "about as chance gives"
    return "more inward than chance" if above < 0 else "more outward than chance"
