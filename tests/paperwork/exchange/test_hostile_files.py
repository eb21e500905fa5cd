"""Whatever a file holds, a reader refuses it in words; a hostile one costs neither minutes nor memory."""

import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.exam.bank import Bank
from app.exam.errors import Refused
from app.foreign_files import Archive, Limits, judge_workbook, safe_name
from app.paperwork.exchange.gift import read_gift, write_gift
from app.paperwork.exchange.national import read_national, write_national
from app.paperwork.exchange.qti_reading import read_qti
from app.paperwork.exchange.qti_writing import write_qti
from app.paperwork.exchange.results import read_results
from app.paperwork.exchange.workbooks import Column, write_table
from app.resources import question_bank
from app.storage.bank_files import load_bank
from app.storage.roster_sheet import read_cells as read_roster

fuzzed = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture(scope="module")
def bank() -> Bank:
    from dataclasses import replace

    whole = load_bank(question_bank("yiwu")).readable
    return replace(whole, items=(whole.items[0], *whole.items[1:60:7]), oral_questions=whole.oral_questions[:3])


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, bank: Bank) -> dict[str, bytes]:
    place = tmp_path_factory.mktemp("good")
    write_qti(place / "a.zip", bank)
    write_gift(place / "a.gift", bank)
    write_national(place / "a.xlsx", bank)
    return {path.name: path.read_bytes() for path in place.iterdir()}


READERS = {"a.zip": read_qti, "a.gift": read_gift, "a.xlsx": read_national}


def only_refusals(path: Path, content: bytes, reader) -> None:
    path.write_bytes(content)
    try:
        reader(path)
    except Refused as refused:
        assert refused.detail
        assert refused.advice


@fuzzed
@given(st.data())
@pytest.mark.parametrize("name", list(READERS))
def test_damaged_bytes_only_ever_give_a_refusal(tmp_path: Path, good: dict[str, bytes], name: str, data):
    content = bytearray(good[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        cut = data.draw(st.integers(0, 40))
        content[at : at + cut] = data.draw(st.binary(max_size=40))
        content = content or bytearray(b"x")
    only_refusals(tmp_path / name, bytes(content), READERS[name])


@fuzzed
@given(st.data())
@pytest.mark.parametrize("name", ["a.zip", "a.xlsx"])
def test_damaged_parts_inside_a_sound_archive_only_ever_give_a_refusal(
    tmp_path: Path, good: dict[str, bytes], name: str, data
):
    (tmp_path / "good").write_bytes(good[name])
    with zipfile.ZipFile(tmp_path / "good") as archive:
        parts = {member: archive.read(member) for member in archive.namelist()}
    hit = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[hit])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(0, len(content) - 1)))
        piece = data.draw(
            st.sampled_from([b"", b"<", b'"', b"&x;", b"</si>", b"999999999", b"\xff", b"-", b'<c r="A1">'])
        )
        content[at : at + data.draw(st.integers(0, 8))] = piece
    with zipfile.ZipFile(tmp_path / "bad", "w") as archive:
        for member, own in parts.items():
            archive.writestr(member, bytes(content) if member == hit else own)
    only_refusals(tmp_path / name, (tmp_path / "bad").read_bytes(), READERS[name])


@fuzzed
@given(st.text(st.sampled_from("{}=~#:%\\/[]<> \nab1T$甲"), max_size=60))
def test_any_gift_text_is_read_or_refused(tmp_path: Path, text: str):
    only_refusals(tmp_path / "a.gift", text.encode(), read_gift)


@fuzzed
@given(st.lists(st.lists(st.text(max_size=8), min_size=4, max_size=8), max_size=4))
def test_any_table_is_read_or_refused(tmp_path: Path, rows: list[list[str]]):
    header = [Column(each) for each in ("认定点代码", "题型代码", "试题（题干）", "正确答案", "ID", "题号", "a", "b")]
    write_table(tmp_path / "a.xlsx", "a", header, rows)
    only_refusals(tmp_path / "a.xlsx", (tmp_path / "a.xlsx").read_bytes(), read_national)


@fuzzed
@given(st.binary(max_size=200))
@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.xlsx"])
def test_any_bytes_as_results_are_read_or_refused(tmp_path: Path, name: str, content: bytes):
    only_refusals(tmp_path / name, content, read_results)


def workbook(path: Path, sheet: bytes | list[bytes], shared: bytes = b"") -> Path:
    """Write a minimal workbook around a sheet's XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        write_table(path.with_name("plain.xlsx"), "a", [Column("a")], [["x"]])
        with zipfile.ZipFile(path.with_name("plain.xlsx")) as plain:
            for member in plain.namelist():
                if "sheet1.xml" not in member and "sharedStrings" not in member:
                    book.writestr(member, plain.read(member))
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file:
            for part in [sheet] if isinstance(sheet, bytes) else sheet:
                file.write(part)
        if shared:
            book.writestr("xl/sharedStrings.xml", shared)
    return path


HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def test_a_sheet_of_a_million_rows_is_refused(tmp_path: Path):
    rows = [b"".join(b'<row><c t="inlineStr"><is><t>x</t></is></c></row>' for _ in range(1000))] * 1000
    path = workbook(tmp_path / "a.xlsx", [HEAD, *rows, TAIL])
    with pytest.raises(Refused, match="rows"):
        read_national(path)


@pytest.mark.parametrize("cell", [b'<c r="XFD1048576"><v>1</v></c>', b'<x:c  s="1" r="A1048576"/>', b"<c r='ZZZ1'/>"])
def test_a_single_cell_far_away_is_refused(tmp_path: Path, cell: bytes):
    path = workbook(tmp_path / "a.xlsx", HEAD + b'<row r="1"><c r="A1"><v>1</v></c>' + cell + b"</row>" + TAIL)
    with pytest.raises(Refused, match="cell"):
        read_national(path)


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path):
    path = workbook(tmp_path / "a.xlsx", [HEAD, *[b" " * 1_000_000] * 300, TAIL])
    assert path.stat().st_size < 3_000_000
    tracemalloc.start()
    with pytest.raises(Refused, match="MB"):
        read_national(path)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_a_long_text_repeated_over_many_cells_is_refused(tmp_path: Path):
    shared = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + b"x" * 30_000
        + b"</t></si></sst>"
    )
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 19_000))
    with pytest.raises(Refused, match="repeats"):
        read_national(workbook(tmp_path / "a.xlsx", HEAD + cells + TAIL, shared))


@pytest.mark.parametrize(
    "start", [b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>", b"<!ENTITY", b"\xff\xfe<\0"]
)
def test_entities_in_a_workbook_are_refused(tmp_path: Path, start: bytes):
    with pytest.raises(Refused, match="document type"):
        read_national(workbook(tmp_path / "a.xlsx", start + HEAD + TAIL))


def package(path: Path, manifest: str, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("imsmanifest.xml", manifest)
        for name, content in members.items():
            archive.writestr(name, content)
    return path


RESOURCE = '<manifest><resources><resource type="imsqti_item_xmlv3p0" href="%s"/></resources></manifest>'


@pytest.mark.parametrize("href", ["../../etc/passwd", "/etc/passwd", "a\\..\\b", "file:///etc/passwd", "a/../../b"])
def test_a_package_that_refers_outside_is_refused(tmp_path: Path, href: str):
    with pytest.raises(Refused):
        read_qti(package(tmp_path / "a.zip", RESOURCE % href))


@pytest.mark.parametrize("name", ["../evil.xml", "/evil.xml", "a/../../evil.xml", "C:evil.xml"])
def test_a_member_whose_path_leads_outside_is_refused(tmp_path: Path, name: str):
    assert not safe_name(name)
    with pytest.raises(Refused, match="outside"):
        read_qti(package(tmp_path / "a.zip", RESOURCE % "a.xml", **{name: "<a/>"}))


def test_a_member_whose_own_header_is_no_text_is_refused(tmp_path: Path):
    package = tmp_path / "a.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("imsmanifest.xml", b"<a/>")
        archive.writestr("题.xml", b"<a/>")
    content = package.read_bytes()
    at = content.index("题.xml".encode())
    package.write_bytes(content[:at] + b"\xff" + content[at + 1 :])
    with Archive(package, Limits()) as opened, pytest.raises(Refused, match="damaged at 题"):
        opened.read("题.xml", 100)


@pytest.mark.parametrize("how", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("reader", [read_qti, read_national, read_roster])
def test_a_member_that_is_packed_in_another_way_is_refused_before_it_is_unpacked(tmp_path: Path, how: int, reader):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", how) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>" * 100)
    content = bytearray((tmp_path / "a.xlsx").read_bytes())
    content[60] ^= 0xFF
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(Refused):
        reader(tmp_path / "a.xlsx")


def test_external_and_exploding_entities_in_a_package_are_refused(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP SECRET")
    external = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]><qti-assessment-item>&e;</qti-assessment-item>'
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    for item in (external, f"<!DOCTYPE a [{laughs}]><qti-assessment-item>&l9;</qti-assessment-item>"):
        with pytest.raises(Refused, match="document type"):
            read_qti(package(tmp_path / "a.zip", RESOURCE % "a.xml", **{"a.xml": item}))


def test_a_deeply_nested_item_is_refused(tmp_path: Path):
    deep = "<qti-assessment-item>" + "<p>" * 5000 + "</p>" * 5000 + "</qti-assessment-item>"
    with pytest.raises(Refused):
        read_qti(package(tmp_path / "a.zip", RESOURCE % "a.xml", **{"a.xml": deep}))


def test_one_name_twice_and_too_many_members_are_refused(tmp_path: Path):
    with pytest.warns(UserWarning), zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x", "1")
        archive.writestr("x", "2")
    with pytest.raises(Refused, match="twice"):
        Archive(tmp_path / "a.zip", Limits())
    with pytest.raises(Refused, match="are the most"):
        Archive(tmp_path / "a.zip", Limits(members=1))


def test_a_file_that_is_too_large_or_missing_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match="no file"):
        read_gift(tmp_path / "none.gift")
    (tmp_path / "a.xlsx").write_bytes(b"x" * 2_000_000)
    with pytest.raises(Refused, match="larger"):
        judge_workbook(tmp_path / "a.xlsx", Limits(file_bytes=1_000_000))


def test_hostile_workbooks_stay_inside_300_megabytes(tmp_path: Path):
    """Run in a process of its own, so that the peak is its own; only Linux tells a peak that way."""
    rows = [b"".join(b'<row><c t="inlineStr"><is><t>x</t></is></c></row>' for _ in range(1000))] * 1000
    workbook(tmp_path / "rows.xlsx", [HEAD, *rows, TAIL])
    workbook(tmp_path / "far.xlsx", HEAD + b'<row><c r="A1"/><c r="XFD1048576"/></row>' + TAIL)
    workbook(tmp_path / "bomb.xlsx", [HEAD, *[b" " * 1_000_000] * 300, TAIL])
    script = (
        "import sys;from pathlib import Path\n"
        "from app.exam.errors import Refused;from app.paperwork.exchange.national import read_national\n"
        "for path in sorted(Path(sys.argv[1]).glob('*.xlsx')):\n"
        "    if path.stem == 'plain': continue\n"
        "    try: read_national(path); sys.exit(5)\n"
        "    except Refused: print(path.stem)\n"
        "if sys.platform != 'linux': print(0); sys.exit()\n"
        "status = Path('/proc/self/status').read_text()\n"  # ru_maxrss would still hold the parent's peak
        "print(status.split('VmHWM:')[1].split()[0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, timeout=60, check=True
    )
    *refused, kilobytes = done.stdout.split()
    assert refused == ["bomb", "far", "rows"]
    assert int(kilobytes) < 300_000
