"""Draw the demo's presenter and let her speak: writes assets/demo/presenter.mp4.

Why this room exists: the demo, the rehearsal and the README's picture need a pitch that nobody had to give.
Everything is drawn with QPainter and spoken by espeak-ng, so it can be made again and belongs to the project.

    python packaging/tools/make_demo_film.py [TARGET]        needs espeak-ng
"""

import io
import math
import os
import subprocess
import sys
import wave
from fractions import Fraction
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import av
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
)

WIDTH, HEIGHT, RATE, SOUND_RATE = 720, 1280, 25, 48_000

# Pinyin with tone figures: espeak-ng reads Hanzi wrongly. The words stand above it.
SPEECH = (
    # 家人们，晚上好。
    "jia1 ren2 men2, wan3 shang4 hao3.",
    # 今天给大家带来一款女士香水，栀子晚风。
    "jin1 tian1 gei3 da4 jia1 dai4 lai2 yi4 kuan3 nü3 shi4 xiang1 shui3, zhi1 zi3 wan3 feng1.",
    # 前调是栀子，中调是白茶，尾调是雪松。
    "qian2 diao4 shi4 zhi1 zi3, zhong1 diao4 shi4 bai2 cha2, wei3 diao4 shi4 xue3 song1.",
    # 三十毫升，小小一瓶，放进包里刚刚好。
    "san1 shi2 hao2 sheng1, xiao3 xiao3 yi4 ping2, fang4 jin4 bao1 li3 gang1 gang1 hao3.",
    # 八十九元，再送两毫升小样。先试小样，再拆大瓶。
    "ba1 shi2 jiu3 yuan2, zai4 song4 liang3 hao2 sheng1 xiao3 yang4. xian1 shi4 xiao3 yang4, zai4 chai1 da4 ping2.",
    # 未拆封，七天可退。喜欢的家人，可以下单了。
    "wei4 chai1 feng1, qi1 tian1 ke3 tui4. xi3 huan1 de5 jia1 ren2, ke3 yi3 xia4 dan1 le5.",
)

INK, SEAL, JADE, CREAM, SKIN, SKIN_SHADE, HAIR = (
    QColor(text) for text in ("#171412", "#C23B26", "#7FD1BC", "#FAF7F2", "#F0CFB4", "#DDB093", "#2C1F1C")
)


def spoken() -> NDArray[np.int16]:
    """Return the speech at 48 kHz mono, with a breath between the sentences."""
    parts = [np.zeros(SOUND_RATE * 6 // 10, np.int16)]
    for pinyin in SPEECH:
        command = ["espeak-ng", "-v", "cmn-latn-pinyin+f3", "-s", "150", "-p", "58", "-a", "120", "--stdout", pinyin]
        raw = subprocess.run(command, check=True, capture_output=True).stdout
        with wave.open(io.BytesIO(raw)) as sound:
            samples = np.frombuffer(sound.readframes(10**9), np.int16)
            places = np.arange(0, samples.size, sound.getframerate() / SOUND_RATE)
        voice = np.interp(places, np.arange(samples.size), samples)
        parts += [voice.astype(np.int16), np.zeros(SOUND_RATE * 45 // 100, np.int16)]
    speech = np.concatenate(parts).astype(np.float64)
    # A quiet room's hiss: a living microphone is never digitally silent.
    speech += np.random.default_rng(7).normal(0, 6, speech.size)
    return np.clip(speech, -32768, 32767).astype(np.int16)


def loudness(speech: NDArray[np.int16], number: int) -> float:
    """Return how far the mouth is open at a frame, 0 to 1."""
    at = number * SOUND_RATE // RATE
    piece = speech[max(0, at - 600) : at + 1300].astype(np.float64)
    return min(1.0, math.sqrt(float((piece**2).mean())) / 5200) if piece.size else 0.0


class Stage:
    """Draws one frame."""

    def __init__(self, painter: QPainter, seconds: float, mouth: float) -> None:
        self.p, self.t, self.mouth = painter, seconds, mouth
        self.sway = math.sin(seconds * 1.1) * 6
        self.nod = math.sin(seconds * 2.3) * 3 + mouth * 3
        self.lift = 0.5 + 0.5 * math.sin(seconds * 0.8 - 1.2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)

    def draw(self) -> None:
        """Draw from back to front."""
        self.room()
        self.shelf()
        self.person()
        self.table()
        self.arm()

    def room(self) -> None:
        """Warm wall and the glow of the ring light."""
        wall = QLinearGradient(0, 0, 0, HEIGHT)
        wall.setColorAt(0, QColor("#7A5F51"))
        wall.setColorAt(0.7, QColor("#57423A"))
        wall.setColorAt(1, QColor("#3A2C28"))
        self.p.fillRect(0, 0, WIDTH, HEIGHT, wall)
        glow = QRadialGradient(QPointF(WIDTH / 2, 470), 560)
        glow.setColorAt(0, QColor(255, 233, 205, 120))
        glow.setColorAt(1, QColor(255, 233, 205, 0))
        self.p.fillRect(0, 0, WIDTH, HEIGHT, glow)

    def shelf(self) -> None:
        """Two boards with things in soft colours, and a lamp."""
        for y, left, wide in ((300, 0, 190), (360, 540, 180)):
            self.p.setBrush(QColor("#8C6D5C"))
            self.p.drawRoundedRect(QRectF(left, y, wide, 12), 4, 4)
        # fmt: off
        things = ((24, 300, 40, 78, "#A7C4B5"), (78, 300, 34, 54, "#E8D7B5"), (124, 300, 44, 92, "#B98A78"),
                  (560, 360, 38, 66, "#E2B7A2"), (610, 360, 46, 48, "#CBBBA6"), (668, 360, 34, 84, "#8FAF9F"))
        # fmt: on
        for left, base, wide, tall, colour in things:
            self.p.setBrush(QColor(colour))
            self.p.drawRoundedRect(QRectF(left, base - tall, wide, tall), 9, 9)
            self.p.setBrush(QColor(255, 255, 255, 40))
            self.p.drawRoundedRect(QRectF(left + 6, base - tall + 8, 6, tall - 20), 3, 3)

    def person(self) -> None:
        """Shoulders, neck, head."""
        self.p.save()
        self.p.translate(self.sway, 0)
        self._hair_behind()
        self._body()
        self.p.translate(0, self.nod)
        self._head()
        self._face()
        self._fringe()
        self.p.restore()

    def _hair_behind(self) -> None:
        self.p.setBrush(HAIR)
        self.p.drawRoundedRect(QRectF(188, 290 + self.nod, 344, 470), 165, 150)

    def _body(self) -> None:
        self.p.setBrush(SKIN_SHADE)
        self.p.drawRoundedRect(QRectF(310, 640, 100, 170), 40, 40)
        self.p.drawEllipse(QRectF(280, 700, 160, 132))
        top = QPainterPath(QPointF(84, HEIGHT))
        top.cubicTo(QPointF(88, 930), QPointF(120, 800), QPointF(286, 766))
        top.cubicTo(QPointF(320, 850), QPointF(400, 850), QPointF(434, 766))
        top.cubicTo(QPointF(600, 800), QPointF(632, 930), QPointF(636, HEIGHT))
        cloth = QLinearGradient(0, 760, 0, HEIGHT)
        cloth.setColorAt(0, QColor("#CB4A34"))
        cloth.setColorAt(1, QColor("#A43020"))
        self.p.setBrush(cloth)
        self.p.drawPath(top)
        self.p.setPen(QPen(QColor("#E58A74"), 5))
        self.p.setBrush(Qt.BrushStyle.NoBrush)
        collar = QPainterPath(QPointF(286, 766))
        collar.cubicTo(QPointF(320, 850), QPointF(400, 850), QPointF(434, 766))
        self.p.drawPath(collar)
        self.p.setPen(Qt.PenStyle.NoPen)
        self.p.setBrush(INK)  # the clip-on microphone
        self.p.drawRoundedRect(QRectF(384, 862, 18, 40), 9, 9)

    def _head(self) -> None:
        for x in (216, 486):
            self.p.setBrush(SKIN_SHADE)
            self.p.drawEllipse(QRectF(x - 6, 500, 34, 58))
            self.p.setBrush(JADE)
            self.p.drawEllipse(QRectF(x + 4, 560, 14, 14))
        face = QPainterPath()
        face.moveTo(230, 470)
        face.cubicTo(QPointF(226, 330), QPointF(494, 330), QPointF(490, 470))
        face.cubicTo(QPointF(492, 640), QPointF(420, 716), QPointF(360, 716))
        face.cubicTo(QPointF(300, 716), QPointF(228, 640), QPointF(230, 470))
        light = QRadialGradient(QPointF(350, 500), 220)
        light.setColorAt(0, QColor("#F9DEC8"))
        light.setColorAt(1, SKIN)
        self.p.setBrush(light)
        self.p.drawPath(face)

    def _face(self) -> None:
        shut = (self.t % 3.4) < 0.14
        for x in (300, 420):
            self._eye(x, shut=shut)
            cheek = QRadialGradient(QPointF(x + (-24 if x < 360 else 24), 590), 42)
            cheek.setColorAt(0, QColor(226, 116, 96, 100))
            cheek.setColorAt(1, QColor(226, 116, 96, 0))
            self.p.setBrush(cheek)
            self.p.drawEllipse(QPointF(x + (-24 if x < 360 else 24), 590), 42, 30)
        self.p.setPen(QPen(QColor("#CF9C7E"), 5, c=Qt.PenCapStyle.RoundCap))
        nose = QPainterPath(QPointF(358, 545))
        nose.quadTo(QPointF(346, 582), QPointF(364, 586))
        self.p.setBrush(Qt.BrushStyle.NoBrush)
        self.p.drawPath(nose)
        self.p.setPen(Qt.PenStyle.NoPen)
        self._mouth()

    def _eye(self, x: int, *, shut: bool) -> None:
        raise_by = self.mouth * 5
        self.p.setPen(QPen(HAIR, 8, c=Qt.PenCapStyle.RoundCap))
        self.p.setBrush(Qt.BrushStyle.NoBrush)
        brow = QPainterPath(QPointF(x - 34, 474 - raise_by))
        brow.quadTo(QPointF(x, 454 - raise_by), QPointF(x + 34, 472 - raise_by))
        self.p.drawPath(brow)
        if shut:
            lid = QPainterPath(QPointF(x - 26, 522))
            lid.quadTo(QPointF(x, 536), QPointF(x + 26, 522))
            self.p.drawPath(lid)
            self.p.setPen(Qt.PenStyle.NoPen)
            return
        self.p.setPen(Qt.PenStyle.NoPen)
        self.p.setBrush(QColor("#FFFDF9"))
        self.p.drawEllipse(QPointF(x, 520), 28, 21)
        self.p.setBrush(QColor("#3B2A25"))
        self.p.drawEllipse(QPointF(x + math.sin(self.t * 0.6) * 4, 521), 17, 18)
        self.p.setPen(QPen(QColor("#FFFFFF"), 2.5))
        self.p.setBrush(Qt.BrushStyle.NoBrush)  # the ring light, mirrored in the eye
        self.p.drawEllipse(QPointF(x + math.sin(self.t * 0.6) * 4 - 3, 516), 6, 6)
        self.p.setPen(QPen(HAIR, 6, c=Qt.PenCapStyle.RoundCap))
        lid = QPainterPath(QPointF(x - 29, 515))
        lid.quadTo(QPointF(x, 490), QPointF(x + 30, 513))
        self.p.drawPath(lid)
        self.p.setPen(Qt.PenStyle.NoPen)

    def _mouth(self) -> None:
        wide, deep = 40 - self.mouth * 6, 6 + self.mouth * 30
        lips = QPainterPath(QPointF(360 - wide, 634))
        lips.quadTo(QPointF(360, 628 - self.mouth * 4), QPointF(360 + wide, 634))
        lips.quadTo(QPointF(360, 650 + deep), QPointF(360 - wide, 634))
        self.p.setBrush(QColor("#B8402F"))
        self.p.drawPath(lips)
        if self.mouth > 0.25:
            self.p.save()
            self.p.setClipPath(lips)
            self.p.setBrush(QColor("#6E1F1A"))
            self.p.drawEllipse(QPointF(360, 646 + deep / 4), wide * 0.7, deep * 0.55)
            self.p.setBrush(QColor("#FFFDF9"))
            self.p.drawRoundedRect(QRectF(360 - wide * 0.55, 628, wide * 1.1, 9), 4, 4)
            self.p.restore()

    def _fringe(self) -> None:
        hair = QPainterPath(QPointF(206, 560))
        hair.cubicTo(QPointF(180, 270), QPointF(330, 262), QPointF(366, 272))
        hair.cubicTo(QPointF(520, 262), QPointF(536, 400), QPointF(514, 560))
        hair.cubicTo(QPointF(500, 500), QPointF(494, 450), QPointF(440, 400))
        hair.cubicTo(QPointF(380, 440), QPointF(270, 450), QPointF(238, 470))
        hair.cubicTo(QPointF(222, 500), QPointF(212, 530), QPointF(206, 560))
        self.p.setBrush(HAIR)
        self.p.drawPath(hair)
        self.p.setPen(QPen(QColor(255, 235, 215, 50), 9, c=Qt.PenCapStyle.RoundCap))
        self.p.setBrush(Qt.BrushStyle.NoBrush)
        shine = QPainterPath(QPointF(262, 376))
        shine.quadTo(QPointF(320, 312), QPointF(420, 322))
        self.p.drawPath(shine)
        self.p.setPen(Qt.PenStyle.NoPen)

    def table(self) -> None:
        """The table's edge and the box of the perfume on it."""
        self.p.setBrush(QColor("#E9DCCB"))
        self.p.drawRoundedRect(QRectF(-30, 1168, WIDTH + 60, 160), 26, 26)
        self.p.setBrush(QColor("#D5C3AC"))
        self.p.drawRect(QRectF(0, 1196, WIDTH, 4))
        self.p.setBrush(QColor("#F6E7C1"))
        self.p.drawRoundedRect(QRectF(76, 1050, 92, 130), 8, 8)
        self.p.setBrush(SEAL)
        self.p.drawRoundedRect(QRectF(104, 1084, 36, 36), 5, 5)
        self._petals(QPointF(122, 1102), 9, CREAM)

    def arm(self) -> None:
        """The raised forearm, the hand, the bottle."""
        x, y = 566 + self.sway * 1.6, 900 - self.lift * 70
        self.p.setPen(QPen(QColor("#B43A27"), 92, c=Qt.PenCapStyle.RoundCap))
        self.p.drawLine(QPointF(604, 1120), QPointF(x + 22, y + 190))
        self.p.setPen(QPen(SKIN, 58, c=Qt.PenCapStyle.RoundCap))
        self.p.drawLine(QPointF(x + 18, y + 170), QPointF(x + 6, y + 112))
        self.p.setPen(Qt.PenStyle.NoPen)
        self._bottle(x, y)
        self.p.setBrush(SKIN)
        for step in range(4):
            self.p.drawRoundedRect(QRectF(x - 58, y + 52 + step * 25, 58, 23), 11, 11)
        self.p.drawRoundedRect(QRectF(x + 26, y + 40, 32, 84), 16, 16)

    def _bottle(self, x: float, y: float) -> None:
        glass = QLinearGradient(x - 50, 0, x + 50, 0)
        for place, colour in ((0, "#E9CF8F"), (0.35, "#FBF0CF"), (1, "#DDBB70")):
            glass.setColorAt(place, QColor(colour))
        self.p.setBrush(QColor("#3A342E"))
        self.p.drawRoundedRect(QRectF(x - 20, y - 118, 40, 44), 8, 8)
        self.p.setBrush(QColor("#C9A557"))
        self.p.drawRect(QRectF(x - 14, y - 76, 28, 14))
        self.p.setBrush(glass)
        self.p.drawRoundedRect(QRectF(x - 50, y - 64, 100, 196), 18, 18)
        self.p.setBrush(QColor(255, 255, 255, 120))
        self.p.drawRoundedRect(QRectF(x - 38, y - 48, 9, 150), 4, 4)
        self._petals(QPointF(x + 4, y - 6), 15, CREAM)

    def _petals(self, centre: QPointF, size: float, colour: QColor) -> None:
        """A gardenia of six petals."""
        self.p.setBrush(colour)
        for step in range(6):
            angle = step * math.pi / 3
            self.p.drawEllipse(centre + QPointF(math.cos(angle) * size, math.sin(angle) * size), size * 0.8, size * 0.8)
        self.p.setBrush(QColor("#E0B64E"))
        self.p.drawEllipse(centre, size * 0.45, size * 0.45)


def drawn(number: int, mouth: float) -> NDArray[np.uint8]:
    """Return a frame as RGB."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB888)
    painter = QPainter(image)
    Stage(painter, number / RATE, mouth).draw()
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(HEIGHT, image.bytesPerLine())
    return rows[:, : WIDTH * 3].reshape(HEIGHT, WIDTH, 3).copy()


def make(target: Path) -> None:
    """Write the film."""
    speech = spoken()
    with av.open(str(target), "w", options={"movflags": "faststart"}) as film:
        video = film.add_stream("libx264", rate=RATE, options={"preset": "veryslow", "crf": "25", "tune": "animation"})
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        audio = film.add_stream("aac", rate=SOUND_RATE, layout="mono")
        audio.bit_rate = 64_000
        mouth = 0.0
        for number in range(speech.size * RATE // SOUND_RATE):
            mouth += (loudness(speech, number) - mouth) * 0.6
            frame = av.VideoFrame.from_ndarray(drawn(number, mouth), format="rgb24")
            frame.pts = number
            film.mux(video.encode(frame))
        film.mux(video.encode(None))
        for begin in range(0, speech.size - 1023, 1024):
            piece = av.AudioFrame.from_ndarray(speech[begin : begin + 1024].reshape(1, -1), format="s16", layout="mono")
            piece.sample_rate, piece.pts, piece.time_base = SOUND_RATE, begin, Fraction(1, SOUND_RATE)
            film.mux(audio.encode(piece))
        film.mux(audio.encode(None))


if __name__ == "__main__":
    application = QGuiApplication(sys.argv[:1])
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "assets" / "demo" / "presenter.mp4"
    place.parent.mkdir(parents=True, exist_ok=True)
    make(place)
