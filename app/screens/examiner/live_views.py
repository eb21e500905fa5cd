"""From where an attempt stands to what the live page shows.

Why this room exists: pure functions, so that a page's state can be checked without a window.
"""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from app.centre.booth_link import Link
from app.centre.capture_ports import RecordingFigures
from app.centre.seat import AttemptContext
from app.centre.values import CandidateDetails
from app.exam.flow import remaining_ms
from app.exam.flow_state import AttemptState, Stage
from app.exam.identity import DocumentKind, masked
from app.exam.scheme import Subject, TheoryMode
from app.exam.verdict import owes_marks, struck
from app.exam.vocabulary.desk import Misconduct
from app.screens.examiner.identity_desk import Beside
from app.screens.examiner.live_state import (
    BoothAsking,
    BoothPanelState,
    IdentityCard,
    LiveHead,
    ProductFacts,
    Right,
    TaskFacts,
)
from app.screens.parts.words import megabytes

_IDENTITY = (Stage.IDENTITY,)


@dataclass(frozen=True, slots=True)
class LiveFacts:
    """Everything of one moment that a view is made of."""

    state: AttemptState
    context: AttemptContext
    person: CandidateDetails | None
    examiner: str
    language: str
    figures: RecordingFigures
    link: Link = Link.NONE
    elapsed_ms: int = 0
    saved: int = 0
    today: date | None = None


def head_of(facts: LiveFacts) -> LiveHead:
    """Return the line above the page."""
    state = facts.state
    name = facts.person.name if facts.person else ""
    title = " · ".join(each for each in (state.station, name, stage_words(state)) if each)
    sample = next((each for each in facts.context.bank.samples if each.id == state.pitch.sample), None)
    size = facts.context.scheme.panel.size
    alone = QCoreApplication.translate("LiveWords", "marks independently") if size > 1 else ""
    under = (sample.name.in_language(facts.language) if sample else "",
             QCoreApplication.translate("LiveWords", "Examiner {0}").format(facts.examiner), alone)  # fmt: skip
    recording, growing = recording_words(facts)
    return LiveHead(
        title, " · ".join(each for each in under if each), recording, growing, facts.saved,
        remaining_ms(state, facts.elapsed_ms) if state.clock else 0, state.clock.limit_ms if state.clock else 0,
        state.clock_stopped, facts.figures.level_db if facts.link is Link.OPEN and facts.figures.film else None,
    )  # fmt: skip


def stage_words(state: AttemptState) -> str:
    """Return the stage in words."""
    translate = QCoreApplication.translate
    words = {
        Stage.IDENTITY: translate("LiveWords", "Identity"),
        Stage.TURNED_AWAY: translate("LiveWords", "Turned away"),
        Stage.CONSENT: translate("LiveWords", "Consent"),
        Stage.REFUSED: translate("LiveWords", "Consent refused"),
        Stage.DEVICES: translate("LiveWords", "Devices"),
        Stage.THEORY_READY: translate("LiveWords", "Before theory"),
        Stage.THEORY: translate("LiveWords", "Theory"),
        Stage.CLIP_READY: translate("LiveWords", "Before the short video"),
        Stage.CLIP: translate("LiveWords", "Short video"),
        Stage.DRAW: translate("LiveWords", "Draw"),
        Stage.PREPARATION_READY: translate("LiveWords", "Before preparation"),
        Stage.PREPARATION: translate("LiveWords", "Preparation"),
        Stage.PITCH: translate("LiveWords", "Live pitch"),
        Stage.DONE: translate("LiveWords", "All subjects done"),
    }
    if state.finished:
        return translate("LiveWords", "Finished")
    return words.get(state.stage, "")


def recording_words(facts: LiveFacts) -> tuple[str, bool]:
    """Return what is said about the recording, and whether it grows: by the recorder's figures, else by the record."""
    translate, film = QCoreApplication.translate, facts.state.pitch.open_film
    if facts.link is Link.OPEN and facts.figures.film:
        size = megabytes(facts.figures.film_bytes)
        if facts.figures.growing:
            return translate("LiveWords", "recording {0}").format(size), True
        return translate("LiveWords", "not written for a second · {0}").format(size), False
    if film and facts.state.interrupted:
        return translate("LiveWords", "recording interrupted"), False
    if film:
        anchored = facts.state.pitch.films[-1].duration_ms // 1000
        return translate("LiveWords", "recording, proven up to {0} s").format(anchored), anchored > 0
    if facts.state.pitch.films:
        return translate("LiveWords", "film closed"), True
    return "", False


def link_words(link: Link) -> str:
    """Return what stands where the picture would be."""
    translate = QCoreApplication.translate
    return {
        Link.NONE: translate(
            "LiveWords", "No live picture here. Look through the glass: marking, tags and the booth work all the same."
        ),
        Link.WAITING: translate("LiveWords", "Waiting for the booth's picture. Everything else works."),
        Link.REFUSED: translate(
            "LiveWords", "The booth does not know this desk. Give both the same token, then start again."
        ),
        Link.OPEN: translate("LiveWords", "The booth's camera shows no picture yet."),
    }[link]


def product_of(facts: LiveFacts) -> ProductFacts | None:
    """Return the drawn sample with what only the examiner may read."""
    sample = next((each for each in facts.context.bank.samples if each.id == facts.state.pitch.sample), None)
    if sample is None:
        return None
    language, translate = facts.language, QCoreApplication.translate
    fitting = "、".join(each.in_language("zh") for each in sample.fitting_address)
    unfit = "、".join(each.in_language("zh") for each in sample.unfit_address)
    return ProductFacts(
        sample.name.in_language(language), sample.picture,
        tuple((each.label.in_language(language), each.value.in_language(language)) for each in sample.facts),
        translate("LiveWords", "Fitting address: {0}. Unfit: {1}.").format(fitting, unfit),
        tuple(each.text.in_language(language) for each in sample.must_say),
        tuple(each.text.in_language(language) for each in sample.must_not_claim),
    )  # fmt: skip


def task_of(facts: LiveFacts, subject: Subject | None) -> TaskFacts | None:
    """Return the clip's task while its sheet is in front."""
    task = next((each for each in facts.context.bank.clip_tasks if each.id == facts.state.clip.task), None)
    if task is None or subject is not Subject.CLIP:
        return None
    language = facts.language
    return TaskFacts(
        task.name.in_language(language), task.brief.in_language(language),
        tuple(each.text.in_language(language) for each in task.must_haves),
    )  # fmt: skip


def identity_of(facts: LiveFacts, beside: Beside) -> IdentityCard | None:
    """Return who was booked, the number masked as the rules say."""
    person, state, translate = facts.person, facts.state, QCoreApplication.translate
    if person is None:
        return None
    kinds = {
        DocumentKind.RESIDENT_ID: translate("LiveWords", "Resident ID card"),
        DocumentKind.PASSPORT: translate("LiveWords", "Passport"),
        DocumentKind.OFFICER_CARD: translate("LiveWords", "Officer's card"),
        DocumentKind.HK_PERMIT: translate("LiveWords", "Hong Kong permit"),
        DocumentKind.MACAU_PERMIT: translate("LiveWords", "Macau permit"),
        DocumentKind.TAIWAN_PERMIT: translate("LiveWords", "Taiwan permit"),
        DocumentKind.FOREIGN_RESIDENCE: translate("LiveWords", "Foreigner's residence card"),
    }
    sex = {"male": translate("LiveWords", "male"), "female": translate("LiveWords", "female")}.get(person.sex, "")
    born = person.born_on.isoformat() if person.born_on else ""
    held_on = facts.context.sitting.held_on
    return IdentityCard(
        person.name, kinds[person.document_kind],
        masked(person.document_kind, person.document_number), " · ".join(each for each in (sex, born) if each),
        state.opening.admission_number, beside.photo, state.desk.identity.get(state.checked_in_seq),
        asked=state.stage in _IDENTITY, registered=beside.registered, hint=beside.hint,
        look_closely=beside.look_closely, other_day="" if facts.today in (None, held_on) else held_on.isoformat(),
    )  # fmt: skip


def booth_of(
    facts: LiveFacts, card: IdentityCard | None, asking: BoothAsking, problem: tuple[str, str], *, calling: bool
) -> BoothPanelState:
    """Return the booth's side."""
    state, translate = facts.state, QCoreApplication.translate
    words = {
        Misconduct.ADVICE: translate("LiveWords", "advice"),
        Misconduct.WARNING: translate("LiveWords", "warning"),
        Misconduct.STOP: translate("LiveWords", "stop"),
        Misconduct.VOID: translate("LiveWords", "void"),
    }
    noted = tuple(translate("LiveWords", "Noted: {0}").format(words[each]) for each in state.desk.misconduct)
    if state.stopped:
        noted = (*noted, translate("LiveWords", "The exam was stopped."))
    return BoothPanelState(
        card, calling, 0 if state.finished else len(state.open_calls), state.unsettled_ms,
        state.clock is not None and not state.finished, state.lost.lost_ms, noted, state.stopped, state.finished,
        asking, *problem,
    )  # fmt: skip


def subject_in_hand(state: AttemptState) -> Subject | None:
    """Return the subject whose sheet belongs on the desk: the one that runs, after the end the last one taken."""
    if state.subject is not None:
        return state.subject
    if (state.finished or state.stage is Stage.DONE) and state.subjects:
        taken = state.subjects[-1]
        return taken if owes_marks(state, taken) else None
    return None


def subjects_to_mark(state: AttemptState) -> tuple[Subject, ...]:
    """Return the subjects that have begun and are marked by hand, in the scheme's order."""
    begun = {
        Subject.THEORY: bool(state.paper) and state.theory_mode is TheoryMode.ORAL,
        Subject.CLIP: bool(state.clip.task),
        Subject.PITCH: state.subject is Subject.PITCH or bool(state.pitch.films),
    }
    return tuple(each for each in state.subjects if begun[each] and owes_marks(state, each))


def may_end_theory(state: AttemptState) -> bool:
    """Tell whether the oral theory that runs can be ended by the examiner."""
    runs = state.stage is Stage.THEORY and state.theory_mode is TheoryMode.ORAL
    return runs and not state.theory_ended and not state.stopped


def right_of(state: AttemptState, subject: Subject | None) -> tuple[Right, tuple[str, str]]:
    """Return what stands at the right, and the note where no sheet does."""
    translate = QCoreApplication.translate
    if subject is None and state.finished and struck(state, state.subjects[-1]):
        return Right.NOTE, (
            translate("LiveWords", "The exam was ended for misconduct"),
            translate("LiveWords", "What was broken off is not marked. Everything you noted stays in the record."),
        )
    if subject is None and state.finished:
        return Right.NOTE, (
            translate("LiveWords", "The exam has ended"),
            translate(
                "LiveWords",
                "Nothing is to be marked here. A sheet that is not signed yet stands under “Marking”.",
            ),
        )
    if subject is None:
        return Right.NOTE, (
            translate("LiveWords", "No sheet is open yet"),
            translate("LiveWords", "It opens by itself when the first subject begins."),
        )
    if subject is not Subject.THEORY:
        return Right.SHEET, ("", "")
    if state.paper and state.theory_mode is TheoryMode.ORAL:
        return Right.ORAL, ("", "")
    if state.paper:
        answered = translate("LiveWords", "{0} of {1} answered, {2} flagged. Theory is marked by the machine.")
        counts = len(state.answers), len(state.paper), len(state.flagged)
        return Right.NOTE, (translate("LiveWords", "Theory on screen"), answered.format(*counts))
    return Right.NOTE, (
        translate("LiveWords", "Before theory"),
        translate("LiveWords", "The candidate starts when ready."),
    )
