"""What anybody on the booth's network may send: garbage, nothing at all, a thousand lines; the phone gets through."""

import asyncio
import io
import json
import socket
from contextlib import ExitStack, suppress
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from app.media.doorway import MOST_LINES, Doorway
from tests.media.upload.conftest import Opened
from tests.media.upload.test_desk import run, send


def address(opened: Opened) -> tuple[str, int, str]:
    host, _, rest = opened.desk.url.removeprefix("http://").partition(":")
    port, _, token = rest.partition("/")
    return host, int(port), token


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_a_flood_of_lines_takes_neither_the_files_of_the_recording_nor_the_phones_place(
    opened: Opened, good: Path
) -> None:
    host, port, _ = address(opened)
    with ExitStack() as lines:
        before = open_files()
        mine = [lines.enter_context(socket.create_connection((host, port), 5)) for _ in range(400)]
        for line in mine[::2]:
            with suppress(ConnectionError):  # it was shown out before it spoke
                line.sendall(b"GET /x HTTP/1.1\r\nHost: x\r\nX-Slow: ")  # and never any more
        assert run(send(opened.desk.url, "IMG_0001.MP4", good.read_bytes()))[0] == 200
        assert opened.wait().received.usable
        held = open_files() - before - len(mine)
        assert held <= MOST_LINES + 8, f"{held} files are held for strangers"


@pytest.mark.parametrize(
    "words",
    [
        b"", b"[]", b"7", b'"x"', b"null", b"[" * 4000, b"\xff\xfe", b'{"name": "a", "size": 1e999}',
        b'{"name": "a", "size": null}', b'{"name": "a", "size": "12a"}', b'{"size": 3}', b'{"name": {}, "size": []}',
    ],
    ids=range(12),
)  # fmt: skip
def test_an_offer_that_is_none_is_answered_as_one(opened: Opened, words: bytes) -> None:
    async def visit() -> int:
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{opened.desk.url}/offer", data=words) as answer,
        ):
            return answer.status

    assert run(visit()) == 400


def test_an_offer_in_letters_that_nobody_knows_is_answered(opened: Opened) -> None:
    async def visit() -> int:
        kind = {"Content-Type": "application/json; charset=klingon"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{opened.desk.url}/offer", data=b"{}", headers=kind) as answer,
        ):
            return answer.status

    assert run(visit()) == 400


@pytest.mark.parametrize("name", ["\ud83d.mp4", "../../../etc/passwd", "a\0b.mp4", "很" * 400, "\u202egpj.mp4"])
def test_a_name_leads_nowhere_and_is_no_fault(opened: Opened, good: Path, name: str) -> None:
    data = good.read_bytes()

    async def visit() -> int:
        async with aiohttp.ClientSession() as session:
            words = json.dumps({"name": name, "size": len(data)})
            async with session.post(f"{opened.desk.url}/offer", data=words) as answer:
                assert answer.status == 200
                part = (await answer.json())["part"]
            async with session.put(f"{opened.desk.url}/parts/{part}?offset=0", data=io.BytesIO(data)) as answer:
                return answer.status

    assert run(visit()) == 200
    assert opened.wait().preview.name == "clip_01.mp4"
    assert sorted(each.name for each in opened.folder.rglob("*") if each.is_file()) == ["clip_01.json", "clip_01.mp4"]


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"\0" * 5000, b"GET / HTTP/9.9\r\n\r\n", b"GET " + b"a" * 70_000,
        b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 70_000 + b"\r\n\r\n", b"PUT / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"GET /\xff\xfe HTTP/1.1\r\nHost: \xff\r\n\r\n",
    ],
    ids=["tls", "noughts", "version", "address", "header", "length", "chunk", "bytes"],
)  # fmt: skip
def test_garbage_ends_its_own_line_alone(opened: Opened, good: Path, sent: bytes) -> None:
    host, port, _ = address(opened)
    with socket.create_connection((host, port), 30) as line, suppress(ConnectionError):  # it may be cut off at once
        line.sendall(sent)
        with suppress(OSError):  # it is cut off already
            line.shutdown(socket.SHUT_WR)
        while line.recv(4096):
            pass
    assert run(send(opened.desk.url, "IMG_0001.MP4", good.read_bytes()))[0] == 200


def test_a_stranger_is_shown_out_and_a_guest_stays() -> None:
    async def hello(request: web.Request) -> web.Response:
        if request.path == "/token":
            ways[0].welcome(request)
        return web.Response(text="hello")

    ways: list[Doorway] = []

    async def ask(path: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert b"hello" in await reader.readuntil(b"hello")
        return reader, writer

    async def evening() -> None:
        nonlocal port
        runner = web.AppRunner(_serving(hello), access_log=None)
        await runner.setup()
        assert runner.server is not None
        ways.append(Doorway(runner.server, most=3, patience_s=0.3))
        listening = await ways[0].open("127.0.0.1", 0)
        port = listening.sockets[0].getsockname()[1]
        guest = await ask("/token")
        silent = await asyncio.open_connection("127.0.0.1", port)
        stranger = await ask("/elsewhere")
        async with asyncio.timeout(30):
            assert await silent[0].read() == b""
            assert await stranger[0].read() == b""
        guest[1].write(b"GET /token HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"hello" in await guest[0].readuntil(b"hello")
        full = [await ask("/token") for _ in range(2)]
        late = await asyncio.open_connection("127.0.0.1", port)
        async with asyncio.timeout(30):
            assert await late[0].read() == b"", "three guests fill it"
        for _, writer in (guest, silent, stranger, *full, late):
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()
        listening.close()
        await runner.cleanup()

    port = 0
    asyncio.run(evening())


def _serving(hello) -> web.Application:
    application = web.Application()
    application.router.add_get("/{any}", hello)
    return application
