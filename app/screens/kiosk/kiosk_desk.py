"""Join the kiosk's pages to the jobs: every wish becomes an entry, every entry a page.

Why this room exists: pages decide nothing and jobs know no window; here is the one place that knows both.
It ticks once a second, stands where the attempt stood after a restart, and lets no failure be silent.
"""

from hashlib import sha256

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QImage

from app.centre import station_calls
from app.centre.booths import unsealed_at
from app.centre.capture_ports import GateVerdict
from app.centre.seat import Seat, open_attempts, resume
from app.exam.errors import DeskError
from app.exam.flow import remaining_ms
from app.exam.flow_state import Stage
from app.exam.scheme import TheoryMode
from app.exam.vocabulary import seat as words
from app.screens.kiosk import views
from app.screens.kiosk.absence import ASK_MS, Absence
from app.screens.kiosk.arrival import Arrival
from app.screens.kiosk.booth import Booth, KioskServices, Place
from app.screens.kiosk.clip_side import ClipSide
from app.screens.kiosk.consent import ConsentState
from app.screens.kiosk.devices import DevicesState, GateLine
from app.screens.kiosk.pitch_side import PitchSide
from app.screens.kiosk.session import Session
from app.screens.kiosk.stand import Stand, StandState
from app.screens.kiosk.theory import TheoryView
from app.screens.kiosk.views import Walk
from app.screens.kiosk.window import KioskWindow
from app.screens.parts.words import clock_text

TICK_MS, PREVIEW_MS = 1_000, 40


class KioskDesk(QObject):
    """One window, one booth, one attempt at a time."""

    def __init__(self, window: KioskWindow, services: KioskServices) -> None:
        super().__init__(window)
        self.window, self._at = window, services
        self._now = Session(window, services, self.show)
        self._arrival, self._absence = Arrival(self._now, self._sit), Absence(services.clock)
        self._clip, self._pitch = ClipSide(self._now), PitchSide(self._now)
        self._incident, self._photo = "", None  # type: str, QImage | None
        self._away = False  # the store did not answer the last tick
        self._clock, self._preview = QTimer(self), QTimer(self)
        self._clock.timeout.connect(self.tick)
        self._preview.timeout.connect(self._look)
        self._join()

    @property
    def seat(self) -> Seat | None:
        """Who sits here."""
        return self._now.seat

    @property
    def booth(self) -> Booth:
        """The booth's devices."""
        return self._at.booth

    def _join(self) -> None:
        pages, wish = self.window, self._now.wish
        pages.make_parts()
        pages.bar.call_asked.connect(self._call)
        pages.pitch.call_asked.connect(self._call)
        pages.language.call_asked.connect(self._call)
        pages.bar.language_asked.connect(self._turn_language)
        pages.stand.leave_asked.connect(self._leave)
        pages.consent.given.connect(lambda: self._consent(given=True))
        pages.consent.refused.connect(lambda: self._consent(given=False))
        pages.devices.again_asked.connect(self._check_devices)
        pages.devices.go_on_asked.connect(self._devices_good)
        pages.ready.start_asked.connect(self._start)
        pages.theory.chosen.connect(self._answer)
        pages.theory.item_asked.connect(self._to_item)
        pages.theory.flag_asked.connect(self._flag)
        pages.theory.view_asked.connect(self._to_view)
        pages.theory.hand_in_asked.connect(
            lambda: wish(lambda seat: seat.write(words.TheorySubmitted(how="candidate")))
        )
        pages.oral.item_asked.connect(self._to_item)
        pages.draw.draw_asked.connect(lambda: wish(lambda seat: seat.draw_sample()))
        pages.draw.prepare_asked.connect(lambda: wish(lambda seat: seat.write(words.PreparationStarted())))
        pages.leave_tried.connect(self._note_attempt_to_leave)

    def start(self) -> None:
        """Stand where the booth's open attempt stood, or greet; then tick."""
        at = self._at
        ended = [resume(at.store, at.clock, at.station, each) for each in unsealed_at(at.store, at.station.name)]
        going = open_attempts(at.store, at.station)
        if going:
            self._sit(resume(at.store, at.clock, at.station, going[-1]))
        elif ended:  # it is sealed now; who sits there has not been told yet
            self._sit(ended[-1])
        else:
            self._arrival.greet()
        self._clock.start(TICK_MS)
        self._preview.start(PREVIEW_MS)

    def stop(self) -> None:
        """Stop ticking; the attempt stays where it is."""
        self._clock.stop()
        self._preview.stop()
        self._clip.close()

    def _sit(self, seat: Seat, photo: QImage | None = None) -> None:
        self._now.seat, self._now.name, self._photo = seat, views.name_of(seat), photo
        walk = self._now.walk = Walk()
        self.window.pitch.unfold()
        self._now.guard(lambda: self._take_notes(seat))
        self._now.guard(lambda: station_calls.take_over(self._at.store, self._at.clock, seat))
        stood = self._at.notes.place(seat)
        walk.index, walk.view = views.item_to_stand_on(seat.state, stood.item), stood.view
        if seat.state.stage is not Stage.PITCH:
            self._at.booth.open()
        self._now.speak(stood.language or seat.state.language)

    def _keep_place(self) -> None:
        """Keep where the window stands: a restart comes back to it."""
        seat, walk = self.seat, self._now.walk
        if seat is not None:
            self._at.notes.keep_place(seat, Place(walk.language, walk.index if seat.state.paper else -1, walk.view))

    def _take_notes(self, seat: Seat) -> None:
        self._now.walk.notes = self._at.notes.load(seat)

    def _turn_language(self) -> None:
        self._now.walk.problem = ("", "")  # it was said in the other language, and has been read
        self._now.speak("en" if self._now.language == "zh" else "zh")
        self._keep_place()
        self._arrival.retell()

    @Slot()
    def tick(self) -> None:
        """Take in what the examiner decided, write what is due, and show it; once a second."""
        if self.seat is None:
            self._arrival.tick()
            return
        away, self._away = self._away, not self._now.guard(self._tick_seat)
        if away and not self._away:  # it answers again: what is shown is what it holds
            self._now.walk.problem, self._now.walk.saved = ("", ""), True
        self.show()

    def _tick_seat(self) -> None:
        seat = self.seat
        assert seat is not None
        seat.refresh()
        seat.tick()
        self._pitch.tick(seat, remaining_ms(seat.state, seat.elapsed_ms()))
        if seat.state.finished:
            if not seat.state.sealed:
                seat.seal()
            self._at.booth.rest()
            seen = (seat.attempt, self._now.language, self._incident)
            if seat.state.sealed and self._absence.quiet_ms(seen) >= ASK_MS and not self._incident:
                self._leave()  # a name stays on no screen that its owner has left

    def show(self) -> None:
        """Show the page that belongs to where the attempt stands."""
        seat = self.seat
        if self._incident:
            self._stand(Stand.ERROR, incident=self._incident)
            return
        if seat is None:
            return
        self._now.walk.called = self._now.bell.look(waiting=bool(seat.state.open_calls))
        self.window.show_bar(views.bar_of(seat, self._now.walk, self._now.name))
        stand = views.stand_of(seat.state)
        if seat.state.stage is not Stage.CLIP:
            self._clip.close()
        if stand is not None:
            left_ms = remaining_ms(seat.state, seat.elapsed_ms())
            self._stand(stand, left=clock_text(left_ms) if seat.state.timed and not seat.state.finished else "")
            return
        self._now.guard(lambda: self._show_stage(seat))

    def _show_stage(self, seat: Seat) -> None:
        pages, walk = self.window, self._now.walk
        walk.come_to(seat.state.stage)
        match seat.state.stage:
            case Stage.CONSENT:
                terms = seat.context.scheme.retention
                asked = seat.state.face_comparison
                pages.consent.show_state(ConsentState(terms.film_years, terms.paper_years, asked, *walk.problem))
                pages.turn_to(pages.consent)
            case Stage.DEVICES:
                self._show_devices()
            case Stage.THEORY_READY | Stage.CLIP_READY:
                pages.ready.show_state(views.ready_of(seat, walk))
                pages.turn_to(pages.ready)
            case Stage.THEORY if seat.state.theory_mode is TheoryMode.ORAL:
                pages.oral.show_state(views.oral_of(seat, walk))
                pages.turn_to(pages.oral)
            case Stage.THEORY:
                pages.theory.show_state(views.theory_of(seat, walk))
                pages.turn_to(pages.theory)
            case Stage.CLIP:
                self._clip.show(seat)
            case Stage.DRAW | Stage.PREPARATION_READY:
                pages.draw.show_state(views.draw_of(seat, walk))
                pages.turn_to(pages.draw)
            case Stage.PREPARATION:
                self._pitch.show_preparation(seat)
            case Stage.PITCH:
                self._pitch.show_pitch(seat)

    def _stand(self, stand: Stand, *, left: str = "", incident: str = "") -> None:
        photo = self._photo if stand is Stand.IDENTITY else None
        done = self.seat if stand is Stand.DONE else None
        gates, behind = (len(done.state.subjects), views.behind_of(done, self._now.walk)) if done else (0, None)
        self.window.stand.show_state(
            StandState(stand, self._now.name, left, incident, photo, gates, *self._now.walk.problem, behind)
        )
        self.window.turn_to(self.window.stand)

    @Slot(str)
    def show_incident(self, number: str) -> None:
        """Show a fault of the program as its number alone; nothing that was saved is touched."""
        self._incident = number
        self.show()

    @Slot(object)
    def show_trouble(self, error: DeskError) -> None:
        """Say what the room lacks, on whichever page stands there."""
        self._now.walk.problem = error.in_language(self._now.language)
        self.show()

    def _leave(self) -> None:
        seat = self.seat
        if self._incident:
            self._incident = ""
            if seat is not None:
                self.show()
                return
        elif (
            seat is not None
            and seat.state.stage is Stage.TURNED_AWAY
            and not self._now.guard(lambda: seat.finish("turned_away"))
        ):
            self.show()
            return
        self._photo = None
        self._arrival.greet()

    def _call(self) -> None:
        if self.seat is None:
            self._arrival.call()
        elif not self._now.wish(lambda seat: seat.call_help("candidate")):
            self._now.bell.fail()
            self.show()

    def _note_attempt_to_leave(self) -> None:
        if self.seat is not None and not self.seat.state.finished:
            self._now.wish(lambda seat: seat.call_help("leave"))

    def _consent(self, *, given: bool) -> None:
        notice, language = sha256(self.window.consent.notice_text().encode()).hexdigest(), self._now.language

        def answer(seat: Seat) -> None:
            agreed = seat.state.face_comparison is True
            seat.write(words.Consented(given=given, notice=notice, language=language, face_comparison=agreed))

        self._now.wish(answer)
        self.tick()
        if given:
            self._check_devices()

    def _check_devices(self) -> None:
        self._look_at_devices()
        self.show()

    def _look_at_devices(self) -> None:
        terms = self.seat.context.scheme.pitch if self.seat is not None else None
        self._at.booth.check(silence_allowed=terms is not None and terms.silent_film_allowed)

    def _show_devices(self) -> None:
        booth, page, language = self._at.booth, self.window.devices, self._now.language
        report = booth.report()
        if report is None:
            self._look_at_devices()
        lines = tuple(
            GateLine(page.name_of(each.check), each.verdict, *each.in_language(language))
            for each in (report.findings if report else ())
        )
        silent = ("microphone", GateVerdict.WARNING)  # there is none, and the scheme takes a silent film
        listens = report is None or all((each.check, each.verdict) != silent for each in report.findings)
        page.show_state(
            DevicesState(
                lines,
                booth.picture(),
                booth.level_db(),
                booth.rate_x10(),
                booth.spoke(),
                listens,
                *self._now.walk.problem,
            )
        )
        self.window.turn_to(page)

    def _devices_good(self) -> None:
        report = self._at.booth.report()
        if report is None:
            return
        findings = tuple(words.Finding(each.check, each.verdict.value, each.value) for each in report.findings)
        body = words.DevicesChecked(result=report.verdict.value, findings=findings)
        self._now.wish(lambda seat: seat.observe(body))

    def _start(self) -> None:
        self._now.walk.index, self._now.walk.view = 0, TheoryView.ITEM
        if self.seat is not None and self.seat.state.stage is Stage.THEORY_READY:
            self._now.wish(lambda seat: seat.issue_paper())
        else:
            self._now.wish(lambda seat: seat.start_clip())

    def _answer(self, shown: int) -> None:
        self._now.wish(lambda seat: seat.answer(*views.chosen_after(seat, self._now.walk.index, shown)))

    def _to_item(self, index: int) -> None:
        walk = self._now.walk
        walk.index, walk.view, walk.problem = index, TheoryView.ITEM, ("", "")
        self.show()
        self._keep_place()

    def _to_view(self, view: str) -> None:
        self._now.walk.view = TheoryView(view)
        self.show()
        self._keep_place()

    def _flag(self) -> None:
        def flag(seat: Seat) -> None:
            item = seat.state.paper[self._now.walk.index].item
            seat.write(words.Flagged(item=item, on=item not in seat.state.flagged))

        self._now.wish(flag)

    @Slot()
    def _look(self) -> None:
        """Show the next picture where one is shown; the rest changes once a second."""
        shown = self.window.pages.currentWidget()
        if self.seat is None:
            self._arrival.look()
        elif shown is self.window.pitch:
            self.window.pitch.show_picture(self._at.booth.picture())
        elif shown is self.window.devices:
            self._show_devices()
