"""The station gate: try camera, microphone and disk for real, and say go, go with a warning, or no go.

Why this room exists: what will fail in a pitch must fail before anybody has begun it, with the one thing to do.
"""

from collections.abc import Callable
from pathlib import Path

from app.centre.capture_ports import GateReport
from app.media.capture.cameras import CameraWish
from app.media.capture.clock import NS, now_ns
from app.media.capture.gate_findings import Heard, gate_report_of
from app.media.capture.readers import Intake, Readers
from app.media.capture.sources import Source

OPEN_NS = 6 * NS
"""What has not begun after so long is given up."""


def station_gate(
    camera: Source,
    microphone: Source,
    folder: Path,
    *,
    seconds: int = 6,
    silence_allowed: bool = False,
    ask_for_word: Callable[[], None] = lambda: None,
) -> GateReport:
    """Run the gate; it opens both sources for ``seconds``.

    Args:
        camera: what to open.
        microphone: what to open.
        folder: where films will be written.
        seconds: how long to look and listen, at least 2.
        silence_allowed: the scheme takes a film without sound, so that ``silence`` is but a warning.
        ask_for_word: called when the microphone listens: ask the person for a word.
    Returns: a finding each of camera, frame_rate, exposure, microphone, level, clock_drift, disk_minutes,
        write_speed, power.
    """
    intake = Intake()
    readers = Readers(camera, microphone, intake, lambda _: None, CameraWish())
    readers.start()
    ask_for_word()
    try:
        heard = _listen(intake, seconds)
    finally:
        readers.halt()
        readers.join()
    heard.camera_error, heard.microphone_error = intake.camera_error, intake.microphone_error
    return gate_report_of(heard, microphone, folder, silence_allowed=silence_allowed)


def _listen(intake: Intake, seconds: int) -> Heard:
    """Look and listen for ``seconds`` from the moment at which both have begun; give up
    what has not begun after six seconds.
    """
    heard, both = Heard(), False
    until = now_ns() + OPEN_NS
    while now_ns() < until:
        heard.take(*intake.take(0.1))
        if not both and heard.both:
            both, until = True, now_ns() + seconds * NS
    return heard
