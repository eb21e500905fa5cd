#!/bin/sh
# Make a bare Debian or Ubuntu machine ready for Kaobo: uv, and the system libraries that Qt needs.
#   sh packaging/linux/prepare.sh          to run Kaobo
#   sh packaging/linux/prepare.sh test     to run its tests as well
# Running it again is quick and changes nothing.  Without root and without sudo it prints the one line to run.
set -eu

# QtGui, QtMultimedia (libpulse0 even to import it), and the xcb platform for a real display.
packages="libegl1 libgl1 libfontconfig1 libdbus-1-3 libxkbcommon0 libglib2.0-0 libpulse0
libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxcb-image0
libxcb-render-util0 libxcb-randr0 libxkbcommon-x11-0 libnss3"
if [ "${1:-}" = test ]; then
    packages="$packages ffmpeg xvfb xdotool pulseaudio pulseaudio-utils espeak-ng poppler-utils chromium
nodejs python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good
gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav gstreamer1.0-tools libxml2-utils dbus-daemon"
fi

missing=""
for name in $packages; do
    state=$(dpkg-query -W -f '${Status}' "$name" 2>/dev/null || true)
    [ "$state" = "install ok installed" ] || missing="$missing $name"
done

if [ -n "$missing" ]; then
    install="apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends$missing"
    if [ "$(id -u)" = 0 ]; then as_root=""
    elif command -v sudo >/dev/null 2>&1; then as_root="sudo"
    else
        echo "Some system packages are missing. As root, run:" >&2
        echo "  apt-get update && $install" >&2
        exit 3
    fi
    $as_root apt-get update -qq
    # shellcheck disable=SC2086  # a list of words
    DEBIAN_FRONTEND=noninteractive $as_root $install
fi

if ! command -v uv >/dev/null 2>&1; then
    python3 -m pip --version >/dev/null 2>&1 || {
        echo "Python's pip is missing: install python3-pip, then run this again." >&2
        exit 3
    }
    # Debian marks its Python as externally managed; --break-system-packages with --user touches only the user's own.
    python3 -m pip install --quiet --root-user-action ignore uv 2>/dev/null ||
        python3 -m pip install --quiet --root-user-action ignore --user --break-system-packages uv
    if command -v pyenv >/dev/null 2>&1; then pyenv rehash; fi
    if ! command -v uv >/dev/null 2>&1 && [ -x "$HOME/.local/bin/uv" ]; then
        if [ "$(id -u)" = 0 ]; then ln -sf "$HOME/.local/bin/uv" /usr/local/bin/uv
        else
            echo "uv is in $HOME/.local/bin: add that folder to PATH, then run this again." >&2
            exit 3
        fi
    fi
fi
echo "Ready."
