"""Two photos are compared by the real models: one person, two people, and everything that cannot be compared."""

import errno
import importlib.util
import multiprocessing
import multiprocessing.context
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.centre.face_hint import FaceFault, FaceFinding
from app.exam.errors import Unavailable
from app.exam.face_hint import hint_of
from app.exam.vocabulary.desk import FaceHint
from app.media.faces import comparer as comparer_room
from app.media.faces import models as model_room
from app.media.faces.compare import compare
from app.media.faces.comparer import BackgroundComparer
from app.media.faces.models import FaceModels, face_models
from tests.media.faces.pictures import at_the_booth, jpeg, nobody, opened, original, two_people

NO_PICTURE = b"this is no picture at all"


@pytest.fixture(scope="module")
def models() -> FaceModels:
    return face_models()


@pytest.mark.parametrize("name", ["collins", "hopper"])
def test_one_person_looks_alike_in_another_light_and_turned(models: FaceModels, name: str) -> None:
    found = compare(models, original(name), at_the_booth(name))
    assert (found.registered, found.taken) == (None, None)
    assert found.distance > 0
    assert hint_of(found.distance) is FaceHint.ALIKE


@pytest.mark.parametrize(("registered", "taken"), [("collins", "hopper"), ("hopper", "collins")])
def test_two_people_look_different(models: FaceModels, registered: str, taken: str) -> None:
    assert hint_of(compare(models, original(registered), at_the_booth(taken)).distance) is FaceHint.DIFFERENT


def test_a_phones_picture_on_its_side_is_turned_upright(models: FaceModels) -> None:
    lying = opened("collins").rotate(90, expand=True)
    told = lying.getexif()
    told[0x0112] = 6  # orientation: to be turned clockwise
    assert compare(models, jpeg(lying, exif=told), original("collins")).distance < 200


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (nobody(), FaceFault.NO_FACE),
        (two_people(), FaceFault.SEVERAL_FACES),
        (NO_PICTURE, FaceFault.UNREADABLE),
        (original("collins")[:4000], FaceFault.UNREADABLE),
        (b"", FaceFault.UNREADABLE),
    ],
)
def test_what_cannot_be_compared_is_told_of_the_photo_that_it_is(
    models: FaceModels, content: bytes, fault: FaceFault
) -> None:
    assert compare(models, content, original("collins")) == FaceFinding(0, fault, None)
    assert compare(models, original("collins"), content) == FaceFinding(0, None, fault)


def test_both_faults_are_told_at_once(models: FaceModels) -> None:
    assert compare(models, NO_PICTURE, nobody()) == FaceFinding(0, FaceFault.UNREADABLE, FaceFault.NO_FACE)


def test_a_process_of_its_own_finds_the_same_and_ends(models: FaceModels) -> None:
    pair = (original("collins"), at_the_booth("collins"))
    assert BackgroundComparer().compare(*pair) == compare(models, *pair)
    assert multiprocessing.active_children() == []


def _dies(link: object, *_: object) -> None:
    raise SystemExit(3)


def _hangs(link: object, *_: object) -> None:
    threading.Event().wait()


@pytest.mark.parametrize("breaks", [_dies, _hangs])
def test_a_comparison_that_dies_or_hangs_is_one_sentence(monkeypatch: pytest.MonkeyPatch, breaks: object) -> None:
    monkeypatch.setattr(comparer_room, "serve_comparison", breaks)
    monkeypatch.setattr(comparer_room, "_PATIENCE_S", 3)
    with pytest.raises(Unavailable, match="broke off"):
        BackgroundComparer().compare(original("collins"), original("collins"))
    assert multiprocessing.active_children() == []


def test_a_computer_that_gives_no_further_process_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(multiprocessing.context.SpawnContext, "Pipe", full)
    with pytest.raises(Unavailable, match="broke off"):
        BackgroundComparer().compare(b"", b"")


def test_the_end_of_the_program_breaks_a_comparison_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparer_room, "serve_comparison", _hangs)
    comparer, told = BackgroundComparer(), list[Exception]()

    def work() -> None:
        try:
            comparer.compare(b"", b"")
        except Unavailable as error:
            told.append(error)

    waiting = threading.Thread(target=work)
    waiting.start()
    comparer.close()
    waiting.join(20)
    assert [type(error) for error in told] == [Unavailable]


@pytest.fixture
def copied(tmp_path: Path, models: FaceModels) -> Iterator[Path]:
    """Return a package of models as a folder that a test may spoil."""
    (tmp_path / "models").mkdir()
    for path in (models.points, models.faces):
        shutil.copy(path, tmp_path / "models" / path.name)
    return tmp_path


def _finding(place: Path | None, dlib: bool = True) -> object:
    def find(name: str) -> object:
        if name == "dlib":
            return object() if dlib else None
        assert name == "face_recognition_models"
        if place is None:
            return None
        spec = importlib.util.spec_from_loader(name, None, is_package=True)
        spec.submodule_search_locations = [str(place)]
        return spec

    return find


def test_the_models_are_known_by_their_bytes(monkeypatch: pytest.MonkeyPatch, copied: Path) -> None:
    monkeypatch.setattr(model_room, "find_spec", _finding(copied))
    assert face_models().faces == copied / "models" / "dlib_face_recognition_resnet_model_v1.dat"
    points = copied / "models" / "shape_predictor_5_face_landmarks.dat"
    points.write_bytes(points.read_bytes()[:-1] + b"\x00")
    with pytest.raises(Unavailable, match="not installed"):
        face_models()
    points.unlink()
    with pytest.raises(Unavailable, match="not installed"):
        face_models()


@pytest.mark.parametrize("missing", ["models", "dlib"])
def test_without_the_models_one_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, copied: Path, missing: str
) -> None:
    monkeypatch.setattr(model_room, "find_spec", _finding(None if missing == "models" else copied, missing != "dlib"))
    monkeypatch.setattr(comparer_room, "face_models", face_models)
    with pytest.raises(Unavailable) as told:
        BackgroundComparer().compare(original("collins"), original("collins"))
    assert "not installed on this computer" in told.value.detail
    assert "uv sync --extra faces" in told.value.advice
    assert "人脸比对模型" in told.value.in_language("zh")[0]
