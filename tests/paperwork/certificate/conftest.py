"""Two centres' keys, made once; facts to print; a real browser."""

import asyncio
import json
import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.centre.certificate_ports import CertificateFacts, LineState, RegisterLine, ScoreShown
from app.exam.bank import Text
from app.exam.identity import DocumentKind
from app.paperwork.certificate import keys as key_room
from app.paperwork.certificate.keys import CertificateKeys, create_keys
from app.paperwork.certificate.press import Press, Style
from app.paperwork.certificate.trust import Trust, trust_of

AT = datetime(2026, 6, 4, 9, 30, tzinfo=UTC)
ISSUER = "义乌市人力资源和社会保障局"
FACTS = CertificateFacts(
    number="3307822026000123",
    title=Text("专项职业能力证书", "Certificate of Specific Occupational Ability"),
    ability=Text("电商直播", "Livestream E-commerce"),
    issuer=Text(ISSUER, "Yiwu Municipal Bureau of Human Resources and Social Security"),
    holder="欧阳龑𬱖",
    sex="female",
    document_kind=DocumentKind.RESIDENT_ID,
    document_shown="330782**********2X",
    document_hash="0123456789abcdef" * 2,
    scores=(
        ScoreShown(Text("理论", "Theory"), 171),
        ScoreShown(Text("短视频", "Short video"), 180),
        ScoreShown(Text("直播", "Live pitch"), 176),
        ScoreShown(Text("综合", "Total"), -1),
    ),
    issued_on=date(2026, 6, 4),
)
REVOKED = RegisterLine("3307822026000666", "a", "c", "s", LineState.REVOKED, revoked_on="2026-06-20")
REISSUED = RegisterLine(
    "3307822026000777", "b", "d", "s", LineState.ISSUED, edition=2, issued_on="2026-06-04", reissued_on="2026-06-25"
)


@pytest.fixture
def facts() -> Callable[..., CertificateFacts]:
    return lambda **changes: replace(FACTS, **changes)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> CertificateKeys:
    with known_code_key(b"own"):
        return create_keys(tmp_path_factory.mktemp("own") / "certificates", ISSUER, AT)


@pytest.fixture(scope="session")
def foreign_keys(tmp_path_factory: pytest.TempPathFactory) -> CertificateKeys:
    with known_code_key(b"foreign"):
        return create_keys(tmp_path_factory.mktemp("foreign") / "certificates", "别处考核中心", AT)


@contextmanager
def known_code_key(seed: bytes) -> Iterator[None]:
    """Make the key that signs codes from a seed: a code's modules, and so what a spoilt picture of it still shows,
    are the same in every run.
    """
    made = Ed25519PrivateKey.from_private_bytes(sha256(seed).digest())
    with pytest.MonkeyPatch.context() as patch:
        known = SimpleNamespace(generate=lambda: made, from_private_bytes=Ed25519PrivateKey.from_private_bytes)
        patch.setattr(key_room, "Ed25519PrivateKey", known)
        yield


@pytest.fixture(scope="session")
def trust(keys: CertificateKeys) -> Trust:
    return trust_of(keys, [REVOKED, REISSUED], AT)


@pytest.fixture(scope="session")
def press(keys: CertificateKeys) -> Press:
    return Press(keys, Style())


@pytest.fixture(scope="session")
def printed(press: Press) -> bytes:
    return press.print(FACTS, None, AT).pdf


@dataclass
class Browser:
    """A headless Chromium, spoken to over its debugging port; ``requests`` lists every address it asked for."""

    port: int
    loop: asyncio.AbstractEventLoop

    def run(self, page: Path, steps: Callable[["Tab"], Any]) -> tuple[Any, list[str]]:
        return self.loop.run_until_complete(self._run(page, steps))

    async def _run(self, page: Path, steps: Callable[["Tab"], Any]) -> tuple[Any, list[str]]:
        base = f"http://127.0.0.1:{self.port}"
        async with aiohttp.ClientSession() as session:
            async with session.put(f"{base}/json/new?about:blank") as answer:
                target = await answer.json(content_type=None)
            async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                tab = Tab(socket)
                for domain in ("Network", "Page", "Runtime", "DOM"):
                    await tab.call(f"{domain}.enable")
                await tab.go(page)
                await tab.until("document.documentElement.dataset.ready")
                return await steps(tab), tab.requests


class Tab:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket, self._number, self.requests = socket, 0, []

    async def call(self, method: str, **params: Any) -> Any:
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": params})
        while True:
            message = await self._next()
            if message.get("id") == self._number:
                assert "error" not in message, message
                return message["result"]

    async def go(self, page: Path) -> None:
        """Open a page; the answer to the call may come before or after the page has loaded."""
        self._number += 1
        order = {"id": self._number, "method": "Page.navigate", "params": {"url": page.as_uri()}}
        await self._socket.send_json(order)
        while (await self._next()).get("method") != "Page.loadEventFired":
            pass

    async def _next(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads((await self._socket.receive(timeout=60)).data)
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(message["params"]["request"]["url"])
        return message

    async def value(self, expression: str) -> Any:
        result = await self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    async def until(self, expression: str) -> Any:
        """Wait until an expression is true; the page itself does the waiting."""
        return await self.value(
            f"new Promise((done, fail) => {{ const began = Date.now(); const look = () => {{"
            f" const found = ({expression});"
            f" if (found) done(found); else if (Date.now() - began > 30000) fail(new Error('waited too long'));"
            f" else setTimeout(look, 50); }}; look(); }})"
        )

    async def choose(self, file: Path) -> None:
        root = await self.call("DOM.getDocument")
        node = await self.call("DOM.querySelector", nodeId=root["root"]["nodeId"], selector="#file")
        await self.call("DOM.setFileInputFiles", files=[str(file)], nodeId=node["nodeId"])


@pytest.fixture
def chromium(tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    started: list[tuple[subprocess.Popen[bytes], asyncio.AbstractEventLoop]] = []

    def start(*more: str) -> Browser:
        profile = tmp_path / f"profile-{len(started)}"
        log = (tmp_path / f"chromium-{len(started)}.log").open("wb")
        flags = (
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
            "--disable-sync", "--disable-component-update", "--disable-default-apps", "--disable-dev-shm-usage",
            "--remote-debugging-port=0", f"--user-data-dir={profile}", *more, "about:blank",
        )  # fmt: skip
        with log:
            process = subprocess.Popen(["chromium", *flags], stdout=log, stderr=log, start_new_session=True)
        loop = asyncio.new_event_loop()
        started.append((process, loop))
        return Browser(loop.run_until_complete(_port(Path(log.name))), loop)

    yield start
    for process, loop in started:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)
        loop.close()


async def _port(log: Path) -> int:
    for _ in range(600):
        found = re.search(r"DevTools listening on ws://127\.0\.0\.1:(\d+)/", log.read_text(errors="replace"))
        if found:
            return int(found.group(1))
        await asyncio.sleep(0.1)
    raise AssertionError(f"Chromium did not start: {log.read_text(errors='replace')}")
