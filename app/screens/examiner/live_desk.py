"""Join the live page to the booth's jobs: the desk's stream, the sheet, the link to the camera.

Why this room exists: the examiner's window finds its booth by itself, also after a kill, and goes on in mid-sheet.
It looks twice a second at the record and thirty times at the picture; no failure is silent, none stops the marking.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.centre import station_calls
from app.centre.booth_link import BoothLink, Link
from app.centre.booths import at_booth, left_open
from app.centre.desk import Desk
from app.centre.draws import draw_of
from app.centre.values import CandidateDetails, SignedIn
from app.centre.viewing import MediaShelf
from app.exam.errors import DeskError, Refused
from app.exam.flow_state import Stage
from app.exam.local_time import local_day
from app.exam.paper import audience_script
from app.exam.roles import Act
from app.exam.scheme import Subject
from app.exam.vocabulary.desk import Misconduct
from app.screens.examiner import live_views as views
from app.screens.examiner.identity_desk import IdentityDesk, IdentityServices
from app.screens.examiner.live_clip import LiveClip
from app.screens.examiner.live_page import LivePage
from app.screens.examiner.live_picture import FRESH_MS
from app.screens.examiner.live_sheets import LiveSheets
from app.screens.examiner.live_state import BoothAsking, BoothPanelState, LiveHead, LiveState, Right
from app.screens.examiner.retold import Retold
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.parts.lane import Lane, Runner
from app.screens.parts.timeline_state import Pin, TimelineState

TICK_MS, LOOK_MS = 500, 33


class LiveBooth(QObject):
    """The page ``booth`` of the examiner's window."""

    name = "booth"
    act = Act.RUN_BOOTH

    def __init__(
        self,
        services: DeskServices,
        link: BoothLink,
        booth: str,
        identity: IdentityServices,
        runner: Callable[[QObject], Runner] = Lane,
        shelf: MediaShelf | None = None,
    ) -> None:
        page = LivePage()
        super().__init__(page)
        self.page, self._at, self._link, self._booth = page, services, link, booth
        self.identity = IdentityDesk(identity, runner, self)
        self.desk: Desk | None = None
        self.sheets = LiveSheets(page, services, self.moment, self._end_theory)
        self.sheet, self.oral = self.sheets.sheet, self.sheets.oral
        self.clip = LiveClip(page.clip, services, shelf)
        self._by: SignedIn | None = None
        self._person: CandidateDetails | None = None
        self._calling = self._sought = False
        self._asking, self._problem, self._trouble = BoothAsking.NOTHING, ("", ""), ("", "")
        self._remarks_ms: tuple[int, ...] = ()
        self._retold = Retold()
        self._clock, self._eye = QTimer(self), QTimer(self)
        self._clock.timeout.connect(self.tick)
        self._eye.timeout.connect(self._look)
        self._join()

    @property
    def widget(self) -> QWidget:
        """The page."""
        return self.page

    def title(self) -> str:
        """Return the entry's title."""
        return self.tr("Booth")

    def _join(self) -> None:
        booth = self.page.booth
        booth.identity_decided.connect(self._confirm_identity)
        self.identity.changed.connect(self.show)
        booth.call_answered.connect(self._answer)
        booth.grant_given.connect(lambda ms, why: self._wish(lambda desk: desk.grant_time(ms, why)))
        booth.misconduct_noted.connect(self._note_misconduct)
        booth.stop_given.connect(lambda why: self._wish(lambda desk: desk.stop(why)))
        booth.asking_changed.connect(self._ask)
        self.page.note.mark_asked.connect(self._want_sheet)
        self.sheet.changed.connect(self._show_timeline)
        self.sheets.signed.connect(self.tick)
        self.page.sheet_asked.connect(self._choose_sheet)
        self.page.clip.watch_asked.connect(self._watch_clip)
        self.clip.changed.connect(self.show)
        self.clip.moved.connect(self.sheet.refresh)  # with the first picture tags are open
        self.page.timeline.tag_chosen.connect(self._choose_tag)

    def entered(self, signed: SignedIn) -> None:
        """Look after the booth as this examiner."""
        self._by, self._sought = signed, False
        self.tick()
        self._clock.start(TICK_MS)
        self._eye.start(LOOK_MS)

    def left(self) -> None:
        """Look away: everything is on disk already, and words that were begun wait."""
        self._clock.stop()
        self._eye.stop()
        self._leave_attempt()
        self.sheets.forget()
        self._by = None

    def moment(self) -> tuple[str, int]:
        """Return the film in view and the moment in it: of the picture on the screen, else of the recorder's clock."""
        if self.clip.watching or self.sheets.subject is Subject.CLIP:  # no moment of the pitch stands on its sheet
            return self.clip.moment()
        shown = self.page.picture.shown
        if shown is not None and time.monotonic_ns() // 1_000_000 - shown.painted_ms <= FRESH_MS:
            return shown.film, shown.position_ms
        film = self._link.film() if self._link.link() is Link.OPEN else ""
        if film:
            return film, self._link.position_ms()
        return self._moment_by_record()

    def _moment_by_record(self) -> tuple[str, int]:
        desk = self.desk
        if desk is None or not desk.state.pitch.open_film:
            return "", 0
        film = desk.state.pitch.films[-1]
        return film.film, max(0, desk.seat_elapsed_ms() - film.started_ms)

    def tick(self) -> None:
        """Take in what the seat has written, follow the booth to its next candidate, show it."""
        if self._by is not None:
            before, self._problem = self._problem, ("", "")
            if self._guard(self._follow):
                self._problem = before if before != self._trouble else ("", "")
            else:
                self._trouble = self._problem
            self.show()

    def _follow(self) -> None:
        by, store = self._by, self._at.store
        assert by is not None
        self._calling = station_calls.waits(store, self._booth)
        here = at_booth(store, self._booth)
        if self.desk is None and not here and not self._sought:
            here = left_open(store, self._at.clock, self._booth, by.staff.id)
        self._sought = not here  # nobody leaves one open while this page looks on
        if here and (self.desk is None or here != self.desk.context.booking.id):
            self._leave_for_the_next()
            self.desk = Desk(store, self._at.clock, self._at.station, by, here)
            self._person = self.desk.person()
            self._write_on(by, here)
        if self.desk is None:
            return
        if self.desk.refresh().stage is Stage.IDENTITY:  # a name that is wrong is corrected while they stand there
            self._person = self.desk.person()
        self.sheets.follow(by, self.desk)
        self.clip.follow(self.desk, self.sheets.subject)
        self.sheet.refresh()
        if self.sheets.all_signed(self.desk.state) and self._asking is BoothAsking.NOTHING:
            self._close_booth()  # not under the words that somebody still writes

    def _leave_for_the_next(self) -> None:
        """Leave an attempt whose booth is taken by another.  Raises Refused while its own words are being written."""
        if self.desk is not None and self.page.booth.fields.begun:
            raise Refused(
                "The next candidate has checked in.",
                advice="Give these words or press Not now: then the booth goes on by itself.",
                zh=("下一位考生已经报到。", "请写完这段话，或点“暂不”；之后会自动转到下一位。"),
            )
        self._close_booth()
        self._leave_attempt()

    def _write_on(self, by: SignedIn, attempt: str) -> None:
        """Let words stand there again that this examiner began at the booth, where they can still be given."""
        draft, desk = self._at.drafts.take(by.staff.id, _place(attempt)), self.desk
        over = desk is not None and desk.state.finished
        if draft is not None and (draft.asking == BoothAsking.MISCONDUCT or not over):
            self._asking = BoothAsking(draft.asking)
            self.show()
            self.page.booth.fields.write_on(draft)

    def _want_sheet(self) -> None:
        if self.desk is not None:
            self.sheets.want(self.desk.context.booking.id)
            self.tick()

    def _choose_sheet(self, subject: str) -> None:
        self.sheets.choose(Subject(subject))
        self.tick()

    def _watch_clip(self, wanted: object) -> None:
        """Play the clip in the picture's place, or go back; tags are open as long as the sheet has a moment."""
        by, desk = self._by, self.desk
        if by is not None and desk is not None and wanted:
            self._guard(lambda: self.clip.watch(by, desk))
        else:
            self.clip.leave()
        self.sheet.refresh()
        self.show()

    def _end_theory(self, unmarked: int) -> None:
        """End the oral theory that runs.  Raises what the job raises: it is said beside the control."""
        if self.desk is not None:
            self.desk.end_theory(unmarked)

    def _close_booth(self) -> None:
        """Seal the desk's stream once the seat has finished."""
        desk = self.desk
        if desk is not None and desk.refresh().sealed and not desk.sealed:
            desk.seal()

    def _leave_attempt(self) -> None:
        if self.desk is not None and self._by is not None:
            place = _place(self.desk.context.booking.id)
            self._at.drafts.keep(self._by.staff.id, place, self.page.booth.fields.draft())
        self.sheets.close()
        self.clip.close()
        self.desk, self._person = None, None
        self.identity.leave()
        self._remarks_ms = ()
        self._asking, self._problem = BoothAsking.NOTHING, ("", "")

    def show(self) -> None:
        """Show where the booth stands, in the language of now."""
        told = self._retold.again(self._problem, self._at.language())
        self._trouble = told if self._trouble == self._problem else self._trouble
        self._problem = told
        self.page.show_state(self.state())
        self._show_timeline()

    def state(self) -> LiveState:
        """Return what the page shows."""
        desk, link = self.desk, self._link.link()
        if desk is None or self._by is None:
            note = self.tr("Nobody is at {0} yet").format(self._booth), self.tr(
                "As soon as a candidate checks in there, the booth opens here by itself."
            )  # fmt: skip
            if self._calling:
                note = self.tr("Somebody at {0} calls for help").format(self._booth), self.tr(
                    "Nobody has checked in there yet. Answer first: the kiosk says that you heard it. Then go there."
                )  # fmt: skip
            booth = BoothPanelState(calling=self._calling, problem=self._problem[0], advice=self._problem[1])
            return LiveState(LiveHead(self._booth), booth, None, views.link_words(link), Right.NOTE, note)
        facts = self._facts(desk, link)
        right, note, may_mark = self.sheets.right(desk.state)
        self._look_at_photos(desk)
        card = views.identity_of(facts, self.identity.beside(self._at.language()))
        told = views.booth_of(facts, card, self._asking, self._problem, calling=self._calling)
        return LiveState(
            views.head_of(facts), replace(told, sealed=desk.sealed),
            views.product_of(facts),
            views.link_words(link), right, note, film=bool(desk.state.pitch.films),
            may_mark=may_mark, sheets=self.sheets.tabs(desk.state),
            clip=self.clip.offer(len(self.sheet.pins())), task=views.task_of(facts, self.sheets.subject),
        )  # fmt: skip

    def _facts(self, desk: Desk, link: Link) -> views.LiveFacts:
        job = self.sheets.marking
        head = job.head if job is not None else None
        assert self._by is not None
        return views.LiveFacts(
            desk.state, desk.context, self._person, self._by.staff.name, self._at.language(), self._link.figures(),
            link, desk.seat_elapsed_ms(), head.seq if head else 0,
            local_day(self._at.clock.now()),
        )  # fmt: skip

    def _look_at_photos(self, desk: Desk) -> None:
        """Fetch the photos while identity is to be confirmed; each look leaves a line."""
        if self._by is not None and desk.state.stage is Stage.IDENTITY:
            try:
                self.identity.look(self._by, desk.context.booking.id)
            except DeskError as error:
                self._problem = self._retold.told(error, self._at.language())

    def _confirm_identity(self, matches: bool) -> None:
        shown = self.identity.shown
        self._wish(lambda desk: desk.confirm_identity(matches=matches, shown=shown))

    def _look(self) -> None:
        self.page.show_picture(self._link.picture())

    def _show_timeline(self) -> None:
        desk = self.desk
        if desk is None:
            self.page.show_timeline(TimelineState(0, 0))
            return
        if self.clip.watching:
            self.page.show_timeline(self.clip.timeline(self.sheet.pins()))
            return
        film, position_ms = self.moment()
        length_ms = max(desk.context.scheme.pitch.minutes * 60_000, position_ms)
        pins = tuple(
            Pin(pin.seq, pin.at_ms, pin.label, pin.sense.value)
            for pin in self.sheet.pins() if not film or pin.film == film
        )  # fmt: skip
        self.page.show_timeline(TimelineState(length_ms, position_ms, (), pins, self._audience(desk, length_ms)))

    def _audience(self, desk: Desk, length_ms: int) -> tuple[int, ...]:
        """Return when the audience says something: drawn once, like everything that chance decides."""
        sample, context = desk.state.pitch.sample, desk.context
        if sample and not self._remarks_ms:
            with suppress(DeskError), self._at.store.reading() as books:  # not now: it is asked again with each look
                draw = draw_of(books, context.sitting, context.booking)
                script = audience_script(context.bank, sample, draw, length_ms)
                self._remarks_ms = tuple(at_ms for at_ms, _ in script.remarks)
        return self._remarks_ms

    def _choose_tag(self, seq: int) -> None:
        marking = self.sheet.marking
        for tag in marking.state.tags if marking else ():
            if tag.placed == seq:
                self.sheet.stand_on_tag(tag.tag)

    def _ask(self, asking: str) -> None:
        self._asking, self._problem = BoothAsking(asking), ("", "")
        self.show()

    def _guard(self, job: Callable[[], object]) -> bool:
        """Do a job; a failure becomes a sentence beside the picture.  Returns whether it was done."""
        try:
            job()
        except DeskError as error:
            self._problem = self._retold.told(error, self._at.language())
            return False
        return True

    def _wish(self, job: Callable[[Desk], object]) -> None:
        desk = self.desk
        if desk is not None and self._guard(lambda: job(desk)):
            self._asking, self._problem = BoothAsking.NOTHING, ("", "")
        self.show()

    def _answer(self) -> None:
        """Say that a call was heard: of whoever stands at the kiosk without having checked in, else the candidate's."""
        by = self._by
        if by is None or not self._calling:
            self._wish(lambda desk: desk.answer_call())
        elif self._guard(lambda: station_calls.answer(self._at.store, self._at.clock, by, self._booth)):
            self._problem = ("", "")
            self.tick()
        else:
            self.show()

    def _note_misconduct(self, level: str, reason: str) -> None:
        self._wish(lambda desk: desk.note_misconduct(Misconduct(level), reason, position_ms=desk.seat_elapsed_ms()))


def _place(attempt: str) -> str:
    return f"booth/{attempt}"
