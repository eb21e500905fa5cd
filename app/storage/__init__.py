"""The database: rows, migrations, the ledger of entries, sealed people, the bank and scheme files.

Why this room exists: everything about SQL, keys and files of content stands behind the ports of
``app.centre.ports``; nothing outside this room sees a row or a session.
"""
