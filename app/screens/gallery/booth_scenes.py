"""The live booth before and beside the marking: nobody there, identity, calls, time, misconduct, oral theory.

Why this room exists: an examiner meets these between two glances; each must be told apart at once.
"""

from dataclasses import replace

from app.screens.examiner.live_state import BoothAsking, BoothPanelState, IdentityCard, LiveHead, LiveState, Right
from app.screens.gallery.examiner_scenes import Desk, ExaminerScene, card_of, fill_live, head_of, oral_sheet
from app.screens.gallery.host import host_picture


def booth_scenes(desk: Desk) -> tuple[ExaminerScene, ...]:
    """Return every state of the booth's side of the desk."""
    return (*_empty(desk), *_identity(desk), *_asking(desk), *_oral(desk))


def _empty(desk: Desk) -> tuple[ExaminerScene, ...]:
    said = desk.said
    no_picture = said("正在等待直播间画面，其余功能照常。", "Waiting for the booth's picture. Everything else works.")
    empty = LiveState(
        LiveHead(said("3 号直播间", "Booth 3")), BoothPanelState(), None, no_picture, Right.NOTE,
        (said("3 号直播间还没有考生", "Nobody is at Booth 3 yet"),
         said("考生在该直播间报到后，这里会自动打开。",
              "As soon as a candidate checks in there, the booth opens here by itself.")),
    )  # fmt: skip
    calls = replace(
        empty, booth=BoothPanelState(calling=True),
        note=(said("3 号直播间有人呼叫", "Somebody at Booth 3 calls for help"),
              said("那里还没有人报到。请先应答，让对方看到您已听到，再过去看看。",
                   "Nobody has checked in there yet. Answer first: the kiosk says that you heard it. Then go there.")),
    )  # fmt: skip
    return (
        ExaminerScene("31-booth-empty", fill_live(desk, empty, picture=False)),
        ExaminerScene("31-booth-calling", fill_live(desk, calls)),
    )


def _identity(desk: Desk) -> tuple[ExaminerScene, ...]:
    said, card = desk.said, card_of(desk)
    first = (
        said("评分表还没打开", "No sheet is open yet"),
        said("第一科目开始时会自动打开。", "It opens by itself when the first subject begins."),
    )
    here = BoothPanelState(replace(card, asked=True))
    asked = LiveState(head_of(desk, ("核验身份", "Identity")), here, note=first)
    return (
        ExaminerScene("31-booth-identity", fill_live(desk, asked)),
        *(
            ExaminerScene(f"31-booth-identity-{name}", fill_live(desk, replace(asked, booth=BoothPanelState(each))))
            for name, each in _compared(desk).items()
        ),
    )


def _compared(desk: Desk) -> dict[str, IdentityCard]:
    """Return cards with two photos: without a hint, with either, and booked for another day."""
    said, card = desk.said, card_of(desk)
    two = replace(card, asked=True, registered=host_picture(240, 300))
    alike = replace(
        two,
        hint=said(
            "电脑提示：两张照片看起来相像（相似度 72/100）。",
            "Computer's hint: the two photos look alike (likeness 72 of 100).",
        ),
    )
    differ = replace(
        two,
        look_closely=True,
        hint=said(
            "电脑提示：两张照片看起来不像（相似度 41/100），请仔细核对。",
            "Computer's hint: the two photos look different (likeness 41 of 100). Look closely.",
        ),
    )
    return {
        "two": two, "alike": alike, "different": differ, "other-day": replace(two, other_day="2026-06-05"),
    }  # fmt: skip


def _calling(desk: Desk) -> LiveState:
    said, card = desk.said, card_of(desk)
    theory = (
        said("机考理论", "Theory on screen"),
        said(
            "已答 6/10 题，标记 1 题。理论由系统评分。",
            "6 of 10 answered, 1 flagged. Theory is marked by the machine.",
        ),
    )
    return LiveState(
        head_of(desk, ("理论", "Theory"), remaining_ms=161_000, limit_ms=240_000),
        BoothPanelState(replace(card, matches=True), calls=1, may_grant=True, lost_ms=42_000,
                        noted=(said("已记录：提醒", "Noted: advice"),)), note=theory,
    )  # fmt: skip


def _asking(desk: Desk) -> tuple[ExaminerScene, ...]:
    said, card, calling = desk.said, card_of(desk), _calling(desk)
    waiting = replace(calling, booth=BoothPanelState(
        replace(card, matches=True), waiting_ms=95_321, may_grant=True, asking=BoothAsking.GRANT))  # fmt: skip
    misconduct = replace(
        calling, booth=BoothPanelState(replace(card, matches=True), may_grant=True, asking=BoothAsking.MISCONDUCT,
                                       problem=said("没有填写理由。", "A reason is missing."),
                                       advice=said("请写一句别人以后看得懂的理由。",
                                                   "Write one sentence that somebody else will understand later.")),
    )  # fmt: skip
    stop = replace(calling, booth=BoothPanelState(replace(card, matches=True), asking=BoothAsking.STOP))
    struck = replace(
        calling, head=head_of(desk, ("已结束", "Finished")),
        booth=BoothPanelState(replace(card, matches=True), noted=(said("已记录：无效", "Noted: void"),), stopped=True,
                              finished=True),
        note=(said("考核因违纪终止", "The exam was ended for misconduct"),
              said("中断的部分不再评分。您已记下的内容都保留在考核记录中。",
                   "What was broken off is not marked. Everything you noted stays in the record.")),
    )  # fmt: skip
    ended = replace(
        struck, booth=replace(struck.booth, noted=(said("考核已终止。", "The exam was stopped."),)),
        note=(said("考核已经结束", "The exam has ended"),
              said("这里没有要评分的内容。还没签字的评分表在“评分”里。",
                   "Nothing is to be marked here. A sheet that is not signed yet stands under “Marking”.")),
    )  # fmt: skip
    return (
        ExaminerScene("31-booth-struck", fill_live(desk, struck)),
        ExaminerScene("31-booth-ended", fill_live(desk, ended)),
        ExaminerScene("31-booth-call", fill_live(desk, calling)),
        ExaminerScene("31-booth-time", fill_live(desk, waiting)),
        ExaminerScene("31-booth-misconduct", fill_live(desk, misconduct)),
        ExaminerScene("31-booth-stop", fill_live(desk, stop)),
    )


def _oral(desk: Desk) -> tuple[ExaminerScene, ...]:
    state, sheet = replace(_calling(desk), right=Right.ORAL), oral_sheet(desk)
    return (
        ExaminerScene("31-booth-oral", fill_live(desk, state, oral=sheet)),
        ExaminerScene("31-booth-oral-signing", fill_live(desk, state, oral=replace(sheet, signing=True))),
        ExaminerScene("31-booth-oral-ending", fill_live(desk, state, oral=replace(sheet, ending=True))),
    )
