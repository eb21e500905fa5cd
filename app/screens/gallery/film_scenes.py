"""Marking from the film and the queue, in every state.

Why this room exists: these pages carry long names, many tags and bad news; they are judged with all three on them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.centre.evidence_ports import Evidence, Span
from app.centre.marking_ports import SheetStand, Wanted, WorkLine
from app.centre.marking_queue import QueueLine
from app.centre.reel import Break, Reel, ReelFilm
from app.centre.reel_evidence import tracks_of
from app.exam.scheme import Scheme, Subject
from app.exam.sheet_state import SheetState, rubric_of
from app.screens.examiner.film_controls import ControlsState
from app.screens.examiner.film_frame import LOW_PX
from app.screens.examiner.film_page import FilmPage, FilmPageState
from app.screens.examiner.film_words import beside, break_words, line_remarks, timeline_tracks
from app.screens.examiner.oral_page import OralSheetPage
from app.screens.examiner.queue_page import QueuePage, QueueState
from app.screens.examiner.sheet_views import SheetWalk, panel_of, pins_of
from app.screens.examiner.window import ExaminerWindow
from app.screens.gallery.examiner_scenes import FILM, Desk, ExaminerScene, half_marked, oral_sheet, rail_of, whole_sheet
from app.screens.gallery.host import host_picture
from app.screens.gallery.kiosk_scenes import Content
from app.screens.parts.timeline import Pin, TimelineState

SITTINGS = (("s", "20260604 · 义乌实训基地"), ("t", "20260511 · 义乌实训基地"))
REEL = Reel((ReelFilm(FILM, 0, 300_000, None),), remarks_ms=(22_000, 41_000, 64_000, 95_000, 140_000, 171_000, 240_000))
TWO = Reel(
    (ReelFilm(FILM, 0, 134_000, None), ReelFilm("pitch-2.mp4", 134_000, 166_000, None)),
    (Break(134_000, "camera_gone", 12_300, restarted=False),),
)
FOUND = {
    FILM: Evidence(
        FILM, "d", "m", 300_000, has_sound=True, has_picture=True,
        speech=(Span(2_000, 84_000, 97), Span(88_000, 134_000, 95), Span(146_000, 231_000, 96),
                Span(236_000, 297_000, 94)),
        silence=(Span(84_000, 88_000, 93), Span(134_000, 146_000, 98), Span(231_000, 236_000, 95)),
        face=(Span(0, 132_000, 91), Span(147_000, 300_000, 88)), absence=(Span(132_000, 147_000, 86),),
        black=(Span(133_000, 146_000, 99),), loudness_db=(-31, -20, -18, -17, -40),
    )
}  # fmt: skip


def film_scenes(content: Content, scheme: Scheme) -> tuple[ExaminerScene, ...]:
    """Return every page and state of these pages."""
    desk = Desk(content, scheme)
    return (*_film(desk), *_queue(desk))


def scene_of(
    desk: Desk, name: str, rail: str, make: Callable[[], QWidget], show: Callable[[QWidget], None], *,
    calls: bool = False,
) -> ExaminerScene:  # fmt: skip
    """Return a scene of one page in the window's frame."""

    def fill(window: ExaminerWindow) -> None:
        page = make()
        window.add_page(page)
        window.turn_to(page)
        window.rail.show_state(rail_of(desk, rail, calls=calls))
        show(page)

    return ExaminerScene(name, fill)


def _film(desk: Desk) -> tuple[ExaminerScene, ...]:
    said, rubric = desk.said, rubric_of(desk.content.bank, Subject.PITCH)
    title, under = (
        said("20260604-0317  彭雨桐", "20260604-0317  Peng Yutong"),
        rubric.name.in_language(desk.content.language),
    )

    def scene(name: str, sheet: SheetState, reel: Reel = REEL, *, found: bool = True, picture: bool = True,
              current: str = "speech", loop: bool = False, **more: object) -> ExaminerScene:  # fmt: skip
        evidence = FOUND if found else {}

        def show(page: QWidget) -> None:
            assert isinstance(page, FilmPage)
            remarks = beside(line_remarks(rubric, reel, evidence), current, low=page.height() < LOW_PX)
            walk = SheetWalk(current=current, evidence=remarks)
            page.sheet.show_state(panel_of(sheet, walk, desk.sheets))
            pins = tuple(
                Pin(each.seq, each.at_ms, each.label, each.sense.value) for each in pins_of(sheet, desk.sheets)
            )
            timeline = TimelineState(
                300_000, 107_000, timeline_tracks(tracks_of(reel, evidence)), pins, reel.remarks_ms,
                (84_000, 107_000) if loop else None, tuple(each.at_ms for each in reel.breaks),
            )  # fmt: skip
            controls = ControlsState(playing=loop, rate_percent=150 if loop else 100, looping=loop, tags=len(pins))
            state = FilmPageState(title, under, timeline=timeline, controls=controls)
            page.show_state(replace(state, **more))  # type: ignore[arg-type]
            page.view.show_picture(host_picture(960, 540) if picture else None, FILM)

        return scene_of(desk, name, "queue", FilmPage, show)

    half, broken = half_marked(), said(f"{FILM} 无法播放。", f"{FILM} cannot be played.")
    advice = said(
        "请用 kaobo film check 查看。已评的分都在。", "Look at it with: kaobo film check. What is marked is safe."
    )
    return (
        scene("40-film", half), scene("40-film-loop", half, loop=True),
        scene("40-film-computing", half, found=False,
              progress=said("正在分析录像：42%", "Evidence is being computed: 42 %")),
        scene("40-film-two", half, TWO, notes=tuple(break_words(each) for each in TWO.breaks)),
        scene("40-film-broken", half, found=False, picture=False, problem=broken, advice=advice),
        scene("40-film-signed", replace(whole_sheet(desk), signed=True, sealed=True), current=""),
    )  # fmt: skip


_NAMES = ("彭雨桐", "龑芳", "Reza Ahmadi", "欧阳思源", "王小明", "周晓岚", "Amina Diallo")
_STANDS = (SheetStand.WAITING, SheetStand.OPEN, SheetStand.SIGNED, SheetStand.SEALED)


def _queue_lines(only: SheetStand | None, *, blind: bool = False) -> list[QueueLine]:
    made = []
    for place in range(14):
        stand = only or _STANDS[place % 4]
        number = f"20260604-{311 + place // 2:04d}"
        touched = "" if stand is SheetStand.WAITING else "2026-06-04T02:41:07.120Z"
        work = WorkLine(
            f"k7m2q{place}x",
            (Subject.CLIP, Subject.PITCH)[place % 2],
            number,
            "c",
            stand,
            touched,
            touched,
            place % 3,
        )
        called = f"K7M2Q{place % 10}" if blind else number
        made.append(QueueLine(work, called, "" if blind else _NAMES[place // 2], 3))
    return made


def _queue(desk: Desk) -> tuple[ExaminerScene, ...]:
    def scene(
        name: str, wanted: Wanted, only: SheetStand | None, *, empty: bool = False, **more: object
    ) -> ExaminerScene:
        blind = bool(more.get("blind"))
        shown: list[QueueLine] = [] if empty else _queue_lines(only, blind=blind)

        def fetch(after: QueueLine | None, _: int) -> Sequence[QueueLine]:
            return shown if after is None else ()

        counts = tuple((each, 0 if empty else 14) for each in Wanted)

        def show(page: QWidget) -> None:
            assert isinstance(page, QueuePage)
            page.show_state(replace(QueueState(SITTINGS, "s", wanted, counts), **more))  # type: ignore[arg-type]
            page.reload()

        return scene_of(desk, name, "queue", lambda: QueuePage(fetch), show, calls=name.endswith("calls"))

    gone = desk.said("录像不在这台电脑上：pitch-1.mp4。", "The film is not on this computer: pitch-1.mp4.")
    advice = desk.said(
        "请从直播间电脑取来后再打开评分表。", "Bring it from the booth's computer, then open the sheet again."
    )

    return (
        _queue_oral(desk),
        scene("41-queue", Wanted.WAITING, SheetStand.WAITING), scene("41-queue-mine", Wanted.MINE, None),
        scene("41-queue-booth-calls", Wanted.WAITING, SheetStand.WAITING),
        scene("41-queue-blind", Wanted.WAITING, SheetStand.WAITING, blind=True),
        *(scene(f"41-queue-empty-{each.value.replace('_', '-')}", each, None, empty=True) for each in Wanted),
        scene("41-queue-no-film", Wanted.WAITING, SheetStand.WAITING, problem=gone, advice=advice),
    )  # fmt: skip


def _queue_oral(desk: Desk) -> ExaminerScene:
    def show_oral(page: QWidget) -> None:
        assert isinstance(page, OralSheetPage)
        page.name(desk.said("20260604-0311 李桂芳", "20260604-0311 Li Guifang"))
        page.panel.show_state(replace(oral_sheet(desk), may_end=False))

    return scene_of(desk, "41-queue-oral", "queue", OralSheetPage, show_oral)
