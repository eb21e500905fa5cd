"""From where an attempt stands to what a page shows.

Why this room exists: pure functions, so that a page's state can be checked without a window.
"""

from dataclasses import dataclass, field

from PySide6.QtGui import QImage

from app.centre.capture_ports import Loss, RecordingFigures
from app.centre.clip_ports import ClipDesk
from app.centre.draws import sample_proof
from app.centre.seat import Seat
from app.exam.bank import Item, OralQuestion, Remark, Sample
from app.exam.flow import remaining_ms
from app.exam.flow_state import AttemptState, Stage
from app.exam.paper import AudienceScript, audience_script
from app.exam.scheme import Subject, TheoryMode
from app.screens.kiosk.behind import Behind
from app.screens.kiosk.call_bell import Called
from app.screens.kiosk.clip import CheckWords, ClipState
from app.screens.kiosk.draw import DrawState
from app.screens.kiosk.oral import OralState
from app.screens.kiosk.pitch import PitchState
from app.screens.kiosk.preparation import PreparationState
from app.screens.kiosk.ready import ReadyState
from app.screens.kiosk.stand import Stand
from app.screens.kiosk.theory import TheoryState, TheoryView
from app.screens.kiosk.theory_overview import OverviewMark
from app.screens.kiosk.top_bar import BarState
from app.screens.parts.facts import FactLines
from app.screens.parts.stage import SaidRemark


@dataclass(slots=True)
class Walk:
    """What only the window knows: where in the paper one is, what was last said, what is being written."""

    index: int = 0
    view: TheoryView = TheoryView.ITEM
    problem: tuple[str, str] = ("", "")
    saved: bool | None = None
    notes: str = ""
    language: str = "zh"
    stage: Stage | None = None
    late: bool = False
    """Whether a clip was still on its way when the time was up."""

    def come_to(self, stage: Stage) -> None:
        """Let what went wrong on one page stay there: on the next it would frighten and help nobody."""
        if self.stage is not None and stage is not self.stage:
            self.problem = ("", "")
        self.stage = stage

    audience: AudienceScript | None = None
    ending: str = ""
    called: Called = Called.NOT
    remarks: dict[str, Remark] = field(default_factory=dict)


def name_of(seat: Seat) -> str:
    """Return the candidate's name."""
    with seat.store.reading() as books:
        details = books.people.get(seat.context.booking.candidate).details
    return details.name if details else ""


def bar_of(seat: Seat, walk: Walk, name: str) -> BarState:
    """Return the bar above the page."""
    state, subject = seat.state, seat.state.subject
    subjects = state.subjects
    behind = subjects if state.phase in (Stage.DONE, Stage.FINISHED, Stage.SEALED) else ()
    if subject is not None:
        behind = subjects[: subjects.index(subject)]
    limit_ms = state.clock.limit_ms if state.clock else 0
    on_stage = state.stage is Stage.PITCH and not state.clock_stopped
    return BarState(
        name, state.opening.admission_number, state.station, subjects, behind, subject,
        remaining_ms(state, seat.elapsed_ms()), limit_ms, state.clock_stopped,
        saved=walk.saved if state.timed and not on_stage else None, called=walk.called,
        may_call=not state.finished and not on_stage, dark=on_stage, ring=not on_stage,
    )  # fmt: skip


def ready_of(seat: Seat, walk: Walk) -> ReadyState:
    """Return the page before theory or clip."""
    scheme, subject = seat.context.scheme, seat.state.subject or Subject.THEORY
    theory = subject is Subject.THEORY
    return ReadyState(
        subject, seat.state.subjects.index(subject) + 1, scheme.theory.minutes if theory else scheme.clip.minutes,
        scheme.theory.item_count, scheme.theory.mode.value == "oral", scheme.clip.shortest_ms, scheme.clip.longest_ms,
        *walk.problem, behind_of(seat, walk),
    )  # fmt: skip


def behind_of(seat: Seat, walk: Walk) -> Behind | None:
    """Return how the gate before this one ended; nothing before the first and after a pitch."""
    state = seat.state
    subject = state.subject
    gone = state.subjects if subject is None else state.subjects[: state.subjects.index(subject)]
    if not gone or gone[-1] is Subject.PITCH:
        return None
    if gone[-1] is Subject.THEORY:
        theory = state.theory
        done = sum(bool(theory.answers.get(line.item)) for line in theory.paper)
        oral = theory.mode is TheoryMode.ORAL
        return Behind(Subject.THEORY, theory.submitted == "time_up", done, len(theory.paper), oral)
    clip = state.clip
    return Behind(Subject.CLIP, clip.submitted == "time_up", int(bool(clip.handed_in)), 1, late=walk.late)


def item_to_stand_on(state: AttemptState, kept: int) -> int:
    """Return the place in the paper where a window that was started again stands.

    That is where it stood; where nobody knows, the first item without an answer; and from the last one hands in.
    """
    if 0 <= kept < len(state.paper):
        return kept
    unanswered = (place for place, line in enumerate(state.paper) if line.item not in state.answers)
    return next(unanswered, max(0, len(state.paper) - 1))


def theory_of(seat: Seat, walk: Walk) -> TheoryState:
    """Return the item page: options in the order of the draw."""
    state, language = seat.state, walk.language
    line = state.paper[walk.index]
    item = _item(seat, line.item)
    assert isinstance(item, Item)
    chosen = state.answers.get(line.item, ())
    return TheoryState(
        walk.index, item.kind, item.stem.in_language(language),
        tuple(item.options[place].text.in_language(language) for place in line.order),
        frozenset(shown for shown, place in enumerate(line.order) if place in chosen),
        tuple(OverviewMark(each.item in state.answers, each.item in state.flagged) for each in state.paper),
        walk.view, *walk.problem,
    )  # fmt: skip


def oral_of(seat: Seat, walk: Walk) -> OralState:
    """Return the page of an oral question."""
    asked = _item(seat, seat.state.paper[walk.index].item)
    return OralState(walk.index, len(seat.state.paper), asked.stem.in_language(walk.language), *walk.problem)


def _item(seat: Seat, item: str) -> Item | OralQuestion:
    bank = seat.context.bank
    every: tuple[Item | OralQuestion, ...] = (*bank.items, *bank.oral_questions)
    return next(each for each in every if each.id == item)


def chosen_after(seat: Seat, index: int, shown: int) -> tuple[str, tuple[int, ...]]:
    """Return (item, chosen) after an option, as it is shown, was pressed once more."""
    line = seat.state.paper[index]
    place, before = line.order[shown], set(seat.state.answers.get(line.item, ()))
    if line.several:
        return line.item, tuple(sorted(before ^ {place}))
    return line.item, () if before == {place} else (place,)


def clip_of(seat: Seat, walk: Walk, clips: ClipDesk, qr_rows: tuple[str, ...]) -> ClipState:
    """Return the clip page."""
    state, language = seat.state, walk.language
    task = next(each for each in seat.context.bank.clip_tasks if each.id == state.clip.task)
    last = state.clips[-1] if state.clips else None
    progress, kept = clips.progress(), {each.received.clip: each for each in clips.received()}
    judged = kept.get(last.clip) if last else None
    if judged:
        words = tuple(
            CheckWords(line.holds, line.said_zh if language == "zh" else line.said_en) for line in judged.lines
        )
    else:
        words = tuple(CheckWords(each.holds, f"{each.check} {each.value}") for each in (last.checks if last else ()))
    return ClipState(
        task.name.in_language(language), task.brief.in_language(language),
        tuple(each.text.in_language(language) for each in task.must_haves),
        seat.context.scheme.clip.shortest_ms, seat.context.scheme.clip.longest_ms, qr_rows, clips.url,
        progress.arrival, progress.received_bytes, progress.total_bytes,
        progress.fault[0] if language == "zh" else progress.fault[1],
        last.usable if last else None, words, last.duration_ms if last else 0, last.clip_bytes if last else 0,
        len(state.clips), judged.preview if judged else None, bool(state.clip.last_usable), *walk.problem,
    )  # fmt: skip


def sample_of(seat: Seat) -> Sample:
    """Return the drawn sample."""
    return next(each for each in seat.context.bank.samples if each.id == seat.state.sample)


def facts_of(seat: Seat, language: str) -> FactLines:
    """Return what the candidate may read of the sample."""
    return tuple((each.label.in_language(language), each.value.in_language(language)) for each in sample_of(seat).facts)


def draw_of(seat: Seat, walk: Walk) -> DrawState:
    """Return the draw: backs, or the card that was turned over with its proof."""
    scheme, language = seat.context.scheme, walk.language
    count = len(seat.context.bank.samples)
    if not seat.state.sample:
        minutes, (problem, advice) = scheme.pitch.preparation_minutes, walk.problem
        return DrawState(count, preparation_minutes=minutes, problem=problem, advice=advice,
                         behind=behind_of(seat, walk))  # fmt: skip
    sample = sample_of(seat)
    proof = sample_proof(seat.context.sitting, seat.draw(), sample.id)
    return DrawState(
        count, sample.name.in_language(language), sample.industry.in_language(language), sample.picture, proof,
        seat.context.sitting.commitment, scheme.pitch.preparation_minutes, *walk.problem,
    )  # fmt: skip


def preparation_of(seat: Seat, walk: Walk, *, camera_lost: bool = False) -> PreparationState:
    """Return the preparation page."""
    sample, language = sample_of(seat), walk.language
    return PreparationState(
        sample.name.in_language(language), sample.industry.in_language(language), sample.picture,
        facts_of(seat, language), seat.context.scheme.pitch.minutes, walk.notes, *walk.problem, camera_lost,
        seat.attempt,
    )  # fmt: skip


def pitch_of(seat: Seat, walk: Walk, figures: RecordingFigures, picture: QImage | None) -> PitchState:
    """Return one moment of the pitch; the audience's script is drawn once."""
    language = walk.language
    assert seat.state.clock is not None
    if walk.audience is None:
        length_ms = seat.context.scheme.pitch.minutes * 60_000
        walk.audience = audience_script(seat.context.bank, seat.state.sample, seat.draw(), length_ms)
        walk.remarks = {each.id: each for each in seat.context.bank.remarks}
    limit_ms, left_ms = seat.state.clock.limit_ms, remaining_ms(seat.state, seat.elapsed_ms())
    spent_ms = limit_ms - left_ms
    said = [walk.remarks[each] for at_ms, each in walk.audience.remarks if at_ms <= spent_ms]
    return PitchState(
        sample_of(seat).name.in_language(language), facts_of(seat, language), walk.notes, left_ms, limit_ms, picture,
        figures.growing, figures.film_bytes, figures.frames, figures.frames_per_second_x10, figures.level_db,
        walk.audience.viewers_at(spent_ms),
        tuple(SaidRemark(each.speaker.in_language(language), each.text.in_language(language)) for each in said[-4:]),
        ending=bool(walk.ending) or left_ms == 0, called=walk.called,
    )  # fmt: skip


def stand_of(state: AttemptState) -> Stand | None:
    """Return why the candidate waits or what is over; None where a page of work is to be shown."""
    if state.finished:
        return {"refused": Stand.REFUSED, "stopped": Stand.STOPPED, "turned_away": Stand.TURNED_AWAY}.get(
            state.finished_how, Stand.DONE
        )
    if state.stopped:
        return Stand.STOPPED
    if state.awaiting_grant:
        return Stand.AWAITING_GRANT
    if state.interrupted:
        return _LOST.get(state.lost.cause, Stand.PAUSED)
    return {Stage.IDENTITY: Stand.IDENTITY, Stage.TURNED_AWAY: Stand.TURNED_AWAY, Stage.DONE: Stand.DONE}.get(
        state.stage
    )


_LOST = {
    Loss.CAMERA_GONE.value: Stand.CAMERA_LOST,
    Loss.CAMERA_FROZEN.value: Stand.CAMERA_LOST,
    Loss.MICROPHONE_GONE.value: Stand.MICROPHONE_LOST,
    Loss.MICROPHONE_SILENT.value: Stand.MICROPHONE_LOST,
    Loss.DISK_LOW.value: Stand.DISK_LOW,
}
