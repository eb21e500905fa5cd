"""What leaves on paper or as a file: certificates, forms, spreadsheets, bundles.

Why this room exists: formats and their libraries end here.
"""
