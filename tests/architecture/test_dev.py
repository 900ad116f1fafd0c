"""The script that sets the project up: what it says and starts on different machines."""

import importlib.util
import sys

import pytest


@pytest.fixture
def dev(checkout, monkeypatch):
    """Load dev.py afresh, with everything it would start written down instead."""
    spec = importlib.util.spec_from_file_location("dev", checkout / "dev.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec.loader.exec_module(module)
    module.started = []
    monkeypatch.setattr(module, "set_up", lambda: None)
    monkeypatch.setattr(module, "missing_libraries", list)
    monkeypatch.setattr(module.subprocess, "call", lambda words, **_: module.started.append(words))
    monkeypatch.setattr(module, "program", lambda words: module.started.append(words) or 0)
    return module


def test_without_a_display_the_main_job_is_done_headless(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "has_display", lambda: False)
    assert dev.main(["run"]) == 0
    assert dev.started == [["demo"]]
    assert "no display" in capsys.readouterr().err


def test_with_a_display_the_window_opens(dev, monkeypatch):
    monkeypatch.setattr(dev, "has_display", lambda: True)
    dev.main(["run"])
    assert dev.started == [[]]


@pytest.mark.parametrize("words", [["--", "info", "a.cplan"], ["info", "a.cplan"]])
def test_a_command_is_passed_on_as_it_is(dev, words):
    dev.main(["run", *words])
    assert dev.started == [["info", "a.cplan"]]


def test_the_exit_code_of_a_command_is_passed_back(dev, monkeypatch):
    monkeypatch.setattr(dev, "program", lambda words: 4)
    assert dev.main(["run", "--", "new", "a.cplan"]) == 4


def test_an_old_python_is_told_so(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "OLDEST", (99, 0))
    assert dev.main(["run"]) == 2
    assert "Python 3.11 or newer" in capsys.readouterr().err


def test_an_unknown_task_is_answered_with_the_list_of_tasks(dev, capsys):
    assert dev.main(["fly"]) == 2
    assert "python3 dev.py test" in capsys.readouterr().err


def test_who_may_not_install_is_given_the_command(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev.shutil, "which", lambda name, **_: name)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    assert not dev.apt_install(["libegl1"], "The window")
    expected = "sudo apt-get install --yes --no-install-recommends libegl1"
    assert expected in capsys.readouterr().err
    assert dev.started == []


def test_the_suite_runs_without_a_display_and_without_the_slow_tests(dev, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(dev, "have_libreoffice", lambda: None)
    monkeypatch.setattr(dev, "have_chromium", lambda: None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    dev.main(["test", "tests/model"])
    assert dev.started[0][1:] == [
        "-m",
        "pytest",
        "-m",
        "not slow",
        "-n",
        "2",
        "--dist",
        "worksteal",
        "tests/model",
    ]
    assert dev.os.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert "PYTHONDONTWRITEBYTECODE" not in dev.os.environ


def test_lint_runs_every_check_even_after_one_fails(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev.subprocess, "call", lambda words, **_: int("mypy" in words))
    assert dev.main(["lint"]) == 1
    assert "Failed: types." in capsys.readouterr().err
