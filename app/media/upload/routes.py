"""Answer the phone: the page, its news, an offered file, a piece of it.

Why this room exists: a file comes in pieces, each with the place where it belongs, so that a dropped connection
costs one piece at most; a piece that broke off keeps the bytes that came.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable

from aiohttp import ClientPayloadError, web

from app.exam.errors import DeskError
from app.media.doorway import Doorway
from app.media.upload.hand_in import HandIn
from app.media.upload.page import page, state_words
from app.media.upload.receiving import Misplaced, Receiving
from app.media.upload.shelf import Offer

_LONG_POLL_S = 20
_LARGEST_WORDS = 4_096

type _Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PhoneRoutes:
    """The addresses under one token; all of it runs on the server's thread."""

    def __init__(self, hand_in: HandIn) -> None:
        self._hand_in, self._receiving = hand_in, Receiving(hand_in)
        self._changed = asyncio.Event()
        self.doorway: Doorway | None = None

    def application(self) -> web.Application:
        """Return the application that serves these addresses and nothing else."""
        application = web.Application(middlewares=[self._guard])
        base = f"/{self._hand_in.token}"
        application.router.add_get(base, self._page)
        application.router.add_get(f"{base}/state", self._state)
        application.router.add_post(f"{base}/offer", self._offer)
        application.router.add_put(f"{base}/parts/{{part}}", self._piece)
        return application

    def tell(self) -> None:
        """Wake everybody who waits for news."""
        before, self._changed = self._changed, asyncio.Event()
        before.set()

    async def change(self) -> None:
        """Wait for the next news."""
        await self._changed.wait()

    @web.middleware
    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Answer what is closed, wrong or refused in words."""
        if self.doorway is not None and request.match_info.http_exception is None:  # the token stands in the address
            self.doorway.welcome(request)
        if request.method != "GET" and not self._hand_in.is_open:
            return _json({"open": False}, 410)
        try:
            return await handler(request)
        except DeskError as error:
            self._hand_in.refuse(error)
            return _json(state_words(self._hand_in), 422)
        except web.HTTPNotFound:
            return _html(*page(self._hand_in.terms, closed=True), status=404)

    async def _page(self, _: web.Request) -> web.Response:
        return _html(*page(self._hand_in.terms, closed=not self._hand_in.is_open))

    async def _state(self, request: web.Request) -> web.Response:
        """Answer as soon as there is something that the page has not seen."""
        seen, hand_in = request.query.get("seen", ""), self._hand_in
        try:
            async with asyncio.timeout(_LONG_POLL_S):
                while hand_in.is_open and str(hand_in.version) == seen:
                    await self.change()
        except TimeoutError:
            return _json(state_words(hand_in))
        return _json(state_words(hand_in))

    async def _offer(self, request: web.Request) -> web.Response:
        """Say where to go on with a file, from the beginning or from where it broke off."""
        if (request.content_length or 0) > _LARGEST_WORDS:
            raise web.HTTPRequestEntityTooLarge(_LARGEST_WORDS, request.content_length or 0)
        try:
            words = json.loads(await request.text())
            offer = Offer(str(words["name"]), int(words["size"]), str(words.get("stamp", "")))
        except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise web.HTTPBadRequest from error
        if self._receiving.is_busy:
            return _json(state_words(self._hand_in), 409)
        return _json({"part": offer.part, "offset": self._receiving.open(offer)})

    async def _piece(self, request: web.Request) -> web.Response:
        """Write a piece of the file where it belongs; answer 409 with the right place when it is another."""
        try:
            lane = self._receiving.lane(request.match_info["part"], int(request.query["offset"]))
            async for data in request.content.iter_any():
                lane.write(data)
        except (Misplaced, KeyError, ValueError):
            return _json({"offset": self._receiving.offset}, 409)
        except (ClientPayloadError, ConnectionError) as error:  # it broke off: what came is kept
            raise web.HTTPBadRequest from error
        self._receiving.finish()
        return _json({"offset": self._receiving.offset})


def _json(words: dict[str, object], status: int = 200) -> web.Response:
    return web.json_response(words, status=status, headers={"Cache-Control": "no-store"})


def _html(text: str, nonce: str, status: int = 200) -> web.Response:
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return web.Response(text=text, status=status, content_type="text/html", headers=headers)
