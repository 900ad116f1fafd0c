"""Sealing a version of the plan, and bringing it back as it was."""

import base64
import hashlib
import random
import sys
import zlib
from dataclasses import replace
from datetime import date

import pytest

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import info, plans, sealing, seals
from commissionplanner.app.usecases.export import content_of
from commissionplanner.app.usecases.plans import canonical_text, digest_of
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.records import SetFields
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import sealed
from commissionplanner.model.entities import Person, SealedVersion
from tests.findings.build import contract, organisation, plan_of, service


def _plan():
    return plan_of(
        Person(id="ada", name="Ada Nwosu"), organisation("council"), service(), contract(days=365)
    )


def _sealed(plan, **said):
    document = Document(plan)
    document.do(sealing.prepared(plan, said.pop("by", "ada"), date(2026, 6, 30), **said))
    return document


def _changed(document):
    document.do(SetFields("contracts", ("c1",), {"total_value_p": 200_00}))
    return document.plan


def test_sealing_leaves_the_digest_as_it_is_and_the_version_is_that_plan():
    plan = _plan()
    now = _sealed(plan).plan
    assert digest_of(now) == digest_of(plan)
    assert seals.standing(now, digest_of(now)).words == "Version 1, sealed 30 June 2026"


def test_a_sealed_version_comes_back_letter_for_letter_after_the_plan_has_changed():
    plan = _plan()
    later = _changed(_sealed(plan))
    back = seals.sealed_plan(later, 1)
    assert canonical_text(back) == canonical_text(plan)
    assert back.contracts["c1"].total_value_p == 100_00
    assert back.persons == plan.persons


def test_after_a_change_the_plan_is_a_draft_that_follows_the_version():
    later = _changed(_sealed(_plan()))
    stands = seals.standing(later, digest_of(later))
    assert (stands.version, stands.state, stands.words) == (None, "Draft", "Draft, after version 1")


def test_a_plan_that_names_its_version_is_sealed_under_that_number():
    plan = _plan()
    plan = plan.with_table("about", {"plan": replace(plan.header, version="3")})
    assert seals.draft_words(plan) == "Version 3, draft"
    document = _sealed(plan, title="June board")
    assert seals.latest(document.plan).number == 3
    later = _changed(document)
    assert seals.next_number(later) == 4
    assert seals.draft_words(later) == "Draft, after version 3"


def test_every_single_letter_changed_in_a_sealed_version_is_seen():
    (version,) = _sealed(_plan()).plan.sealed_versions.values()
    text = zlib.decompress(base64.b64decode(version.content)).decode()
    pick = random.Random("one letter")
    for _ in range(500):
        at = pick.randrange(len(text))
        other = text[:at] + chr(33 + (ord(text[at]) + 1) % 90) + text[at + 1 :]
        content = base64.b64encode(zlib.compress(other.encode())).decode()
        with pytest.raises(FileProblem, match="does not match its digest"):
            sealed.unpacked(replace(version, content=content))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("not base64!", "cannot be unpacked"),
        (base64.b64encode(b"not packed").decode(), "cannot be unpacked"),
        (base64.b64encode(zlib.compress(b"x" * 9_000)[:-6]).decode(), "not complete"),
        (base64.b64encode(zlib.compress(b"x") + b"more").decode(), "not complete"),
    ],
)
def test_a_damaged_version_is_a_plain_message(content, why):
    version = SealedVersion(id="v", number=2, digest="0" * 64, content=content)
    with pytest.raises(FileProblem, match=why) as raised:
        sealed.unpacked(version)
    assert str(raised.value).startswith("Sealed version 2 is damaged or was altered")


def test_a_version_made_to_unpack_for_ever_is_stopped(monkeypatch):
    monkeypatch.setattr(sealed, "MOST_BYTES", 1_000)
    bomb = base64.b64encode(zlib.compress(b"0" * 100_000)).decode()
    with pytest.raises(FileProblem, match="larger than any plan"):
        sealed.unpacked(SealedVersion(id="v", number=1, digest="0" * 64, content=bomb))


def test_content_that_is_no_plan_is_refused_even_with_its_own_digest():
    text = b'{"table":"persons","id":"a"}\n'
    version = SealedVersion(
        id="v", number=1, digest=hashlib.sha256(text).hexdigest(),
        content=base64.b64encode(zlib.compress(text)).decode(),
    )  # fmt: skip
    with pytest.raises(FileProblem, match="cannot be read"):
        sealed.unpacked(version)


def test_there_is_no_version_of_a_number_that_was_not_sealed():
    with pytest.raises(EditRefused, match="no sealed version 7"):
        seals.sealed_plan(_plan(), 7)


def test_a_plan_with_a_damaged_version_opens_and_is_saved_and_info_lists_it(tmp_path):
    made = plans.new_plan(tmp_path / "plan.cplan", "Wexcombe", today=date(2026, 4, 1))
    bad = SealedVersion(id="v", number=1, digest="0" * 64, content="nonsense")
    plans.save_plan(made, made.plan.with_table("sealed_versions", {"v": bad}))
    opened = plans.open_plan(tmp_path / "plan.cplan")
    (listed,) = info.describe(opened)["sealed"]
    assert (listed["number"], listed["is_this"]) == (1, False)
    with pytest.raises(FileProblem, match="damaged or was altered"):
        seals.sealed_plan(opened.plan, 1)


def test_info_says_who_sealed_what_when_and_by_which_rules(tmp_path):
    made = plans.new_plan(tmp_path / "plan.cplan", "Wexcombe", today=date(2026, 4, 1))
    document = Document(made.plan.with_table("persons", {"ada": Person(id="ada", name="Ada")}))
    document.do(sealing.prepared(document.plan, "ada", date(2026, 5, 2), "June board"))
    saved = plans.save_plan(made, document.plan)
    (listed,) = info.describe(saved)["sealed"]
    assert listed | {"rules": "", "tables": "", "program": ""} == {
        "number": 1, "title": "June board", "as_at_on": "2026-04-01", "sealed_on": "2026-05-02",
        "sealed_by": "Ada", "digest": saved.facts.digest, "is_this": True, "signatures": 0,
        "program": "", "rules": "", "tables": "",
    }  # fmt: skip
    assert listed["rules"] == sealing.rules_version()
    assert listed["tables"] == sealing.tables_version()


def test_exports_name_the_version_until_something_changes_and_say_draft_again():
    document = _sealed(_plan())
    said = content_of(document.plan)
    assert (said.state, said.version) == ("Version 1", "Version 1, sealed 30 June 2026")
    assert seals.printed(document.plan) == ("1", False)
    later = _changed(document)
    assert content_of(later).state == "Draft"
    assert seals.printed(later) == ("", True)


def test_an_export_at_another_date_is_not_the_sealed_version():
    said = content_of(_sealed(_plan()).plan, as_at=date(2027, 1, 1))
    assert said.state == "Draft"


def test_a_version_of_five_hundred_services_is_small_and_comes_back(checkout):
    sys.path.insert(0, str(checkout / "sample_plans"))
    try:
        from full_size import large_plan
    finally:
        sys.path.remove(str(checkout / "sample_plans"))
    plan = large_plan(500, 2_000)
    (version,) = _sealed(plan, by=None).plan.sealed_versions.values()
    assert len(version.content) < 250_000  # 1.7 MB of records; measured: 135 kB
    assert digest_of(sealed.unpacked(version)) == digest_of(plan)
