"""The shipped schemes are what they claim to be; a faulty one is named."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from app.exam.errors import Refused
from app.exam.scheme import PitchTerms, RedLineRule, Scheme, Subject, TheoryMode, VerdictRule
from app.resources import question_bank
from app.storage.scheme_files import load_scheme


def shipped(name: str) -> Scheme:
    found = load_scheme(question_bank("schemes", f"{name}.toml"))
    assert found.faults == ()
    assert found.scheme is not None
    return found.scheme


def test_yiwu_is_the_exam_of_three_gates() -> None:
    scheme = shipped("yiwu")
    assert scheme.subjects == (Subject.THEORY, Subject.CLIP, Subject.PITCH)
    assert (scheme.theory.mode, scheme.theory.minutes, scheme.theory.item_count) == (TheoryMode.SCREEN, 4, 10)
    assert [scheme.pass_half_points(subject) for subject in Subject] == [120, 120, 120]
    assert (scheme.clip.minutes, scheme.clip.shortest_ms, scheme.clip.longest_ms) == (5, 15_000, 60_000)
    assert scheme.pitch == PitchTerms(minutes=5, preparation_minutes=1, pass_half_points=120)
    assert (scheme.panel.size, scheme.panel.moderation_over_half_points) == (1, 30)
    assert scheme.red_line_rule is RedLineRule.CAP_BELOW_PASS
    assert (scheme.verdict.rule, scheme.retake.window_days, scheme.notice_working_days) == (VerdictRule.EACH, 365, 5)
    assert scheme.effective_from == date(2020, 5, 8)


def test_yiwu_asks_for_law_and_conduct_first() -> None:
    areas = Counter({quota.of: 0 for quota in shipped("yiwu").theory.quotas})
    for quota in shipped("yiwu").theory.quotas:
        areas[quota.of] += quota.count
    assert areas["G"] + areas["H"] >= 4
    assert len(areas) >= 6


def test_yangzhou_proves_that_nothing_is_hard_wired() -> None:
    scheme = shipped("yangzhou")
    assert (scheme.theory.mode, scheme.pitch.minutes, scheme.panel.size) == (TheoryMode.ORAL, 20, 3)
    assert scheme.verdict.rule is VerdictRule.WEIGHTED
    assert sum(weight.percent for weight in scheme.verdict.weights) == 100
    assert scheme.certificate.issuer.zh == "扬州市人力资源和社会保障局"


@pytest.mark.parametrize("name", ["yiwu", "yangzhou"])
def test_what_stands_on_a_certificate_is_in_both_languages(name: str) -> None:
    scheme = shipped(name)
    for written in (scheme.name, scheme.certificate.name, scheme.certificate.ability, scheme.certificate.issuer):
        assert written.en


def test_every_fault_of_a_scheme_is_named(tmp_path: Path) -> None:
    good = question_bank("schemes", "yiwu.toml").read_text(encoding="utf-8")
    bad = (
        good.replace("minutes = 4", "minutes = 4.5")
        .replace('"cap_below_pass"', '"mercy"')
        .replace("size = 1", "siez = 1")
    )
    (tmp_path / "s.toml").write_text(bad, encoding="utf-8")
    found = load_scheme(tmp_path / "s.toml")
    assert found.scheme is None
    assert [str(fault) for fault in found.faults] == [
        "s.toml: yiwu: theory.minutes: expected a whole number, found 4.5",
        "s.toml: yiwu: panel.siez: unknown key",
        "s.toml: yiwu: red_line_rule: 'mercy' is not one of cap_below_pass, zero",
    ]


def test_a_missing_or_torn_file(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no file"):
        load_scheme(tmp_path / "s.toml")
    (tmp_path / "s.toml").write_text("[theory\n")
    assert "line 1" in load_scheme(tmp_path / "s.toml").faults[0].reason
