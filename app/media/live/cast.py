"""Cast the booth's picture and the recorder's clock to the examiner's desk, in a thread of its own.

Why this room exists: the desk sees the candidate and stamps tags with the recorder's clock from another process or
PC; the kiosk's window and the film must not notice.  Every visitor needs the token; nothing can be changed from here.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from hmac import compare_digest
from urllib.parse import quote

import cv2
import numpy as np
from aiohttp import web

from app.centre.booth_link import BoothLink, LivePicture, PictureForm
from app.exam.errors import DeskError, Unavailable
from app.media.doorway import Doorway
from app.media.live import wire

QUALITY = 80
_LOOK_S, _START_S, _GOODBYE_S = 0.008, 10.0, 0.5


class BoothCast:
    """Serves one booth until ``close``."""

    def __init__(self, booth: BoothLink, token: str, host: str = "127.0.0.1", port: int = 0) -> None:
        self._booth, self._token, self._host, self.port = booth, token, host, port
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._ready = threading.Event()
        self._fault: OSError | None = None
        self._encoded: tuple[int, bytes] = (-1, b"")
        self._doorway: Doorway | None = None
        self._thread = threading.Thread(target=self._run, name="kaobo-cast", daemon=True)

    def start(self) -> None:
        """Listen.

        Raises:
            Unavailable: the port is taken or the address is not this computer's.
        """
        self._thread.start()
        self._ready.wait(_START_S)
        if self._fault is not None:
            self._thread.join(_START_S)
            raise Unavailable(
                f"The examiner's picture cannot be served on {self._host}:{self.port}.",
                advice="Choose another port, or start without it.",
                zh=(f"无法在 {self._host}:{self.port} 提供考评画面。", "请换一个端口，或不提供画面。"),
            ) from self._fault

    def close(self) -> None:
        """Stop serving and wait for the thread."""
        try:
            self._loop.call_soon_threadsafe(self._over.set)
        except RuntimeError:  # it has ended already
            return
        self._thread.join(_START_S)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._ready.set()
            self._loop.close()

    async def _serve(self) -> None:
        application = web.Application(middlewares=[self._known])
        application.router.add_get(wire.LIVE, self._live)
        application.router.add_get(wire.FIGURES, self._figures)
        application.router.add_get(wire.PHOTO + "{attempt}", self._photo)
        runner = web.AppRunner(application, shutdown_timeout=_GOODBYE_S, access_log=None)
        await runner.setup()
        assert runner.server is not None
        self._doorway = Doorway(runner.server)
        try:
            listening = await self._doorway.open(self._host, self.port)
            self.port = listening.sockets[0].getsockname()[1]
            self._ready.set()
            await self._over.wait()
            listening.close()
        except OSError as error:
            self._fault = error
        finally:
            await runner.cleanup()

    @web.middleware
    async def _known(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        given = request.headers.get("Authorization", "")
        wanted = f"Bearer {self._token}".encode()
        if not compare_digest(given.encode("utf-8", "surrogateescape"), wanted):  # as the bytes came
            return web.Response(status=401)
        if self._doorway is not None:
            self._doorway.welcome(request)
        return await handler(request)

    async def _figures(self, _: web.Request) -> web.Response:
        booth = self._booth
        told = wire.Told(booth.film(), booth.position_ms(), booth.figures())
        return web.Response(text=wire.written(told), content_type="application/json")

    async def _photo(self, request: web.Request) -> web.Response:
        try:
            sealed = self._booth.sealed_photo(request.match_info["attempt"])
        except DeskError:  # no attempt's id, or the disk does not give it
            return web.Response(status=404)
        return web.Response(body=sealed) if sealed else web.Response(status=404)

    async def _live(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={
                "Content-Type": f"multipart/x-mixed-replace; boundary={wire.BOUNDARY}",
                "Cache-Control": "no-store",
            }
        )
        await response.prepare(request)
        shown = -1
        with suppress(ConnectionError):  # the desk has gone
            while not self._over.is_set():
                picture = self._booth.picture()
                if picture is None or picture.number == shown:
                    await asyncio.sleep(_LOOK_S)
                    continue
                shown = picture.number
                await response.write(part_of(picture, await self._jpeg(picture)))
        return response

    async def _jpeg(self, picture: LivePicture) -> bytes:
        if self._encoded[0] != picture.number:
            content = await self._loop.run_in_executor(None, encoded, picture)
            self._encoded = (picture.number, content)
        return self._encoded[1]


def part_of(picture: LivePicture, jpeg: bytes) -> bytes:
    """Return one part of the stream: the picture with its own moment in its head."""
    head = (
        f"--{wire.BOUNDARY}\r\nContent-Type: image/jpeg\r\n{wire.NUMBER}: {picture.number}\r\n"
        f"{wire.FILM}: {quote(picture.film)}\r\n{wire.POSITION}: {picture.position_ms}\r\n"
        f"{wire.LENGTH}: {len(jpeg)}\r\n\r\n"
    )
    return head.encode() + jpeg + b"\r\n"


def encoded(picture: LivePicture) -> bytes:
    """Return a picture as JPEG."""
    if picture.form is PictureForm.JPEG:
        return picture.content
    rgb = np.frombuffer(picture.content, np.uint8).reshape(picture.height, picture.width, 3)
    bgr = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR)
    return cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()
