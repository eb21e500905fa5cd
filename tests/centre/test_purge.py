"""A purge takes data and files of every attempt of a person, and the record says so and still verifies."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.centre.certificate_ports import LineState, RegisterLine
from app.centre.identity_photo import keep_photo
from app.centre.office import Office
from app.centre.planning import SittingPlan, book_roster, plan_sitting
from app.centre.registration_photo import has_registration_photo, keep_registration_photos
from app.centre.reports import evidence_of
from app.exam.errors import Refused, Unavailable
from app.media.film.shelf import FolderShelf
from app.paperwork.certificate.keys import create_keys
from app.programs.kaobo import run
from app.programs.live_film import media_check
from app.storage.clock import SystemClock
from app.storage.photos import PhotoFolder
from app.storage.verify import verify_record
from tests.centre.conftest import PEOPLE, PIN
from tests.centre.test_closing import absent, account, films, lacks, signed, whole  # noqa: F401 - pytest finds fixtures by name

OVER = datetime(2032, 1, 5, 1, 0, tzinfo=UTC)
"""Both years of retention are over, of an exam of 2026."""


def everything(centre, films):  # noqa: F811 - the fixture of that name
    """One candidate with a film, a clip, two photos, notes and a certificate on this PC."""
    number = centre.bookings[0].admission_number
    keep_registration_photos(centre.store, centre.staff["clerk"], centre.sitting.id, {number: b"a photo"})
    booking = whole(centre, films)
    keep_photo(centre.store, PhotoFolder(centre.home.photos), booking.id, b"a photo")
    for folder, name in (("notes", booking.id), (f"certificates/{booking.id[:2]}", f"{booking.id}-0.sealed")):
        (centre.home.path / folder).mkdir(parents=True, exist_ok=True)
        (centre.home.path / folder / name).write_text("sealed")
    return booking


def files_of(centre, attempt: str) -> list[str]:
    root = centre.home.path
    found = [path.relative_to(root) for path in root.rglob("*") if path.is_file()]
    return sorted(str(path) for path in found if attempt in str(path))


@pytest.fixture
def purge(centre, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.setenv("KAOBO_HOME", str(centre.home.path))
    monkeypatch.setattr(SystemClock, "now", lambda _: OVER)

    def typed(booking, second: str = "admintwo", login: str = "admin") -> int:
        command = ["result", "purge", booking.admission_number, "--second", second, "--second-pin", PIN]
        return run([*command, "--as", login, "--pin", PIN])

    return typed


def faults(centre) -> list[str]:
    return [each.reason for each in verify_record(
        centre.home.store, centre.home.keys, media=media_check(centre.home.media))]  # fmt: skip


def test_everything_personal_goes_and_the_record_stays_and_verifies(centre, films, purge):  # noqa: F811 - the fixture of that name
    booking = everything(centre, films)
    absent(centre, 1, 2)
    assert len(files_of(centre, booking.id)) >= 5
    assert purge(booking) == 0
    assert files_of(centre, booking.id) == []
    with centre.store.reading() as books:
        assert books.people.get(booking.candidate).details is None
        last = books.ledger.entries(f"{booking.id}/office")[-1]
        assert (last.kind, last.by) == ("purged", centre.staff["admin"].staff.id)
        assert last.body["countersigned_by"] == centre.staff["admintwo"].staff.id
    assert not has_registration_photo(centre.store, booking.id)
    assert faults(centre) == []
    assert lacks(centre) == []
    assert account(centre).may_close


def test_a_purge_is_the_last_word(centre, films, purge):  # noqa: F811 - the fixture of that name
    booking = everything(centre, films)
    clerk = Office(centre.store, centre.clock, centre.station("office"), centre.staff["clerk"])
    clerk.publish(booking.id)
    assert purge(booking) == 0
    for asked in (clerk.publish, lambda attempt: evidence_of(centre.store, centre.staff["clerk"], attempt)):
        with pytest.raises(Refused, match=r"personal of 20260604-0001 was destroyed"):
            asked(booking.id)
    with centre.store.reading() as books:
        assert books.attempts.get(booking.id).office_state == "purged"


def test_a_film_that_is_gone_without_a_purge_is_still_a_fault(centre, films):  # noqa: F811 - the fixture of that name
    booking = whole(centre, films)
    shutil.rmtree(centre.home.media / booking.id)
    assert any("is missing" in reason for reason in faults(centre))
    assert lacks(centre)


def test_before_the_years_are_over_nothing_is_touched(centre, films, purge, monkeypatch, capsys):  # noqa: F811 - the fixture of that name
    booking = everything(centre, films)
    before = files_of(centre, booking.id)
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime(2031, 6, 3, 15, 0, tzinfo=UTC))
    assert purge(booking) == 2
    assert "must be kept until 2031-06-04" in capsys.readouterr().err
    assert files_of(centre, booking.id) == before
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime(2031, 6, 3, 16, 0, tzinfo=UTC))  # the 4th in Beijing
    assert purge(booking) == 0


@pytest.mark.parametrize(("second", "login"), [("admin", "admin"), ("lead", "admin"), ("admin", "clerk")])
def test_it_takes_two_administrators(centre, films, purge, second, login):  # noqa: F811 - the fixture of that name
    booking = everything(centre, films)
    before = files_of(centre, booking.id)
    assert purge(booking, second, login) == 2
    assert files_of(centre, booking.id) == before


def test_asked_again_it_deletes_what_another_pc_still_holds(centre, films, purge):  # noqa: F811 - the fixture of that name
    booking = everything(centre, films)
    assert purge(booking) == 0
    elsewhere = centre.home.media / booking.id
    elsewhere.mkdir()
    (elsewhere / "pitch.mp4").write_bytes(b"a copy")
    assert purge(booking) == 0
    assert files_of(centre, booking.id) == []
    with centre.store.reading() as books:
        kinds = [entry.kind for entry in books.ledger.entries(f"{booking.id}/office")]
    assert kinds.count("purged") == 1


def test_a_disk_that_keeps_a_film_is_said_and_the_rest_is_gone(
    centre,
    films,  # noqa: F811 - the fixture of that name
    purge,
    monkeypatch,
    capsys,
):
    booking = everything(centre, films)

    def kept(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as held:
        held.setattr("app.media.film.shelf.shutil.rmtree", kept)
        assert purge(booking) == 3
    assert "cannot be deleted" in capsys.readouterr().err
    with centre.store.reading() as books:
        assert books.people.get(booking.candidate).details is None
    assert purge(booking) == 0
    assert files_of(centre, booking.id) == []


def test_every_attempt_of_the_person_is_taken(centre, films, purge):  # noqa: F811 - the fixture of that name
    booking, clerk = everything(centre, films), centre.staff["clerk"]
    held = centre.sitting
    plan = SittingPlan("20260701", date(2026, 7, 1), held.place, held.scheme, held.bank, 1)
    again = plan_sitting(centre.store, centre.chance, clerk, plan)
    (second,) = book_roster(centre.store, centre.chance, clerk, again.id, [(PEOPLE[0], ())])
    assert second.candidate == booking.candidate
    keep_registration_photos(centre.store, clerk, again.id, {second.admission_number: b"a photo"})
    assert purge(replace(booking, admission_number=second.admission_number)) == 0
    assert files_of(centre, booking.id) == []
    for each in (booking, second):
        assert not has_registration_photo(centre.store, each.id)
        with centre.store.reading() as books:
            assert books.ledger.entries(f"{each.id}/office")[-1].kind == "purged"
    assert faults(centre) == []


def test_a_shelf_removes_no_folder_but_an_attempts(tmp_path, monkeypatch):
    (tmp_path / "media").mkdir()
    (tmp_path / "precious").write_text("mine")
    shelf = FolderShelf(tmp_path / "media")
    for strange in ("..", "", "../precious", "."):
        with pytest.raises(Refused, match="not the id"):
            shelf.remove(strange)
    shelf.remove("nobody")
    assert (tmp_path / "precious").exists()
    assert (tmp_path / "media").exists()
    monkeypatch.setattr("app.media.film.shelf.shutil.rmtree", lambda _: (_ for _ in ()).throw(OSError(5, "broken")))
    with pytest.raises(Unavailable, match="broken"):
        shelf.remove("somebody")


def test_a_purge_does_not_keep_a_certificate_from_being_revoked(centre, films, purge, monkeypatch, capsys):  # noqa: F811 - the fixture of that name
    booking = everything(centre, films)
    with centre.store.writing() as books:
        line = RegisterLine("", booking.id, booking.candidate, booking.sitting, LineState.RESERVED)
        line = books.register.reserve(line, "YW", lambda serial: f"YW{serial}")
        books.register.replace(replace(line, state=LineState.ISSUED, document="d" * 64, issued_on="2026-06-12"))
    create_keys(centre.home.path / "keys" / "certificates", "义乌", OVER)
    assert purge(booking) == 0
    revoke = ["certificate", "revoke", "YW1", "--reason", "替考", "--as", "admin", "--pin", PIN]
    assert run(revoke) == 0
    assert "reason is not kept" in capsys.readouterr().out
    with centre.store.reading() as books:
        assert [each.number for each in books.register.revoked()] == ["YW1"]
        entries = books.ledger.entries(f"{booking.id}/office")
        assert [entry.kind for entry in entries][-2:] == ["purged", "revoked"]
        assert entries[-1].body["reason_sealed"] == ""
        assert books.attempts.get(booking.id).office_state == "purged"
    assert faults(centre) == []
    assert run(revoke) == 2
    assert run(["certificate", "copy", "YW1", "--out", str(centre.home.path), "--as", "admin", "--pin", PIN]) == 2
    assert f"Everything personal of {booking.admission_number} was destroyed" in capsys.readouterr().err
    out = ["--out", str(centre.home.path / "out")]
    for late in (["result", "void", booking.admission_number], ["certificate", "reissue", "YW1", *out]):
        assert run([*late, "--reason", "x", "--as", "admin", "--pin", PIN]) == 2
