"""JSON Schemas of the files of content, made from the frozen values that these files become.

Why this room exists: whoever writes a bank or a scheme wants the editor to complete words and to underline what is
wrong before any check is run; the description must not be written twice, or one of them lies.

The schemas describe a TOML file as its JSON: tables are objects, a day is text such as ``2026-02-01``.  They say what
a file may hold; what a bank is worth is judged by ``kaobo bank check``.
"""

import dataclasses
import json
import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from inspect import cleandoc
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from app.exam.bank import Text
from app.exam.plain import to_plain
from app.exam.scheme import Scheme
from app.storage.bank_files import HEAD, LISTS, Head

type Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_BARE: Mapping[type, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
}


def content_schemas() -> dict[str, Schema]:
    """Return the schema of each kind of file, by the schema's file name."""
    whole = {"scheme.schema.json": _whole("A scheme 考核方案", Scheme), _file_of(HEAD): _whole("A bank's head", Head)}
    for pattern, lists in LISTS.items():
        parts: Schema = {}
        rows = {each.word: {"type": "array", "items": _row(each.word, each.kind, parts)} for each in lists}
        whole[_file_of(pattern)] = {
            "$schema": _DIALECT, "title": f"{pattern} of a question bank", "type": "object",
            "properties": rows, "additionalProperties": False, "$defs": parts,
        }  # fmt: skip
    return whole


def written(schema: Schema) -> str:
    """Write a schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _file_of(pattern: str) -> str:
    return f"{Path(pattern.partition('/')[0]).stem}.schema.json"


def _whole(title: str, kind: type) -> Schema:
    parts: Schema = {}
    return {"$schema": _DIALECT, "title": title, **_fields(kind, parts), "$defs": parts}


def _row(word: str, kind: type, parts: Schema) -> Schema:
    """Return the schema of a list's row; a true/false item is written with an answer instead of options."""
    row = _of(kind, parts)
    if word == "item":
        item = parts[kind.__name__]
        item["properties"]["answer"] = {"type": "boolean"}
        item["required"].remove("options")
        item["if"] = {"properties": {"kind": {"const": "true_false"}}, "required": ["kind"]}
        item["then"] = {"required": ["answer"], "properties": {"options": False}}
        item["else"] = {"required": ["options"], "properties": {"answer": False}}
    return row


def _of(kind: Any, parts: Schema) -> Schema:  # noqa: ANN401 - follows type hints
    """Return the schema of a type; dataclasses are described once, among the parts."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):  # an optional value is written by leaving its key out
        return _of(next(arg for arg in get_args(kind) if arg is not types.NoneType), parts)
    if origin is tuple:
        return {"type": "array", "items": _of(get_args(kind)[0], parts)}
    if kind in _BARE:
        return dict(_BARE[kind])
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    if kind.__name__ not in parts:
        parts[kind.__name__] = {}  # known before its own fields are
        parts[kind.__name__] |= _fields(kind, parts)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _fields(kind: type, parts: Schema) -> Schema:
    hints = get_type_hints(kind)
    properties, required = {}, []
    for field in dataclasses.fields(kind):
        properties[field.name] = _of(hints[field.name], parts)
        if field.default is dataclasses.MISSING:
            required.append(field.name)
        elif field.default is not None:
            properties[field.name]["default"] = to_plain(field.default)
    if kind is Text:
        properties["zh"]["pattern"] = r"\S"
    return {
        "type": "object", "description": cleandoc(kind.__doc__ or ""), "properties": properties,
        "required": required, "additionalProperties": False,
    }  # fmt: skip
