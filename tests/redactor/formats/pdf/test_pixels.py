"""Pixels under an area are gone from the file, however the page draws the picture."""

import random
from io import BytesIO

import numpy as np
import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name

from redactor.model import Edit, Region, Treatment
from tests.build import pdf as build
from tests.redactor.formats.pdf.support import treat

SIDE = 64  # pixels, drawn in 128 points: two points a pixel
LEFT, TOP = 100, 100
# the right lower quarter goes, a pixel of margin kept inside
AREA = Region(0, LEFT + 64, TOP + 64, LEFT + 128, TOP + 128)


def _noise(channels=1):
    """Return rows of random tones; no row is in any other file."""
    rnd = random.Random(5)
    return np.frombuffer(rnd.randbytes(SIDE * SIDE * channels), np.uint8).reshape(
        SIDE, SIDE * channels
    )


def _gone(noise, channels=1):
    """Return stretches of the rows that must not be left."""
    half = SIDE // 2 + 2
    return [bytes(row[half * channels :]) for row in noise[half:]]


def _file(pixels, draw, *, pages=1, **keys):
    doc = build.blank(pages)
    build.put(doc[0], 72, 60, "正文")

    def change(pdf):
        image = pdf.make_stream(
            pixels.tobytes(),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=SIDE,
            Height=SIDE,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )
        for key, value in keys.items():
            image["/" + key] = value(pdf) if callable(value) else value
        for page in pdf.pages:
            if "/Resources" not in page.obj:
                page.obj.Resources = Dictionary()
            page.obj.Resources.XObject = Dictionary(Im=image)
            page.contents_add(draw(pdf, page))

    return build.with_pikepdf(build.save(doc), change)


_PLACE = b"128 0 0 128 100 614 cm"


def _plain(pdf, page):
    return b"q %s /Im Do Q" % _PLACE


def _cropped(pdf, page):
    """A clip shows the left half only: the right one is in the file none the less."""
    return b"q 100 614 64 128 re W n %s /Im Do Q" % _PLACE


def _under_a_box(pdf, page):
    return _plain(pdf, page) + b" 1 g 160 610 80 80 re f"


def _in_a_form(pdf, page):
    form = pdf.make_stream(
        b"/Im Do",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 1, 1],
        Resources=Dictionary(XObject=Dictionary(Im=page.obj.Resources.XObject.Im)),
    )
    page.obj.Resources.XObject.Fm = form
    return b"q %s /Fm Do Q" % _PLACE


def _inline(pdf, page):
    data = _noise().tobytes()
    keys = b"BI /W 64 /H 64 /BPC 8 /CS /G /L 4096 ID "
    return b"q %s %s%s EI Q" % (_PLACE, keys, data.replace(b"EI", b"FJ"))


def _treated(tmp_path, data):
    edit = Edit("r", Treatment.COVER, "X", region=AREA)
    return treat(tmp_path, data, extra=(edit,)).data


def _image(page):
    (image,) = page.obj.Resources.XObject.values()
    return image


def _bodies(data):
    """Return all data of a file, decoded, pictures as MuPDF decodes them."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Stream):
                try:
                    yield obj.read_bytes()
                except pikepdf.PdfError:
                    yield obj.read_raw_bytes()
    with pymupdf.open(stream=data, filetype="pdf") as doc:
        for number in range(1, doc.xref_length()):
            if doc.xref_get_key(number, "Subtype")[1] == "/Image":
                yield pymupdf.Pixmap(doc, number).samples
    yield data


@pytest.mark.parametrize("draw", [_plain, _cropped, _under_a_box, _in_a_form, _inline])
def test_picture_loses_its_pixels(tmp_path, draw):
    noise = _noise()
    if draw is _inline:
        data = noise.tobytes().replace(b"EI", b"FJ")
        noise = np.frombuffer(data, np.uint8).reshape(SIDE, SIDE)
    treated = _treated(tmp_path, _file(noise, draw))
    bodies = list(_bodies(treated))
    for row in _gone(noise):
        assert not any(row[:24] in body for body in bodies)


def test_picture_on_two_pages_loses_them_on_the_treated_one(tmp_path):
    """The other page shows the picture whole, as nobody asked to treat it."""
    noise = _noise()
    treated = _treated(tmp_path, _file(noise, _plain, pages=2))
    with pikepdf.open(BytesIO(treated)) as pdf:
        first, second = (_image(page) for page in pdf.pages)
        assert first.objgen != second.objgen
        assert second.read_bytes() == noise.tobytes()
        assert not any(row in first.read_bytes() for row in _gone(noise))


def test_hidden_colours_under_a_mask_go(tmp_path):
    """The mask shows nothing there, but the picture has its colours still."""
    noise = _noise(3)
    mask = np.zeros((SIDE, SIDE), np.uint8)
    mask[:, : SIDE // 2] = 255

    def soft(pdf):
        return pdf.make_stream(
            mask.tobytes(),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=SIDE,
            Height=SIDE,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )

    data = _file(noise, _plain, ColorSpace=Name.DeviceRGB, SMask=soft)
    bodies = list(_bodies(_treated(tmp_path, data)))
    for row in _gone(noise, 3):
        assert not any(row[:24] in body for body in bodies)


def test_stencil_loses_its_bits(tmp_path):
    rnd = random.Random(6)
    bits = np.frombuffer(rnd.randbytes(SIDE * SIDE // 8), np.uint8).reshape(SIDE, -1)
    data = _file(bits, _plain, BitsPerComponent=1, ImageMask=True)

    def change(pdf):
        del pdf.pages[0].obj.Resources.XObject.Im["/ColorSpace"]

    treated = _treated(tmp_path, build.with_pikepdf(data, change))
    with pikepdf.open(BytesIO(treated)) as pdf:
        left = _image(pdf.pages[0])
        shown = np.asarray(pikepdf.PdfImage(left).as_pil_image().convert("L"))
    half = SIDE // 2 + 2
    assert np.ptp(shown[:, : SIDE // 2]) == 255
    assert np.ptp(shown[half:, half:]) == 0, "bits of the picture are left"


def test_picture_of_two_parts_and_alternate_sizes(tmp_path):
    """Neither a thumbnail nor an alternate picture keeps what the page lost."""
    noise = _noise()

    def other(pdf):
        return pdf.make_stream(
            noise.tobytes(),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=SIDE,
            Height=SIDE,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )

    def alternates(pdf):
        return Array([Dictionary(Image=other(pdf), DefaultForPrinting=True)])

    data = _file(noise, _plain, Alternates=alternates)
    data = build.with_pikepdf(
        data, lambda pdf: pdf.pages[0].obj.__setitem__("/Thumb", other(pdf))
    )
    bodies = list(_bodies(_treated(tmp_path, data)))
    for row in _gone(noise):
        assert not any(row[:24] in body for body in bodies)
