"""Join the kiosk's pages to the jobs: every wish becomes an entry, every entry a page.

Why this room exists: pages decide nothing and jobs know no window; here is the one place that knows both.
It ticks once a second, stands where the attempt stood after a restart, and lets no failure be silent.
"""

from collections.abc import Callable
from hashlib import sha256

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.centre.capture_ports import GateReport, GateVerdict
from app.centre.clip_ports import ReceivedClip
from app.centre.seat import Seat, admit, open_attempts, resume
from app.exam.errors import DeskError, Refused
from app.exam.flow import remaining_ms
from app.exam.flow_state import Stage
from app.exam.scheme import TheoryMode
from app.exam.vocabulary import seat as words
from app.screens.kiosk import views
from app.screens.kiosk.booth import KioskServices
from app.screens.kiosk.check_in import CheckInState
from app.screens.kiosk.consent import ConsentState
from app.screens.kiosk.devices import DevicesState, GateLine
from app.screens.kiosk.language import LanguageState
from app.screens.kiosk.stand import Stand, StandState
from app.screens.kiosk.theory import TheoryView
from app.screens.kiosk.top_bar import BarState
from app.screens.kiosk.views import Walk
from app.screens.kiosk.window import KioskWindow
from app.screens.parts.words import clock_text

TICK_MS, PREVIEW_MS = 1_000, 40


class KioskDesk(QObject):
    """One window, one booth, one attempt at a time."""

    _clip_arrived = Signal(object)

    def __init__(self, window: KioskWindow, services: KioskServices) -> None:
        super().__init__(window)
        self.window, self._at, self.seat = window, services, None  # type: KioskWindow, KioskServices, Seat | None
        self._walk, self._name, self._language, self._how = Walk(), "", "zh", "typed"
        self._clips_open, self._incident = "", ""
        self._clock, self._preview = QTimer(self), QTimer(self)
        self._clock.timeout.connect(self.tick)
        self._preview.timeout.connect(self._look)
        self._clip_arrived.connect(self._take_clip, Qt.ConnectionType.QueuedConnection)
        self._join()

    def _join(self) -> None:
        pages = self.window
        pages.bar.call_asked.connect(self._call)
        pages.pitch.call_asked.connect(self._call)
        pages.bar.language_asked.connect(lambda: self._speak("en" if self._language == "zh" else "zh"))
        pages.language.chosen.connect(self._choose_language)
        pages.check_in.check_in_asked.connect(self._check_in)
        pages.check_in.back_asked.connect(self._greet)
        pages.stand.leave_asked.connect(self._leave)
        pages.consent.given.connect(lambda face: self._consent(given=True, face=face))
        pages.consent.refused.connect(lambda: self._consent(given=False, face=False))
        pages.devices.again_asked.connect(self._check_devices)
        pages.devices.go_on_asked.connect(self._devices_good)
        pages.ready.start_asked.connect(self._start)
        pages.theory.chosen.connect(self._answer)
        pages.theory.item_asked.connect(self._to_item)
        pages.theory.flag_asked.connect(self._flag)
        pages.theory.view_asked.connect(self._to_view)
        pages.theory.hand_in_asked.connect(self._hand_in_theory)
        pages.oral.item_asked.connect(self._to_item)
        pages.clip.hand_in_asked.connect(self._hand_in_clip)
        pages.clip.stick_asked.connect(self._take_stick)
        pages.draw.draw_asked.connect(lambda: self._wish(lambda seat: seat.draw_sample()))
        pages.draw.prepare_asked.connect(lambda: self._wish(lambda seat: seat.write(words.PreparationStarted())))
        pages.preparation.notes_changed.connect(self._note)
        pages.preparation.live_asked.connect(self._roll)
        pages.pitch.stop_asked.connect(lambda: self._end_pitch("early"))
        pages.leave_tried.connect(self._note_attempt_to_leave)

    def start(self) -> None:
        """Stand where the booth's open attempt stood, or greet; then tick."""
        going = open_attempts(self._at.store, self._at.station)
        if going:
            self._sit(resume(self._at.store, self._at.clock, self._at.station, going[-1]))
        else:
            self._greet()
        self._clock.start(TICK_MS)
        self._preview.start(PREVIEW_MS)

    def stop(self) -> None:
        """Stop ticking; the attempt stays where it is."""
        self._clock.stop()
        self._preview.stop()
        self._close_clips()

    def _sit(self, seat: Seat) -> None:
        self.seat, self._name = seat, views.name_of(seat)
        self._walk = Walk(notes=self._at.notes.load(seat))
        open_items = [place for place, line in enumerate(seat.state.paper) if line.item not in seat.state.answers]
        self._walk.index = open_items[0] if open_items else 0
        self._speak(seat.state.language)
        self.show()

    def _speak(self, language: str) -> None:
        self._language = language
        self._at.speak(language)
        self.show()

    @Slot()
    def tick(self) -> None:
        """Take in what the examiner decided, write what is due, and show it; once a second."""
        if self.seat is None:
            self._read_ticket()
            return
        self._guard(self._tick_seat)
        self.show()

    def _tick_seat(self) -> None:
        seat = self.seat
        assert seat is not None
        seat.refresh()
        seat.tick()
        state, booth = seat.state, self._at.booth
        left_ms = remaining_ms(state, seat.elapsed_ms())
        if state.finished:
            if not state.sealed:
                seat.seal()
        elif state.stage is Stage.PREPARATION and left_ms == 0 and not state.clock_stopped:
            self._roll()
        elif state.stage is Stage.PITCH:
            self._tick_pitch(seat, left_ms)
        elif state.stopped and booth.rolling():
            booth.halt()

    def _tick_pitch(self, seat: Seat, left_ms: int) -> None:
        booth = self._at.booth
        over = left_ms == 0 or bool(self._walk.ending) or seat.state.stopped
        if over and booth.rolling():
            booth.halt()
        elif over and not seat.state.open_film and self._walk.ending:
            seat.finish(self._walk.ending)
        elif not over and not booth.rolling() and not seat.state.awaiting_grant:
            booth.roll(seat)

    def show(self) -> None:
        """Show the page that belongs to where the attempt stands."""
        seat = self.seat
        if self._incident:
            self._stand(Stand.ERROR, incident=self._incident)
            return
        if seat is None:
            return
        self.window.show_bar(views.bar_of(seat, self._walk, self._name))
        stand = views.stand_of(seat.state)
        if seat.state.stage is not Stage.CLIP:
            self._close_clips()
        if stand is not None:
            left_ms = remaining_ms(seat.state, seat.elapsed_ms())
            self._stand(stand, left=clock_text(left_ms) if seat.state.timed and not seat.state.finished else "")
            return
        self._show_stage(seat)

    def _show_stage(self, seat: Seat) -> None:
        pages, walk = self.window, self._walk
        match seat.state.stage:
            case Stage.CONSENT:
                terms = seat.context.scheme.retention
                pages.consent.show_state(ConsentState(terms.film_years, terms.paper_years))
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
                self._show_clip(seat)
            case Stage.DRAW | Stage.PREPARATION_READY:
                pages.draw.show_state(views.draw_of(seat, walk))
                pages.turn_to(pages.draw)
            case Stage.PREPARATION:
                pages.preparation.show_state(views.preparation_of(seat, walk))
                pages.turn_to(pages.preparation)
            case Stage.PITCH:
                self._show_pitch(seat)

    def _stand(self, stand: Stand, *, left: str = "", incident: str = "") -> None:
        gates = len(self.seat.state.subjects) if self.seat and stand is Stand.DONE else 0
        self.window.stand.show_state(StandState(stand, self._name, left, incident, gates=gates))
        self.window.turn_to(self.window.stand)

    def show_incident(self, number: str) -> None:
        """Show a fault of the program as its number alone; nothing that was saved is touched."""
        self._incident = number
        self.show()

    def _greet(self) -> None:
        self.seat, self._name, self._how = None, "", "typed"
        self.window.bar.hide()
        self.window.check_in.forget()
        self.window.language.show_state(LanguageState(self._at.station.name, self._at.centre))
        self.window.turn_to(self.window.language)

    def _leave(self) -> None:
        if self._incident:
            self._incident = ""
            if self.seat is not None:
                self.show()
                return
        elif self.seat is not None and self.seat.state.stage is Stage.TURNED_AWAY:
            self._guard(lambda: self.seat and self.seat.finish("turned_away"))
        self._greet()

    def _choose_language(self, language: str) -> None:
        self._speak(language)
        self.window.show_bar(BarState(booth=self._at.station.name, may_call=False))
        self.window.check_in.show_state(CheckInState(camera=self._at.booth.picture()))
        self.window.turn_to(self.window.check_in)

    def _read_ticket(self) -> None:
        number = self._at.booth.ticket()
        if number and self.window.pages.currentWidget() is self.window.check_in:
            self._how = "qr"
            self.window.check_in.show_state(CheckInState(number=number, camera=self._at.booth.picture()))

    def _check_in(self, number: str, last_four: str) -> None:
        try:
            seat = admit(
                self._at.store, self._at.clock, self._at.station, number, last_four, how=self._how,
                language=self._language,
            )  # fmt: skip
        except DeskError as error:
            self.window.check_in.show_state(CheckInState("", *error.in_language(self._language)))
            return
        self._sit(seat)

    def _guard(self, job: Callable[[], object]) -> bool:
        """Do a job; a failure becomes a sentence on the page.  Returns whether it was done."""
        try:
            job()
        except DeskError as error:
            self._walk.problem = error.in_language(self._language)
            self._walk.saved = None if isinstance(error, Refused) else False
            return False
        return True

    def _wish(self, job: Callable[[Seat], object]) -> None:
        """Write a wish; "saved" is set by the store's answer alone."""
        seat = self.seat
        if seat is None:
            return
        if self._guard(lambda: job(seat)):
            self._walk.problem, self._walk.saved = ("", ""), True
        self.show()

    def _call(self) -> None:
        self._wish(lambda seat: seat.call_help("candidate"))

    def _note_attempt_to_leave(self) -> None:
        if self.seat is not None and not self.seat.state.finished:
            self._wish(lambda seat: seat.call_help("leave"))

    def _consent(self, *, given: bool, face: bool) -> None:
        notice = sha256(self.window.consent.notice_text().encode()).hexdigest()
        body = words.Consented(given=given, notice=notice, language=self._language, face_comparison=face)
        self._wish(lambda seat: seat.write(body))
        self.tick()
        if given:
            self._check_devices()

    def _check_devices(self) -> None:
        self._walk.gate_read = None
        self._at.booth.check()
        self.show()

    def _show_devices(self) -> None:
        booth, page = self._at.booth, self.window.devices
        report = booth.report()
        lines = tuple(
            GateLine(page.name_of(each.check), each.verdict, each.value, each.advice)
            for each in (report.findings if report else ())
        )
        page.show_state(DevicesState(lines, booth.picture(), booth.level_db(), spoke=_spoke(report)))
        self.window.turn_to(page)

    def _devices_good(self) -> None:
        report = self._at.booth.report()
        if report is None:
            return
        findings = tuple(words.Finding(each.check, each.verdict.value, each.value) for each in report.findings)
        self._wish(lambda seat: seat.observe(words.DevicesChecked(result=report.verdict.value, findings=findings)))

    def _start(self) -> None:
        self._walk.index, self._walk.view = 0, TheoryView.ITEM
        if self.seat is not None and self.seat.state.stage is Stage.THEORY_READY:
            self._wish(lambda seat: seat.issue_paper())
        else:
            self._wish(lambda seat: seat.start_clip())

    def _answer(self, shown: int) -> None:
        self._wish(lambda seat: seat.answer(*views.chosen_after(seat, self._walk.index, shown)))

    def _to_item(self, index: int) -> None:
        self._walk.index, self._walk.view, self._walk.problem = index, TheoryView.ITEM, ("", "")
        self.show()

    def _to_view(self, view: str) -> None:
        self._walk.view = TheoryView(view)
        self.show()

    def _flag(self) -> None:
        def flag(seat: Seat) -> None:
            item = seat.state.paper[self._walk.index].item
            seat.write(words.Flagged(item=item, on=item not in seat.state.flagged))

        self._wish(flag)

    def _hand_in_theory(self) -> None:
        self._wish(lambda seat: seat.write(words.TheorySubmitted(how="candidate")))

    def _show_clip(self, seat: Seat) -> None:
        clips = self._at.clips
        if self._clips_open != seat.attempt:
            self._clips_open = seat.attempt
            self._guard(lambda: clips.start(seat.attempt, self._clip_arrived.emit))
        rows = self._at.code_rows(clips.qr_text) if clips.qr_text else ()
        self.window.clip.show_state(views.clip_of(seat, self._walk, clips, rows))
        self.window.turn_to(self.window.clip)

    def _close_clips(self) -> None:
        if self._clips_open:
            self._clips_open = ""
            self._at.clips.stop()

    @Slot(object)
    def _take_clip(self, clip: ReceivedClip) -> None:
        self._wish(lambda seat: seat.write(clip.received))

    def _take_stick(self) -> None:
        video = self._at.stick_video()
        if video is None:
            self._walk.problem = self.window.clip.no_stick()
            self.show()
            return
        self._walk.problem = ("", "")
        self._guard(lambda: self._at.clips.take_file(video))
        self.show()

    def _hand_in_clip(self) -> None:
        self._wish(lambda seat: seat.write(words.ClipSubmitted(clip=seat.state.clip.last_usable, how="candidate")))

    def _note(self, text: str) -> None:
        self._walk.notes = text
        seat = self.seat
        if seat is not None:
            self._guard(lambda: self._at.notes.keep(seat, text))

    def _roll(self) -> None:
        self._walk.ending = ""
        self._wish(self._at.booth.roll)

    def _end_pitch(self, how: str) -> None:
        self._walk.ending = how
        self._at.booth.halt()
        self.tick()

    def _show_pitch(self, seat: Seat) -> None:
        booth = self._at.booth
        state = views.pitch_of(seat, self._walk, self._language, booth.figures(), booth.picture())
        self.window.pitch.show_state(state)
        self.window.turn_to(self.window.pitch)

    @Slot()
    def _look(self) -> None:
        """Show the next picture where one is shown; the rest changes once a second."""
        shown = self.window.pages.currentWidget()
        if shown is self.window.pitch:
            self.window.pitch.show_picture(self._at.booth.picture())
        elif shown is self.window.devices and self.seat is not None:
            self._show_devices()


def _spoke(report: GateReport | None) -> bool:
    """Tell whether the gate heard a voice: no finding about the sound forbids to go on."""
    if report is None:
        return False
    heard = [each for each in report.findings if each.check in ("level", "microphone")]
    return bool(heard) and all(each.verdict is not GateVerdict.NO_GO for each in heard)
