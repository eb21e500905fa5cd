"""How a booth and an event are said to a supervisor: health in plain words, care where care is due."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.centre.supervision import BoothLine, Event, Grows, What
from app.exam.flow_state import Stage
from app.screens.parts.words import clock_text, spoken_time

_QUIET_MS = 60_000
"""A booth that has written nothing for a minute in a timed stage is worth a look."""


@dataclass(frozen=True, slots=True)
class Health:
    """One line of a booth's health; ``good`` false: look there."""

    words: str
    good: bool


def stage_name(stage: Stage) -> str:
    """Return a stage's name."""
    translate = QCoreApplication.translate
    return {
        Stage.CHECK_IN: translate("supervision", "Check-in"),
        Stage.IDENTITY: translate("supervision", "Identity"),
        Stage.TURNED_AWAY: translate("supervision", "Turned away"),
        Stage.CONSENT: translate("supervision", "Consent"),
        Stage.REFUSED: translate("supervision", "Consent refused"),
        Stage.DEVICES: translate("supervision", "Devices"),
        Stage.THEORY_READY: translate("supervision", "Before theory"),
        Stage.THEORY: translate("supervision", "Theory"),
        Stage.CLIP_READY: translate("supervision", "Before the short video"),
        Stage.CLIP: translate("supervision", "Short video"),
        Stage.DRAW: translate("supervision", "Draw"),
        Stage.PREPARATION_READY: translate("supervision", "Before preparation"),
        Stage.PREPARATION: translate("supervision", "Preparation"),
        Stage.PITCH: translate("supervision", "Live pitch"),
        Stage.DONE: translate("supervision", "All subjects done"),
        Stage.FINISHED: translate("supervision", "Finished"),
        Stage.SEALED: translate("supervision", "Finished"),
    }[stage]


def booth_health(line: BoothLine) -> tuple[Health, ...]:
    """Return what a supervisor should know of a booth, what needs care first."""
    told = [*_faults(line), *_figures(line)]
    return tuple(sorted(told, key=lambda each: each.good))


def _faults(line: BoothLine) -> list[Health]:
    translate, told = QCoreApplication.translate, []
    if line.open_calls:
        told.append(Health(translate("supervision", "Calls for help: {0}").format(line.open_calls), good=False))
    if line.interrupted:
        told.append(Health(translate("supervision", "Interrupted: the clock is stopped"), good=False))
    if line.awaiting_grant:
        told.append(Health(translate("supervision", "Waits for the examiner to give time back"), good=False))
    if line.misconduct:
        told.append(Health(_misconduct(line.misconduct), good=False))
    if line.grows is Grows.STALE:
        told.append(Health(translate("supervision", "The film has not grown for 15 seconds"), good=False))
    if line.limit_ms and line.silent_ms > _QUIET_MS and not line.interrupted:
        words = translate("supervision", "Nothing written for {0}").format(spoken_time(line.silent_ms))
        told.append(Health(words, good=False))
    return told


def _figures(line: BoothLine) -> list[Health]:
    translate, told = QCoreApplication.translate, []
    if line.grows is Grows.GROWING:
        words = translate("supervision", "Recording grows: {0} proven").format(clock_text(line.film_ms))
        told.append(Health(words, good=True))
    if line.items:
        words = translate("supervision", "Answers saved: {0} of {1}").format(line.answers, line.items)
        if line.answer_age_ms >= 0:
            ago = translate("supervision", "last {0} ago").format(spoken_time(line.answer_age_ms))
            words = f"{words} · {ago}"
        told.append(Health(words, good=True))
    if line.disk:
        told.append(Health(translate("supervision", "Disk at the gate: {0}").format(_spoken(line.disk)), good=True))
    return told


def _spoken(measured: str) -> str:
    """Return a length of time as it stands in the record (``95 s``, ``412 minutes``) in the window's words."""
    figure, _, unit = measured.partition(" ")
    return spoken_time(int(figure) * (1_000 if unit == "s" else 60_000)) if figure.isdecimal() else measured


def _misconduct(level: str) -> str:
    translate = QCoreApplication.translate
    return {
        "advice": translate("supervision", "Misconduct: advice"),
        "warning": translate("supervision", "Misconduct: warning"),
        "stop": translate("supervision", "Misconduct: stopped"),
        "void": translate("supervision", "Misconduct: void"),
    }.get(level, level)


def event_words(event: Event) -> str:
    """Return an event in words, without its time."""
    translate = QCoreApplication.translate
    said = {
        What.CALL: translate("supervision", "called for help"),
        What.CALL_HEARD: translate("supervision", "the examiner heard the call"),
        What.INTERRUPTED: translate("supervision", "interrupted"),
        What.RESUMED: translate("supervision", "goes on after {0}").format(_spoken(event.detail)),
        What.STOPPED: translate("supervision", "stopped by the examiner"),
        What.TIME_GRANTED: translate("supervision", "{0} given back").format(_spoken(event.detail)),
    }
    if event.what is What.CALL and event.detail == "check_in":
        return translate("supervision", "called for help before check-in")
    if event.what is What.MISCONDUCT:
        return _misconduct(event.detail)
    return said[event.what]
