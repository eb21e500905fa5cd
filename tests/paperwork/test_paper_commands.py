"""The commands, run as a clerk runs them."""

import json
from pathlib import Path

import pytest
import typer

from app.exam.errors import NotAllowed, Refused
from app.paperwork.bundle.checking import check_bundle
from app.paperwork.exchange.results import read_results
from app.programs import paper_commands
from app.programs.paperwork_desk import attempt_of, export_bundle, write_blank_forms, write_forms
from app.resources import question_bank
from app.storage.bank_files import load_bank

PIN = "246810"


def run(*arguments: str) -> int:
    """Run the paper commands alone; refusals come through as they are."""
    top, bank_app = typer.Typer(), typer.Typer()
    paper_commands.register(top, bank_app)
    top.add_typer(bank_app, name="bank")
    outcome = top(list(arguments), standalone_mode=False)
    return outcome if isinstance(outcome, int) else 0


def clerk(played) -> list[str]:
    return ["--as", "clerk", "--pin", PIN, "--home", str(played.home.path)]


def test_forms_are_written_for_a_sitting(played, tmp_path: Path, capsys):
    assert run("forms", "20260604", "--out", str(tmp_path / "f"), *clerk(played)) == 0
    names = {path.name for path in (tmp_path / "f").iterdir()}
    assert {"room_record-zh.pdf", "admission_tickets-zh.pdf", "score_record-20260604-0001-zh.pdf"} <= names
    assert len(names) == 11
    assert "11 forms" in capsys.readouterr().out


def test_blank_forms_need_no_home(tmp_path: Path):
    written = write_blank_forms(tmp_path, load_bank(question_bank("yiwu")).readable, languages=("zh", "en"))
    assert len(written) == 20
    assert all(path.read_bytes().startswith(b"%PDF") for path in written)


def test_results_are_exported_for_one_sitting(played, tmp_path: Path):
    path = tmp_path / "r.xlsx"
    assert run("export", "results", str(path), "--sitting", "20260604", *clerk(played)) == 0
    assert [line.outcome for line in read_results(path)] == ["passed", "failed", "absent"]


def test_an_unknown_sitting_is_refused(played, tmp_path: Path):
    with pytest.raises(Refused, match="no sitting 2099"):
        run("export", "results", str(tmp_path / "r.csv"), "--sitting", "2099", *clerk(played))


def test_a_bundle_is_exported_and_checked_with_the_key_alone(played, tmp_path: Path, capsys):
    path = tmp_path / "a.zip"
    assert run("bundle", "export", "20260604-0001", "--out", str(path), *clerk(played)) == 0
    public = played.home.keys.station.public.hex()
    assert public in capsys.readouterr().out
    assert run("bundle", "check", str(path), "--key", public) == 0
    (tmp_path / "key.txt").write_text(f"our key: {public}\n")
    assert run("bundle", "check", str(path), "--key", str(tmp_path / "key.txt"), "--json") == 0
    assert run("bundle", "check", str(path), "--key", "00" * 32) == 1
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)
    capsys.readouterr()
    assert run("bundle", "check", str(path), "--key", public, "--json") == 1
    assert not json.loads(capsys.readouterr().out)["whole"]


def test_a_bundle_shows_nobody_else(played, tmp_path: Path):
    import zipfile

    export_bundle(played.home, played.staff["clerk"], played.bookings[0].id, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"K12345678" not in content
    assert b"Reza" not in content


def test_media_of_the_attempt_is_enclosed_when_the_record_names_it(played, tmp_path: Path):
    folder = played.home.media / played.bookings[0].id
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "stranger.bin").write_bytes(b"not of the record")
    (folder / "from_my_phone.mov").write_bytes(f"{played.bookings[0].id}/clip".encode())  # has the clip's digest
    missing = export_bundle(played.home, played.staff["clerk"], played.bookings[0].id, tmp_path / "a.zip")
    assert missing == ["rehearsed-1.mp4"]  # a rehearsal invents its film
    findings = check_bundle(tmp_path / "a.zip", [played.home.keys.station.public])
    assert findings.whole
    assert findings.remarks == ("rehearsed-1.mp4 is named in the record and not enclosed.",)
    assert b"not of the record" not in (tmp_path / "a.zip").read_bytes()


def test_an_examiner_may_not_export_a_bundle(played, tmp_path: Path):
    with pytest.raises(NotAllowed):
        export_bundle(played.home, played.staff["examiner"], played.bookings[0].id, tmp_path / "a.zip")


def test_an_unknown_attempt_is_refused(played):
    with pytest.raises(Refused, match="no attempt"):
        attempt_of(played.store, "nobody")


@pytest.mark.parametrize(
    ("form", "name"), [("qti3", "a.zip"), ("qti21", "a.zip"), ("gift", "a.gift"), ("national", "a.xlsx")]
)
def test_a_bank_goes_out_and_comes_back_as_a_file_that_the_bank_reader_reads(tmp_path: Path, form: str, name: str):
    import shutil

    bank = load_bank(question_bank("yiwu")).readable
    assert run("bank", "export", str(tmp_path / name), "--form", form) == 0
    mine = tmp_path / "bank"
    shutil.copytree(question_bank("yiwu"), mine)
    for path in (*(mine / "items").glob("*.toml"), *(mine / "oral").glob("*.toml")):
        path.unlink()
    out, oral = (mine / folder / "imported.toml" for folder in ("items", "oral"))
    given = ("bank", "import", str(tmp_path / name), "--form", form, "--out", str(out), "--oral-out", str(oral))
    assert run(*given) == 0
    read = load_bank(mine)
    assert read.faults == ()
    if form != "national":
        assert (read.bank.items, read.bank.oral_questions) == (bank.items, bank.oral_questions)
    assert [item.id for item in read.bank.items] == [item.id for item in bank.items]
    assert [question.id for question in read.bank.oral_questions] == [each.id for each in bank.oral_questions]
    with pytest.raises(Refused, match="exists already"):
        run(*given)


@pytest.mark.parametrize(
    ("name", "form", "better"),
    [("a.xlsx", None, "national"), ("a.GIFT", "qti21", "gift"), ("a.zip", "national", "qti3")],
)
def test_a_file_is_not_given_an_ending_that_its_form_belies(tmp_path: Path, name: str, form: str | None, better: str):
    with pytest.raises(Refused) as refused:
        run("bank", "export", str(tmp_path / name), *(("--form", form) if form else ()))
    assert refused.value.advice == f"Give --form {better}."
    assert not list(tmp_path.iterdir())


def test_oral_questions_for_which_no_file_is_named_are_told(tmp_path: Path, capsys):
    assert run("bank", "export", str(tmp_path / "a.gift"), "--form", "gift") == 0
    assert run("bank", "import", str(tmp_path / "a.gift"), "--form", "gift", "--out", str(tmp_path / "a.toml")) == 0
    assert "Not held: the oral question: no file was named for it with --oral-out" in capsys.readouterr().out


def test_what_does_not_come_through_is_said(tmp_path: Path, capsys):
    bank = load_bank(question_bank("yiwu")).readable
    assert run("bank", "export", str(tmp_path / "a.xlsx"), "--form", "national") == 0
    said = capsys.readouterr().out
    assert f"{len(bank.items)} items and {len(bank.oral_questions)} oral questions" in said
    assert "Not held: English: the format has one language" in said


def test_forms_in_both_languages_count_their_steps(played, tmp_path: Path):
    steps: list[int] = []
    written = write_forms(
        played.store, played.staff["clerk"], played.sitting.id, tmp_path, languages=("zh", "en"),
        step=lambda: steps.append(1),
    )  # fmt: skip
    assert len(steps) == len(written) == 22
