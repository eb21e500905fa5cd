"""What each reason of ``flow_rules`` says to the reader: what happened, and one next step, in both languages."""

from collections.abc import Mapping

from app.exam.bank import Text

_TRY_AGAIN = Text("请刷新后再试；仍不行请呼叫考评员。", "Try again; if it stays, call the examiner.")
_CALL = Text("请呼叫考评员。", "Call the examiner.")
_REPORT = Text("请向技术人员报告，并记下此刻的时间。", "Report it to the technician and note the time.")

REFUSALS: Mapping[str, tuple[Text, Text]] = {
    "not_opened": (Text("本次考核尚未开始。", "This attempt has not begun."), Text("请先报到。", "Check in first.")),
    "finished": (Text("本次考核已经结束。", "This attempt has ended."), _CALL),
    "stopped": (Text("考评员已终止本次考核。", "The examiner has stopped this exam."), _CALL),
    "still_runs": (
        Text("考核还没有结束，不能封存记录。", "The exam still runs: its record cannot be sealed."),
        Text("请先结束考核。", "End the exam first."),
    ),
    "clock_stopped": (
        Text("计时已暂停，现在不能操作。", "The clock is stopped: nothing can be done now."),
        Text("请稍候，恢复后继续。", "Wait until the exam goes on."),
    ),
    "awaiting_grant": (
        Text(
            "中断时间超过规定，等待考评员补时。", "More time was lost than the rule gives back: the examiner decides."
        ),
        Text("请等候考评员处理。", "Wait for the examiner."),
    ),
    "wrong_stage": (Text("现在还不能进行这一步。", "This step cannot be taken now."), _TRY_AGAIN),
    "devices_result": (
        Text("设备检测的结论与各项结果不一致。", "The outcome of the device check does not follow from its findings."),
        Text("请重新检测设备。", "Check the devices again."),
    ),
    "wrong_mode": (
        Text("本方案的科目一不是这种作答方式。", "Theory is not answered or handed in this way here."),
        Text("请按屏幕提示作答。", "Follow the screen."),
    ),
    "wrong_paper": (Text("试卷题数与考核方案不符。", "The paper does not have the scheme's number of items."), _REPORT),
    "time_is_up": (
        Text("时间已到，不能再提交。", "Time is up: this came too late."),
        Text("系统会提交已保存的内容。", "What was saved before is handed in."),
    ),
    "time_is_not_up": (Text("时间还没有到。", "Time is not up yet."), _TRY_AGAIN),
    "not_on_paper": (Text("这道题不在您的试卷上。", "This item is not on your paper."), _TRY_AGAIN),
    "no_such_option": (Text("这道题没有该选项。", "This item has no such option."), _TRY_AGAIN),
    "options_unsorted": (
        Text("所选选项有重复或次序不对。", "The options chosen are repeated or out of order."),
        _TRY_AGAIN,
    ),
    "one_option_only": (
        Text("这道题只能选一个选项。", "Only one option of this item may be chosen."),
        Text("请只选一项。", "Choose one."),
    ),
    "not_the_last_clip": (
        Text("到时应提交最后一个合格的短视频。", "At time-up the last usable clip is handed in, not another."),
        _REPORT,
    ),
    "clip_not_usable": (
        Text("没有收到这个短视频，或它不合格。", "This clip was not received, or it is not usable."),
        Text("请先上传合格的短视频。", "Send a usable clip first."),
    ),
    "clip_source": (
        Text("本方案不接受以这种方式交来的短视频。", "The scheme takes no clip from this source."),
        Text("请按屏幕所列方式上传。", "Send it in one of the ways on the screen."),
    ),
    "clip_length": (
        Text(
            "短视频时长不符合要求，不能算合格。", "The clip's length is outside the limits: it cannot count as usable."
        ),
        Text("请剪到规定时长后重新上传。", "Cut it to the required length and send it again."),
    ),
    "wrong_draw": (Text("抽签结果不完整。", "The draw's outcome is not whole."), _REPORT),
    "film_open": (
        Text("录像尚未关闭，或文件名已用过。", "A film is still open, or its name was used before."),
        Text("请等录像保存完成。", "Wait until the film is saved."),
    ),
    "no_such_film": (Text("没有这个正在录制的录像。", "No such film is being recorded."), _REPORT),
    "film_shrinks": (Text("录像长度不应变短。", "A film cannot become shorter."), _REPORT),
    "wrong_gap": (Text("录像缺口的起止时间不对。", "The ends of this gap in the film are not in order."), _REPORT),
    "not_interrupted": (Text("计时没有中断。", "The clock was not stopped."), _TRY_AGAIN),
    "wrong_time": (
        Text("这个时间数值不对。", "This amount of time is not right."),
        Text("请核对后重新输入。", "Check the figure and enter it again."),
    ),
    "wrong_ending": (Text("现在不能这样结束考核。", "The exam cannot end in this way now."), _CALL),
    "wrong_answer": (
        Text("这一决定没有对应的考核记录。", "This decision answers no entry of this attempt that waits for it."),
        Text("请刷新后再决定。", "Look again, then decide."),
    ),
    "theory_ended": (
        Text("口试已经结束。", "Oral theory has been ended already."),
        Text("请等考生机进入下一关。", "Wait until the kiosk goes on."),
    ),
    "no_open_call": (
        Text("没有待应答的呼叫。", "No call waits for an answer."),
        Text("无需处理。", "Nothing needs to be done."),
    ),
    "no_clock": (
        Text("现在没有正在计时的环节，不能补时。", "No clock runs now, so no time can be granted."),
        Text("请在该环节计时开始后再补时。", "Grant time while the stage runs."),
    ),
}
"""By reason: the sentence, and the one next step."""


def refusal(code: str) -> tuple[Text, Text]:
    """Return (detail, advice) of a reason that ``allowed`` gave."""
    return REFUSALS[code]
