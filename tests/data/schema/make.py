"""Make the home of this version that later versions must be able to open.  Run once for each release:

python -m tests.data.schema.make 0.1.0
"""

import sys
from pathlib import Path

from app.centre.values import StaffMember
from app.exam.roles import Role
from app.exam.vocabulary import seat
from app.resources import question_bank
from app.storage.home import Home, create_home
from app.storage.scheme_files import load_scheme
from tests.storage.small_bank import small_bank
from tests.storage.world import AT, SECRET, WANG, a_booking, a_sitting, seal, write_other_streams, write_seat


def fill(home: Home) -> None:
    """Put one of each thing into a home."""
    scheme = load_scheme(question_bank("schemes", "yiwu.toml")).scheme
    assert scheme is not None
    with home.store.writing() as books:
        own = {
            "scheme": books.releases.keep_scheme(scheme, released_at=AT),
            "bank": books.releases.keep_bank(small_bank(), released_at=AT),
        }
        person = books.people.add(WANG).id
        books.staff.add(StaffMember("staff1", "chen", "陈静", frozenset({Role.EXAMINER})), "246810")
        books.sittings.add(a_sitting(**own), SECRET)
        books.sittings.book(a_booking("attempt1", person, 1))
        write_seat(books, "attempt1", candidate=person, **own)
        books.ledger.append("attempt1/seat", seat.Finished(how="completed"), at=AT, elapsed_ms=9000, by="booth1")
        write_other_streams(books, "attempt1", candidate=person, marked=False)
        books.sittings.reveal("sitting1")
    seal(home.store, "attempt1/seat")


def main(version: str) -> None:
    """Make the home and shrink its database into one file."""
    home = create_home(Path(__file__).parent / version)
    fill(home)
    with home.store.engine.connect() as raw:
        raw.exec_driver_sql("PRAGMA journal_mode = DELETE")
        raw.exec_driver_sql("VACUUM")
    home.close()


if __name__ == "__main__":
    main(sys.argv[1])
