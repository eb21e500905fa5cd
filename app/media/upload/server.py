"""Serve one opening of the hand-in on the booth's network, in a thread of its own.

Why this room exists: the phone has a browser and nothing else, and the window must not wait for it.
"""

import asyncio
import threading

from aiohttp import web

from app.exam.errors import Unavailable
from app.media.doorway import Doorway
from app.media.upload.hand_in import HandIn
from app.media.upload.routes import PhoneRoutes

_GOODBYE_S = 1.0
_START_S = 10


class UploadServer:
    """Serves until its hand-in is closed, then ends by itself."""

    def __init__(self, hand_in: HandIn, host: str, port: int) -> None:
        self._hand_in, self._host, self._port = hand_in, host, port
        self._loop = asyncio.new_event_loop()
        self._routes = PhoneRoutes(hand_in)
        self._ready = threading.Event()
        self._fault: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="kaobo-upload", daemon=True)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self._port

    def start(self) -> None:
        """Listen.

        Raises:
            Unavailable: the port is taken or the address is not this computer's.
        """
        self._hand_in.on_change(self._wake)
        self._thread.start()
        self._ready.wait(_START_S)
        if self._fault is not None:
            self._thread.join(_START_S)
            raise Unavailable(
                f"The page for the phone cannot open on port {self._port}.", advice="Take the video from a stick.",
                zh=(f"手机上传页面打不开（端口 {self._port} 被占用）。", "请用 U 盘交视频。"),
            ) from self._fault  # fmt: skip

    def join(self, patience_s: float) -> bool:
        """Wait until the thread has ended; tell whether it has."""
        self._thread.join(patience_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._ready.set()
            self._loop.close()

    async def _serve(self) -> None:
        runner = web.AppRunner(self._routes.application(), shutdown_timeout=_GOODBYE_S, access_log=None)
        await runner.setup()
        assert runner.server is not None
        doorway = self._routes.doorway = Doorway(runner.server)
        try:
            listening = await doorway.open(self._host, self._port)
            self._port = listening.sockets[0].getsockname()[1]
            self._ready.set()
            while self._hand_in.is_open:
                await self._routes.change()
            await asyncio.sleep(_GOODBYE_S)  # phones that wait for news hear that it is over
            listening.close()
        except OSError as error:
            self._fault = error
        finally:
            await runner.cleanup()

    def _wake(self) -> None:
        try:
            self._loop.call_soon_threadsafe(self._routes.tell)
        except RuntimeError:  # the loop has ended: nobody is left to be told
            return
