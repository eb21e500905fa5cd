"""What a film shows: speech, faces, loudness, picture.

Why this room exists: evidence is computed once, beside the film, and shown; it never sets a mark.
"""
