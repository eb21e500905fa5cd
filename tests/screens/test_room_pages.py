"""Supervision and closing in their window: live figures, own notes, and a room that closes only when it may."""

from dataclasses import replace
from pathlib import Path
from threading import Event as Flag

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from app.centre.desk import Desk
from app.centre.marking import Marking, SheetKey
from app.centre.office import Office
from app.centre.seat import admit
from app.centre.supervision import Event as SupervisionEvent
from app.centre.supervision import What
from app.exam.errors import Refused
from app.exam.scheme import Subject
from app.exam.sheet_state import rubric_of
from app.exam.vocabulary import seat
from app.media.film.shelf import FolderShelf
from app.programs.examiner_pages import FilmPages
from app.programs.rehearsal import actors
from app.screens.examiner.closing_desk import ClosingDesk
from app.screens.examiner.examiner_desk import ExaminerDesk, ShellServices
from app.screens.examiner.identity_desk import IdentityServices
from app.screens.examiner.live_desk import LiveBooth
from app.screens.examiner.rail import RailEntry, RailState
from app.screens.examiner.supervision_desk import SupervisionDesk
from app.screens.examiner.supervision_words import event_words
from app.screens.examiner.window import ExaminerWindow
from app.screens.language import speak
from app.screens.parts.lane import AtOnce, Lane
from tests.centre.conftest import PIN, Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.booth_room import MovedLink
from tests.screens.clock_film import clock_film
from tests.screens.film_room import HandEvidence, filmed, shown
from tests.screens.sheet_room import desk_services


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("films")
    return [clock_film(folder / "pitch.mp4", 2), clock_film(folder / "clip.mp4", 16, first=500)]


def texts(widget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def sits_down(centre: Centre):  # noqa: F811 - the fixture of that name
    number = centre.bookings[0].admission_number
    sitter = admit(centre.store, centre.clock, centre.station(), number, "002X", how="typed", language="zh")
    Desk(centre.store, centre.clock, centre.station(), centre.staff["examiner"], sitter.attempt).confirm_identity(
        matches=True
    )
    sitter.write(seat.Consented(given=True, notice="0" * 64, language="zh"))
    sitter.observe(actors.GATE_PASSED)
    sitter.issue_paper()
    return sitter


def test_a_supervisor_sees_a_booth_and_what_happens_there(centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    desk = shown(SupervisionDesk(desk_services(centre), lambda: 214_000_000_000), qtbot)
    desk.entered(centre.staff["supervisor"])
    assert desk.widget.empty.isVisible()
    assert "3 not here yet" in desk.widget.summary.text()
    assert "214 GB free" in desk.widget.summary.text()
    sitter = sits_down(centre)
    desk.look()
    assert f"booth-1 · {centre.bookings[0].admission_number}" in texts(desk.widget)
    assert "Theory" in texts(desk.widget)
    sitter.call_help("microphone")
    sitter.interrupt("camera_gone")
    desk.look()
    said = texts(desk.widget)
    assert "Calls for help: 1" in said
    assert "Interrupted: the clock is stopped" in said
    assert "called for help" in texts(desk.widget.events)
    at = desk.widget._state.view.events[0].at
    at_the_centre = f"{(int(at[11:13]) + 8) % 24:02d}{at[13:19]}"
    assert texts(desk.widget.events).startswith(f"{at_the_centre}  booth-1"), "as the clock at the centre showed it"
    desk.left()


def test_notes_are_kept_and_shown_to_their_supervisor_alone(centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    sitter = sits_down(centre)
    desk = shown(SupervisionDesk(desk_services(centre), lambda: 1), qtbot)
    desk.entered(centre.staff["supervisor"])
    page = desk.widget
    assert not page.keep.isEnabled()
    page.about.setCurrentIndex(1)
    page.note.setPlainText("三号间灯太暗")
    page.keep.click()
    assert page.note.toPlainText() == ""
    assert centre.bookings[0].admission_number in texts(page.notes)
    assert "三号间灯太暗" in texts(page.notes)
    with centre.store.reading() as books:
        assert all(entry.by != centre.staff["supervisor"].staff.id for stream in books.ledger.streams(sitter.attempt)
                   for entry in books.ledger.entries(stream))  # fmt: skip
    desk.left()
    assert texts(page.notes) == ""
    desk.entered(centre.staff["examiner"])
    assert not page._notes_card.isVisible()
    desk.left()


def test_a_choice_of_whom_a_note_is_about_survives_the_next_look(centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    sits_down(centre)
    desk = shown(SupervisionDesk(desk_services(centre), lambda: 1), qtbot)
    desk.entered(centre.staff["supervisor"])
    desk.widget.about.setCurrentIndex(1)
    desk.widget.note.setPlainText("正在写")
    desk.look()
    assert desk.widget.about.currentIndex() == 1
    assert desk.widget.note.toPlainText() == "正在写"
    desk.left()


def test_a_note_waits_while_its_supervisor_looks_at_another_page_and_for_nobody_else(centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    desk = shown(SupervisionDesk(desk_services(centre), lambda: 1), qtbot)
    desk.entered(centre.staff["supervisor"])
    desk.widget.note.setPlainText("写到一半")
    desk.left()
    desk.entered(centre.staff["supervisor"])
    assert desk.widget.note.toPlainText() == "写到一半"
    desk.left()
    desk.entered(centre.staff["lead"])
    assert desk.widget.note.toPlainText() == ""
    desk.left()


def test_a_note_stays_about_whoever_ends_while_it_is_written(centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    sitter = sits_down(centre)
    desk = shown(SupervisionDesk(desk_services(centre), lambda: 1), qtbot)
    desk.entered(centre.staff["supervisor"])
    page, number = desk.widget, centre.bookings[0].admission_number
    page.about.setCurrentIndex(1)
    page.note.setPlainText("左手边有纸条")
    Desk(centre.store, centre.clock, centre.station(), centre.staff["examiner"], sitter.attempt).stop("作弊")
    sitter.refresh()
    sitter.finish("stopped")
    desk.look()
    assert desk._state.view.running == ()
    assert page.about.currentData() == sitter.attempt, "not about the room all at once"
    assert number in page.about.currentText()
    page.keep.click()
    assert [(note.about, note.words) for note in desk._state.notes] == [(number, "左手边有纸条")]
    assert page.about.count() == 1
    desk.left()


def whole_room(centre: Centre, films) -> str:  # noqa: F811 - the fixture of that name
    booking = filmed(centre, [(films[0], 2_000)], clip=films[1])
    for subject in (Subject.CLIP, Subject.PITCH):
        key = SheetKey(booking.id, subject)
        marking = Marking(centre.store, centre.clock, centre.station(), centre.staff["examiner"], key)
        for line, mark in actors.lines_that_add_up(rubric_of(marking.context.bank, subject), 150).items():
            marking.mark(line, mark)
        marking.sign(centre.staff["examiner"])
        marking.seal()
    office = Office(centre.store, centre.clock, centre.station("office"), centre.staff["clerk"])
    for absent in centre.bookings[1:]:
        office.note_absence(absent.id)
    return booking.id


def test_a_room_closes_only_when_everything_is_there(centre, qtbot, films) -> None:  # noqa: F811 - the fixture of that name
    attempt = whole_room(centre, films)
    shelf = FolderShelf(centre.home.media)
    desk = shown(ClosingDesk(desk_services(centre), shelf, lambda _: AtOnce()), qtbot)
    desk.entered(centre.staff["supervisor"])
    film = centre.home.media / attempt / "pitch-1.mp4"
    film.rename(film.with_name("elsewhere.mp4"))
    desk.widget.count.click()
    said = texts(desk.widget)
    assert "Something is missing of 1 of 3 candidates." in said
    assert "The film pitch-1.mp4 is not here." in said
    assert f"Where: booth-1: media/{attempt}/pitch-1.mp4" in said
    film.with_name("elsewhere.mp4").rename(film)
    desk.widget.count.click()
    assert "Everything of 3 candidates is here. The room may close." in texts(desk.widget)
    desk.entered(centre.staff["clerk"])
    assert desk.widget._state.account is None, "what was counted before may be stale"


def test_who_never_came_is_looked_for_at_the_office_in_the_windows_language(centre, qtbot, qapp) -> None:  # noqa: F811 - the fixture of that name
    services = replace(desk_services(centre), language=lambda: "zh")
    speak(qapp, "zh")
    desk = shown(ClosingDesk(services, FolderShelf(centre.home.media), lambda _: AtOnce()), qtbot)
    desk.entered(centre.staff["supervisor"])
    desk.widget.count.click()
    said = texts(desk.widget)
    assert "没有报到，也没有登记缺考。" in said
    assert "位置：考务室" in said


def test_an_account_is_told_in_the_language_that_the_window_turns_to(centre, qtbot, qapp, films) -> None:  # noqa: F811 - the fixture of that name
    attempt, spoken = whole_room(centre, films), ["en"]
    (centre.home.media / attempt / "pitch-1.mp4").unlink()
    services = replace(desk_services(centre), language=lambda: spoken[0])
    desk = shown(ClosingDesk(services, FolderShelf(centre.home.media), lambda _: AtOnce()), qtbot)
    desk.entered(centre.staff["supervisor"])
    desk.widget.count.click()
    assert "The film pitch-1.mp4 is not here." in texts(desk.widget)
    spoken[0] = "zh"
    speak(qapp, "zh")
    qtbot.waitUntil(lambda: "录像 pitch-1.mp4 不在这台电脑上。" in texts(desk.widget))
    assert "The film pitch-1.mp4 is not here." not in texts(desk.widget)


def test_counting_goes_on_beside_the_window_and_says_how_far_it_is(centre, qtbot, films) -> None:  # noqa: F811 - the fixture of that name
    whole_room(centre, films)
    go_on = Flag()

    class SlowShelf(FolderShelf):
        def digest(self, path: Path) -> str:
            assert go_on.wait(10)
            return super().digest(path)

    desk = shown(ClosingDesk(desk_services(centre), SlowShelf(centre.home.media), Lane), qtbot)
    desk.entered(centre.staff["supervisor"])
    desk.widget.count.click()
    assert desk.widget.progress.isVisible()
    assert not desk.widget.count.isEnabled()
    go_on.set()
    qtbot.waitUntil(lambda: desk.widget._state.account is not None, timeout=30_000)
    assert desk.widget._state.done == 3
    assert desk.widget._state.account.may_close
    desk.stop()


def test_a_count_that_is_no_longer_wanted_is_not_shown(centre, qtbot, films) -> None:  # noqa: F811 - the fixture of that name
    whole_room(centre, films)
    desk = shown(ClosingDesk(desk_services(centre), FolderShelf(centre.home.media), Lane), qtbot)
    desk.entered(centre.staff["supervisor"])
    desk.widget.count.click()
    desk.left()
    desk.stop()
    qtbot.waitUntil(lambda: True)
    assert desk.widget._state.account is None


@pytest.mark.parametrize("make", [Lane, lambda _: AtOnce()], ids=["lane", "at-once"])
def test_a_lane_hands_back_results_steps_and_failures(qtbot, make) -> None:
    owner, told, steps = QObject(), [], []
    lane = make(owner)

    def job(step):
        step()
        return 42

    def failing(_):
        raise Refused("no", advice="none")

    lane.run(job, lambda result, error: told.append((result, error)), lambda: steps.append(1))
    lane.run(failing, lambda result, error: told.append((result, type(error))), lambda: None)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert (told, steps) == ([(42, None), (None, Refused)], [1])
    lane.close()


def test_the_examiners_window_offers_each_role_its_pages_and_opens_them(centre, qtbot, films) -> None:  # noqa: F811 - the fixture of that name
    whole_room(centre, films)
    pages = FilmPages(desk_services(centre), centre.home)
    window = ExaminerWindow()
    qtbot.addWidget(window)
    desk = ExaminerDesk(window, ShellServices(desk_services(centre), "Kaobo", lambda _: None), pages.pages)
    window.resize(1366, 768)
    window.show()
    desk.start()
    offered = {
        "examiner": ["queue", "supervision", "closing"],
        "lead": ["queue", "moderation", "supervision", "closing"],
        "supervisor": ["supervision", "closing"],
        "clerk": ["supervision", "closing"],
    }
    for login, names in offered.items():
        window.sign_in.sign_in_asked.emit(login, PIN)
        assert [page.name for page in desk.allowed] == names
        for name in names:
            desk.turn_to(name)
            assert window.pages.currentWidget() is next(page.widget for page in pages.pages if page.name == name)
        desk.sign_out()
    desk.stop()
    pages.close()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_entry_of_the_rail_is_cut(centre, qtbot, qapp, language: str) -> None:  # noqa: F811 - the fixture of that name
    speak(qapp, language)
    services = desk_services(centre)
    films = FilmPages(services, centre.home)
    live = LiveBooth(services, MovedLink(), "booth-1", IdentityServices(lambda *_: b""))
    qtbot.addWidget(live.page)
    window = ExaminerWindow()
    qtbot.addWidget(window)
    pages = (live, *films.pages)
    window.rail.show_state(
        RailState(tuple(RailEntry(each.name, each.title(), calls=each is live) for each in pages), "booth")
    )
    window.turn_to(window.sign_in)
    window.rail.show()
    window.resize(1366, 768)
    window.show()
    assert len(window.rail.entries) == len(pages) == 5
    for entry in window.rail.entries:
        assert entry.sizeHint().width() <= entry.width(), entry.text()
    films.close()


def test_evidence_is_asked_for_as_soon_as_a_pitch_has_ended_and_once(centre, qtbot, films) -> None:  # noqa: F811 - the fixture of that name
    evidence = HandEvidence()
    pages = FilmPages(desk_services(centre), centre.home, evidence)
    pages.look()
    assert evidence.asked == []
    attempt = whole_room(centre, films)
    pages.look()
    pages.look()
    assert [film for film, _ in evidence.asked] == [centre.home.media / attempt / "pitch-1.mp4"]
    pages.close()
    again = FilmPages(desk_services(centre), centre.home, HandEvidence())
    (centre.home.media / attempt / "pitch-1.mp4.evidence.json").write_text("{}")
    again.look()
    assert again._evidence.asked == []
    again.close()


def test_lengths_of_the_record_are_told_in_the_windows_own_words(qapp):
    minutes = SupervisionEvent("2026-06-04T02:41:07.000Z", "20260604-0313", "booth-1", What.TIME_GRANTED, "95 s")
    speak(qapp, "zh")
    assert event_words(minutes) == "补时 1 分 35 秒"
    speak(qapp, "en")
    assert event_words(minutes) == "1 min 35 s given back"
