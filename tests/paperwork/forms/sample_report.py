"""An invented sitting with its report: long names, rare characters, somebody absent, a panel of two."""

from datetime import date

from app.centre.report_values import (
    AnswerLine,
    Incident,
    MarkedLine,
    PlacedTag,
    RegisterLine,
    Remark,
    ResultLine,
    RosterLine,
    ScoreRecord,
    SittingHead,
    SittingReport,
    StaffLine,
    SubjectSheet,
)
from app.exam.bank import Text
from app.exam.identity import DOCUMENT_NAMES, DocumentKind, masked, masked_name

HEAD = SittingHead(
    "20260604", date(2026, 6, 4), "义乌实训基地", 2, "9f2c" * 16,
    Text("义乌电商直播专项职业能力考核方案", "Yiwu livestream selling assessment scheme"),
    Text("电商直播专项职业能力证书", "Certificate of Special Vocational Ability in Livestream E-commerce"),
    Text("电商直播", "Livestream e-commerce"),
    Text("义乌市人力资源和社会保障局", "Yiwu Municipal Bureau of Human Resources and Social Security"),
)  # fmt: skip

_PEOPLE = (
    ("彭晓", "female", DocumentKind.RESIDENT_ID, "11010519491231002X"),
    ("𬱖龑", "male", DocumentKind.RESIDENT_ID, "440524188001010014"),
    ("Reza Ahmadi-Moghaddam Esfahani", "male", DocumentKind.PASSPORT, "K12345678"),
    ("欧阳㛃萱", "female", DocumentKind.TAIWAN_PERMIT, "830000199001010018"),
)


def _roster(count: int) -> tuple[RosterLine, ...]:
    lines = []
    for index in range(count):
        name, sex, kind, number = _PEOPLE[index % len(_PEOPLE)]
        lines.append(
            RosterLine(
                f"20260604-{index + 1:04d}", name, sex, DOCUMENT_NAMES[kind], number, masked(kind, number),
                masked_name(name), ("theory", "clip", "pitch"),
            )
        )  # fmt: skip
    return tuple(lines)


ROSTER = _roster(23)
_OUTCOMES = ("passed", "passed", "failed", "passed", "absent", "misconduct")


def _result(index: int, line: RosterLine) -> ResultLine:
    outcome = _OUTCOMES[index % len(_OUTCOMES)]
    marks = (173, 160, 145) if outcome == "passed" else (100, 120, 90) if outcome == "failed" else (-1, -1, -1)
    number = f"YW2026{index + 1:06d}" if outcome == "passed" else ""
    return ResultLine(
        line.admission_number, line.name, line.document_kind.zh, line.document_number, line.sex, HEAD.code,
        HEAD.held_on.isoformat(), HEAD.ability.zh, *marks, outcome, "2026-06-05", number,
    )  # fmt: skip


RESULTS = tuple(_result(index, line) for index, line in enumerate(ROSTER))
REPORT = SittingReport(
    HEAD,
    ROSTER,
    (
        StaffLine("陈静", Text("考评员", "examiner")),
        StaffLine("王敏", Text("考评组长", "lead examiner")),
        StaffLine("李卫国", Text("督导员", "supervisor")),
        StaffLine("周岚", Text("考务员", "clerk")),
    ),
    RESULTS,
    came=19,
    absent=tuple(line for index, line in enumerate(ROSTER) if index % 6 == 4),
    incidents=(
        Incident("09:12:40", "20260604-0003", Text("中断", "interruption"), "摄像头断开 38 秒，已按规则补时。"),
        Incident("10:05:02", "20260604-0006", Text("警告", "warning"), "考核中两次试图查看手机，经提醒后改正。"),
    ),
    register=tuple(
        RegisterLine(
            result.certificate_number, line.admission_number, line.name, line.document_kind, line.masked_number,
            HEAD.ability, "2026-06-12", "reissued" if index == 1 else "",
        )
        for index, (line, result) in enumerate(zip(ROSTER, RESULTS, strict=True))
        if result.certificate_number
    ),
)  # fmt: skip

_LINES = (
    ("开场与称呼", "Opening and address", 20), ("形象与状态", "Appearance and energy", 20),
    ("卖点提炼", "Selling points", 40), ("产品展示", "Showing the product", 30), ("语言表达", "Language", 30),
    ("互动与答疑", "Interaction and answers", 20), ("促单与转化", "Asking for the order", 20),
    ("时间与完整", "Time and completeness", 20),
)  # fmt: skip

PITCH = SubjectSheet(
    Text("科目三 产品直播", "Subject 3: live pitch"), "marked", 145, ("陈静", "王敏"),
    tuple(MarkedLine(Text(zh, en), full, (full * 3 // 4, full * 7 // 10)) for zh, en, full in _LINES), (148, 141),
    ("2026-06-04T02:11:08.120Z", "2026-06-04T02:14:51.002Z"),
    (
        PlacedTag("陈静", 31_450, "p.mp4", Text("称呼不合适", "Unfit address"), Text("开场与称呼", "Opening"), True),
        PlacedTag("陈静", 148_900, "p.mp4", Text("场景生动", "Vivid scene"), Text("卖点提炼", "Selling points"), False),
        PlacedTag("王敏", 201_000, "p.mp4", Text("绝对化用语", "Absolute word"), Text("语言表达", "Language"), True),
    ),
    (Remark("王敏", Text("语言表达", "Language"), "称“全网最好”，提醒后改口。"),),
    (Remark("陈静", Text("红线：虚假价格（未成立）", "Red line: false price"), "第二签字人未同意。"),),
)  # fmt: skip

ANSWERS = tuple(
    AnswerLine(
        f"G-06-{index:03d}",
        Text(
            "小陈受一家义乌饰品店聘请，出镜向直播间的观众介绍发夹和耳环。"
            "按《直播电商监督管理办法》的分类，小陈属于哪一类主体？",
            "An accessories shop in Yiwu hires Xiao Chen to appear on camera and sell. Which party is she?",
        ),
        "A" if index % 3 else "",
        "A" if index % 4 else "A,C",
        bool(index % 3 and index % 4),
    )
    for index in range(1, 11)
)

RECORD = ScoreRecord(
    HEAD, ROSTER[0],
    (
        SubjectSheet(Text("科目一 理论", "Subject 1: theory"), "marked", 173),
        SubjectSheet(Text("科目二 引流短视频", "Subject 2: short video"), "marked", 160, ("陈静",)),
        PITCH,
    ),
    ANSWERS, Text("女士香水", "Women's perfume"), "7K2M9QXD", "passed", "2026-06-05", "4be1" * 16,
)  # fmt: skip
