"""The kiosk's pages in every state, filled from a real bank.

Why this room exists: pictures with three words on them prove nothing; these carry the longest real texts.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from app.centre.capture_ports import GateVerdict
from app.centre.clip_ports import Arrival
from app.exam.bank import Bank, Item, ItemKind, Sample
from app.exam.scheme import Subject
from app.screens.gallery.host import host_picture
from app.screens.kiosk.behind import Behind
from app.screens.kiosk.call_bell import Called
from app.screens.kiosk.check_in import CheckInState
from app.screens.kiosk.clip import CheckWords, ClipState
from app.screens.kiosk.consent import ConsentState
from app.screens.kiosk.devices import DevicesState, GateLine
from app.screens.kiosk.draw import DrawState
from app.screens.kiosk.language import LanguageState
from app.screens.kiosk.oral import OralState
from app.screens.kiosk.photo import PhotoState
from app.screens.kiosk.pitch import PitchState
from app.screens.kiosk.preparation import PreparationState
from app.screens.kiosk.ready import ReadyState
from app.screens.kiosk.setup import SetupState
from app.screens.kiosk.stand import Stand, StandState
from app.screens.kiosk.theory import TheoryState, TheoryView
from app.screens.kiosk.theory_overview import OverviewMark
from app.screens.kiosk.top_bar import BarState
from app.screens.kiosk.window import KioskWindow
from app.screens.parts.stage import SaidRemark

ALL = (Subject.THEORY, Subject.CLIP, Subject.PITCH)


@dataclass(frozen=True, slots=True)
class Scene:
    """A name for the picture's file and what fills the window."""

    name: str
    fill: Callable[[KioskWindow], object]


@dataclass(frozen=True, slots=True)
class Content:
    """What the scenes show: a bank, the sample, the language, the rows of a QR code."""

    bank: Bank
    sample: Sample
    language: str
    qr_rows: tuple[str, ...] = ()

    def said(self, zh: str, en: str) -> str:
        """Return the text in the scenes' language."""
        return en if self.language == "en" else zh

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return the sample's facts."""
        return tuple((each.label.in_language(self.language), each.value.in_language(self.language))
                     for each in self.sample.facts)  # fmt: skip


def bar_of(content: Content, now: Subject | None, left_ms: int = 0, limit_ms: int = 0, **more: object) -> BarState:
    """Return the bar of a candidate at a gate."""
    behind = ALL[: ALL.index(now)] if now else ()
    state = BarState(
        content.said("彭雨桐", "Peng Yutong"), "20260604-0317", content.said("3 号直播间", "Booth 3"), ALL, behind, now,
        left_ms, limit_ms, saved=True if limit_ms else None,
    )  # fmt: skip
    return replace(state, **more)  # type: ignore[arg-type]


def kiosk_scenes(content: Content) -> tuple[Scene, ...]:
    """Return every page and state of the kiosk."""
    return (
        *_arrival(content), *_theory(content), *_clip(content), *_between(content), *_pitch(content),
        *_standing(content), *_questions(content),
    )  # fmt: skip


def _scene(name: str, bar: BarState | None, page: Callable[[KioskWindow], QWidget], state: object) -> Scene:
    def fill(window: KioskWindow) -> None:
        window.bar.setVisible(bar is not None)
        if bar is not None:
            window.show_bar(bar)
        shown = page(window)
        getattr(shown, "show_state")(state)  # noqa: B009 - each page has its own state's type
        window.turn_to(shown)

    return Scene(name, fill)


def _gates(content: Content) -> tuple[tuple[GateLine, ...], ...]:
    """Return the device gate's lines: all good, without a microphone, with faults."""
    said = content.said
    good = (
        GateLine(
            said("摄像头", "Camera"), GateVerdict.GO, said("1280×720，每秒 30.0 帧", "1280×720, 30.0 pictures a second")
        ),
        GateLine(said("麦克风", "Microphone"), GateVerdict.GO, said("48 kHz，声音正常", "48 kHz, level good")),
        GateLine(said("磁盘", "Disk"), GateVerdict.GO, said("还能录 412 分钟", "room for 412 minutes")),
        GateLine(said("电源", "Power"), GateVerdict.GO, said("已接通", "plugged in")),
    )
    bad = (
        GateLine(said("摄像头", "Camera"), GateVerdict.WARNING, said("每秒只有 17.4 帧", "only 17.4 pictures a second"),
                 said("请打开补光灯。", "Please switch the ring light on.")),
        GateLine(said("麦克风", "Microphone"), GateVerdict.NO_GO, said("没有声音", "no sound"),
                 said("请打开麦克风开关，再点“重新检查”。", "Switch the microphone on, then press Check again.")),
        *good[2:],
    )  # fmt: skip
    silent = (
        good[0],
        GateLine(said("麦克风", "Microphone"), GateVerdict.WARNING,
                 said("没有麦克风，录像将没有声音", "none: the film will be silent"),
                 said("有麦克风的话，请让考评员接上。", "Name a microphone if there is one.")),
        *good[2:],
    )  # fmt: skip
    return good, silent, bad


def _arrival(content: Content) -> tuple[Scene, ...]:
    said, host = content.said, host_picture(640, 360)
    plain = bar_of(content, None, may_call=True)
    empty = BarState(booth=said("3 号直播间", "Booth 3"))
    good, silent, bad = _gates(content)
    wrong = CheckInState(
        problem=said(
            "准考证号与证件号后四位不符。", "The admission number and the four characters do not match."
        ),
        advice=said("请核对后重新输入，或呼叫考评员。", "Check both, or call the examiner."), camera=host,
    )  # fmt: skip
    full = said("这台电脑的磁盘满了。", "This booth's disk is full."), said("请呼叫考评员。", "Call the examiner.")
    found = SetupState(("HD Pro Webcam C920",), (said("罗德 NT-USB", "RØDE NT-USB"),))
    return (
        *(
            _scene(f"01-language{suffix}", None, lambda w: w.language,
                   LanguageState(said("3 号直播间", "Booth 3"), "义乌实训基地", called))
            for suffix, called in (("", Called.NOT), ("-called", Called.WAITING), ("-heard", Called.HEARD),
                                   ("-not-called", Called.FAILED))
        ),
        _scene("02-check-in", empty, lambda w: w.check_in, CheckInState(camera=host)),
        _scene("02-check-in-heard", replace(empty, called=Called.HEARD), lambda w: w.check_in,
               CheckInState(camera=host)),
        _scene("02-check-in-wrong", empty, lambda w: w.check_in, wrong),
        _scene("02-check-in-practice", empty, lambda w: w.check_in,
               CheckInState("20260604-0001", camera=host, last_four="4416")),
        _scene("02-photo", empty, lambda w: w.photo, PhotoState(host)),
        _scene("02-photo-comparison", empty, lambda w: w.photo, PhotoState(host, comparison=True)),
        _scene("02-photo-no-camera", empty, lambda w: w.photo, PhotoState(missing=True)),
        _scene("03-identity", plain, lambda w: w.stand,
               StandState(Stand.IDENTITY, said("彭雨桐", "Yutong"), photo=host)),
        _scene("04-consent", plain, lambda w: w.consent, ConsentState()),
        _scene("04-consent-comparison", plain, lambda w: w.consent, ConsentState(face_comparison=True)),
        _scene("04-consent-trouble", plain, lambda w: w.consent, ConsentState(problem=full[0], advice=full[1])),
        _scene("05-devices", plain, lambda w: w.devices, DevicesState(good, host, -14, 300, spoke=True)),
        _scene("05-devices-silent", plain, lambda w: w.devices, DevicesState(silent, host, -90, 300, listens=False)),
        _scene("05-devices-faults", plain, lambda w: w.devices, DevicesState(bad, host, -80, 174)),
        _scene("00-set-up", None, lambda w: w.setup, found),
    )  # fmt: skip


def _theory(content: Content) -> tuple[Scene, ...]:
    language = content.language
    longest = max(
        (
            each
            for each in content.bank.items
            if each.kind is ItemKind.MULTIPLE and (language == "zh" or each.has_english)
        ),
        key=lambda each: sum(len(option.zh) for option in each.options) + len(each.stem.zh),
    )
    usual = next(each for each in content.bank.items if each.kind is ItemKind.SINGLE and each.has_english)
    marks = tuple(OverviewMark(answered=place < 5 or place == 7, flagged=place in (2, 7)) for place in range(10))

    def state(item: Item, index: int, chosen: frozenset[int], view: TheoryView = TheoryView.ITEM) -> TheoryState:
        return TheoryState(
            index, item.kind, item.stem.in_language(language),
            tuple(option.text.in_language(language) for option in item.options), chosen, marks, view,
        )  # fmt: skip

    said = content.said
    lost = (
        said("刚才的选择没有保存。", "Your last choice was not saved."),
        said("请再点一次。前面的答案都在。", "Please press it again. Earlier answers are safe."),
    )
    oral = max(content.bank.oral_questions, key=lambda each: len(each.stem.zh))
    calm, fifth, tenth = (bar_of(content, Subject.THEORY, ms, 240_000) for ms in (161_000, 41_000, 17_000))
    return (
        _scene("06-theory-ready", bar_of(content, Subject.THEORY), lambda w: w.ready,
               ReadyState(Subject.THEORY, 1, 4, 10)),
        _scene("07-theory-item", calm, lambda w: w.theory, state(usual, 3, frozenset({2}))),
        _scene("07-theory-longest", fifth, lambda w: w.theory, state(longest, 7, frozenset({0, 2}))),
        _scene("07-theory-not-saved", bar_of(content, Subject.THEORY, 161_000, 240_000, saved=False),
               lambda w: w.theory, replace(state(usual, 3, frozenset()), problem=lost[0], advice=lost[1])),
        _scene("08-theory-overview", tenth, lambda w: w.theory, state(usual, 4, frozenset(), TheoryView.OVERVIEW)),
        _scene("09-theory-oral", calm, lambda w: w.oral, OralState(1, 4, oral.stem.in_language(language))),
    )  # fmt: skip


def _clip_checks(content: Content) -> tuple[tuple[CheckWords, ...], tuple[CheckWords, ...]]:
    """Return what is said of a good clip and of a short one without sound."""
    said = content.said
    checks = (
        CheckWords(holds=True, words=said("时长 32.4 秒，在 15 到 60 秒之间", "32.4 s long, between 15 and 60 s")),
        CheckWords(holds=True, words=said("竖屏 1080×1920", "Upright, 1080×1920")),
        CheckWords(holds=True, words=said("画面正常，没有黑屏和静止", "The picture moves and is never black")),
        CheckWords(holds=True, words=said("声音清楚，响度合适", "The sound is clear and loud enough")),
    )
    short = (
        CheckWords(holds=False, words=said("只有 3.1 秒，至少要 15 秒", "Only 3.1 s long; it needs at least 15 s")),
        CheckWords(
            holds=False, words=said("没有声音：请打开收音再拍一次", "No sound: switch the sound on and film again")
        ),
        *checks[1:3],
    )
    return checks, short


def _clip(content: Content) -> tuple[Scene, ...]:
    said, language = content.said, content.language
    task = max(content.bank.clip_tasks, key=lambda each: len(each.brief.zh))
    checks, short = _clip_checks(content)

    def state(**more: object) -> ClipState:
        base = ClipState(
            task.name.in_language(language), task.brief.in_language(language),
            tuple(each.text.in_language(language) for each in task.must_haves), 15_000, 60_000, content.qr_rows,
            "http://192.168.1.20:8471/u/7K2M-Q9",
        )  # fmt: skip
        return replace(base, **more)  # type: ignore[arg-type]

    bar = bar_of(content, Subject.CLIP, 214_000, 300_000)
    good = state(usable=True, checks=checks, duration_ms=32_400, clip_bytes=9_400_000, count=1)
    bad = state(usable=False, checks=short, duration_ms=3_100, clip_bytes=900_000, count=1)
    pdf = said(
        "简历.pdf 不是视频。请选手机相册里的视频。",
        "resume.pdf is no video. Please choose a video from the phone's album.",
    )
    good_scene = _scene("11-clip-good", bar, lambda w: w.clip, good)

    def watch(window: KioskWindow) -> None:
        from app.screens.parts.clip_player import PlayerState

        good_scene.fill(window)
        player = window.clip.loaded_player()
        player.open_player()
        player.show_state(PlayerState(host_picture(540, 960), 12_400, 32_400, playing=True))

    coming = state(arrival=Arrival.RECEIVING, received_bytes=6_200_000, total_bytes=9_400_000)
    return (
        _scene("11-clip-task", bar, lambda w: w.clip, state()),
        _scene("11-clip-receiving", bar, lambda w: w.clip, coming),
        _scene("11-clip-no-network", bar, lambda w: w.clip, state(qr_rows=(), url="")),
        _scene("11-clip-refused-file", bar, lambda w: w.clip, state(fault=pdf)),
        good_scene,
        Scene("11-clip-watch", watch),
        _scene("11-clip-bad", bar, lambda w: w.clip, bad),
    )


def _between(content: Content) -> tuple[Scene, ...]:
    """The pages after a gate, which say how it ended."""
    clip, pitch = bar_of(content, Subject.CLIP), bar_of(content, Subject.PITCH)
    papers = (("", Behind(Subject.THEORY, False, 10, 10)), ("-time-up", Behind(Subject.THEORY, True, 8, 10)))
    clips = (
        ("", Behind(Subject.CLIP, False, 1, 1)), ("-clip-late", Behind(Subject.CLIP, True, 1, 1, late=True)),
        ("-no-clip", Behind(Subject.CLIP, True, 0, 1, late=True)),
    )  # fmt: skip
    return (
        *(_scene(f"10-clip-ready{suffix}", clip, lambda w: w.ready, ReadyState(Subject.CLIP, 2, 5, behind=behind))
          for suffix, behind in papers),
        *(_scene(f"12-draw{suffix}", pitch, lambda w: w.draw, DrawState(10, behind=behind))
          for suffix, behind in clips),
    )  # fmt: skip


def _pitch(content: Content) -> tuple[Scene, ...]:
    sample, language, said = content.sample, content.language, content.said
    name, industry = sample.name.in_language(language), sample.industry.in_language(language)
    notes = said(
        "1 家人们晚上好，先闻开场\n2 三个卖点：留香、小瓶、不撞香\n3 报价 + 小样 + 售后",
        "1 Good evening, everyone: start with the scent\n2 Lasting, small, your own\n3 Price, sample, returns",
    )
    remarks = tuple(
        SaidRemark(each.speaker.in_language(language), each.text.in_language(language))
        for each in content.bank.remarks if each.sample == sample.id
    )  # fmt: skip
    stage = bar_of(content, Subject.PITCH, 186_000, 300_000, dark=True, ring=False, may_call=False, saved=None)

    def live(left_ms: int, **more: object) -> PitchState:
        base = PitchState(
            name, content.facts(), notes, left_ms, 300_000, host_picture(), growing=True, film_bytes=26_412_000,
            frames=3_420, frames_per_second_x10=300, level_db=-18, viewers=1_286, remarks=remarks[3:7],
        )  # fmt: skip
        return replace(base, **more)  # type: ignore[arg-type]

    drawn = DrawState(10, name, industry, sample.picture, "7K2M-Q9XD", "9f2c…", 1)
    prepare = PreparationState(name, industry, sample.picture, content.facts(), 5, notes)
    plain = bar_of(content, Subject.PITCH)
    return (
        _scene("13-drawn", plain, lambda w: w.draw, drawn),
        _scene("14-preparation", bar_of(content, Subject.PITCH, 38_000, 60_000), lambda w: w.preparation, prepare),
        _scene(
            "14-preparation-camera-lost",
            bar_of(content, Subject.PITCH, 38_000, 60_000),
            lambda w: w.preparation,
            replace(prepare, camera_lost=True),
        ),
        _scene("15-pitch", stage, lambda w: w.pitch, live(186_000)),
        _scene(
            "15-pitch-start",
            stage,
            lambda w: w.pitch,
            live(299_000, remarks=(), viewers=23, frames=31, film_bytes=210_000),
        ),
        _scene("15-pitch-last-fifth", stage, lambda w: w.pitch, live(52_000)),
        _scene("15-pitch-last-tenth", stage, lambda w: w.pitch, live(21_000)),
        _scene("15-pitch-not-written", stage, lambda w: w.pitch, live(186_000, growing=False)),
    )


def _standing(content: Content) -> tuple[Scene, ...]:
    said = content.said
    name = said("彭雨桐", "Yutong")
    stopped = bar_of(content, Subject.PITCH, 186_000, 300_000, stopped=True)
    done = bar_of(content, None, behind=ALL, may_call=False)
    states = {
        Stand.TURNED_AWAY: (bar_of(content, None), StandState(Stand.TURNED_AWAY)),
        Stand.REFUSED: (bar_of(content, None), StandState(Stand.REFUSED)),
        Stand.CAMERA_LOST: (stopped, StandState(Stand.CAMERA_LOST, left="3:06")),
        Stand.MICROPHONE_LOST: (stopped, StandState(Stand.MICROPHONE_LOST, left="3:06")),
        Stand.DISK_LOW: (stopped, StandState(Stand.DISK_LOW, left="3:06")),
        Stand.PAUSED: (stopped, StandState(Stand.PAUSED, left="3:06")),
        Stand.AWAITING_GRANT: (stopped, StandState(Stand.AWAITING_GRANT, left="3:06")),
        Stand.STOPPED: (bar_of(content, None), StandState(Stand.STOPPED)),
        Stand.DONE: (done, StandState(Stand.DONE, name, gates=3)),
        Stand.ERROR: (bar_of(content, Subject.THEORY), StandState(Stand.ERROR, incident="3F-0604-1127")),
    }
    return tuple(
        _scene(f"20-stand-{stand.value.replace('_', '-')}", bar, lambda w: w.stand, state)
        for stand, (bar, state) in states.items()
    )


def _questions(content: Content) -> tuple[Scene, ...]:
    item = next(scene for scene in _theory(content) if scene.name == "08-theory-overview")
    pitch = next(scene for scene in _pitch(content) if scene.name == "15-pitch")
    check_in = next(scene for scene in _arrival(content) if scene.name == "02-check-in")
    calls = (
        _scene(f"21-call-{called.value}", bar_of(content, Subject.THEORY, 161_000, 240_000, called=called),
               lambda w: w.ready, ReadyState(Subject.THEORY, 1, 4, 10))
        for called in (Called.WAITING, Called.HEARD, Called.FAILED)
    )  # fmt: skip

    def hand_in(window: KioskWindow) -> None:
        item.fill(window)
        window.theory.ask_hand_in()

    def stop(window: KioskWindow) -> None:
        pitch.fill(window)
        window.pitch.stop.click()

    def leave(window: KioskWindow) -> None:
        item.fill(window)
        window.pin.ask(lambda _login, _pin: "")

    def nobody(window: KioskWindow) -> None:
        check_in.fill(window)
        window.away.ask_for(25_000, lambda: None)

    return (
        Scene("02-check-in-away", nobody), Scene("08-theory-hand-in", hand_in), Scene("16-pitch-stop", stop),
        Scene("22-leave", leave), *calls,
    )  # fmt: skip
