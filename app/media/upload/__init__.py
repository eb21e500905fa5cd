"""The clip hand-in: a page for the phone, a stick, and the shelf where clips are kept.

Why this room exists: a clip comes from a device that nobody administers, over a network that may drop; what
arrives must be whole, checked and on disk before anybody is told so.
"""
