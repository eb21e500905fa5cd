"""Photos of the registration from a folder, and what the station says about comparing faces."""

from pathlib import Path

import pytest

from app.exam.errors import Unavailable
from app.programs import doctor
from app.programs.kaobo import run
from app.settings import Settings
from app.storage.home import open_home
from tests.media.faces.pictures import original
from tests.programs.test_command import ADMIN, home, person, planned, roster  # noqa: F401 - pytest finds fixtures by name


@pytest.fixture
def booked(planned: Path, tmp_path: Path) -> Path:  # noqa: F811 - the fixture of that name
    path = roster(tmp_path / "r.xlsx", [person("彭晓", "11010519491231002X"), person("Reza", "K12345678", "护照")])
    assert run(["roster", "import", "20260604", str(path), *ADMIN]) == 0
    return planned


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "photos"
    made.mkdir()
    (made / "20260604-0001.jpg").write_bytes(original("collins"))
    return made


def kept(booked: Path) -> list[bool]:
    opened = open_home(booked)
    with opened.store.reading() as books:
        bookings = books.sittings.bookings(books.sittings.by_code("20260604").id)
        found = [books.registration_photos.get(booking.id) is not None for booking in bookings]
    opened.close()
    return found


def test_photos_are_kept_and_who_has_none_is_counted(booked: Path, folder: Path, capsys) -> None:
    assert run(["roster", "photos", "20260604", str(folder), *ADMIN]) == 0
    assert "Kept 1 photo; 1 candidate without one." in capsys.readouterr().out
    assert kept(booked) == [True, False]


def test_every_bad_file_is_named_and_none_is_kept(booked: Path, folder: Path, capsys) -> None:
    (folder / "20260604-0002.jpg").write_bytes(b"no picture")
    (folder / "20260604-0003.png").write_bytes(b"")
    assert run(["roster", "photos", "20260604", str(folder), *ADMIN]) == 2
    told = capsys.readouterr()
    assert "20260604-0002.jpg cannot be read" in told.out
    assert "20260604-0003.png cannot be read" in told.out
    assert "2 pictures of photos cannot be taken; none was kept." in told.err
    assert kept(booked) == [False, False]


def test_a_number_of_nobody_and_a_folder_that_is_none_are_refused(booked: Path, folder: Path, capsys) -> None:
    (folder / "20260604-0001.jpg").rename(folder / "20260604-0077.jpg")
    assert run(["roster", "photos", "20260604", str(folder), *ADMIN]) == 2
    assert "20260604-0077 is no admission number of this sitting" in capsys.readouterr().err
    assert run(["roster", "photos", "20260604", str(folder / "nowhere"), *ADMIN]) == 2
    assert kept(booked) == [False, False]


def faces(place: Path) -> doctor.Finding:
    return doctor._guarded(doctor._faces, Settings(place))


def test_the_station_says_whether_faces_can_be_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert faces(tmp_path).value == "off: identity is confirmed by eye alone"
    (tmp_path / "identity.toml").write_text("face_comparison = true\n", encoding="utf-8")
    assert (faces(tmp_path).result, faces(tmp_path).value) == ("go", "on: a hint for who agrees")

    def missing() -> None:
        raise Unavailable("The models are not installed.", advice="Install them.")

    monkeypatch.setattr(doctor, "face_models", missing)
    told = faces(tmp_path)
    assert (told.result, told.value, told.advice) == ("warning", "The models are not installed.", "Install them.")
    (tmp_path / "identity.toml").write_text("face_comparison = maybe\n", encoding="utf-8")
    assert faces(tmp_path).result == "no_go"
