"""The columns of a roster: what they are called, what they may hold.

Why this room exists: the template that is written and the file that is read must not drift apart.
"""

from dataclasses import dataclass

from app.exam.identity import DOCUMENT_NAMES, DocumentKind
from app.exam.scheme import Subject


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Args:
        title: what its first row says.
        field: field of ``CandidateDetails``, or ``subjects``.
        hint: one sentence for the person who fills it in.
        needed: whether a row must fill it in.
        choices: what may be chosen from a list in the template; other words are allowed only where ``open``.
    """

    title: str
    field: str
    hint: str
    needed: bool = False
    choices: tuple[str, ...] = ()
    open: bool = True


KINDS = {DOCUMENT_NAMES[kind].zh: kind for kind in DocumentKind}
SEXES = {"男": "male", "女": "female"}
SUBJECTS = {"理论": Subject.THEORY, "短视频": Subject.CLIP, "直播": Subject.PITCH}

_ORIGINS = ("企业", "机关事业单位", "社会", "院校", "部队", "其他")
_EDUCATION = ("研究生", "大学本科", "大学专科", "中专", "高中", "初中", "小学", "其他")

COLUMNS = (
    Column("姓名", "name", "与证件一致。", needed=True),
    Column("证件类型", "document_kind", "从列表中选择。", needed=True, choices=tuple(KINDS), open=False),
    Column("证件号码", "document_number", "按文本填写，18 位号码不得变成科学计数。", needed=True),
    Column("性别", "sex", "男或女；身份证号码能说明时可不填。", choices=tuple(SEXES), open=False),
    Column("手机号", "phone", "可不填。"),
    Column("考生来源", "origin", "可不填。", choices=_ORIGINS),
    Column("职业", "occupation", "可不填。"),
    Column("文化程度", "education", "可不填。", choices=_EDUCATION),
    Column("民族", "ethnicity", "可不填。"),
    Column("工作单位", "employer", "可不填。"),
    Column("通讯地址", "address", "可不填。"),
    Column("电子邮箱", "email", "可不填。"),
    Column("考核科目", "subjects", "空 = 全部科目；否则写 理论、短视频、直播，用顿号分开。"),
)
"""All columns, in the template's order."""
