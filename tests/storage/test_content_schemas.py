"""The shipped JSON Schemas: up to date, satisfied by every shipped file, and strict about what the reader refuses."""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app.resources import question_bank
from app.storage.content_schemas import content_schemas, written

SCHEMAS = content_schemas()
FOLDERS = {"items", "oral", "samples", "rubrics", "audience"}
FILES = sorted([*question_bank("yiwu").rglob("*.toml"), *question_bank("schemes").glob("*.toml")])


def plain(value: Any) -> Any:
    """Turn what TOML gives into JSON: a day becomes its text."""
    return json.loads(json.dumps(value, default=lambda each: each.isoformat() if isinstance(each, date) else None))


def faults(schema: str, value: Any) -> list[str]:
    validator = Draft202012Validator(SCHEMAS[schema], format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(plain(value))]


def schema_of(path: Path) -> str:
    if path.parent.name == "schemes":
        return "scheme.schema.json"
    return f"{path.parent.name if path.parent.name in FOLDERS else path.stem}.schema.json"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_shipped_schema_is_sound_and_says_what_the_code_says(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    shipped = question_bank("schema", name).read_text(encoding="utf-8")
    assert shipped == written(SCHEMAS[name]), "run: python packaging/schema/refresh.py"


def test_no_schema_is_shipped_that_nothing_makes() -> None:
    assert {path.name for path in question_bank("schema").iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_file_fits_its_schema(path: Path) -> None:
    assert faults(schema_of(path), tomllib.loads(path.read_text(encoding="utf-8"))) == []


def an_item(**changes: Any) -> dict[str, Any]:
    item = {
        "id": "A-01-001", "point": "A-01", "kind": "single", "difficulty": 2, "stem": {"zh": "多长？"},
        "options": [{"zh": "十五秒", "right": True}, {"zh": "一小时"}], "explanation": {"zh": "短。"},
        "source": {"ref": "trade_practice"}, "effective_from": date(2020, 5, 8), "checked_on": date(2026, 1, 5),
    }  # fmt: skip
    return {"item": [{name: value for name, value in (item | changes).items() if value is not None}]}


def test_what_has_a_default_may_be_left_out() -> None:
    assert faults("items.schema.json", an_item()) == []
    assert faults("items.schema.json", an_item(kind="true_false", options=None, answer=True)) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"stem": None}, "'stem' is a required property"),
        ({"stem": {"zh": "  "}}, "does not match"),
        ({"colour": "red"}, "'colour' was unexpected"),
        ({"kind": "essay"}, "'essay' is not one of"),
        ({"difficulty": "2"}, "is not of type 'integer'"),
        ({"checked_on": "soon"}, "is not a 'date'"),
        ({"answer": True}, "False schema does not allow True"),
        ({"options": None}, "'options' is a required property"),
        ({"kind": "true_false", "answer": True}, "False schema does not allow"),
        ({"kind": "true_false", "options": None}, "'answer' is a required property"),
    ],
)
def test_what_the_reader_refuses_is_underlined(changes: dict[str, Any], told: str) -> None:
    found = faults("items.schema.json", an_item(**changes))
    assert found
    assert any(told in fault for fault in found), found


@pytest.mark.parametrize(
    "spoil",
    [
        lambda scheme: scheme.pop("retention"),
        lambda scheme: scheme["theory"].update(mode="telepathy"),
        lambda scheme: scheme["theory"]["quotas"].append({"of": "G"}),
        lambda scheme: scheme["pitch"].update(seconds=300),
    ],
    ids=["a part missing", "an unknown mode", "a quota without count", "an unknown key"],
)
def test_a_spoilt_scheme_does_not_fit(spoil: Callable[[dict[str, Any]], object]) -> None:
    scheme = tomllib.loads(question_bank("schemes", "yiwu.toml").read_text(encoding="utf-8"))
    assert faults("scheme.schema.json", scheme) == []
    spoil(scheme)
    assert faults("scheme.schema.json", scheme)
