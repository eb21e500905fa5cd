"""Listen on the booth's network, and keep strangers from using up what the recording needs.

Why this room exists: the phone's page and the examiner's picture are served by the very program that records.  It may
have some thousand files open, and whoever opens one connection after the other must not take those of the film.  A
line is a guest's once a request on it gave the right token; until then it is a stranger's, and strangers wait briefly.
"""

import asyncio

from aiohttp import web

MOST_LINES = 64
PATIENCE_S = 10.0
"""How long a stranger may take for the first request with the right token."""


class Doorway:
    """Lets lines in to one server; all of it runs on the server's loop."""

    def __init__(self, server: web.Server, most: int = MOST_LINES, patience_s: float = PATIENCE_S) -> None:
        self._server, self._most, self._patience_s = server, most, patience_s
        self._lines: dict[object, _Line] = {}

    async def open(self, host: str, port: int) -> asyncio.Server:
        """Listen.  Raises OSError when the port is taken or the address is not this computer's."""
        return await asyncio.get_running_loop().create_server(lambda: _Line(self, self._server()), host, port)

    def welcome(self, request: web.BaseRequest) -> None:
        """Let the line of a request stay: it gave the right token."""
        line = self._lines.get(request.protocol)
        if line is not None:
            line.guest = True

    def entered(self, line: "_Line") -> bool:
        """Take a line in; where all places are taken, the oldest stranger goes.  Tell whether there was a place."""
        strangers = (each for each in self._lines.values() if not each.guest)
        if len(self._lines) >= self._most and (oldest := next(strangers, None)) is not None:
            self._dismiss(oldest)
        if len(self._lines) >= self._most:
            return False
        self._lines[line.handler] = line
        asyncio.get_running_loop().call_later(self._patience_s, self._dismiss, line)
        return True

    def left(self, line: "_Line") -> None:
        """Forget a line that is closed."""
        self._lines.pop(line.handler, None)

    def _dismiss(self, line: "_Line") -> None:
        if not line.guest and self._lines.pop(line.handler, None) is not None:
            line.drop()


class _Line(asyncio.Protocol):
    """One connection, passed on to the server's own handler if there is a place for it."""

    def __init__(self, doorway: Doorway, handler: asyncio.Protocol) -> None:
        self.handler, self.guest = handler, False
        self._doorway, self._inside = doorway, False
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport, self._inside = transport, self._doorway.entered(self)
        if self._inside:
            self.handler.connection_made(transport)
        else:
            self.drop()

    def data_received(self, data: bytes) -> None:
        if self._inside:
            self.handler.data_received(data)

    def eof_received(self) -> bool | None:
        return self.handler.eof_received() if self._inside else None

    def connection_lost(self, error: Exception | None) -> None:
        self._doorway.left(self)
        if self._inside:
            self.handler.connection_lost(error)

    def pause_writing(self) -> None:
        self.handler.pause_writing()

    def resume_writing(self) -> None:
        self.handler.resume_writing()

    def drop(self) -> None:
        """Close at once, without a word."""
        if self._transport is not None:
            self._transport.abort()
