"""Camera and microphone to a film that survives anything.

Why this room exists: a pitch happens once.
"""
