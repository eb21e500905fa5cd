"""The clip desk over its port: pieces over HTTP, the stick, closing, restarts."""

import asyncio
import io
import json
import socket
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import zxingcpp

from app.centre.clip_ports import Arrival, ClipDesk
from app.exam.errors import Refused, Unavailable
from app.exam.scheme import ClipTerms
from app.media.evidence.kept import keep
from app.media.evidence.measure import measure
from app.media.film.shelf import FolderShelf
from app.media.upload.code import code_rows
from app.media.upload.desk import BoothClipDesk, Place
from app.media.upload.network import booth_address
from app.media.upload.shelf import Offer
from tests.media.editing.phone_files import PDF
from tests.media.upload.conftest import Opened

TERMS = ClipTerms(minutes=5, pass_half_points=120)


def run[T](work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


async def offer(session: aiohttp.ClientSession, url: str, name: str, size: int) -> tuple[int, dict[str, Any]]:
    async with session.post(f"{url}/offer", data=json.dumps({"name": name, "size": size})) as answer:
        return answer.status, await answer.json()


async def put(
    session: aiohttp.ClientSession, url: str, part: str, offset: int, data: bytes
) -> tuple[int, dict[str, Any]]:
    async with session.put(f"{url}/parts/{part}?offset={offset}", data=io.BytesIO(data)) as answer:
        return answer.status, await answer.json()


async def send(url: str, name: str, data: bytes) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as session:
        status, told = await offer(session, url, name, len(data))
        if status != 200:
            return status, told
        return await put(session, url, told["part"], told["offset"], data[told["offset"] :])


def test_a_sent_clip_arrives_checked(opened: Opened, good: Path) -> None:
    desk: ClipDesk = opened.desk
    assert run(send(desk.url, "IMG_0001.MP4", good.read_bytes()))[0] == 200
    clip = opened.wait()
    assert (clip.received.usable, clip.received.source) == (True, "phone")
    assert clip.preview.read_bytes() == good.read_bytes()
    assert desk.received() == (clip,)
    assert desk.progress().arrival is Arrival.WAITING


def test_a_clip_whose_evidence_stands_beside_it_is_found_as_before(opened: Opened, good: Path, tmp_path: Path) -> None:
    run(send(opened.desk.url, "IMG_0001.MP4", good.read_bytes()))
    clip = opened.wait()
    keep(clip.preview, measure(clip.preview, clip.received.clip))
    assert opened.desk.received() == (clip,)
    media = tmp_path / "media"
    (media / "A1").mkdir(parents=True)
    (opened.folder / "A1").rename(media / "A1" / "clips")
    found = FolderShelf(media).clip("A1", clip.received.clip)
    assert found is not None
    assert (found.name, found.read_bytes()) == (clip.preview.name, good.read_bytes())


def test_a_file_goes_on_where_it_broke_off_even_after_a_restart(opened: Opened, good: Path) -> None:
    data = good.read_bytes()
    half = len(data) // 2

    async def first(url: str) -> None:
        async with aiohttp.ClientSession() as session:
            _, told = await offer(session, url, "clip.mp4", len(data))
            assert (await put(session, url, told["part"], 0, data[:half]))[1] == {"offset": half}

    run(first(opened.desk.url))
    before = opened.desk.url
    opened.start()
    assert opened.desk.url != before

    async def second(url: str) -> dict[str, Any]:
        async with aiohttp.ClientSession() as session:
            return (await offer(session, url, "clip.mp4", len(data)))[1]

    assert run(second(opened.desk.url))["offset"] == half
    run(send(opened.desk.url, "clip.mp4", data))
    assert opened.wait().preview.read_bytes() == data


def test_a_torn_connection_keeps_the_bytes_that_came(opened: Opened, good: Path) -> None:
    data = good.read_bytes()
    part = Offer("clip.mp4", len(data)).part

    async def tear(url: str) -> int:
        async with aiohttp.ClientSession() as session:
            await offer(session, url, "clip.mp4", len(data))
            host, port = url.removeprefix("http://").split("/")[0].split(":")
            _, pen = await asyncio.open_connection(host, int(port))
            path = url.split(f":{port}")[1]
            pen.write(f"PUT {path}/parts/{part}?offset=0 HTTP/1.1\r\nHost: x\r\nContent-Length: {len(data)}\r\n\r\n"
                      .encode() + data[:50_000])  # fmt: skip
            await pen.drain()
            while opened.desk.progress().received_bytes < 50_000:
                await asyncio.sleep(0.01)
            pen.transport.abort()
            return int((await offer(session, url, "clip.mp4", len(data)))[1]["offset"])

    assert run(tear(opened.desk.url)) == 50_000
    run(send(opened.desk.url, "clip.mp4", data))
    assert opened.wait().received.usable


def test_a_piece_at_the_wrong_place_is_told_the_right_one(opened: Opened, good: Path) -> None:
    async def misplace(url: str) -> tuple[int, dict[str, Any]]:
        async with aiohttp.ClientSession() as session:
            _, told = await offer(session, url, "clip.mp4", 90_000)
            await put(session, url, told["part"], 0, good.read_bytes()[:4_000])
            return await put(session, url, told["part"], 9_000, b"x" * 10)

    assert run(misplace(opened.desk.url)) == (409, {"offset": 4_000})


def test_a_renamed_document_is_refused_at_its_first_bytes(opened: Opened) -> None:
    status, told = run(send(opened.desk.url, "IMG_7.mp4", PDF))
    assert status == 422
    assert told["fault"]["zh"] == "“IMG_7.mp4”打不开，不是视频。请在手机相册里选择剪好的视频。"
    assert opened.desk.progress().fault[1].startswith("IMG_7.mp4 cannot be opened as a video.")
    assert not list((opened.folder / "A1" / "incoming").iterdir())


@pytest.mark.parametrize(("size", "word"), [(0, "空文件"), (2 * 1024**3, "超过 1024 MB")])
def test_empty_and_giant_files_are_refused_before_they_are_sent(opened: Opened, size: int, word: str) -> None:
    async def ask(url: str) -> tuple[int, dict[str, Any]]:
        async with aiohttp.ClientSession() as session:
            return await offer(session, url, "../../evil\\clip.mp4", size)

    status, told = run(ask(opened.desk.url))
    assert status == 422
    assert word in told["fault"]["zh"]
    assert "“clip.mp4”" in told["fault"]["zh"]


def test_a_cut_off_file_is_refused_under_its_own_name(opened: Opened, good: Path) -> None:
    data = good.read_bytes()
    run(send(opened.desk.url, "cut.mp4", data[: len(data) // 2]))
    assert opened.fault()[0] == "“cut.mp4”不完整，打不开。请在手机上重新导出，再发一次。"


def test_another_token_opens_nothing(opened: Opened) -> None:
    async def get(url: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status, await answer.text()

    root = opened.desk.url.rsplit("/", 1)[0]
    for path in ("", "/", "/state", "/A1", "/../../etc/passwd"):
        status, text = run(get(f"{root}/{'x' * 22}{path}"))
        assert status == 404
        assert opened.desk.url.rsplit("/", 1)[1] not in text


def test_a_waiting_page_hears_at_once_that_it_is_over(opened: Opened) -> None:
    async def wait(url: str) -> tuple[dict[str, Any], int]:
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{url}/state") as answer:
                seen = (await answer.json())["version"]
            news = asyncio.create_task(session.get(f"{url}/state?seen={seen}").__aenter__())
            await asyncio.sleep(0.2)
            assert not news.done()
            opened.desk.stop()
            answer = await news
            told = await answer.json()
            late, _ = await offer(session, url, "clip.mp4", 10)
            return told, late

    told, late = run(wait(opened.desk.url))
    assert (told["open"], late) == (False, 410)
    assert (opened.desk.url, opened.desk.qr_text, opened.desk.qr_rows()) == ("", "", ())


def test_a_clip_from_a_stick_arrives_and_the_same_again_is_kept_once(opened: Opened, good: Path) -> None:
    opened.desk.take_file(good)
    opened.desk.take_file(good)
    clip = opened.wait(2)
    assert clip.received.source == "stick"
    assert opened.desk.received() == (clip,)


def test_a_pulled_stick_is_said_in_a_sentence(opened: Opened, tmp_path: Path) -> None:
    opened.desk.take_file(tmp_path / "gone.mp4")
    assert opened.fault() == (
        "“gone.mp4”没有复制成功。请重新插好 U 盘，再选一次。",
        "gone.mp4 could not be copied. Put the stick in again and choose it once more.",
    )


def test_what_was_received_is_there_after_stop_and_restart(opened: Opened, good: Path) -> None:
    opened.desk.take_file(good)
    clip = opened.wait()
    opened.desk.stop()
    assert opened.desk.received() == (clip,)
    again = Opened(opened.folder)
    assert again.desk.received() == (clip,)
    again.desk.close()


def test_a_closed_desk_takes_no_stick(opened: Opened, good: Path) -> None:
    opened.desk.stop()
    with pytest.raises(Refused):
        opened.desk.take_file(good)


def test_a_taken_port_is_said_and_the_stick_still_serves(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        place = Place("127.0.0.1", taken.getsockname()[1])
        desk = BoothClipDesk(lambda attempt: tmp_path / attempt, lambda _: TERMS, place)
        with pytest.raises(Unavailable):
            desk.start("A1", lambda _: None)
        desk.take_file(tmp_path / "none.mp4")
        assert desk.url == ""
        desk.close()


def test_a_network_that_comes_late_or_changes_is_served_under_the_same_token(
    opened: Opened, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [""]
    monkeypatch.setattr("app.media.upload.desk.booth_address", lambda: addresses[-1])
    opened.desk._place = Place()
    opened.start()
    assert opened.desk.url == "", "there is no network yet"
    opened.desk.take_file(good)
    opened.wait()
    addresses.append("127.0.0.1")
    opened.desk.reach()
    first = opened.desk.url
    assert first.startswith("http://127.0.0.1:")
    opened.desk.reach()
    assert opened.desk.url == first
    addresses.append("")
    opened.desk.reach()
    assert opened.desk.url == first, "a cable that was pulled for a moment changes no code"
    addresses.append("127.0.0.2")
    opened.desk.reach()
    assert opened.desk.url.startswith("http://127.0.0.2:")
    assert opened.desk.url.rpartition("/")[2] == first.rpartition("/")[2]
    run(send(opened.desk.url, "clip.mp4", good.read_bytes()))
    assert opened.wait(2).received.usable


def test_the_code_on_the_screen_holds_the_address(opened: Opened) -> None:
    import numpy as np

    rows = opened.desk.qr_rows()
    cells = np.array([[0 if cell == "1" else 255 for cell in row] for row in rows], dtype=np.uint8)
    picture = np.kron(np.pad(cells, 4, constant_values=255), np.ones((6, 6), dtype=np.uint8))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [opened.desk.url]
    assert code_rows("") == ()


def test_the_address_of_the_booth_is_no_loopback() -> None:
    assert not booth_address().startswith("127.")
