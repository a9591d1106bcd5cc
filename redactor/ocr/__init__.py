"""Reading pictures: text with places, codes, portraits; painting over them.

The room knows pixels only: no file format, no window. All coordinates are pixels of the
picture as it was given, origin at its top left, y downwards.
"""
