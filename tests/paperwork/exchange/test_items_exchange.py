"""What goes out comes back, and what cannot is named."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.exam.bank import Bank, Item, ItemKind, KeyPoint, Option, OralQuestion, Source, Text
from app.exam.errors import Refused
from app.paperwork.exchange.gift import read_gift, write_gift
from app.paperwork.exchange.items import Defaults, Reading, true_false
from app.paperwork.exchange.national import read_national, write_national
from app.paperwork.exchange.qti_reading import read_qti
from app.paperwork.exchange.qti_writing import write_qti
from app.resources import question_bank
from app.storage.bank_files import load_bank

READERS = {"a.zip": read_qti, "a.gift": read_gift, "a.xlsx": read_national}
WRITERS = {"a.zip": write_qti, "a.gift": write_gift, "a.xlsx": write_national}


def bank_of(*items: Item, oral: tuple[OralQuestion, ...] = ()) -> Bank:
    name = Text("题库", "bank")
    return Bank("yiwu", 1, name, (), (), (), items, oral, (), (), (), (), ())


words = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" \n{}=~#:\\<>&\"'[]%/正"), min_size=1, max_size=24
).map(lambda text: "\n".join(" ".join(line.split()) for line in text.split("\n")).strip() or "字")
texts = st.builds(Text, words, words | st.just(""))


@st.composite
def items(draw: st.DrawFn, serial: int = 1) -> Item:
    kind = draw(st.sampled_from(ItemKind))
    if kind is ItemKind.TRUE_FALSE:
        options = true_false(answer=draw(st.booleans()))
    else:
        right = draw(st.lists(st.booleans(), min_size=2, max_size=5))
        count = len(right)
        chosen = {draw(st.integers(0, count - 1))} if kind is ItemKind.SINGLE else {0} | {
            index for index, flag in enumerate(right) if flag
        }  # fmt: skip
        options = tuple(
            Option(text.zh, text.en, index in chosen)
            for index, text in enumerate(draw(st.lists(texts, min_size=count, max_size=count)))
        )
    source = Source("a_law", draw(st.sampled_from(("", "第二条", "Art. 3 [b]"))))
    days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
    return Item(
        f"G-06-{serial:03d}", "G-06", kind, draw(st.integers(1, 5)), draw(texts), options, draw(texts), source,
        draw(days), draw(days),
    )  # fmt: skip


@st.composite
def oral_questions(draw: st.DrawFn) -> OralQuestion:
    keys = draw(st.lists(st.tuples(texts, st.integers(1, 41)), min_size=1, max_size=5))
    days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
    return OralQuestion(
        "G-06-O01", "G-06", draw(st.integers(1, 5)), draw(texts), draw(texts),
        tuple(KeyPoint("abcde"[index], text, half_points) for index, (text, half_points) in enumerate(keys)),
        Source("a_law", draw(st.sampled_from(("", "第二条")))), draw(days), draw(days),
    )  # fmt: skip


quick = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@quick
@given(items())
@pytest.mark.parametrize("version", ["3.0", "2.1"])
def test_an_item_survives_a_qti_package_whole(tmp_path: Path, version: str, item: Item):
    write_qti(tmp_path / "a.zip", bank_of(item), version)
    assert read_qti(tmp_path / "a.zip") == Reading((item,), ())


@quick
@given(items())
def test_an_item_survives_gift_whole(tmp_path: Path, item: Item):
    assert write_gift(tmp_path / "a.gift", bank_of(item)) == []
    assert read_gift(tmp_path / "a.gift") == Reading((item,), ())


@quick
@given(items())
def test_the_national_columns_keep_all_that_they_have_a_column_for(tmp_path: Path, item: Item):
    losses = write_national(tmp_path / "a.xlsx", bank_of(item))
    (read,) = read_national(tmp_path / "a.xlsx").items
    assert (read.id, read.point, read.kind, read.difficulty) == (item.id, item.point, item.kind, item.difficulty)
    assert (read.stem.zh, read.explanation.zh) == (item.stem.zh, item.explanation.zh)
    assert [(each.zh, each.right) for each in read.options] == [(each.zh, each.right) for each in item.options]
    lost = {loss.what for loss in losses}
    assert "source, effective_from, checked_on" in lost
    assert ("English" in lost) == bool(
        item.stem.en
        or item.explanation.en
        or (item.kind is not ItemKind.TRUE_FALSE and any(o.en for o in item.options))
    )


@quick
@given(oral_questions())
@pytest.mark.parametrize("version", ["3.0", "2.1"])
def test_an_oral_question_survives_a_qti_package_whole(tmp_path: Path, version: str, question: OralQuestion):
    assert write_qti(tmp_path / "a.zip", bank_of(oral=(question,)), version) == []
    assert read_qti(tmp_path / "a.zip") == Reading((), (), (question,))


@quick
@given(oral_questions())
def test_an_oral_question_survives_gift_whole(tmp_path: Path, question: OralQuestion):
    assert write_gift(tmp_path / "a.gift", bank_of(oral=(question,))) == []
    assert read_gift(tmp_path / "a.gift") == Reading((), (), (question,))


@quick
@given(oral_questions())
def test_the_national_columns_keep_an_oral_question_s_chinese_and_its_points(tmp_path: Path, question: OralQuestion):
    losses = {loss.what for loss in write_national(tmp_path / "a.xlsx", bank_of(oral=(question,)))}
    (read,) = read_national(tmp_path / "a.xlsx").oral
    assert (read.id, read.point, read.difficulty) == (question.id, question.point, question.difficulty)
    assert (read.stem.zh, read.model_answer.zh) == (question.stem.zh, question.model_answer.zh)
    assert [key.half_points for key in read.key_points] == [key.half_points for key in question.key_points]
    if "line breaks of key points" not in losses:
        assert [key.text.zh for key in read.key_points] == [key.text.zh for key in question.key_points]
    all_texts = (question.stem, question.model_answer, *(key.text for key in question.key_points))
    assert ("English" in losses) == any(text.en for text in all_texts)


def test_the_shipped_bank_goes_out_and_in_without_a_difference(tmp_path: Path):
    bank = load_bank(question_bank("yiwu")).readable
    for version in ("3.0", "2.1"):
        assert write_qti(tmp_path / "a.zip", bank, version) == []
        assert read_qti(tmp_path / "a.zip") == Reading(bank.items, (), bank.oral_questions)
    write_gift(tmp_path / "a.gift", bank)
    assert read_gift(tmp_path / "a.gift") == Reading(bank.items, (), bank.oral_questions)
    write_national(tmp_path / "a.xlsx", bank)
    read = read_national(tmp_path / "a.xlsx")
    assert [item.id for item in read.items] == [item.id for item in bank.items]
    assert [question.id for question in read.oral] == [question.id for question in bank.oral_questions]
    assert [[(key.id, key.text.zh, key.half_points) for key in question.key_points] for question in read.oral] == [
        [(key.id, key.text.zh, key.half_points) for key in question.key_points] for question in bank.oral_questions
    ]


def test_an_item_with_six_options_is_named_as_lost_by_the_national_columns(tmp_path: Path):
    six = tuple(Option(f"第{n}项", right=n == 0) for n in range(6))
    item = Item(
        "G-06-001",
        "G-06",
        ItemKind.SINGLE,
        1,
        Text("问"),
        six,
        Text("答"),
        Source("x"),
        date(2026, 6, 4),
        date(2026, 6, 4),
    )
    plain = replace(item, id="G-06-002", options=six[:4])
    losses = write_national(tmp_path / "a.xlsx", bank_of(item, plain))
    assert any(loss.item == "G-06-001" and "five" in loss.reason for loss in losses)
    assert [each.id for each in read_national(tmp_path / "a.xlsx").items] == ["G-06-002"]


def test_a_strangers_gift_file_is_read_with_defaults_that_are_named(tmp_path: Path):
    (tmp_path / "a.gift").write_text(
        "$CATEGORY: law\n\n// a comment\n::Q1:: Which word is \\{banned\\}? {\n=best in the world #yes\n~good\n}\n\n"
        "A host may smoke on air. {F}\n\nName two platforms. {=Taobao =Douyin}\n\nWhy? {}\n\nTwo of {~a ~b =c} five.\n",
        encoding="utf-8",
    )
    reading = read_gift(tmp_path / "a.gift", Defaults(point="G-01"))
    assert [item.kind for item in reading.items] == [ItemKind.SINGLE, ItemKind.TRUE_FALSE]
    assert reading.items[0].stem.zh == "Which word is {banned}?"
    assert reading.items[1].id == "G-01-002"
    what = [loss.what for loss in reading.losses]
    assert what.count("the whole question") == 2
    assert [(question.id, question.stem.zh) for question in reading.oral] == [("G-01-O01", "Why?")]
    assert {"model answer", "key points"} <= set(what)
    assert "feedback of an option" in what
    assert "source" in what


def test_a_question_of_another_kind_in_a_package_is_left_out_and_named(tmp_path: Path):
    import zipfile

    item = (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="E1"><itemBody>'
        '<hotspotInteraction responseIdentifier="R"/></itemBody></assessmentItem>'
    )
    essay = (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="O1"><itemBody><p>Why?</p>'
        '<rubricBlock view="scorer"><p>Because of the law.</p><ul><li>names the law</li><li>names the date</li></ul>'
        '</rubricBlock><extendedTextInteraction responseIdentifier="R"/></itemBody></assessmentItem>'
    )
    choice = (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="C1">'
        '<responseDeclaration identifier="R" cardinality="single"><correctResponse><value>b</value></correctResponse>'
        '</responseDeclaration><itemBody><p>Pick <b>one</b>.</p><choiceInteraction responseIdentifier="R">'
        '<simpleChoice identifier="a">x</simpleChoice><simpleChoice identifier="b">y</simpleChoice>'
        "</choiceInteraction></itemBody></assessmentItem>"
    )
    manifest = "".join(
        f'<resource identifier="{n}" type="imsqti_item_xmlv2p1" href="{n}.xml"/>' for n in ("e", "c", "o")
    )
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("imsmanifest.xml", f"<manifest><resources>{manifest}</resources></manifest>")
        package.writestr("e.xml", item)
        package.writestr("c.xml", choice)
        package.writestr("o.xml", essay)
    reading = read_qti(tmp_path / "a.zip")
    assert [(each.id, each.stem.zh, each.key) for each in reading.items] == [("C1", "Pick one.", {1})]
    assert any(loss.item == "E1" and "hotspot" in loss.reason for loss in reading.losses)
    (question,) = reading.oral
    assert (question.id, question.stem.zh, question.model_answer.zh) == ("O1", "Why?", "Because of the law.")
    assert [(key.id, key.text.zh, key.half_points) for key in question.key_points] == [
        ("a", "names the law", 4), ("b", "names the date", 4),
    ]  # fmt: skip
    assert "points of key points" in {loss.what for loss in reading.losses}


def test_two_key_points_of_one_id_are_refused(tmp_path: Path):
    twice = tuple(KeyPoint("a", Text(f"第{n}点"), 4) for n in range(2))
    day = date(2026, 6, 4)
    question = OralQuestion("G-06-O01", "G-06", 1, Text("问"), Text("答"), twice, Source("x"), day, day)
    write_gift(tmp_path / "a.gift", bank_of(oral=(question,)))
    with pytest.raises(Refused, match="one id"):
        read_gift(tmp_path / "a.gift")


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", [" 甲", "甲 ", "甲\n", "\u3000甲", "甲\u2028"])
def test_blanks_at_the_ends_of_a_text_come_back_or_are_named(tmp_path: Path, name: str, text: str):
    assert_kept_or_named(tmp_path / name, text, "blanks at the ends of a text")


@pytest.mark.parametrize(
    ("name", "what"), [("a.zip", "runs of blanks"), ("a.gift", "carriage returns"), ("a.xlsx", "")]
)
@pytest.mark.parametrize("text", ["甲\r乙", "甲\r\n乙"])
def test_carriage_returns_come_back_or_are_named(tmp_path: Path, name: str, what: str, text: str):
    assert_kept_or_named(tmp_path / name, text, what)


def assert_kept_or_named(path: Path, text: str, what: str) -> None:
    item = Item(
        "G-06-001", "G-06", ItemKind.SINGLE, 2, Text(text), (Option("乙", right=True), Option("丙")), Text("丁"),
        Source("a_law"), date(2024, 1, 1), date(2024, 1, 2),
    )  # fmt: skip
    lost = [loss.what for loss in WRITERS[path.name](path, bank_of(item))]
    (read,) = READERS[path.name](path).items
    assert (read.stem.zh == text) != (what in lost)


def test_other_versions_of_qti_are_refused(tmp_path: Path):
    with pytest.raises(Refused, match=r"QTI 1\.2"):
        write_qti(tmp_path / "a.zip", bank_of(), "1.2")


def test_a_control_character_is_refused_by_item_and_leaves_no_package(tmp_path: Path):
    item = Item(
        "G-06-001", "G-06", ItemKind.TRUE_FALSE, 1, Text("问\x07"), true_false(answer=True), Text("答"), Source("x"),
        date(2026, 6, 4), date(2026, 6, 4),
    )  # fmt: skip
    with pytest.raises(Refused, match="G-06-001"):
        write_qti(tmp_path / "a.zip", bank_of(item))
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize(
    ("tag", "question"),
    [
        ("kind-singel", "{=甲 ~乙}"), ("kind-oral", "{=甲 ~乙}"), ("kind-single", "{}"), ("difficulty-9", "{=甲 ~乙}"),
        ("difficulty-hard", "{}"),
    ],
)  # fmt: skip
def test_a_tag_of_ours_with_an_unknown_word_is_refused_by_its_line(tmp_path: Path, tag: str, question: str):
    (tmp_path / "a.gift").write_text(f"// an exam\n\n// [id:G-06-001] [tag:{tag}]\n问？{question}\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"a\.gift, line 3") as refused:
        read_gift(tmp_path / "a.gift")
    assert tag.partition("-")[2] in refused.value.detail


CARDINALITY, IDENTIFIER = "cardinality=", ' base-type="identifier"><qti-correct'


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('kind="single"', 'kind="singel"', "'singel'"), ('kind="single"', 'kind="oral"', "'oral'"),
        ("<lom:value>easy<", "<lom:value>simple<", "'simple'"), ('half-points="3"', 'half-points="three"', "'three'"),
        ('<kaobo:key-point id="a"', '<kaobo:key-point id="z"', "'z'"), ("<qti-value>A<", "<qti-value>Z<", "'Z'"),
        (f'{CARDINALITY}"single"{IDENTIFIER}', f'{CARDINALITY}"odd"{IDENTIFIER}', "'odd'"),
        ('identifier="B"', 'identifier="A"', "one identifier"),
    ],
)  # fmt: skip
def test_an_unknown_word_in_a_package_is_refused_by_its_file(tmp_path: Path, old: str, new: str, named: str):
    import zipfile

    known = Source("x"), date(2026, 1, 1), date(2026, 1, 1)
    options = (Option("甲", right=True), Option("乙"))
    item = Item("G-06-001", "G-06", ItemKind.SINGLE, 2, Text("问"), options, Text("答"), *known)
    oral = OralQuestion("G-06-O01", "G-06", 3, Text("谈"), Text("答"), (KeyPoint("a", Text("甲"), 3),), *known)
    write_qti(tmp_path / "a.zip", bank_of(item, oral=(oral,)))
    changed = 0
    with zipfile.ZipFile(tmp_path / "a.zip") as package, zipfile.ZipFile(tmp_path / "b.zip", "w") as other:
        for name in package.namelist():
            text = package.read(name).decode()
            changed += old in text
            other.writestr(name, text.replace(old, new))
    assert changed
    with pytest.raises(Refused, match=r"b\.zip, items/G-06-") as refused:
        read_qti(tmp_path / "b.zip")
    assert named in refused.value.detail
