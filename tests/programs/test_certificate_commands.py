"""The certificate commands: keys, page and check, by a home's own keys and by a trust file alone."""

import json
from pathlib import Path

import pytest
import typer

from app.centre.access import first_staff
from app.centre.values import StaffMember
from app.exam.errors import NotAllowed, Refused
from app.exam.roles import Role
from app.programs.certificate_commands import register
from app.storage.home import create_home

PIN = "246810"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = create_home(tmp_path / "home")
    people = (("boss", Role.ADMINISTRATOR), ("clerk", Role.CLERK))
    members = ((StaffMember(f"id{login}", login, login, frozenset({role})), PIN) for login, role in people)
    first_staff(made.store, tuple(members))
    made.close()
    return made.path


def kaobo(*words: str) -> int:
    top = typer.Typer()
    register(top)
    outcome = top(list(words), standalone_mode=False)
    return outcome if isinstance(outcome, int) else 0


def test_keys_are_made_by_an_administrator_and_the_page_checks_by_them(home, tmp_path, capsys):
    own = ("--home", str(home))
    with pytest.raises(NotAllowed):
        kaobo("keys", "new", "--centre", "义乌市人社局", "--as", "clerk", "--pin", PIN, *own)
    with pytest.raises(Refused, match="no certificate keys"):
        kaobo("certificate", "page", "--out", str(tmp_path / "stick"), *own)
    assert kaobo("keys", "new", "--centre", "义乌市人社局", "--as", "boss", "--pin", PIN, *own) == 0
    assert kaobo("certificate", "page", "--out", str(tmp_path / "stick"), *own) == 0
    assert {path.name for path in (tmp_path / "stick").iterdir()} == {"check.html", "trust.json"}
    capsys.readouterr()
    known = str(tmp_path / "stick" / "trust.json")
    returned = kaobo("certificate", "check", "KB1:GARBAGE", "--trust", known, "--json")
    assert (returned, json.loads(capsys.readouterr().out)["outcome"]) == (1, "altered")
    assert kaobo("certificate", "batch", "--out", str(tmp_path), "--as", "clerk", "--pin", PIN, "--json", *own) == 0
    assert json.loads(capsys.readouterr().out) == {"issued": 0, "failed": []}


def test_a_text_that_no_disk_could_name_is_refused(home):
    assert kaobo("keys", "new", "--centre", "义乌市人社局", "--as", "boss", "--pin", PIN, "--home", str(home)) == 0
    with pytest.raises(Refused, match="There is no file xxx"):
        kaobo("certificate", "check", "x" * 5000, "--home", str(home))


def test_a_folder_of_photos_must_be_one(home, tmp_path):
    assert kaobo("keys", "new", "--centre", "义乌市人社局", "--as", "boss", "--pin", PIN, "--home", str(home)) == 0
    (tmp_path / "photo.jpg").write_bytes(b"")
    batch = ("certificate", "batch", "--out", str(tmp_path), "--photos", str(tmp_path / "photo.jpg"))
    with pytest.raises(Refused, match="is no folder"):
        kaobo(*batch, "--as", "clerk", "--pin", PIN, "--home", str(home))


def test_a_file_that_is_not_there_is_refused(home):
    with pytest.raises(Refused, match="There is no"):
        kaobo("certificate", "check", "nowhere.pdf", "--trust", "nowhere.json", "--home", str(home))
