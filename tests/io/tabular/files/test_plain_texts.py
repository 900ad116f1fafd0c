"""Texts that are plainly no tables are called by their names; odd tables are not refused."""

import base64

import pytest

from commissionplanner.io.tabular.files.plain_texts import text_that_is_no_table
from commissionplanner.io.tabular.reading import read_table

_LOG = "".join(f"2026-01-{day:02} 10:00:00 INFO started, pid={day}\n" for day in range(1, 9))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (base64.encodebytes(bytes(range(256)) * 2).decode(), "base64"),
        (_LOG, "a log"),
        ("INSERT INTO c VALUES ('1',2);\n", "SQL"),
        ("Ref   Name   £\nA1  Bed beds    5\nA12     Meals  60\nA3  Vans    7\n", "fixed width"),
        ("[main]\nkey=value\nother=2\n", "settings"),
        ("title: plan\nitems:\n  - name: a\n    value: 3\n", "YAML"),
        ("# Contracts\n\nA note.\n\n* one thing\n* another\n", "Markdown"),
        ("From: a@b.org\nTo: c@d.org\nSubject: contracts\n\nDear all\n", "e-mail"),
        ("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n", "a calendar"),
        ("BEGIN:VCARD\nVERSION:3.0\nFN:A Person\n", "vCard"),
        ("#!/bin/sh\necho 1\n", "a script"),
        ("-----BEGIN CERTIFICATE-----\nMIIB\n-----END\n", "certificate"),
    ],
)
def test_what_is_plainly_no_table_is_called_by_its_name(text, said):
    assert said in text_that_is_no_table(text)


@pytest.mark.parametrize(
    "text",
    [
        "Supplier\nAcorn Care\nBirch Trust\nCedar\n",
        "Note\nPaid  in  May\nPaid  in June\nLate  by two weeks\n",
        "Ref\n00123\n00456\n",
        "# exported on 1 May\nRef,Value\nA1,5\nA2,6\n",
        "Contract: beds\nRef,Value\nA1,5\nA2,6\n",
        "Date,Level,What\n2026-01-01 10:00:00,INFO,x\n2026-01-02 10:00:00,INFO,y\n",
        "Service\nCarers: support\nYoung people: beds\n",
        "- \n- \nRef,Value\nA1,5\n",
        "Hash\n" + "a" * 64 + "\n" + "b" * 64 + "\n",
        "From,Subject\na@b.org,contracts\nc@d.org,beds\n",
    ],
)
def test_an_odd_table_is_still_a_table(text):
    assert text_that_is_no_table(text) == ""


def test_the_dashes_below_the_headings_of_a_markdown_table_are_no_row(tmp_path):
    path = tmp_path / "register.md"
    path.write_text("| Ref | Value |\n|:---|---:|\n| A1 | 5 |\n| A2 | 6 |\n")
    assert read_table(path).rows == [3, 4]
