"""Writing the generated pages of the manual."""

from commissionplanner.cli import manual, output


def test_it_writes_every_page_below_the_folder_named(tmp_path):
    assert manual.run([str(tmp_path)]) == output.DONE
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md")}
    assert written == manual.pages()


def test_no_folder_is_wrong_use(capsys):
    assert manual.run([]) == output.WRONG_USE
    assert "docs/manual" in capsys.readouterr().err


def test_a_command_is_shown_with_what_must_and_what_may_be_given():
    text = manual.pages()["commands.md"]
    assert "`commissionplanner save-as SRC DST`" in text
    assert "[--map FIELD=COLUMN …]" in text
    assert "`commissionplanner demo [FOLDER]`" in text
