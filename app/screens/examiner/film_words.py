"""What evidence and breaks of a reel say, in the window's language.

Why this room exists: the same figure stands on the timeline, beside a line and under the picture; one place words it.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.centre.evidence_ports import Evidence
from app.centre.reel import Break, Reel
from app.centre.reel_evidence import CARE, LineFigure, ReelTrack, Shown, line_figures
from app.exam.bank import Rubric
from app.exam.scheme import Subject
from app.screens.examiner.sheet_state import LineRemark, Sense, film_time
from app.screens.parts.timeline import Track
from app.screens.parts.words import clock_text, spoken_time, tenths


def subject_name(subject: Subject) -> str:
    """Return a subject's name."""
    translate = QCoreApplication.translate
    return {
        Subject.THEORY: translate("film", "Theory"),
        Subject.CLIP: translate("film", "Short video"),
        Subject.PITCH: translate("film", "Live pitch"),
    }[subject]


def track_name(shown: Shown) -> str:
    """Return a track's name."""
    translate = QCoreApplication.translate
    return {
        Shown.SPEECH: translate("film", "Speech"),
        Shown.DEAD_AIR: translate("film", "Dead air"),
        Shown.FACE: translate("film", "Face in picture"),
        Shown.BLACK: translate("film", "Black picture"),
        Shown.FROZEN: translate("film", "Frozen picture"),
    }[shown]


def timeline_tracks(tracks: tuple[ReelTrack, ...]) -> tuple[Track, ...]:
    """Return a reel's tracks as the timeline draws them."""
    return tuple(
        Track(
            track_name(track.shown), tuple((span.from_ms, span.to_ms) for span in track.spans), track.sure_percent,
            track.shown in CARE,
        )
        for track in tracks
    )  # fmt: skip


def line_remarks(rubric: Rubric, reel: Reel, found: Mapping[str, Evidence]) -> dict[str, tuple[LineRemark, ...]]:
    """Return what stands beside each rubric line."""
    held, whole = reel.checks
    checks = QCoreApplication.translate("film", "{0} of {1} clip checks hold").format(held, whole)
    remarks = {}
    for line in rubric.lines:
        said = [
            LineRemark(figure_words(figure), Sense.EVIDENCE, figure.first_ms)
            for figure in line_figures(line, reel, found)
        ]
        if whole and "clip_check" in line.evidence:
            said.append(LineRemark(checks, Sense.EVIDENCE))
        if said:
            remarks[line.id] = tuple(said)
    return remarks


def beside(
    evidence: Mapping[str, tuple[LineRemark, ...]], current: str, *, low: bool
) -> dict[str, tuple[LineRemark, ...]]:
    """Return the remarks that are shown: all of them, or in a low window those of the line in hand, so that no line
    is pushed out of sight."""
    return {line: said for line, said in evidence.items() if not low or line == current}


def figure_words(figure: LineFigure) -> str:
    """Return one figure in words, with how sure it is."""
    translate = QCoreApplication.translate
    if figure.what == "no_sound":
        return translate("film", "no sound in the film")
    if figure.what == "loudness":
        return translate("film", "loudness {0} dB").format(str(figure.ms).replace("-", "−"))
    said = {
        "effective": translate("film", "effective {0} of {1}"),
        Shown.SPEECH.value: translate("film", "speech {0}"),
        Shown.FACE.value: translate("film", "in picture {0}"),
        Shown.DEAD_AIR.value: translate("film", "dead air {2}× {0}"),
        Shown.BLACK.value: translate("film", "black {2}× {0}"),
        Shown.FROZEN.value: translate("film", "frozen {2}× {0}"),
    }[figure.what].format(film_time(figure.ms), film_time(figure.of_ms), figure.count)
    return said if figure.sure_percent is None else f"{said} ({figure.sure_percent} %)"


def break_words(each: Break) -> str:
    """Return what happened between two films."""
    translate = QCoreApplication.translate
    lost = f"{tenths(each.lost_ms // 100)} s" if each.lost_ms < 60_000 else spoken_time(each.lost_ms)
    causes = {
        "camera_gone": translate("film", "camera lost"),
        "camera_frozen": translate("film", "camera stood still"),
        "microphone_gone": translate("film", "microphone lost"),
        "microphone_silent": translate("film", "microphone silent"),
        "disk_low": translate("film", "disk full"),
        "encoder_slow": translate("film", "computer too slow"),
        "camera": translate("film", "camera lost"),
        "microphone": translate("film", "microphone lost"),
        "disk": translate("film", "disk full"),
    }
    restarted = translate("film", "program started again")
    cause = causes.get(each.cause, each.cause) or (restarted if each.restarted else translate("film", "a new film"))
    return translate("film", "{0}: {1}, {2} not filmed").format(clock_text(each.at_ms), cause, lost)
