"""One invented candidate's whole attempt, each step through the job that the windows use.

It can be taken up anywhere: what is already in the record is not done again, so a killed run goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import Protocol

from app.centre.desk import Desk
from app.centre.marking import Marking, SheetKey
from app.centre.office import Office
from app.centre.ports import Clock, Store
from app.centre.seat import Seat, Station, admit, resume
from app.centre.values import Booking, SignedIn
from app.exam.bank import Rubric, TagSense
from app.exam.entry import Entry
from app.exam.flow import remaining_ms
from app.exam.flow_state import AttemptState, Stage
from app.exam.identity import DocumentKind
from app.exam.scheme import Subject, TheoryMode
from app.exam.sheet import rubric_of
from app.exam.vocabulary import seat
from app.programs.rehearsal import actors
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.clock import RehearsalClock

ANCHOR_EVERY_MS = 10_000
REHEARSED = "rehearsed-"
"""How the name of a film begins that nobody recorded: there is no file to check."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part: the booth, its examiner, the clerk who publishes."""

    booth: Station
    examiner: SignedIn
    clerk: SignedIn


class PassingClock(Clock, Protocol):
    """A clock that a rehearsal can let run ahead (a live one ignores it)."""

    def pass_ms(self, ms: int) -> None:
        """Let time pass."""
        ...


type Filming = Callable[[Seat], Iterator[AttemptState]]
"""Films a pitch until it ends; yields a state for each entry written."""


@dataclass(frozen=True, slots=True)
class Stagehand:
    """What an attempt is played with; ``acknowledged`` is told every entry that a job has confirmed."""

    store: Store
    clock: PassingClock
    acknowledged: Callable[[Entry], None]
    filming: Filming
    ending: str = "completed"
    gate: Callable[[], seat.DevicesChecked] = lambda: actors.GATE_PASSED
    clip: Callable[[Seat], seat.ClipReceived] = actors.rehearsed_clip


class AttemptPlay:
    """Plays one booking from check-in to publication."""

    def __init__(self, stage: Stagehand, cast: Cast, booking: Booking, skill: Skill, seed: str) -> None:
        self._stage, self._cast, self._booking, self._skill, self._seed = stage, cast, booking, skill, seed

    def play(self) -> None:
        """Play what is not played yet; returns once the verdict is published."""
        with self._stage.store.reading() as books:
            line = books.attempts.get(self._booking.id)
        if line is not None and line.published_on:
            return
        sitter = self.sit()
        self.mark(sitter)
        office = Office(self._stage.store, self._stage.clock, self._cast.booth, self._cast.clerk)
        office.publish(self._booking.id)

    def _chance(self, part: str) -> Random:
        return Random(f"{self._seed}/{self._booking.admission_number}/{part}")  # noqa: S311 - a rehearsal

    def sit(self) -> Seat:
        """Sit the exam, or what is left of it; the seat's and the desk's streams are sealed afterwards."""
        sitter = self._check_in()
        desk = Desk(self._stage.store, self._stage.clock, self._cast.booth, self._cast.examiner, self._booking.id)
        steps: dict[Stage, Callable[[Seat], None]] = {
            Stage.IDENTITY: lambda _: self._confirm(desk),
            Stage.CONSENT: self._consent,
            Stage.DEVICES: lambda each: self._said(each, each.observe(self._stage.gate())),
            Stage.THEORY_READY: self._theory,
            Stage.THEORY: self._theory,
            Stage.CLIP_READY: self._clip,
            Stage.CLIP: self._clip,
            Stage.DRAW: lambda each: self._said(each, each.draw_sample()),
            Stage.PREPARATION_READY: lambda each: self._said(each, each.write(seat.PreparationStarted())),
            Stage.PREPARATION: self._pitch,
            Stage.PITCH: self._pitch,
        }
        while not sitter.state.finished:
            sitter.refresh()
            if sitter.tick().finished:
                break
            if sitter.state.awaiting_grant:
                desk.grant_time(sitter.state.unsettled_ms, "程序中断，按实际时长补时")
                continue
            self._stage.clock.pass_ms(2_000)
            steps[sitter.state.stage](sitter)
        if not sitter.state.sealed:
            sitter.seal()
        desk.refresh()
        if not desk.sealed:
            desk.seal()
        return sitter

    def _check_in(self) -> Seat:
        with self._stage.store.reading() as books:
            begun = books.ledger.head(f"{self._booking.id}/seat") is not None
            details = books.people.get(self._booking.candidate).details
        assert details is not None
        if begun:
            return resume(self._stage.store, self._stage.clock, self._cast.booth, self._booking.id)
        language = "en" if details.document_kind is DocumentKind.PASSPORT else "zh"
        number = self._booking.admission_number
        sitter = admit(
            self._stage.store, self._stage.clock, self._cast.booth, number, details.document_number[-4:],
            how="qr", language=language,
        )  # fmt: skip
        self._said(sitter)
        return sitter

    def _said(self, sitter: Seat, _: object = None) -> None:
        if sitter.head is not None:
            self._stage.acknowledged(sitter.head)

    def _confirm(self, desk: Desk) -> None:
        desk.confirm_identity(matches=True)
        if desk.head is not None:
            self._stage.acknowledged(desk.head)

    def _consent(self, sitter: Seat) -> None:
        notice = sha256(b"rehearsal notice").hexdigest()
        sitter.write(seat.Consented(given=True, notice=notice, language=sitter.state.language))
        self._said(sitter)

    def _theory(self, sitter: Seat) -> None:
        passes = Subject.THEORY in self._skill.passes
        if sitter.state.stage is Stage.THEORY_READY:
            self._said(sitter, sitter.issue_paper())
        if sitter.state.theory_mode is TheoryMode.ORAL:
            self._stage.clock.pass_ms(60_000)
            sitter.write(seat.TheorySubmitted(how="examiner"))
            return
        chance = self._chance("theory")
        right = actors.right_answers(chance, sitter.context.scheme, len(sitter.state.paper), passes=passes)
        known = set(chance.sample(range(len(sitter.state.paper)), right))
        for index, line in enumerate(sitter.state.paper):
            options = actors.chosen_options(sitter.context.bank, line, chance, right=index in known)
            needed_ms = chance.randrange(6_000, 18_000)
            if sitter.state.answers.get(line.item) == options:
                continue  # answered before the program was killed: it took its time then
            self._stage.clock.pass_ms(needed_ms)
            if sitter.tick().stage is not Stage.THEORY:
                return  # time was up
            if options:
                self._said(sitter, sitter.answer(line.item, options))
        self._said(sitter, sitter.write(seat.TheorySubmitted(how="candidate")))

    def _clip(self, sitter: Seat) -> None:
        if sitter.state.stage is Stage.CLIP_READY:
            self._said(sitter, sitter.start_clip())
        received = self._stage.clip(sitter)
        if not sitter.state.clips:
            self._stage.clock.pass_ms(90_000)
            if sitter.tick().stage is not Stage.CLIP:
                return  # time was up
            self._said(sitter, sitter.write(received))
        self._said(sitter, sitter.write(seat.ClipSubmitted(clip=received.clip, how="candidate")))

    def _pitch(self, sitter: Seat) -> None:
        for _ in self._stage.filming(sitter):
            self._said(sitter)
        self._said(sitter, sitter.finish(self._stage.ending))

    def mark(self, sitter: Seat) -> None:
        """Mark and sign every sheet that is not sealed yet."""
        scheme = sitter.context.scheme
        for subject in sitter.state.subjects:
            if subject is Subject.THEORY and scheme.theory.mode is TheoryMode.SCREEN:
                continue
            chance = self._chance(f"sheet-{subject.value}")
            self._sheet(sitter, subject, self._skill.half_points(chance, scheme, subject))

    def _sheet(self, sitter: Seat, subject: Subject, half_points: int) -> None:
        key = SheetKey(self._booking.id, subject)
        marking = Marking(self._stage.store, self._stage.clock, self._cast.booth, self._cast.examiner, key)
        if marking.state.sealed:
            return
        if not marking.state.signed:
            rubric = rubric_of(sitter.context.bank, subject)
            self._tag(sitter, marking, rubric)
            for line, mark in actors.lines_that_add_up(rubric, half_points).items():
                if marking.state.marks.get(line) != mark:
                    marking.mark(line, mark)
            for about in marking.state.lines_to_explain(sitter.context.bank):
                marking.note(about, "表现未达到及格要求，详见录像。")
            marking.sign(self._cast.examiner)
        marking.seal()
        if marking.head is not None:
            self._stage.acknowledged(marking.head)

    @staticmethod
    def _tag(sitter: Seat, marking: Marking, rubric: Rubric) -> None:
        films = sitter.state.films
        if not films or marking.subject is not Subject.PITCH or marking.state.tags:
            return
        kinds = {sense: next(tag for tag in rubric.tags if tag.sense is sense) for sense in TagSense}
        marking.tag(kinds[TagSense.DEDUCTION].id, films[0].film, films[0].duration_ms // 5)
        marking.tag(kinds[TagSense.PRAISE].id, films[0].film, films[0].duration_ms // 2)


def rehearsed_filming(clock: RehearsalClock) -> Filming:
    """Return a filming that lets rehearsed time pass instead of recording."""
    return lambda sitter: RehearsedFilm(sitter, clock).roll()


class RehearsedFilm:
    """The figures of a film that a recorder would report, for a rehearsal without a camera."""

    def __init__(self, sitter: Seat, clock: RehearsalClock) -> None:
        self._sitter, self._clock = sitter, clock
        self._position_ms = 0

    def roll(self) -> Iterator[AttemptState]:
        """Record until the pitch's time is up; one state for each entry written."""
        if torn := self._sitter.state.open_film:
            yield self._sitter.observe(self._finished(torn, torn_film=True))
        film = f"{REHEARSED}{len(self._sitter.state.films) + 1}.mp4"
        started = seat.RecordingStarted(film=film, width=1280, height=720, camera="rehearsal", microphone="rehearsal")
        yield self._sitter.observe(started)
        while left_ms := remaining_ms(self._sitter.state, self._sitter.elapsed_ms()):
            step_ms = min(ANCHOR_EVERY_MS, left_ms)
            self._clock.pass_ms(step_ms)
            self._position_ms += step_ms
            if step_ms == ANCHOR_EVERY_MS:
                yield self._sitter.observe(self._anchor(film))
        yield self._sitter.observe(self._finished(film, torn_film=False))

    def _anchor(self, film: str) -> seat.RecordingAnchored:
        return seat.RecordingAnchored(
            film=film, position_ms=self._position_ms, fragments=self._position_ms // 500, head=self._digest(film),
            film_bytes=self._position_ms * 250, frames=self._position_ms * 30 // 1000,
        )  # fmt: skip

    def _finished(self, film: str, *, torn_film: bool) -> seat.RecordingFinished:
        return seat.RecordingFinished(
            film=film, duration_ms=self._position_ms, film_bytes=self._position_ms * 250,
            frames=self._position_ms * 30 // 1000, dropped_frames=0, fragments=self._position_ms // 500,
            head=self._digest(film), digest=self._digest(film), torn=torn_film,
        )  # fmt: skip

    def _digest(self, film: str) -> str:
        return sha256(f"{self._sitter.attempt}/{film}/{self._position_ms}".encode()).hexdigest()
