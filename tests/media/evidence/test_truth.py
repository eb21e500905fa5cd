"""What the evidence says of films whose truth is known."""

import itertools
from pathlib import Path

import pytest

from app.centre.evidence_ports import DEAD_AIR_MS, Evidence, Span, in_order
from app.media.evidence.measure import measure
from tests.media.evidence.truth_films import Quality, pictures, quality, talk, true_spans, write_film

PAUSES_MS = (800, 350, 1200, 4000, 600, 6000, 450, 900)
SCENES = (
    ("face", 6000), ("away", 4000), ("face", 5000), ("black", 3000), ("face", 4000), ("frozen", 5000),
    ("away", 2500), ("face", 3500), ("frozen", 3000), ("black", 1000), ("face", 3000),
)  # fmt: skip


def _told(what: str, found: Quality) -> None:
    print(f"{what}: precision {found.precision} %, recall {found.recall} %")
    assert found.precision >= 95, what
    assert found.recall >= 95, what


@pytest.mark.parametrize("noise", ["white", "street", "fan"])
@pytest.mark.parametrize("snr_db", [None, 10])
def test_speech_is_told_from_silence_down_to_ten_decibels_over_the_noise(
    tmp_path: Path, noise: str, snr_db: int | None
) -> None:
    sound = talk(PAUSES_MS, snr_db=snr_db, noise=noise)
    found = measure(write_film(tmp_path / "talk.mp4", sound, None), "d")
    _told(f"speech, {noise} {snr_db} dB", quality(found.speech, sound.speech))
    edges = [0, *itertools.chain(*((span.from_ms, span.to_ms) for span in sound.speech)), found.duration_ms]
    pauses = [Span(begin, end, 100) for begin, end in itertools.batched(edges, 2) if end - begin >= DEAD_AIR_MS]
    _told(f"dead air, {noise} {snr_db} dB", quality(found.dead_air(), pauses))
    assert len(found.dead_air()) == len(pauses) == 2


def test_a_room_that_only_hums_holds_no_speech_and_no_effective_time(tmp_path: Path) -> None:
    found = measure(write_film(tmp_path / "hum.mp4", talk((8000,), snr_db=0, noise="fan"), None), "d")
    assert found.speech == ()
    assert found.has_sound
    assert found.effective_ms() == 0


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    film = write_film(tmp_path_factory.mktemp("seen") / "scenes.mp4", None, pictures(SCENES))
    return measure(film, "d")


@pytest.mark.parametrize(
    ("track", "kinds"),
    [
        ("face", ("face", "frozen")),
        ("absence", ("away", "black")),
        ("black", ("black",)),
        ("frozen", ("frozen",)),
    ],
)
def test_picture_tracks_agree_with_the_scenes(seen: Evidence, track: str, kinds: tuple[str, ...]) -> None:
    spans = getattr(seen, track)
    _told(track, quality(spans, true_spans(SCENES, kinds)))
    assert in_order(spans)
    assert len(spans) == len(true_spans(SCENES, kinds))


def test_a_film_without_sound_claims_neither_speech_nor_silence(seen: Evidence) -> None:
    assert (seen.has_sound, seen.has_picture) == (False, True)
    assert (seen.speech, seen.silence, seen.loudness_db) == ((), (), ())


def test_an_absence_is_never_quite_sure(seen: Evidence) -> None:
    assert seen.absence
    assert all(span.sure_percent <= 95 for span in seen.absence)


def test_loudness_follows_the_voice_and_the_length_of_the_film(tmp_path: Path) -> None:
    sound = talk((2000, 2000), snr_db=None)
    found = measure(write_film(tmp_path / "loud.mp4", sound, None), "d")
    voice = sound.speech[0]
    spoken = found.loudness_db[voice.from_ms // 100 + 1 : voice.to_ms // 100]
    assert abs(len(found.loudness_db) - found.duration_ms / 100) <= 1
    assert max(found.loudness_db[:18]) < -60
    assert sorted(spoken)[len(spoken) // 2] > -35


def test_the_same_film_gives_the_same_evidence(tmp_path: Path) -> None:
    film = write_film(tmp_path / "twice.mp4", talk((500, 500), snr_db=20), pictures((("face", 3000),)))
    assert measure(film, "d") == measure(film, "d")
