"""The page in a real browser with a phone's window: send, lose the connection, go on, be told, be closed."""

import asyncio
from pathlib import Path

from tests.media.editing.phone_files import PDF, film
from tests.media.upload.browser import Phone
from tests.media.upload.conftest import Opened


def test_a_phone_sends_a_clip_through_a_dropped_connection(opened: Opened, tmp_path: Path) -> None:
    clip = film(tmp_path / "noise.mp4", 16, size="540x960", rate=10,
                picture="testsrc2=s={size}:r={rate}:d={seconds},noise=alls=60:allf=t", more=("-crf", "18"))  # fmt: skip
    assert clip.stat().st_size > 4_000_000

    async def visit() -> None:
        async with Phone(tmp_path) as phone:
            await phone.open(opened.desk.url)
            assert "15 到 60 秒" in await phone.text()
            await phone.slow(2_000_000)
            await phone.choose(clip)
            await phone.until("parseInt(document.getElementById('figure').textContent) >= 20")
            await phone.offline(True)
            assert await phone.state("lost") == "lost"
            assert "连接断了，正在重连" in await phone.text()
            here = opened.desk.progress().received_bytes
            assert 0 < here < clip.stat().st_size
            await phone.offline(False)
            assert await phone.state("good", "bad", "refused") == "good"
            assert "收到了，可以交" in await phone.text()
            opened.desk.stop()
            await phone.state("closed")
            assert "交视频已结束" in await phone.text()
            assert phone.faults == []

    asyncio.run(visit())
    assert opened.wait().preview.read_bytes() == clip.read_bytes()


def test_a_phone_reads_in_english_what_is_wrong_and_replaces_it(opened: Opened, good: Path, tmp_path: Path) -> None:
    paper, short = tmp_path / "paper.mp4", film(tmp_path / "short.mp4", 3, sound=None)
    paper.write_bytes(PDF)

    async def visit() -> None:
        async with Phone(tmp_path, "en-GB", 360, 640) as phone:
            await phone.open(opened.desk.url)
            await phone.choose(paper)
            await phone.state("refused")
            assert "paper.mp4 cannot be opened as a video." in await phone.text()
            await phone.choose(short)
            await phone.state("bad")
            text = await phone.text()
            assert "too short, at least 15 are needed" in text
            assert "There is no sound" in text
            await phone.choose(good)
            await phone.state("good")
            assert "Received: it can be handed in" in await phone.text()
            await phone.run("document.getElementById('language').click()")
            assert "收到了，可以交" in await phone.text()
            assert await phone.run("document.documentElement.scrollWidth <= innerWidth")
            assert phone.faults == []

    asyncio.run(visit())
    assert [clip.received.usable for clip in opened.desk.received()] == [False, True]


def test_everything_that_a_finger_meets_is_large_enough_and_nothing_is_cut(opened: Opened, tmp_path: Path) -> None:
    async def visit() -> None:
        async with Phone(tmp_path, "en-GB", 320, 568) as phone:
            await phone.open(opened.desk.url)
            sizes = "[...document.querySelectorAll('button')].map(b => b.getBoundingClientRect().height)"
            assert min(await phone.run(sizes)) >= 44
            assert await phone.run("document.documentElement.scrollWidth <= innerWidth")
            assert await phone.run(
                "[...document.querySelectorAll('p,h1,button,span')].every(e => e.scrollWidth <= e.clientWidth + 1"
                " || getComputedStyle(e).display === 'inline')"
            )

    asyncio.run(visit())


def test_an_address_that_is_over_opens_a_page_that_says_so(opened: Opened, tmp_path: Path) -> None:
    async def visit() -> None:
        async with Phone(tmp_path) as phone:
            await phone.open(opened.desk.url[:-3] + "xyz")
            await phone.state("closed")

    asyncio.run(visit())
