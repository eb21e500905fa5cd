"""Every page and state of the windows with believable data, rendered to pictures.

Why this room exists: looks are judged by looking; what nobody renders nobody sees.
"""
