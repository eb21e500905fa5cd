"""A name that one program alone holds among all that use one PostgreSQL server; a file is held by its home.

Why this room exists: the server frees a name as soon as the line of whoever holds it is cut, and a server that was
started anew knows of no names at all.  So the line is looked at again and again, and the name is taken anew before
anybody who only starts can take it.
"""

import threading
from contextlib import suppress
from hashlib import sha256
from typing import Any

from sqlalchemy import Engine

from app.exam.errors import Unavailable
from app.storage.failures import unavailable

LOOK_EVERY_S = 1.0
"""How often whoever holds a name looks whether it still does."""
GRACE_S = 8
"""For how long a server that was started anew is left to those who held a name before: a look, and a line that is
noticed to be dead (``_PATIENCE_MS``) and made again (``_CONNECT_S``)."""
_PATIENCE_MS, _CONNECT_S = 3_000, 2
_OPTIONS = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
"""The server notices by itself that a PC lost its power, and frees what it held."""
_OWN = "SELECT backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()"
_END = "SELECT count(pg_terminate_backend(pid, 2000)) FROM pg_stat_activity WHERE pid = %s AND backend_start::text = %s"
_TAKE = "SELECT pg_try_advisory_lock(%s)"
_YOUNG = "SELECT extract(epoch FROM clock_timestamp() - pg_postmaster_start_time())::float8"


class HeldName:
    """A name, held until ``let_go`` or until this program dies; ``served``: a server knows of it."""

    def __init__(self, engine: Engine, name: str, *, grace_s: float = GRACE_S) -> None:
        self.served = engine.dialect.name == "postgresql"
        self._url = engine.url.set(drivername="postgresql")
        self._key = int.from_bytes(sha256(f"kaobo/{name}".encode()).digest()[:8], signed=True)
        self._line: Any = None
        self._before: tuple[int, str] | None = None
        """The server's end of the line: it may hold the name still when this end is dead."""
        self._grace_s = grace_s
        self._stop = threading.Event()

    def take(self) -> bool:
        """Take the name; on a server that was started just now, after those who had it before.

        Returns: False where another program holds it.

        Raises:
            Unavailable: the server does not answer.
        """
        if not self.served:
            return True
        if self._line is None:
            self._connect()
        self._stop.wait(max(0.0, self._grace_s - self._asked(_YOUNG)))
        return self._locked()

    def keep(self) -> bool:
        """Look whether the name is still held, and take it anew where the line was cut.

        Returns: False where another program has taken it meanwhile; it is tried again at the next look.

        Raises:
            Unavailable: the server does not answer; nobody holds anything of it now.
        """
        if not self.served:
            return True
        if self._line is not None:
            with suppress(Unavailable):
                self._asked("SELECT 1")
                return True
        before = self._before
        self._connect()
        if before is not None:
            self._asked(_END, *before)
        return self._locked()

    def let_go(self) -> None:
        """Give the name back; a server that went away holds nothing any more."""
        self._stop.set()
        line, self._line = self._line, None
        if line is not None:
            line.close()

    def _connect(self) -> None:
        import psycopg  # heavy, and only where there is a server

        self._drop()
        try:
            self._line = psycopg.connect(
                self._url.render_as_string(hide_password=False), autocommit=True, connect_timeout=_CONNECT_S,
                tcp_user_timeout=_PATIENCE_MS, options=_OPTIONS,
            )  # fmt: skip
        except psycopg.Error as error:
            raise unavailable(error) or error from error
        self._before = self._line.info.backend_pid, str(self._asked(_OWN))

    def _locked(self) -> bool:
        held = bool(self._asked(_TAKE, self._key))
        if not held:
            self._drop()
        return held

    def _asked(self, question: str, *values: object) -> Any:  # noqa: ANN401 - one value of whatever the server knows
        import psycopg

        try:
            found = self._line.execute(question, values).fetchone()
        except psycopg.Error as error:
            self._drop()
            raise unavailable(error) or error from error
        return found[0]

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()
