"""The check of image files: each wrong copy is caught, right ones pass."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from redactor.model import Check, Edit, Region, Secret, Treatment, WriteReport
from redactor.ocr.model import Box, PictureReading, TextLine
from redactor.ocr.paint import cover, write_mask
from redactor.ocr.pixels import points_a_pixel
from redactor.ocr.recode import encode_like
from redactor.verification.image.check import check_image
from redactor.verification.request import VerifyRequest
from tests.build.people import people
from tests.build.pictures import Sheet, encoded, noisy, sheet

PERSON = people(2)[1]
LINE = f"联系电话{PERSON.mobile}请查收"
SECRET = Secret("CN_MOBILE", PERSON.mobile)


class Fake:
    """Reads what the test says, whatever it is shown."""

    def __init__(self, *texts: str) -> None:
        self._texts = list(texts)

    def read(self, image: Image.Image, dpi: float | None = None) -> PictureReading:
        text = self._texts.pop(0) if len(self._texts) > 1 else self._texts[0]
        chars = tuple(Box(i, 0, i + 1, 1) for i in range(len(text)))
        lines = (TextLine(text, 1.0, chars, Box(0, 0, 9, 9)),) if text else ()
        return PictureReading(*image.size, lines)


class Pair:
    """A source and its copy in one kind, with one covered value."""

    def __init__(self, folder: Path, kind: str, mode: str, **options: object) -> None:
        made: Sheet = sheet(620, 130, [LINE])
        self.box = Box(*made.box_of(PERSON.mobile, LINE)).grown(3, 2)
        image = noisy(made.image, 4).convert(mode, dither=Image.Dither.NONE)
        self.data = encoded(image, kind, **options)
        self.image = Image.open(BytesIO(self.data))
        self.image.load()
        self.source, self.written = folder / "source", folder / "copy"
        self.source.write_bytes(self.data)
        self.write(cover(self.image, [self.box]))

    def write(self, image: Image.Image) -> None:
        self.written.write_bytes(encode_like(self.data, image))

    def request(self, treatment: Treatment = Treatment.COVER) -> VerifyRequest:
        scale = points_a_pixel(self.image)
        box = self.box
        region = Region(
            0, box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale
        )
        edit = Edit("e", treatment, "CN_MOBILE", region=region)
        report = WriteReport(("e",), regions={"e": (region,)})
        return VerifyRequest(
            self.source, self.written, "png", (SECRET,), (edit,), report
        )


KINDS = [
    ("PNG", "RGB", {}),
    ("PNG", "1", {}),
    ("JPEG", "RGB", {"quality": 40}),
    ("JPEG", "L", {"quality": 90}),
    ("TIFF", "1", {"compression": "group4"}),
    ("TIFF", "RGB", {"compression": "jpeg"}),
    ("BMP", "RGB", {}),
    ("WEBP", "RGB", {"quality": 70}),
]


def failures(request: VerifyRequest, *texts: str) -> set[tuple[str, str]]:
    checks, _ = check_image(request, Fake(*(texts or ("请查收",))))
    return {(c.channel, c.code) for c in checks if not c.passed}


@pytest.mark.parametrize(("kind", "mode", "options"), KINDS)
def test_right_copies_pass(
    tmp_path: Path, kind: str, mode: str, options: dict[str, object]
) -> None:
    assert failures(Pair(tmp_path, kind, mode, **options).request()) == set()


@pytest.mark.parametrize(("kind", "mode", "options"), KINDS)
def test_a_value_that_was_not_painted_is_ink(
    tmp_path: Path, kind: str, mode: str, options: dict[str, object]
) -> None:
    pair = Pair(tmp_path, kind, mode, **options)
    pair.write(pair.image)
    assert ("pixels", "ink") in failures(pair.request())
    assert ("pixels", "ink") in failures(pair.request(Treatment.DEIDENTIFY))


@pytest.mark.parametrize(("kind", "mode", "options"), KINDS)
def test_a_neighbour_that_is_gone_is_collateral(
    tmp_path: Path, kind: str, mode: str, options: dict[str, object]
) -> None:
    pair = Pair(tmp_path, kind, mode, **options)
    pair.write(cover(pair.image, [pair.box, Box(40, 40, 90, 75)], (255, 255, 255)))
    assert ("pixels", "collateral") in failures(pair.request(Treatment.DELETE))


def test_a_box_of_too_thin_a_colour_is_ink(tmp_path: Path) -> None:
    pair = Pair(tmp_path, "PNG", "RGB")
    layer = Image.blend(cover(pair.image, [pair.box]), pair.image, 0.3)
    pair.write(layer)
    assert ("pixels", "ink") in failures(pair.request())


def test_a_mask_passes(tmp_path: Path) -> None:
    pair = Pair(tmp_path, "JPEG", "RGB", quality=75)
    pair.write(write_mask(pair.image, pair.box, "159****2240"))
    assert failures(pair.request(Treatment.DEIDENTIFY)) == set()


def test_what_can_still_be_read_is_residue(tmp_path: Path) -> None:
    """Even where the pixels seem right: a second place that shows the value."""
    request = Pair(tmp_path, "PNG", "RGB").request()
    number = PERSON.mobile
    assert failures(request, f"另见{number}") == {("picture_text", "residue")}
    assert failures(request, f"另见{number[:9]}") == {
        ("picture_text", "partial_residue")
    }


def test_frames_that_are_missing_or_of_another_size(tmp_path: Path) -> None:
    pair = Pair(tmp_path, "TIFF", "L", compression="tiff_lzw")
    pair.image.save(pair.source, "TIFF", save_all=True, append_images=[pair.image])
    assert ("page_count", "collateral") in failures(pair.request())
    pair = Pair(tmp_path, "PNG", "L")
    pair.write(pair.image.crop((0, 0, 600, 130)))
    assert ("pixels", "collateral") in failures(pair.request())


def test_what_is_no_pixel_is_forbidden(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "note"
    carriers = {
        "JPEG": {"comment": b"note"},
        "PNG": {"exif": exif},
        "TIFF": {"tiffinfo": {270: "note"}},
        "WEBP": {"exif": exif, "lossless": True},
    }
    for kind, extra in carriers.items():
        pair = Pair(tmp_path, kind, "RGB")
        copy = cover(pair.image, [pair.box])
        pair.written.write_bytes(encoded(copy, kind, **extra))
        assert ("binaries", "forbidden") in failures(pair.request()), kind
    pair = Pair(tmp_path, "BMP", "RGB")
    pair.written.write_bytes(pair.written.read_bytes() + b"note")
    assert ("binaries", "forbidden") in failures(pair.request())


def test_what_cannot_be_decoded_or_read_is_a_failed_check(tmp_path: Path) -> None:
    class Broken:
        def read(self, image: Image.Image, dpi: float | None = None) -> PictureReading:
            raise RuntimeError("model")

    pair = Pair(tmp_path, "PNG", "RGB")
    checks, _ = check_image(pair.request(), Broken())
    assert Check("picture_text", False, "not_run", ("RuntimeError",)) in checks
    pair.written.write_bytes(b"no picture at all")
    assert {code for _, code in failures(pair.request())} >= {"not_run"}


def test_an_edit_without_a_place_is_not_passed(tmp_path: Path) -> None:
    pair = Pair(tmp_path, "PNG", "RGB")
    request = pair.request()
    lost = VerifyRequest(
        pair.source, pair.written, "png", (SECRET,), request.edits, WriteReport(("e",))
    )
    assert ("pixels", "not_run") in failures(lost)


def test_strokes_of_one_letter_more_are_collateral(tmp_path: Path) -> None:
    """A letter written beside the box is noticed in a lossy copy as well."""
    pair = Pair(tmp_path, "JPEG", "RGB", quality=50)
    changed = cover(pair.image, [pair.box])
    ImageDraw.Draw(changed).line((60, 100, 90, 125), fill="black", width=3)
    pair.write(changed)
    assert ("pixels", "collateral") in failures(pair.request())
