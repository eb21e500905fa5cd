"""The rules are pure: standard library only, no clock, no chance, no file, no float, and small enough to be read."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import app.exam

ROOM = Path(app.exam.__file__).parent
FILES = sorted(ROOM.rglob("*.py"))
NAMES = [str(file.relative_to(ROOM)) for file in FILES]
TREES = [ast.parse(file.read_text("utf-8")) for file in FILES]

IMPURE = {"random", "secrets", "time", "os", "pathlib", "io", "sys", "socket", "subprocess", "threading", "uuid",
          "tempfile", "logging", "sqlite3", "asyncio", "locale"}  # fmt: skip
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter"}
BUILT_IN = {"open", "print", "input", "eval", "exec", "float", "globals", "__import__"}

every_module = pytest.mark.parametrize("tree", TREES, ids=NAMES)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


@every_module
def test_only_the_standard_library_and_this_room_are_imported(tree: ast.Module) -> None:
    for name in imported(tree):
        top = name.partition(".")[0]
        assert name.startswith("app.exam") or top in sys.stdlib_module_names, name
        assert top not in IMPURE, name


@every_module
def test_no_clock_is_read_and_nothing_is_opened_or_printed(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Attribute):
                assert called.attr not in CLOCKS, ast.unparse(node)
            if isinstance(called, ast.Name):
                assert called.id not in BUILT_IN, ast.unparse(node)


@every_module
def test_there_is_no_float_and_no_division_that_makes_one(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float | complex)), ast.unparse(node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            # the one division is of a Fraction, exact by construction
            assert ast.unparse(node) == "earned * FULL_MARK / whole", ast.unparse(node)


@every_module
def test_nothing_outside_a_function_can_be_changed_by_one(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        assert not isinstance(node, ast.Global | ast.Nonlocal), ast.unparse(node)


@every_module
def test_every_value_is_frozen_but_the_folds_own_draft(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef) or node.name == "_Draft":
            continue
        for decorator in node.decorator_list:
            if "dataclass" in ast.unparse(decorator):
                assert "frozen=True" in ast.unparse(decorator), node.name


@every_module
def test_a_module_and_everything_public_in_it_says_what_it_is_for(tree: ast.Module) -> None:
    if tree.body:
        assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            inner = any(isinstance(outer, ast.FunctionDef) and node in ast.walk(outer) and outer is not node
                        for outer in ast.walk(tree))  # fmt: skip
            assert inner or ast.get_docstring(node), node.name


@every_module
def test_functions_stay_below_fifty_lines(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 50, node.name


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_files_stay_below_four_hundred_lines(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 400


@every_module
def test_nothing_is_left_to_be_done_later(tree: ast.Module) -> None:
    source = ast.unparse(tree)
    assert not any(word in source for word in ("TODO", "FIXME", "NotImplemented"))
