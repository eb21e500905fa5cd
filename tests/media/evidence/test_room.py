"""Evidence in the background: progress, kept files, films that cannot be read, a process that is killed."""

import errno
import multiprocessing
import multiprocessing.context
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app.centre.evidence_ports import EvidenceProgress, EvidenceRoom, EvidenceState
from app.exam.errors import Refused, Unavailable
from app.media.evidence.kept import keep, kept, kept_path
from app.media.evidence.room import BackgroundEvidence, evidence_of
from app.media.film.digest import file_digest
from tests.media.evidence.truth_films import pictures, talk, write_film


@pytest.fixture(scope="module")
def _short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("short")
    return write_film(folder / "pitch.mp4", talk((400, 400), snr_db=20), pictures((("face", 2000),)))


@pytest.fixture
def film(_short: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(_short, tmp_path / "pitch.mp4"))


def test_progress_rises_and_ends_with_the_evidence_kept_beside_the_film(film: Path) -> None:
    told: list[EvidenceProgress] = []
    evidence = evidence_of(film, told.append)
    percents = [progress.percent for progress in told]
    assert percents == sorted(percents)
    assert [told[0].state, told[-1].state] == [EvidenceState.WAITING, EvidenceState.DONE]
    assert evidence.digest == file_digest(film)
    assert kept(film, evidence.digest) == evidence
    assert [path.name for path in sorted(film.parent.iterdir())] == ["pitch.mp4", "pitch.mp4.evidence.json"]


def test_kept_evidence_is_taken_instead_of_computing_again(film: Path) -> None:
    marked = replace(evidence_of(film), film="kept.mp4")
    keep(film, marked)
    assert evidence_of(film) == marked


def test_evidence_of_other_bytes_another_method_or_a_spoilt_file_is_computed_anew(film: Path) -> None:
    evidence = evidence_of(film)
    for spoilt in (replace(evidence, digest="0" * 64), replace(evidence, method="older")):
        keep(film, spoilt)
        assert kept(film, evidence.digest) is None
    kept_path(film).write_text('{"film": 1}', encoding="utf-8")
    assert kept(film, evidence.digest) is None
    assert evidence_of(film) == evidence


def test_a_file_that_is_no_film_is_refused_by_name(tmp_path: Path) -> None:
    film = tmp_path / "noise.mp4"
    film.write_bytes(b"no film at all" * 1000)
    with pytest.raises(Refused, match=r"noise\.mp4"):
        evidence_of(film)
    with pytest.raises(Refused, match=r"gone\.mp4"):
        evidence_of(tmp_path / "gone.mp4")
    assert not kept_path(film).exists()


def test_a_torn_film_gives_evidence_up_to_its_end(film: Path, tmp_path: Path) -> None:
    torn = tmp_path / "torn.ts"
    write_film(torn, talk((400, 3000), snr_db=20), pictures((("face", 4000),)))
    torn.write_bytes(torn.read_bytes()[: torn.stat().st_size // 2])
    evidence = evidence_of(torn)
    assert 500 < evidence.duration_ms < 5000
    assert evidence.face


def test_a_killed_process_is_reported_and_the_next_film_is_computed(film: Path) -> None:
    room: EvidenceRoom = BackgroundEvidence()
    ends: list[EvidenceProgress] = []
    over = threading.Semaphore(0)

    def follow(progress: EvidenceProgress) -> None:
        if progress.state is EvidenceState.COMPUTING and not progress.percent and not ends:
            for process in multiprocessing.active_children():
                process.kill()
        if progress.state in (EvidenceState.FAILED, EvidenceState.DONE):
            ends.append(progress)
            over.release()

    try:
        for _ in range(2):
            room.ask(film, follow)
            assert over.acquire(timeout=60)
        assert [end.state for end in ends] == [EvidenceState.FAILED, EvidenceState.DONE]
        assert ends[0].detail and ends[0].advice
        assert room.kept(film) == ends[1].evidence
    finally:
        room.close()


def test_closing_the_room_ends_the_process_and_keeps_nothing(film: Path) -> None:
    room, begun = BackgroundEvidence(), threading.Event()
    room.ask(film, lambda progress: begun.set() if progress.state is EvidenceState.COMPUTING else None)
    assert begun.wait(30)
    room.close()
    assert multiprocessing.active_children() == []
    assert not kept_path(film).exists()


def test_a_folder_that_takes_no_file_is_told_in_one_sentence(film: Path) -> None:
    evidence = evidence_of(film)
    kept_path(film).unlink()
    kept_path(film).mkdir()
    with pytest.raises(Unavailable, match=r"pitch\.mp4"):
        keep(film, evidence)
    assert not list(film.parent.glob("*.new"))


def test_a_computer_that_gives_no_further_process_is_told_and_asked_again(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, ends, over = BackgroundEvidence(), list[EvidenceProgress](), threading.Semaphore(0)

    def follow(progress: EvidenceProgress) -> None:
        if progress.state in (EvidenceState.FAILED, EvidenceState.DONE):
            ends.append(progress)
            over.release()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    try:
        with monkeypatch.context() as patch:
            patch.setattr(multiprocessing.context.SpawnContext, "Pipe", full)
            room.ask(film, follow)
            assert over.acquire(timeout=60)
        room.ask(film, follow)
        assert over.acquire(timeout=60)
        assert [end.state for end in ends] == [EvidenceState.FAILED, EvidenceState.DONE]
    finally:
        room.close()
