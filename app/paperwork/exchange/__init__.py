"""Files that other programs read and write: result lists, question items.

Why this room exists: every target can hold another part of what Kaobo knows; here each says what it cannot.
"""
