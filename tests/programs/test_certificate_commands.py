"""The certificate commands: keys, page and check, by a home's own keys and by a trust file alone."""

import json
from pathlib import Path

import pytest
import typer
from PIL import Image

from app.centre.access import first_staff
from app.centre.certificate_ports import LineState, RegisterLine
from app.centre.values import StaffMember
from app.exam.errors import NotAllowed, Refused, Unavailable
from app.exam.roles import Role
from app.paperwork.certificate import qr
from app.programs.certificate_commands import register
from app.storage.home import create_home, open_home

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
    codes = Image.new("L", (400, 200), 255)
    for number in (0, 1):
        codes.paste(qr.picture_of(f"KB1:GARBAGE{number}").convert("L"), (200 * number, 0))
    codes.save(tmp_path / "two.png")
    assert kaobo("certificate", "check", str(tmp_path / "two.png"), "--trust", known) == 1
    assert "further certificates: 1, of which this says nothing; show each certificate alone" in capsys.readouterr().out
    assert kaobo("certificate", "batch", "--out", str(tmp_path), "--as", "clerk", "--pin", PIN, "--json", *own) == 0
    assert json.loads(capsys.readouterr().out) == {"issued": 0, "failed": []}


def test_a_text_that_no_disk_could_name_is_refused(home):
    assert kaobo("keys", "new", "--centre", "义乌市人社局", "--as", "boss", "--pin", PIN, "--home", str(home)) == 0
    with pytest.raises(Refused, match="There is no file xxx"):
        kaobo("certificate", "check", "x" * 5000, "--home", str(home))


def test_lost_keys_are_restored_and_never_made_anew_behind_certificates(home, tmp_path):
    own = ("--as", "boss", "--pin", PIN, "--home", str(home))
    assert kaobo("keys", "new", "--centre", "义乌市人社局", *own) == 0
    opened = open_home(home)
    with opened.store.writing() as books:
        line = RegisterLine("", "a1", "c1", "s1", LineState.RESERVED)
        books.register.reserve(line, "YW2026", lambda serial: f"YW2026{serial:06d}")
    opened.close()
    (home / "keys" / "certificates").rename(tmp_path / "elsewhere")
    for asked in (("keys", "new", "--centre", "义乌市人社局"), ("certificate", "batch", "--out", str(tmp_path))):
        with pytest.raises(Refused, match="their keys are not in"):
            kaobo(*asked, *own)
    (tmp_path / "elsewhere").rename(home / "keys" / "certificates")
    assert kaobo("certificate", "page", "--out", str(tmp_path / "stick"), "--home", str(home)) == 0


def test_a_folder_that_takes_no_file_is_found_out_before_anything_is_issued(home, tmp_path):
    own = ("--as", "boss", "--pin", PIN, "--home", str(home))
    assert kaobo("keys", "new", "--centre", "义乌市人社局", *own) == 0
    (tmp_path / "a file").write_bytes(b"")
    with pytest.raises(Unavailable, match="nothing was issued"):
        kaobo("certificate", "batch", "--out", str(tmp_path / "a file" / "out"), *own)


def test_a_folder_of_photos_must_be_one(home, tmp_path):
    assert kaobo("keys", "new", "--centre", "义乌市人社局", "--as", "boss", "--pin", PIN, "--home", str(home)) == 0
    (tmp_path / "photo.jpg").write_bytes(b"")
    batch = ("certificate", "batch", "--out", str(tmp_path), "--photos", str(tmp_path / "photo.jpg"))
    with pytest.raises(Refused, match="is no folder"):
        kaobo(*batch, "--as", "clerk", "--pin", PIN, "--home", str(home))


def test_a_file_that_is_not_there_is_refused(home):
    with pytest.raises(Refused, match="There is no"):
        kaobo("certificate", "check", "nowhere.pdf", "--trust", "nowhere.json", "--home", str(home))
