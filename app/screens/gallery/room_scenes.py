"""Moderation, supervision and closing, in every state.

Why this room exists: these pages carry long names, many tags and bad news; they are judged with all three on them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from app.centre.closing import CandidateAccount, Lack, RoomAccount
from app.centre.marking import SheetKey
from app.centre.moderation import CaseLine
from app.centre.supervision import BoothLine, Event, Grows, RoomView, What
from app.centre.values import Sitting
from app.exam.bank import Text
from app.exam.flow_state import Stage
from app.exam.scheme import Scheme, Subject
from app.exam.sheet_state import rubric_of
from app.screens.examiner.closing_page import ClosingPage, ClosingState
from app.screens.examiner.film_controls import ControlsState
from app.screens.examiner.moderation_page import CasePage, CasesPage, CasesState
from app.screens.examiner.moderation_state import CaseState, DisputeLine, DisputeTag
from app.screens.examiner.supervision_page import OwnNote, SupervisionPage, SupervisionState
from app.screens.gallery.examiner_scenes import FILM, Desk, ExaminerScene
from app.screens.gallery.film_scenes import REEL, SITTINGS, scene_of
from app.screens.gallery.host import host_picture
from app.screens.gallery.kiosk_scenes import Content
from app.screens.parts.timeline import Pin, TimelineState


def room_scenes(content: Content, scheme: Scheme) -> tuple[ExaminerScene, ...]:
    """Return every page and state of these pages."""
    desk = Desk(content, scheme)
    return (*_cases(desk), *_case(desk), *_supervision(desk), *_closing(desk))


def _cases(desk: Desk) -> tuple[ExaminerScene, ...]:
    key = SheetKey("a", Subject.PITCH)
    lines = (
        CaseLine(key, "20260604-0317", 12, red_line=True, totals=(151, 163)),
        CaseLine(replace(key, attempt="b"), "20260604-0322", 47, red_line=False, totals=(118, 165, 140)),
        CaseLine(SheetKey("c", Subject.CLIP), "20260604-0309", 33, red_line=False, totals=(120, 153), decided=131),
    )

    def scene(name: str, shown: Sequence[CaseLine]) -> ExaminerScene:
        def show(page: QWidget) -> None:
            assert isinstance(page, CasesPage)
            page.show_state(CasesState(SITTINGS, "s"), shown)

        return scene_of(desk, name, "moderation", CasesPage, show)

    return scene("42-cases", lines), scene("42-cases-empty", ())


def _examiners(desk: Desk) -> tuple[str, ...]:
    return (desk.said("陈静", "Chen Jing"), desk.said("欧阳文博", "Ouyang Wenbo"), desk.said("周岚", "Zhou Lan"))


def _remarks(desk: Desk) -> tuple[DisputeTag, ...]:
    people, rubric = _examiners(desk), rubric_of(desk.content.bank, Subject.PITCH)
    language = desk.content.language
    tags = [tag for tag in rubric.tags if tag.line == "selling_points"][:2] or list(rubric.tags[:2])
    return tuple(
        DisputeTag(
            people[place],
            tag.name.in_language(language),
            tag.sense.value,
            FILM,
            84_000 + 23_000 * place,
            84_000 + 23_000 * place,
        )
        for place, tag in enumerate(tags)
    )


def _case_state(desk: Desk, count: int, **more: object) -> CaseState:
    """Return a case of two or three sheets, the selling points disputed most."""
    language, rubric = desk.content.language, rubric_of(desk.content.bank, Subject.PITCH)
    people, remarks = _examiners(desk), _remarks(desk)
    note = desk.said(
        "欧阳文博：只念参数，没有讲给谁用。", "Ouyang Wenbo: only read the data sheet; never said for whom."
    )
    lines = []
    for place, line in enumerate(sorted(rubric.lines, key=lambda each: each.id != "selling_points")):
        high = line.half_points * 9 // 10
        low = high - (line.half_points // 2 if place < 2 else place % 3)
        marks = (high, low, (high + low) // 2)[:count]
        own, said = (remarks, (note,)) if place == 0 else ((), ())
        lines.append(
            DisputeLine(line.id, line.name.in_language(language), line.half_points, marks, high - low, own, said)
        )
    base = CaseState("20260604-0322", Subject.PITCH, people[:count], (165, 118, 140)[:count], 141, 47, 30, tuple(lines))
    return replace(base, **more)  # type: ignore[arg-type]  # each scene names the fields that it changes


def _case_scene(desk: Desk, name: str, shown: CaseState, *, typed: bool = False, film: bool = True) -> ExaminerScene:
    def show(page: QWidget) -> None:
        assert isinstance(page, CasePage)
        pins = tuple(
            Pin(place, tag.at_ms, tag.words, tag.sense) for place, tag in enumerate((*shown.red_lines, *_remarks(desk)))
        )
        page.controls.show_state(ControlsState(tags=len(pins), may_play=film))
        page.timeline.show_state(
            TimelineState(300_000, 84_000, (), pins, REEL.remarks_ms) if film else TimelineState(0, 0)
        )
        if film:
            page.view.show_picture(host_picture(960, 540), FILM)
        else:
            page.view.say(
                desk.said("录像不在这台电脑上：pitch-1.mp4。", "The film is not on this computer: pitch-1.mp4.")
            )
        page.show_state(shown)
        if typed:
            page.mark.setText("70.5")
            page.reason.setPlainText(
                desk.said(
                    "01:24 起确实只念参数，三处卖点不成立。", "From 01:24 on only data are read; three points fall."
                )
            )
            page.login.setText("lin")
            page.pin.setText("135790")

    return scene_of(desk, name, "moderation", CasePage, show)


def _case(desk: Desk) -> tuple[ExaminerScene, ...]:
    rubric = rubric_of(desk.content.bank, Subject.PITCH)

    def scene(name: str, count: int, *, typed: bool = False, film: bool = True, **more: object) -> ExaminerScene:
        return _case_scene(desk, name, _case_state(desk, count, **more), typed=typed, film=film)

    name = rubric.red_lines[0].name.in_language(desk.content.language)
    red = (DisputeTag(_examiners(desk)[1], name, "red_line", FILM, 161_000, 161_000),)
    wrong = desk.said("第二签字人与第一签字人是同一人。", "The second signature is from the same person.")
    ask = desk.said("请另一位同事登录确认。", "Ask a colleague to sign in and confirm.")
    late = desk.said("该复核已有裁定：70.5 分。", "This case is decided already: 70.5 points.")
    kept = desk.said(
        "您的裁定没有写入。裁定有误的，请提出更正并写明原因。",
        "Nothing of yours was written. A decision that is wrong is corrected, with a reason.",
    )
    return (
        scene("43-case", 2), scene("43-case-typed", 2, typed=True),
        scene("43-case-red-line", 3, red_lines=red), scene("43-case-decided", 3, decided=141),
        scene("43-case-forestalled", 2, decided=141, problem=late, advice=kept),
        scene("43-case-refused", 2, typed=True, problem=wrong, advice=ask),
        scene("43-case-no-film", 2, film=False),
    )  # fmt: skip


def _booth(place: int, **more: object) -> BoothLine:
    base = BoothLine(
        f"a{place}", f"20260604-{310 + place:04d}", f"booth-{place}", Stage.THEORY, Subject.THEORY, 131_000, 240_000,
        interrupted=False, awaiting_grant=False, open_calls=0, misconduct="", grows=Grows.NO_FILM, film_ms=0, answers=6,
        items=10, answer_age_ms=9_000, silent_ms=9_000, disk="412 minutes",
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]  # each scene names the fields that it changes


def _supervision(desk: Desk) -> tuple[ExaminerScene, ...]:
    said = desk.said
    pitch = {"stage": Stage.PITCH, "subject": Subject.PITCH, "remaining_ms": 186_000, "limit_ms": 300_000}
    running = (
        _booth(1), _booth(2, **pitch, grows=Grows.GROWING, film_ms=110_000, answers=10),
        _booth(3, **pitch, grows=Grows.STALE, film_ms=84_000, answers=10, interrupted=True, open_calls=1),
        _booth(4, stage=Stage.IDENTITY, subject=None, limit_ms=0, items=0, answers=0, answer_age_ms=-1, disk=""),
        _booth(5, misconduct="warning", silent_ms=75_000, remaining_ms=22_000),
        _booth(6, stage=Stage.CLIP, subject=Subject.CLIP, limit_ms=300_000, awaiting_grant=True, answers=10),
    )  # fmt: skip
    events = tuple(
        Event(f"2026-06-04T02:{41 - place:02d}:07.000Z", f"20260604-{313 + place:04d}", f"booth-{3 + place % 3}",
              what, detail)
        for place, (what, detail) in enumerate(
            ((What.INTERRUPTED, "camera_gone"), (What.CALL, "microphone"), (What.MISCONDUCT, "warning"),
             (What.RESUMED, "12 s"), (What.TIME_GRANTED, "95 s"), (What.STOPPED, ""))
        )
    )  # fmt: skip
    view = RoomView(running, 11, ("20260604-0318", "20260604-0319"), ("20260604-0305",), events)
    power = said("断电 12 秒，按规定补时。", "Power lost for 12 s, given back by rule.")
    notes = (
        OwnNote("2026-06-04T01:12:00.000Z", "", said("三号间隔音差，能听到走廊。", "Booth 3 is not soundproof.")),
        OwnNote("2026-06-04T02:31:00.000Z", "20260604-0313", power),
    )
    disk = said("本机磁盘还有 214 GB", "214 GB free on this computer")
    full = SupervisionState(SITTINGS, "s", view, disk, may_note=True, notes=notes)

    def scene(name: str, state: SupervisionState) -> ExaminerScene:
        def show(page: QWidget) -> None:
            assert isinstance(page, SupervisionPage)
            page.show_state(state)

        return scene_of(desk, name, "supervision", SupervisionPage, show)

    nobody = RoomView((), 0, tuple(f"20260604-{each:04d}" for each in range(301, 313)), (), ())
    return (
        scene("44-supervision", full), scene("44-supervision-empty", SupervisionState(SITTINGS, "s", nobody, disk)),
        scene("44-supervision-calm", replace(full, view=replace(view, running=running[:2], events=()), notes=())),
    )  # fmt: skip


def _closing(desk: Desk) -> tuple[ExaminerScene, ...]:
    sitting = Sitting("s", "20260604", date(2026, 6, 4), "义乌实训基地", "x", "y", 4, "c")
    good = CandidateAccount("a", "20260604-0311", "booth-1", "finished", 10, 10, 1, 1, 300_000, 2, 2)
    film = Lack(
        Text("录像 pitch-1.mp4 不在这台电脑上。", "The film pitch-1.mp4 is not here."),
        "booth-3: media/k7m2q9xd41/pitch-1.mp4",
    )
    sheet = Lack(
        Text("陈静 的直播评分表没有签字，还差 2 项。", "Chen Jing's pitch sheet is not signed; 2 lines lack a mark."),
        "k7m2q9xd41/sheet/pitch/9c1e",
    )
    nobody = Lack(Text("没有报到，也没有登记缺考。", "Nobody checked in and no absence is noted."), "office")
    waits = (Text("直播等待复核。", "The pitch waits for moderation."),)
    people = [
        good, replace(good, number="20260604-0312", films=2, film_ms=287_000),
        replace(good, number="20260604-0313", lacks=(film, sheet), sheets_signed=1),
        replace(good, number="20260604-0314", waits=waits),
        CandidateAccount("e", "20260604-0315", "", "absent"),
        CandidateAccount("f", "20260604-0316", "", "unknown", lacks=(nobody,)),
    ]  # fmt: skip
    base = ClosingState(SITTINGS, "s", language=desk.content.language)

    def scene(name: str, state: ClosingState) -> ExaminerScene:
        def show(page: QWidget) -> None:
            assert isinstance(page, ClosingPage)
            page.show_state(state)

        return scene_of(desk, name, "closing", ClosingPage, show)

    whole = RoomAccount(sitting, tuple(each for each in people if each.whole))
    return (
        scene("45-closing", base), scene("45-closing-counting", replace(base, counting=True, done=4, booked=17)),
        scene("45-closing-missing", replace(base, account=RoomAccount(sitting, tuple(people)))),
        scene("45-closing-whole", replace(base, account=whole)),
    )  # fmt: skip
