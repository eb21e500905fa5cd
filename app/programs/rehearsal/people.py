"""Candidates who do not exist, as the first season's were: half of them local, most in small goods, up to fifty."""

from datetime import date, timedelta
from random import Random

from app.centre.values import CandidateDetails
from app.exam.identity import DocumentKind, check_digit

ISSUER = "义乌市人力资源和社会保障局"

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰鑫宇浩然子涵欣怡梓轩雨桐晨曦"
    "思源嘉琪俊熙诗雅梦洁佳慧文博志远海燕春梅建国晓东龑"
)
_LOCAL = ("330782", "330702", "330783", "330784")
_ELSEWHERE = ("330106", "330327", "361127", "340822", "411422", "420106", "320106", "430102", "510104", "230103")
_ORIGINS = ("society", "enterprise", "school", "society", "society")
_OCCUPATIONS = ("小商品批发零售", "小商品批发零售", "网店经营", "企业职工", "学生", "自由职业")
_EDUCATION = ("本科", "大专", "高中", "中专", "初中")


def invented_candidate(chance: Random, on: date) -> CandidateDetails:
    """Invent a candidate who is between 18 and 50 on a day; one in four hundred shows a passport."""
    if chance.randrange(400) == 0:
        return _visitor(chance)
    age_days = chance.randrange(18 * 366, 50 * 365)
    born = on - timedelta(days=age_days)
    male = chance.random() < 0.45
    region = chance.choice(_LOCAL if chance.random() < 0.48 else _ELSEWHERE)
    order = chance.randrange(100) * 10 + chance.choice((1, 3, 5, 7, 9) if male else (0, 2, 4, 6, 8))
    body = f"{region}{born:%Y%m%d}{order:03d}"
    return CandidateDetails(
        name=chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2)))),
        document_kind=DocumentKind.RESIDENT_ID,
        document_number=body + check_digit(body),
        sex="male" if male else "female",
        born_on=born,
        phone=f"13{chance.randrange(10**9):09d}",
        origin=chance.choice(_ORIGINS),
        occupation=chance.choice(_OCCUPATIONS),
        education=chance.choice(_EDUCATION),
    )


def _visitor(chance: Random) -> CandidateDetails:
    name = chance.choice(("Reza Ahmadi", "Amina Diallo", "Omar Haddad", "Priya Nair"))
    return CandidateDetails(
        name=name,
        document_kind=DocumentKind.PASSPORT,
        document_number=f"{chance.choice('ABKP')}{chance.randrange(10**8):08d}",
        origin="school",
        occupation="学生",
    )
