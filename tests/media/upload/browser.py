"""A real headless Chromium with a phone's window, driven over its own protocol."""

import asyncio
import base64
import itertools
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

import aiohttp

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-dev-shm-usage", "--remote-debugging-port=0", "--hide-scrollbars",
)  # fmt: skip


class Phone:
    """One page in one browser; use it with ``async with``."""

    def __init__(self, folder: Path, language: str = "zh-CN", width: int = 390, height: int = 844) -> None:
        self._folder, self._language, self._size = folder, language, (width, height)
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.faults: list[str] = []

    async def __aenter__(self) -> Self:
        program = shutil.which("chromium")
        assert program, "chromium is missing: run packaging/linux/prepare.sh test"
        self._process = subprocess.Popen(
            [program, *_FLAGS, f"--lang={self._language}", f"--accept-lang={self._language}",
             f"--user-data-dir={self._folder / 'profile'}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            port = await self._port()
            self._session = aiohttp.ClientSession()
            async with self._session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                target = next(each for each in await answer.json() if each["type"] == "page")
            self._socket = await self._session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0)
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise
        self._reader = asyncio.create_task(self._read())
        for domain in ("Page", "Runtime", "DOM", "Network", "Log"):
            await self.call(f"{domain}.enable")
        width, height = self._size
        await self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2,
                        mobile=True)  # fmt: skip
        return self

    async def __aexit__(self, *_: object) -> None:
        self._reader.cancel()
        await self._socket.close()
        await self._session.close()
        self._process.kill()
        self._process.wait()

    async def _port(self) -> str:
        note = self._folder / "profile" / "DevToolsActivePort"
        async with asyncio.timeout(60):
            while not (note.exists() and note.read_text().strip()):
                assert self._process.poll() is None, "chromium ended"
                await asyncio.sleep(0.05)
        return note.read_text().splitlines()[0]

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told)
            elif told["method"] == "Runtime.exceptionThrown":
                self.faults.append(json.dumps(told["params"]))
            elif told["method"] == "Log.entryAdded" and told["params"]["entry"]["source"] == "security":
                self.faults.append(told["params"]["entry"]["text"])

    async def call(self, method: str, **words: Any) -> dict[str, Any]:
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": words})
        async with asyncio.timeout(60):
            told = await answer
        assert "error" not in told, told
        result: dict[str, Any] = told["result"]
        return result

    async def open(self, url: str) -> None:
        await self.call("Page.navigate", url=url)
        await self.until("document.readyState === 'complete' && !!document.body.dataset.state")

    async def run(self, script: str) -> Any:
        told = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    async def until(self, claim: str, patience_s: float = 60) -> None:
        try:
            async with asyncio.timeout(patience_s):
                while not await self.run(claim):
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"never: {claim}; {await self.text()}") from None

    async def state(self, *names: str) -> str:
        """Wait for one of these states of the page and return it."""
        await self.until(f"{json.dumps(names)}.includes(document.body.dataset.state)")
        return str(await self.run("document.body.dataset.state"))

    async def text(self) -> str:
        return str(await self.run("document.body.innerText"))

    async def choose(self, path: Path) -> None:
        root = (await self.call("DOM.getDocument"))["root"]["nodeId"]
        node = (await self.call("DOM.querySelector", nodeId=root, selector="#file"))["nodeId"]
        await self.call("DOM.setFileInputFiles", files=[str(path)], nodeId=node)

    async def offline(self, away: bool) -> None:
        await self.call("Network.emulateNetworkConditions", offline=away, latency=0, downloadThroughput=-1,
                        uploadThroughput=-1)  # fmt: skip

    async def slow(self, bytes_per_s: int) -> None:
        await self.call("Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1,
                        uploadThroughput=bytes_per_s)  # fmt: skip

    async def dark(self) -> None:
        await self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])

    async def picture(self, path: Path) -> None:
        told = await self.call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(told["data"]))
