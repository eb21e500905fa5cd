"""Calls of stations are lines that nobody can take back; the newest of each station is found at once."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.centre.call_ports import CallWord, StationCall
from app.storage.store import SqlStore
from tests.storage.world import AT


def test_the_newest_line_of_a_station_says_how_its_call_stands(store: SqlStore) -> None:
    lines = [
        StationCall(AT, "booth-2", CallWord.CALLED), StationCall(AT, "booth-1", CallWord.CALLED),
        StationCall(AT, "booth-2", CallWord.ANSWERED, "chen"), StationCall(AT, "booth-1", CallWord.CHECKED_IN),
        StationCall(AT, "booth-2", CallWord.CALLED),
    ]  # fmt: skip
    with store.writing() as books:
        assert books.station_calls.last("booth-2") is None
        for line in lines:
            books.station_calls.note(line)
    with store.reading() as books:
        assert books.station_calls.last("booth-1") == lines[3]
        assert books.station_calls.last("booth-2") == lines[4]
        assert books.station_calls.last("booth-3") is None
        assert list(books.station_calls.latest()) == [lines[3], lines[4]]
        assert list(books.station_calls.newest(2)) == [lines[4], lines[3]]


@pytest.mark.parametrize("command", ["UPDATE station_call SET word = 'answered'", "DELETE FROM station_call"])
def test_a_call_cannot_be_taken_back(store: SqlStore, command: str) -> None:
    with store.writing() as books:
        books.station_calls.note(StationCall(AT, "booth-1", CallWord.CALLED))
    with pytest.raises(DBAPIError, match="insert only"), store.engine.begin() as raw:
        raw.execute(text(command))
