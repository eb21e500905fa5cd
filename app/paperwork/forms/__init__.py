"""The paper of an exam day.

Why this room exists: what is signed by hand stays the safe default; each form is plain values and a few parts,
so that it reads the same in Chinese and English, filled in or blank for a day without power.
"""
