"""The live desk at the clip's gate: the clip has come, is watched, lies on another computer."""

from collections.abc import Callable
from dataclasses import replace

from app.centre.reel import CLIP
from app.exam.scheme import Scheme, Subject
from app.exam.sheet_state import PlacedTag, SheetState, rubric_of
from app.screens.examiner.clip_bar import ClipOffer
from app.screens.examiner.film_controls import ControlsState
from app.screens.examiner.live_page import LivePage
from app.screens.examiner.live_state import BoothPanelState, LiveState, Right, SheetTab, TaskFacts
from app.screens.examiner.sheet_views import SheetWalk, panel_of, pins_of
from app.screens.examiner.window import ExaminerWindow
from app.screens.gallery.examiner_scenes import Desk, ExaminerScene, card_of, head_of, live_picture, rail_of
from app.screens.gallery.host import host_picture
from app.screens.gallery.kiosk_scenes import Content
from app.screens.parts.timeline_state import Pin, TimelineState

_LENGTH_MS, _AT_MS = 32_400, 12_400


def clip_scenes(content: Content, scheme: Scheme) -> tuple[ExaminerScene, ...]:
    """Return the live desk's states about a clip."""
    desk = Desk(content, scheme)
    gate = head_of(desk, ("第二关 引流短视频", "Short video"), remaining_ms=74_000, limit_ms=300_000)
    draws = head_of(desk, ("抽签", "Draw"), saved=9)
    booth = BoothPanelState(card_of(desk, matches=True), may_grant=True)
    tabs = SheetTab(Subject.CLIP, current=True), SheetTab(Subject.PITCH)
    asked = max(content.bank.clip_tasks, key=lambda each: len(each.brief.zh))
    task = TaskFacts(
        asked.name.in_language(content.language), asked.brief.in_language(content.language),
        tuple(each.text.in_language(content.language) for each in asked.must_haves),
    )  # fmt: skip
    came = LiveState(gate, booth, right=Right.SHEET, clip=ClipOffer(), task=task)
    seen = ClipOffer(handed_in=True, watching=True, controls=ControlsState(playing=True, tags=2))
    watched = LiveState(draws, booth, right=Right.SHEET, sheets=tabs, clip=seen, task=task)
    away = replace(watched, clip=ClipOffer(here=False, handed_in=True))
    return (
        ExaminerScene("34-clip-came", _fill(desk, came, marked=False)),
        ExaminerScene("34-clip-watched", _fill(desk, watched, marked=True)),
        ExaminerScene("34-clip-elsewhere", _fill(desk, away, marked=False)),
    )


def _sheet(desk: Desk, *, marked: bool) -> SheetState:
    rubric = rubric_of(desk.content.bank, Subject.CLIP)
    marks = {line.id: line.half_points * 7 // 10 for line in rubric.lines[:3]} if marked else {}
    tags = (PlacedTag(3, rubric.tags[0].id, CLIP, 4_200), PlacedTag(4, rubric.tags[-1].id, CLIP, 10_800))
    return SheetState(subject=Subject.CLIP, attempt="a", examiner="e", marks=marks, tags=tags if marked else ())


def _fill(desk: Desk, state: LiveState, *, marked: bool) -> Callable[[ExaminerWindow], None]:
    def fill(window: ExaminerWindow) -> None:
        page, sheet = LivePage(), _sheet(desk, marked=marked)
        window.add_page(page)
        window.turn_to(page)
        window.rail.show_state(rail_of(desk))
        watching = state.clip is not None and state.clip.watching
        line = rubric_of(desk.content.bank, Subject.CLIP).lines[3 if marked else 0].id
        page.sheet.show_state(panel_of(sheet, SheetWalk(current=line, film=watching), desk.sheets))
        page.show_state(state)
        page.show_picture(live_picture())
        if watching:
            page.clip.view.show_picture(host_picture(540, 960), CLIP)
        pins = tuple(Pin(each.seq, each.at_ms, each.label, each.sense.value) for each in pins_of(sheet, desk.sheets))
        page.show_timeline(TimelineState(_LENGTH_MS, _AT_MS, (), pins))

    return fill
