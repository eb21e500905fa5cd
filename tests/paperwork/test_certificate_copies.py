"""An issued certificate is handed out again as it was; a disk that took it not costs nobody a reissue."""

import errno
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.exam.errors import Refused, Unavailable
from app.paperwork.certificate.badge import holds
from app.paperwork.certificate.keys import open_keys
from app.programs.kaobo import application
from app.storage.certificate_shelf import FileShelf
from app.storage.clock import SystemClock
from app.storage.home import open_home

PIN = "246810"


def kaobo(*words: str) -> None:
    application(words[0])(list(words), standalone_mode=False)


@pytest.fixture
def own(played, tmp_path, monkeypatch):
    """The words that sign a clerk in at a copy of the centre, after the notice, with keys."""
    played.home.store.engine.dispose()
    shutil.copytree(played.home.path, tmp_path / "home")
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime(2026, 7, 1, 2, 0, tzinfo=UTC))
    at = ("--home", str(tmp_path / "home"), "--pin", PIN, "--as")
    kaobo("keys", "new", "--centre", "义乌市人力资源和社会保障局", *at, "admin")
    return (*at, "clerk")


def test_a_full_disk_leaves_no_torn_file_and_the_copy_is_what_was_issued(own, tmp_path: Path, monkeypatch):
    out, real = tmp_path / "out", os.fsync

    def full(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").readlink().parent == out.resolve():
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(Unavailable, match="YW2026000001 is issued and kept") as refused:
            kaobo("certificate", "batch", "--out", str(out), *own)
    assert refused.value.advice.endswith("kaobo certificate copy YW2026000001 --out DIR")
    assert list(out.iterdir()) == []
    kaobo("certificate", "copy", "YW2026000001", "--out", str(out), *own)
    kaobo("certificate", "copy", "--sitting", "20260604", "--out", str(tmp_path / "all"), *own)
    (one,), (same,) = out.iterdir(), (tmp_path / "all").iterdir()
    assert one.name == same.name == "YW2026000001.pdf"
    assert one.read_bytes() == same.read_bytes()
    kaobo("certificate", "check", str(one), *own[:2])


def test_a_reissue_is_copied_as_its_newest_edition(own, tmp_path: Path):
    kaobo("certificate", "batch", "--out", str(tmp_path / "out"), *own)
    kaobo("certificate", "reissue", "YW2026000001", "--reason", "遗失", "--out", str(tmp_path / "out"), *own)
    kaobo("certificate", "copy", "20260604-0001", "--out", str(tmp_path / "copy"), *own)
    (copy,) = (tmp_path / "copy").iterdir()
    assert copy.read_bytes() == (tmp_path / "out" / "YW2026000001-1.pdf").read_bytes()


def test_the_credential_is_written_again_byte_for_byte_after_a_renewal_of_keys(own, tmp_path: Path):
    out, copies = tmp_path / "out", tmp_path / "copies"
    kaobo("certificate", "batch", "--credential", "--out", str(out), *own)
    kaobo("keys", "new", "--renew", "--centre", "义乌市人力资源和社会保障局", *own[:-1], "admin")
    kaobo("certificate", "copy", "YW2026000001", "--credential", "--out", str(copies / "one"), *own)
    kaobo("certificate", "copy", "--sitting", "20260604", "--credential", "--out", str(copies / "all"), *own)
    issued = {path.name: path.read_bytes() for path in out.iterdir()}
    assert set(issued) == {"YW2026000001.pdf", "YW2026000001.json"}
    for folder in copies.iterdir():
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == issued


def test_a_credential_that_nobody_asked_for_at_the_issue_can_be_had_later_and_holds(own, tmp_path: Path):
    kaobo("certificate", "batch", "--out", str(tmp_path / "out"), *own)
    again = ("certificate", "reissue", "YW2026000001", "--reason", "遗失", "--credential", "--out")
    kaobo(*again, str(tmp_path / "out"), *own)
    kaobo("certificate", "copy", "YW2026000001", "--credential", "--out", str(tmp_path / "copy"), *own)
    assert {path.name for path in (tmp_path / "copy").iterdir()} == {"YW2026000001-1.pdf", "YW2026000001-1.json"}
    copy = (tmp_path / "copy" / "YW2026000001-1.json").read_bytes()
    assert copy == (tmp_path / "out" / "YW2026000001-1.json").read_bytes()
    public = open_keys(tmp_path / "home" / "keys" / "certificates").qr.public_key().public_bytes_raw()
    assert holds(copy, public)
    assert json.loads(copy)["id"] == "urn:kaobo:certificate:YW2026000001:1"


def test_a_full_disk_names_the_copy_that_brings_the_credential_too(own, tmp_path: Path, monkeypatch):
    out, real = tmp_path / "out", os.fsync

    def full(handle: int) -> None:
        if ".json" in Path(f"/proc/self/fd/{handle}").readlink().name:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable) as refused:
        kaobo("certificate", "batch", "--credential", "--out", str(out), *own)
    assert refused.value.advice.endswith("kaobo certificate copy YW2026000001 --credential --out DIR")
    assert [path.name for path in out.iterdir()] == ["YW2026000001.pdf"]


def test_a_certificate_that_was_kept_without_a_credential_is_still_copied(own, tmp_path: Path):
    kaobo("certificate", "batch", "--out", str(tmp_path / "out"), *own)
    issued = (tmp_path / "out" / "YW2026000001.pdf").read_bytes()
    home = open_home(tmp_path / "home")
    with home.store.reading() as books:
        line = books.register.by_number("YW2026000001")
        early = books.people.seal_bytes(line.candidate, issued)
    FileShelf(home.path / "certificates").keep(line.attempt, 0, early)
    home.close()
    kaobo("certificate", "copy", "YW2026000001", "--out", str(tmp_path / "copy"), *own)
    assert (tmp_path / "copy" / "YW2026000001.pdf").read_bytes() == issued
    with pytest.raises(Refused, match="No credential of YW2026000001 is kept") as refused:
        kaobo("certificate", "copy", "YW2026000001", "--credential", "--out", str(tmp_path / "more"), *own)
    assert refused.value.advice == "Copy it without --credential."
    assert not list((tmp_path / "more").iterdir())


@pytest.mark.parametrize("asked", [(), ("YW1", "--sitting", "20260604"), ("20260604-0002",), ("--sitting", "1")])
def test_what_cannot_be_copied_is_refused(own, tmp_path: Path, asked: tuple[str, ...]):
    with pytest.raises(Refused):
        kaobo("certificate", "copy", *asked, "--out", str(tmp_path / "out"), *own)
    assert not list((tmp_path / "out").glob("*"))
