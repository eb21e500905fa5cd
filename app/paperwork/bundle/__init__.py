"""The evidence bundle: one file that proves one attempt without Kaobo's database.

Why this room exists: an appeal or a court must be able to check years later, with the centre's public key alone.
"""
