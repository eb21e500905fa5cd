"""The command ``evidence``: lines for a reader, JSON for a script."""

from app.centre.evidence_ports import Evidence, Span
from app.programs.evidence_commands import lines_of

TALK = Evidence(
    "pitch.mp4", "d", "m", 65_000, has_sound=True, has_picture=True,
    speech=(Span(0, 60_000, 97),), silence=(Span(60_000, 65_000, 98),), face=(Span(0, 65_000, 91),),
    loudness_db=(-30, -20, -10),
)  # fmt: skip


def test_clock_time_effective_time_and_every_track_are_told() -> None:
    assert list(lines_of(TALK)) == [
        "pitch.mp4: clock time 1:05.000",
        "effective time 1:00.000 (pauses from 3000 ms on left out)",
        "speech: 0:00.000 to 1:00.000, 97 % sure",
        "dead air: 1:00.000 to 1:05.000, 98 % sure",
        "loudness: -20 dB in the middle, -10 dB at most",
        "face: 0:00.000 to 1:05.000, 91 % sure",
        "absence: none",
        "black: none",
        "frozen: none",
    ]


def test_what_a_film_lacks_is_said_instead_of_measured() -> None:
    silent = Evidence("mute.mp4", "d", "m", 5_000, has_sound=False, has_picture=False)
    assert list(lines_of(silent)) == ["mute.mp4: clock time 0:05.000", "no sound", "no picture"]
