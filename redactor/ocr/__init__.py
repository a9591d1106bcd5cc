"""Reading pictures: text with a box for every character, codes, portraits, seals."""
