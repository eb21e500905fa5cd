"""Camera, microphone, films and clips.

Why this room exists: codecs, threads of devices and files of film stay here; the rest of the program sees
figures and events.
"""
