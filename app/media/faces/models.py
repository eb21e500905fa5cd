"""Find the models that compare faces: an optional part of an installation.

Why this room exists: a centre that compares no faces carries no network for it.  The package of the models is found
and not imported: its own code asks for a module that newer Pythons no longer have.  Of its files two are used; the
predictor of 68 points is never touched, since what it was trained on may not be used commercially.
"""

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from app.exam.errors import Unavailable

_FACES, _POINTS = "dlib_face_recognition_resnet_model_v1.dat", "shape_predictor_5_face_landmarks.dat"
_DIGESTS = {
    _FACES: "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
    _POINTS: "c4b1e9804792707d3a405c2c16a80a20269e6675021f64a41d30fffafbc41888",
}
"""The files whose distances the hint's words were chosen for; another network would measure in another unit."""


@dataclass(frozen=True, slots=True)
class FaceModels:
    """The two files: where a face's points are, and the network that describes a face."""

    points: Path
    faces: Path


def face_models() -> FaceModels:
    """Return the models of this installation.

    Raises:
        Unavailable: they, or dlib, are not installed.
    """
    package = find_spec("face_recognition_models")
    for place in (package.submodule_search_locations or ()) if package and find_spec("dlib") else ():
        folder = Path(place) / "models"
        if all(_is_known(folder / name) for name in _DIGESTS):
            return FaceModels(folder / _POINTS, folder / _FACES)
    raise Unavailable(
        "The models that compare faces are not installed on this computer.",
        advice="Compare by eye; the administrator installs them with: uv sync --extra faces",
        zh=("本机没有安装人脸比对模型。", "请目视核对；管理员可运行 uv sync --extra faces 安装。"),
    )


def _is_known(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == _DIGESTS[path.name]
