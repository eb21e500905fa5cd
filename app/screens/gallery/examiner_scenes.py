"""The examiner's pages in every state, filled from a real bank.

Why this room exists: the desk is judged by looking at it, with the longest real texts, before anybody sits down at it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtGui import QImage

from app.centre.booth_link import LivePicture, PictureForm
from app.centre.values import StaffMember
from app.exam.bank import OralQuestion
from app.exam.roles import Role
from app.exam.scheme import Scheme, Subject
from app.exam.sheet_state import PlacedTag, RaisedRedLine, SheetState, rubric_of
from app.screens.examiner.live_page import LivePage
from app.screens.examiner.live_state import (
    BoothPanelState,
    IdentityCard,
    LiveHead,
    LiveState,
    ProductFacts,
    Right,
    SheetTab,
)
from app.screens.examiner.oral_panel import KeyPointLine, OralSheetState
from app.screens.examiner.rail import RailEntry, RailState
from app.screens.examiner.sheet_state import Asking
from app.screens.examiner.sheet_views import SheetContent, SheetWalk, panel_of, pins_of
from app.screens.examiner.sign_in import SignInState
from app.screens.examiner.window import ExaminerWindow
from app.screens.gallery.host import host_picture
from app.screens.gallery.kiosk_scenes import Content
from app.screens.parts.timeline_state import Pin, TimelineState
from app.screens.theme import DARK

FILM = "pitch.mp4"


@dataclass(frozen=True, slots=True)
class ExaminerScene:
    """A name for the picture's file and what fills the window."""

    name: str
    fill: Callable[[ExaminerWindow], object]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the scenes are made of."""

    content: Content
    scheme: Scheme

    def said(self, zh: str, en: str) -> str:
        """Return the text in the scenes' language."""
        return self.content.said(zh, en)

    @property
    def sheets(self) -> SheetContent:
        """What a sheet is read with."""
        return SheetContent(self.scheme, self.content.bank, self.content.language)


def examiner_scenes(content: Content, scheme: Scheme) -> tuple[ExaminerScene, ...]:
    """Return every page and state of the examiner's window that this room owns."""
    from app.screens.gallery.booth_scenes import booth_scenes  # both are made of what stands here
    from app.screens.gallery.clip_scenes import clip_scenes

    desk = Desk(content, scheme)
    return (*_door(desk), *booth_scenes(desk), *_marking(desk), *_questions(desk), *clip_scenes(content, scheme))


def in_the_dark(scene: ExaminerScene) -> ExaminerScene:
    """Return a scene whose window is turned to dark once it is filled, as somebody at the desk does it."""

    def fill(window: ExaminerWindow) -> None:
        scene.fill(window)
        window.wear(DARK)

    return ExaminerScene(f"{scene.name}-dark", fill)


def rail_of(desk: Desk, current: str = "booth", *, calls: bool = False) -> RailState:
    """Return the whole rail; ``calls``: somebody calls at the booth."""
    said = desk.said
    entries = (
        RailEntry("booth", said("直播间", "Booth"), calls), RailEntry("queue", said("评分", "Marking")),
        RailEntry("moderation", said("复核", "Moderation")), RailEntry("supervision", said("督导", "Supervision")),
        RailEntry("closing", said("清场", "Close room")),
    )  # fmt: skip
    return RailState(entries, current, said("陈老师", "Chen Min"))


def _door(desk: Desk) -> tuple[ExaminerScene, ...]:
    said = desk.said

    def door(state: SignInState) -> Callable[[ExaminerWindow], None]:
        def fill(window: ExaminerWindow) -> None:
            window.sign_in.show_state(state)
            window.turn_to(window.sign_in)

        return fill

    place = SignInState("Kaobo 考播", said("3 号直播间", "Booth 3"), people=staff_of(desk))
    wrong = replace(place, problem=said("登录名 chen 与 PIN 不符。", "Login chen and this PIN do not match."),
                    advice=said("请核对后再试。", "Check both and try again."))  # fmt: skip
    wait = replace(place, problem=said("chen 的 PIN 多次输入错误。", "The PIN for chen was wrong too often."),
                   advice=said("请等 30 秒后再试。", "Wait 30 seconds, then try again."))  # fmt: skip

    def chosen(window: ExaminerWindow) -> None:
        door(place)(window)
        window.sign_in.names.chosen.emit(place.people[0].login)
        window.sign_in.pin.setText("1357")

    return (
        ExaminerScene("30-sign-in", door(place)), ExaminerScene("30-sign-in-alone", door(replace(place, people=()))),
        ExaminerScene("30-sign-in-chosen", chosen), ExaminerScene("30-sign-in-wrong", door(wrong)),
        ExaminerScene("30-sign-in-wait", door(wait)),
    )  # fmt: skip


def staff_of(desk: Desk) -> tuple[StaffMember, ...]:
    """Return a small centre's staff."""
    names = (("陈静", "Chen Jing"), ("何俊", "He Jun"), ("李玉兰", "Li Yulan"), ("欧阳若曦", "Ouyang Ruoxi"),
             ("王敏", "Wang Min"), ("周岚", "Zhou Lan"))  # fmt: skip
    return tuple(
        StaffMember(f"staff-{place}", en.split()[0].lower(), desk.said(zh, en), frozenset({Role.EXAMINER}))
        for place, (zh, en) in enumerate(names)
    )


def head_of(desk: Desk, stage: tuple[str, str], **more: object) -> LiveHead:
    """Return the line above the live page."""
    said = desk.said
    sample = desk.content.sample.name.in_language(desk.content.language)
    title = f"{said('3 号直播间', 'Booth 3')} · {said('彭雨桐', 'Peng Yutong')} · {said(*stage)}"
    examiner = said("考评员 陈老师", "Examiner Chen Min")
    base = LiveHead(title, f"{sample} · {examiner}" if "recording" in more else examiner)
    return replace(base, **more)  # type: ignore[arg-type]


def card_of(desk: Desk, **more: object) -> IdentityCard:
    """Return who was booked."""
    said = desk.said
    base = IdentityCard(
        said("彭雨桐", "Peng Yutong"), said("居民身份证", "Resident ID card"), "330782**********26",
        said("女 · 2003-05-12", "female · 2003-05-12"), "20260604-0317", host_picture(240, 300),
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def product_of(desk: Desk) -> ProductFacts:
    """Return the sample as the examiner reads it."""
    sample, language = desk.content.sample, desk.content.language
    fitting = "、".join(each.zh for each in sample.fitting_address)
    unfit = "、".join(each.zh for each in sample.unfit_address)
    return ProductFacts(
        sample.name.in_language(language), sample.picture, desk.content.facts(),
        desk.said(f"合适的称呼：{fitting}。不合适：{unfit}。", f"Fitting address: {fitting}. Unfit: {unfit}."),
        tuple(each.text.in_language(language) for each in sample.must_say),
        tuple(each.text.in_language(language) for each in sample.must_not_claim),
    )  # fmt: skip


def live_picture(width: int = 960, height: int = 540) -> LivePicture:
    """Return the drawn host as a live picture."""
    image = host_picture(width, height).convertToFormat(QImage.Format.Format_RGB888)
    stride, flat = image.bytesPerLine(), bytes(image.constBits())
    rows = [flat[line * stride : line * stride + width * 3] for line in range(height)]
    return LivePicture(1, b"".join(rows), PictureForm.RGB, width, height, FILM, 113_000)


def fill_live(
    desk: Desk, state: LiveState, sheet: SheetState | None = None, walk: SheetWalk | None = None,
    oral: OralSheetState | None = None, *, picture: bool = True,
) -> Callable[[ExaminerWindow], None]:  # fmt: skip
    """Return what fills the live page with a state, and with the sheet or the oral sheet that stands in it."""

    def fill(window: ExaminerWindow) -> None:
        page = LivePage()
        window.add_page(page)
        window.turn_to(page)
        window.rail.show_state(rail_of(desk))
        pins: tuple[Pin, ...] = ()
        if sheet is not None:
            page.sheet.show_state(panel_of(sheet, walk or SheetWalk(), desk.sheets))
            pins = tuple(Pin(each.seq, each.at_ms, each.label, each.sense.value)
                         for each in pins_of(sheet, desk.sheets))  # fmt: skip
        if oral is not None:
            page.oral.show_state(oral)
        page.show_state(state)
        page.show_picture(live_picture() if picture else None)
        remarks = (22_000, 41_000, 64_000, 95_000, 140_000, 171_000) if state.film else ()
        page.show_timeline(TimelineState(300_000, 113_000 if state.film else 0, (), pins, remarks))

    return fill


def oral_sheet(desk: Desk) -> OralSheetState:
    """Return an oral paper in the middle of the marking."""
    language = desk.content.language
    longest: OralQuestion = max(desk.content.bank.oral_questions, key=lambda each: len(each.model_answer.zh))
    points = tuple(
        KeyPointLine(each.id, each.text.in_language(language), each.half_points, place in (0, 2))
        for place, each in enumerate(longest.key_points)
    )
    return OralSheetState(
        1, 4, longest.stem.in_language(language), longest.model_answer.in_language(language), points, 132, 2, True
    )


def half_marked() -> SheetState:
    """Return a pitch's sheet in the middle of the marking."""
    return SheetState(
        subject=Subject.PITCH, attempt="a", examiner="e",
        marks={"opening": 13, "presence": 16, "selling_points": 32, "showing": 22, "speech": 10},
        tags=(PlacedTag(3, "unsuitable_address", FILM, 19_000), PlacedTag(4, "points_clear", FILM, 84_000),
              PlacedTag(5, "price_missing", FILM, 107_000)),
    )  # fmt: skip


def whole_sheet(desk: Desk) -> SheetState:
    """Return a pitch's sheet that can be signed."""
    lines = rubric_of(desk.content.bank, Subject.PITCH).lines
    return replace(half_marked(), marks={line.id: line.half_points * 8 // 10 for line in lines})


def _live(desk: Desk, **more: object) -> LiveState:
    head = head_of(
        desk, ("第三关 产品直播", "Live pitch"), growing=True, saved=12,
        level_db=-18, recording=desk.said("录制中 26.4 MB", "recording 26.4 MB"),
        remaining_ms=186_000, limit_ms=300_000,
    )  # fmt: skip
    booth = BoothPanelState(card_of(desk, matches=True), may_grant=True)
    base = LiveState(head, booth, product_of(desk), right=Right.SHEET, film=True)
    return replace(base, **more)  # type: ignore[arg-type]


def _marking(desk: Desk) -> tuple[ExaminerScene, ...]:
    said, live, walk = desk.said, _live(desk), SheetWalk(current="speech")
    waiting = said("正在等待直播间画面，其余功能照常。", "Waiting for the booth's picture. Everything else works.")
    proven = said("录制中，已证实到 110 秒", "recording, proven up to 110 s")
    lost = replace(live, link=waiting, head=replace(live.head, recording=proven))
    not_written = said("已一秒没有写入 · 26.4 MB", "not written for a second · 26.4 MB")
    stuck = replace(live, head=replace(live.head, recording=not_written, growing=False))
    missing = SheetWalk(current="interaction", problem=(
        said("“互动与答疑”还没有评分。", "“Interaction and answers” has no mark yet."),
        said("另有 3 项未完成", "and 3 more")))  # fmt: skip
    signed = replace(whole_sheet(desk), signed=True, sealed=True)
    return (
        ExaminerScene("32-live", fill_live(desk, live, half_marked(), walk)),
        ExaminerScene("32-live-anchors", fill_live(
            desk, live, half_marked(), SheetWalk(current="speech", anchors_open=True))),
        ExaminerScene("32-live-missing", fill_live(desk, live, half_marked(), missing)),
        ExaminerScene("32-live-no-picture", fill_live(desk, lost, half_marked(), walk, picture=False)),
        ExaminerScene("32-live-not-written", fill_live(desk, stuck, half_marked(), walk)),
        ExaminerScene("32-live-looking-on", fill_live(desk, replace(live, right=Right.NOTE, may_mark=True, note=(
            said("本直播间由另一位考评员负责", "Another examiner runs this booth"),
            said("您可以旁观。打开评分表会占用考评组的一个名额。",
                 "You may look on. A sheet of yours takes a place of the panel."))))),
        ExaminerScene("32-live-signed", fill_live(
            desk, replace(live, sheets=(SheetTab(Subject.CLIP), SheetTab(Subject.PITCH, current=True, signed=True))),
            signed, SheetWalk())),
    )  # fmt: skip


def _questions(desk: Desk) -> tuple[ExaminerScene, ...]:
    live, sheet = _live(desk), half_marked()
    red = replace(sheet, red_lines=(RaisedRedLine(9, "medical_claim", FILM, 96_000),))
    refused = replace(sheet, red_lines=(RaisedRedLine(9, "medical_claim", FILM, 96_000, agreed=False, decided_by="x"),))

    def walk(asking: Asking) -> SheetWalk:
        seconds = staff_of(desk)[1:] if asking is Asking.SECOND else ()
        return SheetWalk(current="speech", asking=asking, seconds=seconds)

    return (
        ExaminerScene("33-tag-word", fill_live(desk, live, sheet, walk(Asking.TAG_WORD))),
        ExaminerScene("33-line-word", fill_live(desk, live, sheet, walk(Asking.LINE_WORD))),
        ExaminerScene("33-red-line", fill_live(desk, live, sheet, walk(Asking.RED_LINE))),
        ExaminerScene("33-red-line-second", fill_live(desk, live, red, walk(Asking.SECOND))),
        ExaminerScene("33-red-line-waits", fill_live(desk, live, red, walk(Asking.NOTHING))),
        ExaminerScene("33-red-line-refused", fill_live(desk, live, refused, walk(Asking.NOTHING))),
        ExaminerScene("33-sign", fill_live(desk, live, whole_sheet(desk), walk(Asking.SIGN))),
    )  # fmt: skip
