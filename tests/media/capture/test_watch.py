"""What counts as lost, to the tenth of a second."""

import pytest

from app.centre.capture_ports import Loss
from app.media.capture.clock import NS
from app.media.capture.watch import CameraWatch, EncoderWatch, SoundWatch, disk_is_low, minutes_left

TENTH = NS // 10


def test_a_camera_is_gone_after_two_seconds_without_a_picture_and_back_with_the_next() -> None:
    watch = CameraWatch(0)
    watch.picture(b"a", 10 * TENTH)
    assert watch.lost(30 * TENTH) is None
    assert watch.lost(31 * TENTH) == (Loss.CAMERA_GONE, 10 * TENTH)
    watch.picture(b"a", 40 * TENTH)
    watch.picture(b"b", 41 * TENTH)
    assert watch.lost(41 * TENTH) is None and watch.back_ns == 40 * TENTH


def test_what_a_dying_stream_had_kept_is_no_return() -> None:
    watch = CameraWatch(0)
    watch.picture(b"a", 10 * TENTH)
    watch.picture(b"b", 35 * TENTH)
    watch.picture(b"B", 35 * TENTH + NS // 100)
    assert watch.lost(36 * TENTH) == (Loss.CAMERA_GONE, 10 * TENTH)
    watch.picture(b"c", 50 * TENTH)
    assert watch.lost(50 * TENTH) == (Loss.CAMERA_GONE, 10 * TENTH)
    watch.picture(b"d", 51 * TENTH)
    assert watch.lost(51 * TENTH) is None and watch.back_ns == 50 * TENTH


def test_a_camera_that_opens_slowly_is_there_with_its_first_picture() -> None:
    watch = CameraWatch(0)
    watch.picture(b"a", 30 * TENTH)
    assert watch.lost(30 * TENTH) is None


def test_a_camera_is_frozen_after_five_seconds_of_one_picture() -> None:
    watch = CameraWatch(0)
    for tenth in range(51):
        watch.picture(b"same", tenth * TENTH)
    assert watch.lost(50 * TENTH) is None
    watch.picture(b"same", 51 * TENTH)
    assert watch.lost(51 * TENTH) == (Loss.CAMERA_FROZEN, 0)
    watch.picture(b"other", 52 * TENTH)
    watch.picture(b"third", 53 * TENTH)
    assert watch.lost(53 * TENTH) is None and watch.back_ns == 52 * TENTH


def test_a_microphone_is_silent_after_five_seconds_of_digital_silence() -> None:
    watch, allowed = SoundWatch(0, silence_allowed=False), SoundWatch(0, silence_allowed=True)
    for tenth in range(1, 52):
        for one in (watch, allowed):
            one.sound(silent=True, ends_ns=tenth * TENTH)
    assert watch.lost(51 * TENTH) == (Loss.MICROPHONE_SILENT, 0) and allowed.lost(51 * TENTH) is None
    watch.sound(silent=False, ends_ns=52 * TENTH)
    assert watch.lost(52 * TENTH) is None and watch.back_ns == 52 * TENTH
    assert watch.lost(73 * TENTH) == (Loss.MICROPHONE_GONE, 52 * TENTH)


@pytest.mark.parametrize(("free", "was_low", "low"), [(9_000_000, False, False), (7_000_000, False, True),
                                                     (15_000_000, True, True), (17_000_000, True, False)])  # fmt: skip
def test_a_disk_is_low_under_half_a_minute_and_must_have_twice_that_to_go_on(
    free: int, was_low: bool, low: bool
) -> None:
    assert disk_is_low(free, 16_000_000, was_low=was_low) is low


def test_minutes_left_keep_the_reserve() -> None:
    assert minutes_left(36_000_000, 16_000_000) == 2 and minutes_left(1000, 16_000_000) == 0


def test_the_encoder_steps_down_at_most_every_second_and_is_calm_after_twenty() -> None:
    watch = EncoderWatch()
    assert not watch.too_slow(34, 0, at_the_cost_of_size=False)
    assert watch.too_slow(35, 0, at_the_cost_of_size=False)
    assert not watch.too_slow(90, 9 * TENTH, at_the_cost_of_size=True)
    assert not watch.too_slow(70, 10 * TENTH, at_the_cost_of_size=True)
    assert watch.too_slow(75, 10 * TENTH, at_the_cost_of_size=True)
    assert not watch.calm(209 * TENTH) and watch.calm(211 * TENTH)


def test_an_encoder_that_must_shrink_the_film_again_is_trusted_later() -> None:
    watch, waited = EncoderWatch(), []
    for step in range(5):
        now = step * 300 * NS
        assert watch.too_slow(80, now, at_the_cost_of_size=True)
        waited.append(next(second for second in range(300) if watch.calm(now + second * NS)))
    assert waited == [21, 41, 81, 161, 161]
