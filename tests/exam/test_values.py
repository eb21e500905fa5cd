"""Small promises of the frozen values: texts, points, items, schemes, roles, failures."""

from dataclasses import replace

import pytest

from app.exam.bank import ItemKind, Option, Point, Source, Text
from app.exam.errors import NotAllowed, Refused, Unavailable
from app.exam.plain import Malformed
from app.exam.roles import MAY, Act, Role, may
from app.exam.scheme import Subject
from tests.exam.world import bank, item, rubric, scheme


def test_a_text_falls_back_to_chinese():
    assert Text("中文", "English").in_language("en") == "English"
    assert Text("中文").in_language("en") == "中文"
    assert Text("中文", "English").in_language("zh") == "中文"


def test_an_empty_text_is_malformed():
    with pytest.raises(Malformed, match="empty text"):
        Text("  ")


def test_a_point_belongs_to_the_area_of_its_letter():
    assert Point("G-01", Text("广告")).area == "G"


def test_an_items_key_is_where_it_is_right():
    assert item("A-01", 1, ItemKind.MULTIPLE, right=(0, 2)).key == frozenset({0, 2})
    assert Option("对", "Yes").text == Text("对", "Yes")


def test_an_item_is_in_english_only_when_all_of_it_is():
    whole = item("A-01", 1)
    assert whole.has_english
    assert not replace(whole, explanation=Text("因为")).has_english
    assert not replace(whole, options=(*whole.options, Option("戊"))).has_english


def test_a_rubric_adds_up():
    assert rubric("pitch").half_points == 200


def test_a_change_of_one_word_changes_the_digest():
    plain = bank()
    first, *others = plain.items
    changed = replace(plain, items=(replace(first, source=Source("ad_law", "第九条")), *others))
    assert plain.digest() == bank().digest()
    assert plain.digest() != changed.digest()
    assert scheme().digest() != scheme(version=2).digest()


def test_each_subject_has_its_pass_mark_and_the_paper_its_length():
    rules = scheme(
        clip=replace(scheme().clip, pass_half_points=130), pitch=replace(scheme().pitch, pass_half_points=140)
    )
    assert [rules.pass_half_points(subject) for subject in Subject] == [120, 130, 140]
    assert rules.theory.item_count == 10


def test_every_act_is_in_the_table_and_somebody_may_do_it():
    assert set(MAY) == set(Act)
    assert all(MAY.values())


def test_a_supervisor_watches_and_touches_nothing_but_their_own_notes():
    allowed = {act for act in Act if may(frozenset({Role.SUPERVISOR}), act)}
    assert allowed == {Act.OBSERVE, Act.VERIFY_RECORD, Act.WRITE_OWN_NOTES}


def test_nobody_without_a_role_may_do_anything():
    assert not any(may(frozenset(), act) for act in Act)


def test_no_role_both_marks_and_publishes():
    assert not any(may(frozenset({role}), Act.MARK) and may(frozenset({role}), Act.PUBLISH) for role in Role)


def test_a_failure_speaks_chinese_where_it_can():
    both = Refused("No.", advice="Try again.", zh=("不行。", "请重试。"))
    assert both.in_language("zh") == ("不行。", "请重试。")
    assert both.in_language("en") == ("No.", "Try again.")
    assert Unavailable("Gone.", advice="Wait.").in_language("zh") == ("Gone.", "Wait.")
    assert issubclass(NotAllowed, Refused)
