"""What the command says of itself, and whether the README's first sitting can be typed as it stands."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from app.programs.kaobo import application, run

README = Path(__file__).resolve().parents[2] / "README.md"
PIN = "246810"
NEEDS_A_ROOM = {"doctor", "kiosk", "examiner"}
"""Commands that open windows, cameras or microphones; the windows have tests of their own."""

LEFT_OPEN = {("room", "close"), ("result", "publish")}
"""Commands that exit 1 here: somebody is booked, and nobody has seen him come or noted that he stayed away."""


def leaves(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield words, command
    for name, each in (inner or {}).items():
        yield from leaves(each, (*words, name))


COMMANDS = dict(leaves(typer.main.get_command(application(""))))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_does_and_shows_itself(words: tuple[str, ...]) -> None:
    said = COMMANDS[words].help or ""
    examples = re.findall(r"Example: `(kaobo [^`]+)`", said)
    assert examples, "no example"
    for example in examples:
        assert tuple(example.split()[1 : 1 + len(words)]) == words
        known = {name for option in COMMANDS[words].params for name in option.opts}
        assert {word for word in example.split() if word.startswith("--")} <= known | {"--help"}


def first_sitting() -> list[list[str]]:
    block = README.read_text(encoding="utf-8").split("## A first sitting")[1].split("```")[1]
    lines = (line for line in block.splitlines() if line.startswith("uv run kaobo "))
    return [shlex.split(line, comments=True)[3:] for line in lines]


def fill_in(path: Path) -> None:
    """Fill the roster in, as the README asks."""
    titles = [str(cell) for cell in CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[0]]
    person = {"姓名": "彭晓", "证件类型": "居民身份证", "证件号码": "11010519491231002X"}
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, titles)
        sheet.write_row(1, 0, [person.get(title, "") for title in titles])


def test_the_first_sitting_of_the_readme_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KAOBO_HOME", str(tmp_path / "home"))
    done: list[str] = []
    for words in first_sitting():
        name = next(path for path in (tuple(words[:2]), tuple(words[:1])) if path in COMMANDS)
        known = {each for option in COMMANDS[name].params for each in option.opts}
        assert {word for word in words if word.startswith("--")} <= known, words
        if words[0] in NEEDS_A_ROOM or name == ("certificate", "check"):
            continue  # its options are right; nobody has a certificate yet
        pin = [word for option in ("--pin", "--new-pin") if option in known for word in (option, PIN)]
        assert run([*words, *pin]) == (1 if name in LEFT_OPEN else 0), (words, capsys.readouterr())
        if name == ("roster", "template"):
            fill_in(tmp_path / words[2])
        done.append(" ".join(name))
    assert len(done) >= 10
    assert (tmp_path / "forms").is_dir()


def test_a_machine_that_cannot_exits_3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAOBO_HOME", str(tmp_path / "home"))
    assert run(["init", "--admin", "wang", "--name", "王敏", "--pin", PIN]) == 0
    (tmp_path / "home" / "keys" / "centre.key").unlink()
    assert run(["sitting", "list"]) == 3
