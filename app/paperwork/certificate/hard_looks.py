"""Look harder for a QR code: where it may be, and what undoes smallness, blur, a shaken hand and glare.

Why this room exists: a certificate is shown as the photo that somebody happens to have.  Each look is one more picture
for the decoder; none can make a wrong certificate right, since what is read must be signed.  The passes and their
numbers are those that read something on a matrix of spoilt pictures which the ones before had not.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

type Grey = NDArray[np.uint8]

_PLACES = 3
_CODE_SIDE = 640
"""At how many pixels a place is looked at: ten a module of a certificate's code."""

_MARGIN = 1.4
_SEARCH_SIDE = 800
_SHARPENED = ((5.0, 3.0), (8.0, 4.0))
_BLURS = ((6.0, 0.001), (4.0, 0.003), (8.0, 0.001), (9.0, 0.001))
"""Gaussian blurs that are undone: pixels, and the noise that is reckoned with."""

_SHAKES = tuple((length, angle) for length in (16, 24, 32) for angle in range(0, 180, 30))
_SHAKE_NOISE = 0.01
_KERNEL = 81


def hard_looks(grey: Grey) -> Iterator[Grey]:
    """Yield pictures of the places where a code may be: all places at first, then those against a shaken hand."""
    crops = [_cut(grey, *place) for place in _places(grey)]
    for crop in crops:
        yield from _steady(crop)
    for crop in crops[:2]:
        spectrum = _Spectrum(crop)
        for length, angle in _SHAKES:
            yield spectrum.without(_shake(length, angle), _SHAKE_NOISE)


def _places(grey: Grey) -> list[tuple[float, float, float]]:
    """Return centre and side of the places with dense, strong edges, those most like a filled square first."""
    scale = min(1.0, _SEARCH_SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    edges = cv2.blur(cv2.morphologyEx(small, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)), (9, 9))
    _, dense = cv2.threshold(edges, 0, 255, cv2.THRESH_OTSU)
    dense = cv2.morphologyEx(dense, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    dense = cv2.morphologyEx(dense, cv2.MORPH_OPEN, np.ones((13, 13), np.uint8))
    found = []
    for outline in cv2.findContours(dense, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        (x, y), (width, height), _ = cv2.minAreaRect(outline)
        short, long = sorted((width, height))
        if short >= 25:
            likeness = short / long * cv2.contourArea(outline) / (short * long) * short**0.5
            found.append((likeness, (x / scale, y / scale, long / scale)))
    return [place for _, place in sorted(found, reverse=True)[:_PLACES]]


def _cut(grey: Grey, x: float, y: float, side: float) -> Grey:
    half = side * _MARGIN / 2
    top, left = (max(0, round(middle - half)) for middle in (y, x))
    part = grey[top : round(y + half), left : round(x + half)]
    scale = _CODE_SIDE / side
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return _pixels(cv2.resize(part, None, fx=scale, fy=scale, interpolation=how))


def _steady(crop: Grey) -> Iterator[Grey]:
    yield crop
    yield _pixels(
        cv2.adaptiveThreshold(crop, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, blockSize=31, C=0)
    )
    spectrum = _Spectrum(crop)
    plain = crop.astype(np.float32)
    for reach, strength in _SHARPENED:
        yield _pixels(plain + strength * (plain - cv2.GaussianBlur(plain, (0, 0), reach)))
    for reach, noise in _BLURS:
        line = cv2.getGaussianKernel(_KERNEL, reach)
        yield spectrum.without(line @ line.T, noise)
    yield _pixels(cv2.createCLAHE(clipLimit=6, tileGridSize=(4, 4)).apply(crop))


class _Spectrum:
    """A picture from which blurs of known shape are taken.  Source: Wiener's deconvolution."""

    def __init__(self, crop: Grey) -> None:
        self._size = crop.shape
        self._room = [cv2.getOptimalDFTSize(length + _KERNEL) for length in crop.shape]
        below, right = (room - length for room, length in zip(self._room, crop.shape, strict=True))
        whole = cv2.copyMakeBorder(crop.astype(np.float32), 0, below, 0, right, cv2.BORDER_REFLECT)
        self._of_picture = np.fft.rfft2(whole)

    def without(self, blur: NDArray[np.floating], noise: float) -> Grey:
        spread = np.zeros(self._room, np.float32)
        spread[:_KERNEL, :_KERNEL] = blur
        of_blur = np.fft.rfft2(np.roll(spread, (-(_KERNEL // 2), -(_KERNEL // 2)), (0, 1)))
        sharp = np.fft.irfft2(self._of_picture * np.conj(of_blur) / (np.abs(of_blur) ** 2 + noise), s=self._room)
        return _pixels(sharp[: self._size[0], : self._size[1]])


def _shake(length: int, angle: int) -> NDArray[np.float64]:
    """Return the blur of a hand that moved evenly: so many pixels, so many degrees above the line."""
    blur = np.zeros((_KERNEL, _KERNEL))
    steps = np.linspace(-length / 2, length / 2, 4 * length + 1)
    across = np.rint(_KERNEL // 2 + steps * np.cos(np.radians(angle))).astype(int)
    down = np.rint(_KERNEL // 2 - steps * np.sin(np.radians(angle))).astype(int)
    np.add.at(blur, (down, across), 1)
    return blur / blur.sum()


def _pixels(values: NDArray[np.generic]) -> Grey:
    return np.ascontiguousarray(np.clip(values, 0, 255), dtype=np.uint8)
