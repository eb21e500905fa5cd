"""Chinese is complete, up to date and compiled."""

import ast
import importlib.util
import re
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def refresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh", TOP / "packaging" / "translations" / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(path: Path) -> dict[tuple[str, str], str]:
    return {
        (context.findtext("name") or "", message.findtext("source") or ""): message.findtext("translation") or ""
        for context in ET.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }


def test_no_text_is_untranslated(refresh: ModuleType) -> None:
    assert refresh.untranslated(refresh.ZH) == []


def test_no_text_is_missing_and_none_is_stale(refresh: ModuleType, tmp_path: Path) -> None:
    refresh.gather(tmp_path / "fresh.ts")
    assert set(texts(tmp_path / "fresh.ts")) == set(texts(refresh.ZH))


def test_the_compiled_file_is_up_to_date(refresh: ModuleType, tmp_path: Path) -> None:
    refresh.compile_file(refresh.ZH, tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == refresh.ZH.with_suffix(".qm").read_bytes()


def test_placeholders_are_the_same_in_both_languages(refresh: ModuleType) -> None:
    for (page, source), translation in texts(refresh.ZH).items():
        assert sorted(re.findall(r"\{\d\}", source)) == sorted(re.findall(r"\{\d\}", translation)), (page, source)


def test_chinese_has_no_half_width_punctuation_between_its_characters(refresh: ModuleType) -> None:
    wrong = re.compile(r"[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff]\.(?!\w)")
    assert [each for each in texts(refresh.ZH).values() if wrong.search(each)] == []


def _said() -> list[tuple[str, str, str]]:
    """Return (file, Chinese, English) of everything that a scene says in both languages as it stands."""
    found = []
    for path in sorted((TOP / "app/screens/gallery").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "said":
                words = [each.value for each in node.args if isinstance(each, ast.Constant)]
                if len(words) == 2:
                    found.append((path.name, *words))
    return found


def test_a_scene_has_the_windows_own_words_in_both_languages(refresh: ModuleType) -> None:
    own: dict[str, set[str]] = {}
    for (_, source), translation in texts(refresh.ZH).items():
        own.setdefault(source, set()).add(translation)
    said = _said()
    assert len(said) > 100
    assert [each for each in said if each[2] in own and each[1] not in own[each[2]]] == []
