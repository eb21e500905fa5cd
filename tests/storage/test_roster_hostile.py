"""Whatever a roster's file holds, only a refusal comes out; a hostile one costs neither minutes nor memory."""

import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.exam.errors import Refused
from app.storage.roster import read_roster, write_template
from app.storage.roster_columns import COLUMNS

fuzzed = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
ROWS = [b'<row><c t="inlineStr"><is><t>x</t></is></c></row>' * 1000] * 1000


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The parts of a sound workbook."""
    path = tmp_path_factory.mktemp("template") / "t.xlsx"
    write_template(path)
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(path: Path, parts: dict[str, bytes], **changed: bytes | list[bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, own in parts.items():
            content = changed.get(Path(name).stem, own)
            with archive.open(name, "w", force_zip64=True) as file:
                for piece in [content] if isinstance(content, bytes) else content:
                    file.write(piece)
    return path


def read(path: Path) -> None:
    read_roster(path, on=date(2026, 6, 4), least_age=16)


def only_refusals(path: Path) -> None:
    try:
        read(path)
    except Refused as refused:
        assert refused.detail
        assert refused.advice


@fuzzed
@given(st.data())
def test_damaged_parts_of_a_workbook_only_ever_give_a_refusal(tmp_path: Path, parts: dict[str, bytes], data) -> None:
    hit = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[hit])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(0, len(content) - 1)))
        piece = data.draw(
            st.sampled_from([b"", b"<", b'"', b"&x;", b"</si>", b"999999999", b"\xff", b"-", b'<c r="A1">'])
        )
        content[at : at + data.draw(st.integers(0, 8))] = piece
    only_refusals(packed(tmp_path / "a.xlsx", {**parts, hit: bytes(content)}))


@fuzzed
@given(st.data())
def test_damaged_bytes_of_a_workbook_only_ever_give_a_refusal(tmp_path: Path, parts: dict[str, bytes], data) -> None:
    content = bytearray(packed(tmp_path / "a.xlsx", parts).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
        content = content or bytearray(b"x")
    (tmp_path / "a.xlsx").write_bytes(content)
    only_refusals(tmp_path / "a.xlsx")


@fuzzed
@given(st.lists(st.lists(st.text(max_size=8), max_size=16), max_size=4) | st.binary(max_size=200))
def test_any_csv_is_read_or_refused(tmp_path: Path, rows: list[list[str]] | bytes) -> None:
    titles = ",".join(column.title for column in COLUMNS)
    own = rows if isinstance(rows, bytes) else "\r\n".join([titles, *map(",".join, rows)]).encode(errors="replace")
    (tmp_path / "a.csv").write_bytes(own)
    only_refusals(tmp_path / "a.csv")


@pytest.mark.parametrize("start", [b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", b"<!ENTITY e 'x'>"])
def test_entities_are_refused(tmp_path: Path, parts: dict[str, bytes], start: bytes) -> None:
    with pytest.raises(Refused, match="document type"):
        read(packed(tmp_path / "a.xlsx", parts, sheet1=start + HEAD + TAIL))


def test_a_long_text_repeated_over_many_cells_is_refused(tmp_path: Path, parts: dict[str, bytes]) -> None:
    shared = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 19_000))
    with pytest.raises(Refused, match="repeats"):
        read(packed(tmp_path / "a.xlsx", parts, sheet1=HEAD + cells + TAIL, sharedStrings=shared))


def test_a_million_rows_without_a_name_are_refused_inside_300_megabytes(
    tmp_path: Path, parts: dict[str, bytes]
) -> None:
    """Run in a process of its own, so that the peak is its own; only Linux tells a peak that way."""
    path = packed(tmp_path / "rows.xlsx", parts, sheet1=[HEAD, *ROWS, TAIL])
    script = (
        "import sys;from datetime import date;from pathlib import Path\n"
        "from app.exam.errors import Refused;from app.storage.roster import read_roster\n"
        "try: read_roster(Path(sys.argv[1]), on=date(2026, 6, 4), least_age=16); sys.exit(5)\n"
        "except Refused as refused: print(refused.detail.replace(' ', '_'))\n"
        "if sys.platform != 'linux': print(0); sys.exit()\n"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    said, kilobytes = done.stdout.split()
    assert "rows" in said
    assert int(kilobytes) < 300_000
