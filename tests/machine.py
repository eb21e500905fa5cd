"""What Qt says without a screen, a sound card or a graphics card, and of a file that is no film."""

MACHINE_WORDS = (
    "This plugin does not support",
    "pipewire",
    "PulseAudioService",
    "No RHI backend",
    "Could not open media",
)
