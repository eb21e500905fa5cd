"""The candidate's clip: what arrived, and whether it can be handed in.

Why this room exists: phones write films in every shape; only this room opens them.
"""
