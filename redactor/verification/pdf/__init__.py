"""The check of written PDF files by pdfium and pikepdf."""
