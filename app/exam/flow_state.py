"""Where an attempt stands: the value that a seat's and a desk's entries fold to.

Why this room exists: kiosk and desk write two streams on two machines whose clocks nobody compares.  So each
part of this state is owned by one stream, and what needs both (the stage, a grant of time) is worked out on
asking; the order in which entries of the two streams arrive cannot matter.

Times are ``elapsed_ms`` of the seat's stream; -1 stands for "never".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from app.exam.scheme import Subject, TheoryMode
from app.exam.vocabulary.desk import Misconduct, gravest
from app.exam.vocabulary.seat import ClipReceived, PaperLine

NEVER = -1
"""Stands for a moment or an entry that does not exist."""


class Stage(StrEnum):
    """The stages of an attempt, in their usual order."""

    CHECK_IN = "check_in"
    IDENTITY = "identity"
    TURNED_AWAY = "turned_away"
    CONSENT = "consent"
    REFUSED = "refused"
    DEVICES = "devices"
    THEORY_READY = "theory_ready"
    THEORY = "theory"
    CLIP_READY = "clip_ready"
    CLIP = "clip"
    DRAW = "draw"
    PREPARATION_READY = "preparation_ready"
    PREPARATION = "preparation"
    PITCH = "pitch"
    DONE = "done"
    """All subjects are gone through; ``finished`` is still to be written."""
    FINISHED = "finished"
    SEALED = "sealed"


TIMED = frozenset({Stage.THEORY, Stage.CLIP, Stage.PREPARATION, Stage.PITCH})
"""The stages that have a clock."""

SUBJECT_OF: Mapping[Stage, Subject] = MappingProxyType(
    {
        Stage.THEORY_READY: Subject.THEORY,
        Stage.THEORY: Subject.THEORY,
        Stage.CLIP_READY: Subject.CLIP,
        Stage.CLIP: Subject.CLIP,
        Stage.DRAW: Subject.PITCH,
        Stage.PREPARATION_READY: Subject.PITCH,
        Stage.PREPARATION: Subject.PITCH,
        Stage.PITCH: Subject.PITCH,
    }
)
"""The subject that a stage belongs to."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the seat's first entry said."""

    attempt: str = ""
    candidate: str = ""
    sitting: str = ""
    admission_number: str = ""
    station: str = ""
    scheme: str = ""
    bank: str = ""
    commitment: str = ""
    subjects: tuple[Subject, ...] = ()
    """Only the subjects of this attempt, in the scheme's order."""
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class TheoryWork:
    """The paper, the answers (sorted option indices in bank order) and the candidate's flags."""

    mode: TheoryMode = TheoryMode.SCREEN
    paper: tuple[PaperLine, ...] = ()
    answers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    flagged: frozenset[str] = frozenset()
    submitted: str = ""


@dataclass(frozen=True, slots=True)
class ClipWork:
    """The clip task, everything that arrived, and what was handed in."""

    task: str = ""
    received: tuple[ClipReceived, ...] = ()
    handed_in: str = ""
    submitted: str = ""

    @property
    def last_usable(self) -> str:
        """Digest of the last clip that may be handed in, or empty."""
        return next((each.clip for each in reversed(self.received) if each.usable), "")


@dataclass(frozen=True, slots=True)
class Gap:
    """Picture or sound that a film lacks, in ms of that film."""

    what: str
    from_ms: int
    to_ms: int
    cause: str


@dataclass(frozen=True, slots=True)
class Film:
    """One film of the pitch; ``duration_ms`` is its length, or its last anchor while it still grows."""

    film: str
    started_ms: int
    duration_ms: int = 0
    fragments: int = 0
    finished: bool = False
    torn: bool = False
    digest: str = ""
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class PitchWork:
    """The drawn sample and the films."""

    sample: str = ""
    order: tuple[str, ...] = ()
    films: tuple[Film, ...] = ()

    @property
    def open_film(self) -> str:
        """Name of the film that was begun and not finished, or empty."""
        return self.films[-1].film if self.films and not self.films[-1].finished else ""


@dataclass(frozen=True, slots=True)
class Loss:
    """What one ``resumed`` left to the examiner: ms above the limit of the rule, and since when it waits."""

    resumed_seq: int
    excess_ms: int
    since_ms: int


@dataclass(frozen=True, slots=True)
class StageClock:
    """The clock of one timed stage; entry ``started_seq`` began it."""

    started_ms: int
    started_seq: int
    limit_ms: int
    paused_ms: int = 0
    losses: tuple[Loss, ...] = ()
    """Every ``resumed`` of this stage, also those with nothing above the limit."""


@dataclass(frozen=True, slots=True)
class LostTime:
    """Interruptions of the whole attempt."""

    interrupted_ms: int = NEVER
    cause: str = ""
    waiting: Loss | None = None
    lost_ms: int = 0
    due_by_rule_ms: int = 0
    given_back_ms: int = 0
    last_resumed_seq: int = NEVER
    interruptions: int = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the desk decided; keys are seqs of the seat's entries that were answered."""

    opened: bool = False
    identity: Mapping[int, bool] = field(default_factory=dict)
    granted: Mapping[int, int] = field(default_factory=dict)
    calls_answered: frozenset[int] = frozenset()
    misconduct: tuple[Misconduct, ...] = ()
    theory_ended: frozenset[int] = frozenset()
    stopped: bool = False
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class AttemptState:
    """Where an attempt stands.  All but ``desk`` is owned by the seat's stream."""

    opening: Opening = Opening()
    phase: Stage = Stage.CHECK_IN
    checked_in_seq: int = NEVER
    theory: TheoryWork = TheoryWork()
    clip: ClipWork = ClipWork()
    pitch: PitchWork = PitchWork()
    clock: StageClock | None = None
    lost: LostTime = LostTime()
    calls: tuple[int, ...] = ()
    finished_how: str = ""
    last_elapsed_ms: int = 0
    seat_stream: str = ""
    desk: Decisions = Decisions()
    face_comparison: bool | None = None
    """What was answered when the photo was taken; None: nobody asked."""

    @property
    def stage(self) -> Stage:
        """The stage, the desk's word on identity included."""
        if self.phase is not Stage.IDENTITY:
            return self.phase
        matches = self.desk.identity.get(self.checked_in_seq)
        if matches is None:
            return Stage.IDENTITY
        return Stage.CONSENT if matches else Stage.TURNED_AWAY

    @property
    def finished(self) -> bool:
        """Whether the attempt has ended at the seat."""
        return self.phase in (Stage.FINISHED, Stage.SEALED)

    @property
    def sealed(self) -> bool:
        """Whether the seat's stream is sealed."""
        return self.phase is Stage.SEALED

    @property
    def stopped(self) -> bool:
        """Whether the desk has ended the exam, by ``stopped`` or by misconduct that ends it."""
        return self.desk.stopped or not {Misconduct.STOP, Misconduct.VOID}.isdisjoint(self.desk.misconduct)

    @property
    def misconduct(self) -> Misconduct | None:
        """The gravest misconduct noted."""
        return gravest(self.desk.misconduct)

    @property
    def theory_ended(self) -> bool:
        """Whether the desk has ended the oral theory that runs; the seat hands in at its next look."""
        began = self.clock.started_seq if self.clock is not None else NEVER
        return self.phase is Stage.THEORY and began in self.desk.theory_ended

    @property
    def timed(self) -> bool:
        """Whether the stage has a clock."""
        return self.clock is not None

    @property
    def interrupted(self) -> bool:
        """Whether the clock stands still because of an interruption."""
        return self.lost.interrupted_ms != NEVER

    @property
    def clock_stopped(self) -> bool:
        """Whether nothing can be done just now: interrupted, or the seat waits for the examiner's grant."""
        return self.interrupted or self.lost.waiting is not None

    @property
    def awaiting_grant(self) -> bool:
        """Whether more was lost than the rule gives back and the examiner has not decided."""
        waiting = self.lost.waiting
        return waiting is not None and waiting.resumed_seq not in self.desk.granted

    @property
    def unsettled_ms(self) -> int:
        """Lost ms above the limit of the rule that wait for the examiner's decision."""
        return self.lost.waiting.excess_ms if self.lost.waiting and self.awaiting_grant else 0

    @property
    def grant_answers_seq(self) -> int:
        """The seat's entry that a grant of time made now answers: the interruption that waits for it, else the
        beginning of the running stage; ``NEVER`` where no clock runs."""
        if self.lost.waiting is not None:
            return self.lost.waiting.resumed_seq
        return NEVER if self.clock is None else self.clock.started_seq

    @property
    def open_calls(self) -> tuple[int, ...]:
        """Seqs of the calls for help that nobody has answered, oldest first."""
        return tuple(seq for seq in self.calls if seq not in self.desk.calls_answered)

    @property
    def attempt(self) -> str:
        """The attempt's id."""
        return self.opening.attempt

    @property
    def station(self) -> str:
        """The booth at which the attempt began."""
        return self.opening.station

    @property
    def language(self) -> str:
        """The candidate's language, ``zh`` or ``en``."""
        return self.opening.language

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """The subjects of this attempt, in the scheme's order."""
        return self.opening.subjects

    @property
    def subject(self) -> Subject | None:
        """The subject in hand."""
        return SUBJECT_OF.get(self.stage)

    @property
    def theory_mode(self) -> TheoryMode:
        """How theory is asked."""
        return self.theory.mode

    @property
    def paper(self) -> tuple[PaperLine, ...]:
        """The theory paper."""
        return self.theory.paper

    @property
    def answers(self) -> Mapping[str, tuple[int, ...]]:
        """The answers given, by item; none for an item whose answer was taken back."""
        return self.theory.answers

    @property
    def flagged(self) -> frozenset[str]:
        """The items that the candidate flagged."""
        return self.theory.flagged

    @property
    def clips(self) -> tuple[ClipReceived, ...]:
        """Every clip that arrived."""
        return self.clip.received

    @property
    def sample(self) -> str:
        """The drawn sample's id."""
        return self.pitch.sample

    @property
    def films(self) -> tuple[Film, ...]:
        """The films of the pitch."""
        return self.pitch.films

    @property
    def open_film(self) -> str:
        """Name of the film that was begun and not finished, or empty."""
        return self.pitch.open_film

    @property
    def interrupted_at_ms(self) -> int:
        """When the interruption began that still lasts, or -1."""
        return self.lost.interrupted_ms

    @property
    def due_by_rule_ms(self) -> int:
        """Lost ms that the rule gives back and no ``time_given_back`` has recorded yet."""
        return self.lost.due_by_rule_ms

    @property
    def last_resumed_seq(self) -> int:
        """The ``resumed`` that a grant answers: the one that waits, else the last one."""
        return self.lost.waiting.resumed_seq if self.lost.waiting else self.lost.last_resumed_seq
