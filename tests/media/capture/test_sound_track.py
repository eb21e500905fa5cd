"""Sound stays on the film's clock."""

import numpy as np
import pytest

from app.media.capture.clock import NS, LeastDelay, StreamClock
from app.media.capture.sound import RATE, Sound, SoundTrack, level_db

CHUNK = 960


def played(ppm: int, seconds: int, seed: int = 3) -> tuple[SoundTrack, float]:
    """Feed a microphone whose clock is off; return the track and its error at the end in ms."""
    dice = np.random.default_rng(seed)
    track, heard = SoundTrack(0), 0
    rate = RATE * (1 + ppm / 1e6)
    for _ in range(seconds * RATE // CHUNK):
        heard += CHUNK
        arrives = int(heard / rate * NS) + int(dice.exponential(4e6))
        track.add(Sound(np.zeros(CHUNK, np.int16), arrives))
    return track, (track.made / RATE - heard / rate) * 1000


@pytest.mark.parametrize("ppm", [-200, 0, 200])
def test_a_microphone_clock_that_is_off_drifts_under_ten_ms_in_five_minutes(ppm: int) -> None:
    _, error_ms = played(ppm, 300)
    assert abs(error_ms) < 10


def test_without_the_track_the_same_clock_drifts_fifty_eight_ms() -> None:
    assert abs(300 * RATE / (RATE * (1 + 200 / 1e6)) / RATE * 1000 - 300_000) > 58


def test_a_reader_that_was_blocked_loses_nothing() -> None:
    track = SoundTrack(0)
    for number in range(1, 51):
        track.add(Sound(np.full(CHUNK, 5, np.int16), number * CHUNK * NS // RATE))
    late = Sound(np.full(CHUNK * 75, 5, np.int16), 125 * CHUNK * NS // RATE + 3_000_000)
    assert abs(track.add(late).size - late.samples.size) <= late.samples.size // 100
    assert abs(track.made - 125 * CHUNK) <= CHUNK


def test_a_microphone_that_was_away_leaves_silence_of_the_right_length() -> None:
    track = SoundTrack(0)
    track.add(Sound(np.full(CHUNK, 9, np.int16), 20_000_000, first=True))
    assert track.fill_until(NS).size == RATE - CHUNK
    again = track.add(Sound(np.full(CHUNK, 9, np.int16), 2 * NS, first=True))
    assert again.size == RATE and not again[: RATE - CHUNK].any() and (again[-CHUNK:] == 9).all()


def test_what_a_stream_lost_is_silence_and_the_next_sound_stands_at_its_moment() -> None:
    track = SoundTrack(0)
    for number in range(1, 51):
        track.add(Sound(np.full(CHUNK, 5, np.int16), number * CHUNK * NS // RATE, exact=True))
    back = track.add(Sound(np.full(CHUNK, 7, np.int16), 150 * CHUNK * NS // RATE, exact=True))
    assert track.made == 150 * CHUNK and not back[: 99 * CHUNK].any() and (back[-CHUNK:] == 7).all()


def test_a_microphone_that_lost_two_seconds_without_a_word_is_soon_heard_in_its_place() -> None:
    track, heard = SoundTrack(0), 0
    for number in range(1, 51):
        track.add(Sound(np.full(CHUNK, 5, np.int16), number * CHUNK * NS // RATE))
    track.fill_until(2 * NS)
    for number in range(151, 301):
        piece = track.add(Sound(np.full(CHUNK, 7, np.int16), number * CHUNK * NS // RATE))
        heard += int((piece == 7).sum())
    assert abs(track.made - 300 * CHUNK) <= CHUNK
    assert heard >= (150 - 40) * CHUNK, "not much more than the time in which it might have caught up"


def test_sound_that_began_in_a_bunch_is_put_right_within_two_seconds() -> None:
    track = SoundTrack(0)
    for number in range(1, 76):
        late = 60_000_000 if number < 25 else 0
        track.add(Sound(np.full(CHUNK, 5, np.int16), number * CHUNK * NS // RATE + late, first=number == 1))
    assert abs(track.made - 75 * CHUNK) <= CHUNK


def test_sound_from_before_the_film_is_left_out() -> None:
    track = SoundTrack(NS)
    assert track.add(Sound(np.ones(CHUNK, np.int16), NS // 2, first=True)).size == 0
    assert track.made == 0


def test_level_is_the_peak_below_full_scale() -> None:
    assert level_db(np.array([0, -32768], np.int16)) == 0
    assert level_db(np.array([16384], np.int16)) == -6
    assert level_db(np.zeros(5, np.int16)) == level_db(np.zeros(0, np.int16)) == -90


def test_the_least_delay_forgets_what_left_its_window() -> None:
    delay = LeastDelay(window_ns=10)
    assert [delay.see(offset, at) for offset, at in ((5, 0), (9, 5), (7, 12), (8, 30))] == [5, 5, 7, 8]


def test_a_stream_whose_stamps_jump_is_tied_anew() -> None:
    clock = StreamClock()
    assert clock.at(1000, 5 * NS) == 5 * NS
    assert clock.at(1000 + NS, 6 * NS + 40_000_000) == 6 * NS, "a late arrival is placed where it belongs"
    assert clock.at(77 * NS, 7 * NS) == 7 * NS
