"""The command line as a clerk types it: from an empty folder to a booked sitting, and its exit codes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from app.media.capture.demo_camera import demo_camera
from app.programs.kaobo import run
from app.resources import asset
from app.storage.home import create_home, open_home

ADMIN = ["--as", "wang", "--pin", "246810"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "centre"
    monkeypatch.setenv("KAOBO_HOME", str(place))
    assert run(["init", "--admin", "wang", "--name", "王敏", "--pin", "246810"]) == 0
    return place


@pytest.fixture
def planned(home: Path) -> Path:
    assert run(["bank", "release", *ADMIN]) == 0
    new = ["sitting", "new", "20260604", "--on", "2026-06-04", "--place", "义乌实训基地", "--booths", "2"]
    assert run([*new, *ADMIN]) == 0
    return home


def roster(path: Path, rows: list[dict[str, str]]) -> Path:
    template = path.with_name("template.xlsx")
    assert run(["roster", "template", str(template)]) == 0
    from python_calamine import CalamineWorkbook

    headings = [str(cell) for cell in CalamineWorkbook.from_path(str(template)).get_sheet_by_index(0).to_python()[0]]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, headings)
        for index, row in enumerate(rows, start=1):
            for heading, value in row.items():
                sheet.write_string(index, headings.index(heading), value)
    return path


def person(name: str, number: str, kind: str = "居民身份证") -> dict[str, str]:
    return {"姓名": name, "证件类型": kind, "证件号码": number}


def test_a_clerk_books_a_sitting_from_a_spreadsheet(planned, tmp_path, capsys):
    path = roster(tmp_path / "r.xlsx", [person("彭晓", "11010519491231002X"), person("Reza", "K12345678", "护照")])
    capsys.readouterr()
    assert run(["roster", "import", "20260604", str(path), *ADMIN, "--json"]) == 0
    booked = json.loads(capsys.readouterr().out)
    assert [row["admission_number"] for row in booked] == ["20260604-0001", "20260604-0002"]


def test_every_fault_of_a_roster_is_named_and_nobody_is_booked(planned, tmp_path, capsys):
    path = roster(tmp_path / "r.xlsx", [person("彭晓", "110105194912310021"), person("", "K12345678", "护照")])
    assert run(["roster", "import", "20260604", str(path), *ADMIN]) == 2
    shown = capsys.readouterr()
    assert "row 2" in shown.out
    assert "row 3" in shown.out
    assert "2 faults; nobody was imported" in shown.err
    assert run(["sitting", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["bookings"] == 0


def test_a_sitting_prints_the_commitment_for_the_sign_in_sheet(planned, capsys):
    assert run(["sitting", "list", "--json"]) == 0
    sitting = json.loads(capsys.readouterr().out)[0]
    assert len(sitting["commitment"]) == 64
    assert sitting["revealed_secret"] == ""


def test_a_revealed_secret_opens_the_printed_commitment(planned, tmp_path, capsys):
    from app.exam.draw import commitment

    path = roster(tmp_path / "r.xlsx", [person("彭晓", "11010519491231002X")])
    assert run(["roster", "import", "20260604", str(path), *ADMIN]) == 0
    assert run(["sitting", "reveal", "20260604", *ADMIN]) == 2
    assert run(["result", "absent", "20260604-0001", *ADMIN]) == 0
    assert run(["sitting", "reveal", "20260604", *ADMIN]) == 0
    capsys.readouterr()
    assert run(["sitting", "list", "--json"]) == 0
    sitting = json.loads(capsys.readouterr().out)[0]
    assert commitment(bytes.fromhex(sitting["revealed_secret"])) == sitting["commitment"]


def test_a_row_that_cannot_be_booked_is_named(planned, tmp_path, capsys):
    path = roster(tmp_path / "r.xlsx", [person("彭晓", "11010519491231002X")])
    assert run(["roster", "import", "20260604", str(path), *ADMIN]) == 0
    rows = [person("Reza", "K12345678", "护照"), {}, person("彭晓", "11010519491231002x")]
    (tmp_path / "new").mkdir()
    again = roster(tmp_path / "new" / "again.xlsx", rows)
    capsys.readouterr()
    assert run(["roster", "import", "20260604", str(again), *ADMIN]) == 2
    assert "row 4: booked in this sitting already, as 20260604-0001" in capsys.readouterr().out


def test_init_twice_is_refused(home, capsys):
    assert run(["init", "--pin", "246810"]) == 2
    assert "home" in capsys.readouterr().err


@pytest.mark.parametrize(
    "asked",
    [["--pin", "12"], ["--admin", "王 敏", "--pin", "246810"], ["--admin", "wang", "--name", " ", "--pin", "246810"]],
)
def test_an_init_that_is_refused_leaves_no_home_that_nobody_can_open(tmp_path, monkeypatch, asked):
    monkeypatch.setenv("KAOBO_HOME", str(tmp_path / "centre"))
    assert run(["init", *asked]) == 2
    assert not (tmp_path / "centre").exists()
    assert run(["init", "--admin", "wang", "--pin", "246810"]) == 0


def test_a_home_that_was_left_without_staff_is_taken_up(tmp_path, monkeypatch):
    monkeypatch.setenv("KAOBO_HOME", str(tmp_path / "centre"))
    create_home(tmp_path / "centre").close()  # as a kill leaves it before the first member is kept
    assert run(["init", "--admin", "wang", "--pin", "246810"]) == 0
    assert run(["bank", "release", *ADMIN]) == 0


@pytest.mark.parametrize(("login", "name"), [("x y", "陈静"), ("chen", " ")])
def test_staff_whom_no_form_could_name_are_refused(home, login, name):
    assert run(["staff", "add", login, "--name", name, "--role", "examiner", "--new-pin", "246810", *ADMIN]) == 2


def test_a_wrong_pin_exits_2_with_detail_and_advice(home, capsys):
    assert run(["bank", "release", "--as", "wang", "--pin", "000000"]) == 2
    shown = capsys.readouterr().err
    assert "do not match" in shown
    assert "try again" in shown


def test_a_command_without_a_home_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KAOBO_HOME", str(tmp_path / "nowhere"))
    assert run(["sitting", "list"]) == 2
    assert "kaobo init" in capsys.readouterr().err


def test_the_shipped_bank_has_no_fault(capsys):
    assert run(["bank", "check"]) == 0
    assert "No fault" in capsys.readouterr().out


def test_items_and_oral_questions_never_share_a_file(tmp_path, capsys):
    package, one = str(tmp_path / "bank.xlsx"), str(tmp_path / "new.toml")
    assert run(["bank", "export", package, "--form", "national"]) == 0
    assert run(["bank", "import", package, "--form", "national", "--out", one, "--oral-out", one]) == 2
    assert "a file each" in capsys.readouterr().err
    assert run(["bank", "import", package, "--form", "national", "--out", one]) == 0
    assert "Not held: source: not in the file; trade_practice stands there" in capsys.readouterr().out


def test_a_faulty_bank_exits_1_and_names_file_and_item(tmp_path, capsys):

    from app.resources import question_bank

    folder = tmp_path / "bank"
    shutil.copytree(question_bank("yiwu"), folder)
    items = folder / "items" / "e_selling.toml"
    items.write_text(items.read_text().replace("right = true", "right = false", 1))
    assert run(["bank", "check", str(folder)]) == 1
    shown = capsys.readouterr().out
    assert "e_selling.toml" in shown
    assert "E-01-001" in shown


def test_a_faulty_bank_is_not_released(home, tmp_path, capsys):

    from app.resources import question_bank

    folder = tmp_path / "bank"
    shutil.copytree(question_bank("yiwu"), folder)
    (folder / "points.toml").write_text("[[area]]\ncode = 3\n")
    assert run(["bank", "release", str(folder), *ADMIN]) == 2
    assert run(["bank", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == []


def test_an_unknown_option_exits_2(capsys):
    assert run(["bank", "check", "--nonsense"]) == 2
    assert "nonsense" in capsys.readouterr().err


def test_help_exits_0_and_shows_an_example(capsys):
    assert run(["sitting", "new", "--help"]) == 0
    assert "kaobo sitting new 20260604" in capsys.readouterr().out


@pytest.mark.qt_log_ignore("pipewire", "pa_context_connect", "invalid nullptr parameter", "PulseAudio")
def test_the_doctor_says_no_go_where_there_is_no_home(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KAOBO_HOME", str(tmp_path / "nowhere"))
    assert run(["doctor", "--json"]) == 1
    found = {each["check"]: each["result"] for each in json.loads(capsys.readouterr().out)}
    assert found["home"] == "no_go"
    assert found["fonts"] == "go"


def test_the_doctor_opens_the_camera_and_the_microphone_for_real(home, capsys):
    with demo_camera(asset("demo", "presenter.mp4")) as camera:
        capsys.readouterr()
        sources = ["--camera", camera.address, "--microphone", camera.sound_address]
        assert run(["doctor", *sources, "--json"]) == 0
    shown = capsys.readouterr().out
    found = {each["check"]: each["result"] for each in json.loads(shown[shown.index("[") :])}
    assert {"camera", "frame_rate", "exposure", "microphone", "level", "disk_minutes"} <= set(found)
    assert "no_go" not in found.values()


def test_staff_sign_in_with_the_pin_that_was_given(home, capsys):
    add = ["staff", "add", "chen", "--name", "陈静", "--role", "examiner", "--new-pin", "135790"]
    assert run([*add, *ADMIN]) == 0
    assert run(["bank", "release", "--as", "chen", "--pin", "135790"]) == 2
    assert "may not do this" in capsys.readouterr().err


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """One demo through the windows; what its tests change is a copy."""
    out = tmp_path_factory.mktemp("played") / "demo"
    assert run(["demo", "--out", str(out), "--seed", "7", "--pitch-seconds", "4"]) == 0
    return out


@pytest.fixture
def demo(played, tmp_path):
    return Path(shutil.copytree(played, tmp_path / "demo"))


def test_a_machine_without_a_sound_card_is_told_so_in_one_sentence(tmp_path: Path) -> None:
    """Qt says it in four lines of its own, which help nobody; only a program of its own can be seen saying them."""
    around = {key: value for key, value in os.environ.items() if not key.startswith(("QT_LOGGING", "PULSE"))}
    told = subprocess.run(
        [sys.executable, "-m", "app.programs", "microphones"], capture_output=True, text=True, check=True, timeout=60,
        env=around | {"XDG_RUNTIME_DIR": str(tmp_path), "PULSE_SERVER": f"unix:{tmp_path / 'nobody'}"},
    )  # fmt: skip
    assert told.stdout.startswith("none on this computer; ")
    assert told.stderr == ""


@pytest.mark.xdist_group("demo")
def test_the_demo_went_through_both_windows(demo):
    entries = [json.loads(line) for line in (demo / "record.jsonl").read_text().splitlines()]
    bodies = {}
    for entry in entries:
        bodies.setdefault(entry["kind"], []).append(entry["body"])
    assert len(bodies["checked_in"][0]["photo"]) == 64
    assert {"camera", "level", "power"} <= {each["check"] for each in bodies["devices_checked"][0]["findings"]}
    assert [each["film"] for each in bodies["tag_placed"]].count("pitch.mp4") == 2
    assert len(bodies["signed"]) == 2
    assert bodies["clip_received"][0]["source"] == "stick"
    assert json.loads((demo / "summary.json").read_text())["room_closed"] is True


@pytest.mark.xdist_group("demo")
def test_the_demo_marks_the_clip_over_its_film_too(demo):
    entries = [json.loads(line) for line in (demo / "record.jsonl").read_text().splitlines()]
    sheet = [entry for entry in entries if "/sheet/clip/" in entry["stream"]]
    tags = [entry["body"] for entry in sheet if entry["kind"] == "tag_placed"]
    assert [each["film"] for each in tags] == ["clip", "clip"]
    assert 1_200 <= tags[0]["position_ms"] < tags[1]["position_ms"], "each on the picture that was on the screen"
    assert [entry["kind"] for entry in sheet][-2:] == ["signed", "sealed"]
    examiner = {entry["by"] for entry in sheet}
    attempt = json.loads((demo / "summary.json").read_text())["attempt"]
    home = open_home(demo / "home")
    with home.store.reading() as books:
        looks = books.readings.of_attempt(attempt)
    home.close()
    assert [(each.media, each.purpose) for each in looks if each.by in examiner][-1] == ("clip", "mark clip")


@pytest.mark.xdist_group("demo")
def test_the_demo_leaves_a_summary_and_a_record(demo, capsys):
    out = demo
    summary = json.loads((out / "summary.json").read_text())
    assert summary["passed"] is True
    assert set(summary["subjects"]) == {"theory", "clip", "pitch"}
    entries = [json.loads(line) for line in (out / "record.jsonl").read_text().splitlines()]
    assert len(entries) == sum(summary["streams"].values())
    assert run(["record", "verify", "--home", str(out / "home")]) == 0
    film = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", str(out / "pitch.mp4")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert film.stdout.split() == ["h264", "aac"]
    assert film.stderr == ""
    signature = subprocess.run(["pdfsig", str(out / "certificate.pdf")], capture_output=True, text=True, check=False)
    assert "Signature is Valid" in signature.stdout
    assert len(list((out / "forms").glob("*.pdf"))) == 20
    key = json.loads((out / "summary.json").read_text())["station_key"]
    assert run(["bundle", "check", str(out / "bundle.zip"), "--key", key]) == 0
    assert run(["film", "check", *map(str, (out / "home" / "media").glob("*/pitch.mp4"))]) == 0
    capsys.readouterr()
    assert run(["record", "show", summary["admission_number"], "--home", str(out / "home"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == entries
    assert run(["record", "rebuild", "--home", str(out / "home")]) == 0
    assert "0 had differed" in capsys.readouterr().out


@pytest.mark.xdist_group("demo")
def test_a_changed_byte_makes_verify_exit_1_and_is_named(demo, capsys):
    import sqlite3

    out = demo
    with sqlite3.connect(out / "home" / "kaobo.db") as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        stream, seq, body = raw.execute(
            "SELECT stream, seq, body FROM entry WHERE kind = 'answered' ORDER BY seq LIMIT 1"
        ).fetchone()
        raw.execute("UPDATE entry SET body = ? WHERE stream = ? AND seq = ?", (body.replace("[", "[ "), stream, seq))
    raw.close()
    capsys.readouterr()
    assert run(["record", "verify", "--home", str(out / "home")]) == 1
    shown = capsys.readouterr().out
    assert stream in shown
    assert str(seq) in shown


@pytest.mark.xdist_group("demo")
def test_a_changed_film_makes_verify_exit_1_and_is_named(demo, capsys):
    out = demo
    (film,) = (out / "home" / "media").glob("*/pitch.mp4")
    content = bytearray(film.read_bytes())
    capsys.readouterr()
    assert run(["film", "check", str(film)]) == 0
    assert "compared with the record: 2 proofs" in capsys.readouterr().out
    film.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert run(["film", "check", str(film)]) == 1
    assert "FAULT: the film as a whole is not the one that the record names" in capsys.readouterr().out
    content[len(content) // 2] ^= 1
    film.write_bytes(content)
    assert run(["film", "check", str(film)]) == 1
    assert "FAULT: fragment" in capsys.readouterr().out
    assert run(["record", "verify", "--home", str(out / "home")]) == 1
    assert "pitch.mp4 was changed" in capsys.readouterr().out
    film.unlink()
    assert run(["record", "verify", "--home", str(out / "home")]) == 1
    assert "pitch.mp4 is missing" in capsys.readouterr().out


def test_the_demo_does_not_write_over_a_folder_in_use(tmp_path, capsys):
    (tmp_path / "note.txt").write_text("mine")
    assert run(["demo", "--out", str(tmp_path)]) == 2
    assert "not empty" in capsys.readouterr().err


def test_faults_of_form_and_of_content_are_named_in_one_run(tmp_path, capsys):

    from app.resources import question_bank

    folder = tmp_path / "bank"
    shutil.copytree(question_bank("yiwu"), folder)
    selling, fans = folder / "items" / "e_selling.toml", folder / "items" / "f_fans.toml"
    selling.write_text(selling.read_text().replace("right = true", "right = false", 1))
    fans.write_text(fans.read_text().replace("difficulty = 1", 'difficulty = "one"', 1))
    assert run(["bank", "check", str(folder), "--json"]) == 1
    files = {fault["file"] for fault in json.loads(capsys.readouterr().out)["faults"]}
    assert {"items/e_selling.toml", "items/f_fans.toml"} <= files


@pytest.mark.parametrize("language", ["fr", "", "EN"])
def test_a_clip_is_checked_in_no_language_that_nobody_wrote(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clip", "check", str(asset("demo", "presenter.mp4")), "--language", language]) == 2
    assert capsys.readouterr().err == f"There is no language {language!r} here.\nName zh or en.\n"


@pytest.mark.parametrize("asked", [["no-such.mp4"], [str(asset("demo", "presenter.mp4")), "--scheme", "none"]])
def test_a_clip_check_in_chinese_refuses_in_chinese(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["clip", "check", *asked, "--language", "zh"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert not any(line.isascii() for line in said), said
