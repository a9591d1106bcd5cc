"""PDF: read by PyMuPDF, taken apart and written anew by pikepdf."""
