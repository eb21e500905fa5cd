"""Every fault of a bank and of a scheme is found, named, and found in one run."""

from dataclasses import replace
from datetime import date

import pytest

from app.exam.bank import (
    Area,
    ClipTask,
    ItemKind,
    Option,
    Point,
    RegulatedTerm,
    Remark,
    Source,
    Statute,
    TagSense,
    Text,
)  # fmt: skip
from app.exam.bank_faults import bank_faults
from app.exam.scheme import Quota, Subject, TheoryMode, VerdictRule, VerdictTerms, Weight
from app.exam.scheme_faults import scheme_faults
from tests.exam.world import bank, item, question, rubric, sample, scheme, source, text, with_theory

TODAY = date(2026, 6, 4)


def faults(plain, today=TODAY):
    return [(fault.item, fault.reason) for fault in bank_faults(plain, today)]


def with_item(changed):
    """The faultless bank, its first item replaced."""
    return bank(items=(changed, *bank().items[1:]))


def first(**changes):
    return replace(bank().items[0], **changes)


def options(*right, count=4):
    return tuple(Option(f"做法{n}", f"Way {n}", n in right) for n in range(count))


def test_the_little_bank_and_its_scheme_have_no_fault():
    assert faults(bank()) == []
    assert scheme_faults(scheme(), bank()) == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (first(options=options()), "no option is right"),
        (first(options=options(0, 1)), "2 options are right"),
        (first(kind=ItemKind.MULTIPLE, options=options(1)), "at least two right"),
        (first(kind=ItemKind.MULTIPLE, options=options(0, 1, 2, 3)), "every option is right"),
        (first(options=options(0, count=1)), "fewer than two options"),
        (first(options=(Option("同", "a", True), Option("同", "b"))), "“同” stands 2 times"),
        (first(options=(Option("甲", "a", True), Option("以上都对", "b"))), "once options are shuffled"),
        (first(options=(Option("甲", "a", True), Option("乙", "All of the above"))), "once options are shuffled"),
        (first(difficulty=6), "difficulty 6"),
        (first(point="Z-09"), "unknown point Z-09"),
        (first(id="B-01-001"), "does not begin with its point"),
        (first(source=Source("")), "no source"),
        (first(source=Source("nowhere")), "unknown source nowhere"),
        (first(effective_from=date(2010, 1, 1)), "before ad_law came into force"),
        (first(effective_from=date(2027, 1, 1)), "effective only from 2027-01-01"),
        (
            first(kind=ItemKind.TRUE_FALSE, options=(Option("错误", "False", True), Option("正确", "True"))),
            "in this order",
        ),
    ],
)
def test_a_faulty_item_is_named_with_its_reason(changed, reason):
    found = faults(with_item(changed))
    assert any(name == changed.id and reason in why for name, why in found), found


def test_a_repeated_stem_names_both_items():
    twin = replace(item("A-01", 50), stem=bank().items[0].stem)
    assert ("A-01-050", "its stem nearly repeats the stem of A-01-001") in faults(bank(items=(*bank().items, twin)))


def test_a_nearly_repeated_stem_is_found_and_a_different_one_is_not():
    stem = "主播在介绍一款普通护手霜时下列哪一种说法可以使用"
    one, near, far = (
        replace(item("A-01", 50 + n), stem=text(words))
        for n, words in enumerate((stem, stem + "呢", "直播间的背景布应当怎样选择才不会反光"))
    )
    found = faults(bank(items=(*bank().items, one, near, far)))
    assert ("A-01-051", "its stem nearly repeats the stem of A-01-050") in found
    assert not any(name == "A-01-052" for name, _ in found)


def test_an_id_that_stands_twice_is_found_in_every_list():
    plain = bank()
    twice = bank(
        items=(*plain.items, replace(plain.items[0], stem=text("完全不同的一道新题目"))),
        samples=(*plain.samples, plain.samples[0]),
        clip_tasks=(*plain.clip_tasks, plain.clip_tasks[0]),
        terms=(*plain.terms, plain.terms[0]),
        statutes=(*plain.statutes, plain.statutes[0]),
        areas=(*plain.areas, plain.areas[0]),
    )
    names = {name for name, why in faults(twice) if "stands 2 times" in why}
    assert {"A-01-001", "sample1", "task1", "absolute", "trade_practice", "A"} <= names


def test_a_point_of_no_area_and_a_point_nobody_asks_about_are_found():
    plain = bank(points=(*bank().points, Point("Q-01", text("无"))))
    assert ("Q-01", "unknown area Q") in faults(plain)
    assert ("Q-01", "no item asks about it") in faults(plain)


def test_an_expired_law_is_a_fault_from_its_last_day_and_names_what_to_cite():
    expired = Statute("ad_law", text("广告法"), "人大", date(2015, 9, 1), TODAY, "new_law")
    plain = bank(statutes=(bank().statutes[0], expired))
    assert ("A-01-001", f"its source ad_law expired on {TODAY}; cite new_law") in faults(plain)
    assert not any("expired" in why for _, why in faults(plain, date(2026, 6, 3)))
    bare = bank(statutes=(bank().statutes[0], replace(expired, replaced_by="")))
    assert ("A-01-001", f"its source ad_law expired on {TODAY}") in faults(bare)


def test_an_oral_question_needs_key_points_that_earn():
    plain = question("A-01", 1)
    empty = bank(oral_questions=(replace(plain, key_points=()),))
    assert ("A-01-O01", "no key point to tick") in faults(empty)
    worthless = replace(plain.key_points[0], half_points=0)
    found = faults(bank(oral_questions=(replace(plain, key_points=(worthless, worthless)),)))
    assert ("A-01-O01", "a key point earns nothing") in found
    assert ("A-01-O01", "two key points have one id") in found


def test_a_sample_needs_facts_claims_and_forms_of_address():
    bare = replace(sample(1), facts=(), must_say=(), fitting_address=())
    found = faults(bank(samples=(bare, *bank().samples[1:])))
    reasons = " ".join(why for name, why in found if name == "sample1")
    assert "no facts" in reasons
    assert "must be said" in reasons
    assert "form of address" in reasons


def changed_rubric(**changes):
    return bank(rubrics=(replace(rubric("pitch"), **changes),))


def test_a_rubric_adds_up_to_a_full_mark():
    assert ("pitch", "its lines add up to 120 half-points, not 200") in faults(
        changed_rubric(lines=rubric("pitch").lines[1:])
    )


def test_ids_and_marks_of_a_rubric_are_judged():
    plain = rubric("pitch")
    worthless = replace(plain.lines[0], half_points=0)
    found = faults(
        changed_rubric(
            lines=(*plain.lines, worthless), tags=(*plain.tags, plain.tags[0]), red_lines=plain.red_lines[:1] * 2
        )
    )
    assert {"two lines have one id", "two tags have one id", "two red lines have one id", "2 tags have the key 1"} <= {
        why for name, why in found if name == "pitch"
    }
    assert ("pitch/address", "it can earn nothing") in found


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"hot_key": "z"}, "the key Z belongs to the desk"),
        ({"hot_key": "a"}, "the key A belongs to the desk"),
        ({"hot_key": "12"}, "“12” is not one key"),
        ({"line": "nowhere"}, "unknown line nowhere"),
        ({"sense": TagSense.PRAISE}, "praise takes nothing"),
        ({"half_points": 0}, "praise takes nothing"),
        ({"at_most_half_points": 2}, "its cap is below"),
    ],
)
def test_a_faulty_tag_is_found(changes, reason):
    plain = rubric("pitch").tags
    found = faults(changed_rubric(tags=(replace(plain[0], **changes), *plain[1:])))
    assert any(reason in why for _, why in found), found


def test_remarks_and_tasks_belong_to_samples():
    lost = Remark("r", "nobody", text("小王"), text("好"), 9, 3)
    task = ClipTask("t", "nobody", text("任务"), text("拍"), ())
    found = faults(bank(remarks=(lost,), clip_tasks=(task,)))
    assert ("r", "unknown sample nobody") in found
    assert ("r", "its window 9 to 3 s is none") in found
    assert ("sample1", "the audience has no remark for it") in found
    assert ("t", "unknown sample nobody") in found
    assert ("t", "no must-have") in found


def test_what_everybody_reads_must_be_in_english():
    half = replace(sample(1), name=Text("产品"))
    found = faults(
        bank(
            samples=(half, *bank().samples[1:]),
            areas=(Area("A", Text("引流")), *bank().areas[1:]),
            terms=(RegulatedTerm("absolute", ("最佳",), Text("绝对化"), source(), ()),),
        )
    )
    assert {name for name, why in found if why == "a text lacks its English"} == {"sample1", "A", "absolute"}


def test_too_little_law_and_conduct_is_a_fault():
    few = tuple(each for each in bank().items if not each.point.startswith("G-02"))
    found = faults(bank(items=(*few, item("G-02", 1))))
    assert any(name == "little" and "law and conduct" in why for name, why in found) is (11 * 100 < 40 * 31)
    none = faults(bank(items=tuple(each for each in bank().items if each.point.startswith("A"))))
    assert any("0 of 20 items are on law and conduct" in why for _, why in none)


# ── schemes


def reasons(rules, plain=None):
    return [fault.reason for fault in scheme_faults(rules, plain or bank())]


def test_a_quota_that_the_bank_cannot_fill_names_language_and_number():
    found = reasons(with_theory(scheme(), quotas=(Quota("A", 13, (ItemKind.SINGLE,)),)))
    assert "quota of 13 from A: the bank surely has only 12 in zh" in found
    assert "quota of 13 from A: the bank surely has only 10 in en" in found


def test_two_quotas_that_take_from_each_other_are_found():
    found = reasons(with_theory(scheme(), quotas=(Quota("G-01", 10), Quota("G", 11))))
    assert any("quota of 11 from G" in why for why in found)


@pytest.mark.parametrize("quota", [Quota("A", 0), Quota("A", 1, easiest=4, hardest=2), Quota("A", 1, hardest=6)])
def test_a_quota_of_nothing_is_a_fault(quota):
    assert any("are none" in why for why in reasons(with_theory(scheme(), quotas=(quota,))))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"bank": "other"}, "it is written for bank other, not little"),
        ({"subjects": ()}, "its subjects are none"),
        ({"subjects": (Subject.CLIP, Subject.CLIP)}, "one stands twice"),
        ({"subjects": (Subject.PITCH, Subject.CLIP)}, "the pitch comes last"),
        ({"verdict": VerdictTerms(VerdictRule.WEIGHTED, (Weight(Subject.PITCH, 90),))}, "do not add up to 100 %"),
        ({"clip": replace(scheme().clip, shortest_ms=99_000)}, "shortest clip is longer"),
        ({"clip": replace(scheme().clip, tolerance_ms=-1)}, "below 0"),
        ({"pitch": replace(scheme().pitch, minutes=0)}, "below 1"),
        ({"pitch": replace(scheme().pitch, pass_half_points=201)}, "the pass mark of pitch"),
        ({"certificate": replace(scheme().certificate, number_pattern="33")}, "no serial"),
    ],
)
def test_a_faulty_scheme_is_found(changes, reason):
    assert any(reason in why for why in reasons(scheme(**changes))), reasons(scheme(**changes))


def test_a_paper_needs_items_and_an_oral_one_no_types():
    assert any("its paper has no item" in why for why in reasons(with_theory(scheme(), quotas=())))
    oral = with_theory(scheme(), mode=TheoryMode.ORAL)
    assert any("an oral paper has no types" in why for why in reasons(oral))


def test_a_bank_without_rubric_task_or_sample_cannot_carry_the_scheme():
    found = reasons(scheme(), bank(rubrics=(), clip_tasks=(), samples=()))
    assert {
        "the bank has no rubric for clip", "the bank has no rubric for pitch", "the bank has no clip task",
        "the bank has no product sample",
    } <= set(found)  # fmt: skip
    theory_only = reasons(scheme(subjects=(Subject.THEORY,)), bank(rubrics=(), clip_tasks=(), samples=()))
    assert theory_only == []


def test_weights_that_add_up_are_no_fault():
    weights = (Weight(Subject.THEORY, 30), Weight(Subject.CLIP, 20), Weight(Subject.PITCH, 50))
    assert reasons(scheme(verdict=VerdictTerms(VerdictRule.WEIGHTED, weights))) == []
