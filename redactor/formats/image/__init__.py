"""Image files: photographs and scans as PNG, JPEG, TIFF, BMP, WebP or HEIC."""
