"""Pictures: hazards at reading, clean pixels at writing."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from redactor.formats.docx import pictures
from redactor.formats.docx.legacy import find_office
from redactor.model import Removal
from tests.build.docx import DML, Word, paragraph, run
from tests.redactor.formats.docx.helpers import SECRET, Treated, found_in, treat

_SIZE = (60, 40)


def _pixels() -> Image.Image:
    """Red on the left half, blue on the right."""
    picture = Image.new("RGB", _SIZE, "red")
    picture.paste("blue", (30, 0, 60, 40))
    return picture


def _picture(kind: str) -> bytes:
    output = io.BytesIO()
    picture = _pixels()
    exif = Image.Exif()
    exif[0x010E] = SECRET
    if kind == "PNG":
        info = PngInfo()
        info.add_text("Comment", SECRET)
        picture.save(output, "PNG", pnginfo=info, exif=exif)
    elif kind == "JPEG":
        picture.save(output, "JPEG", exif=exif, comment=SECRET, quality=95)
    elif kind == "GIF":
        picture.save(output, "GIF", comment=SECRET.encode())
    else:
        picture.save(output, kind)
    return output.getvalue() + SECRET.encode()


def _document(
    data: bytes, *, suffix: str = "png", crop: str = "", twin: str = ""
) -> Word:
    word = Word()
    key = word.part(f"word/media/照片{SECRET}.{suffix}", data, "image/png", "image")
    blip = f'<a:blip r:embed="{key}">{twin}</a:blip>{crop}'
    word.body = paragraph(
        run("图片"),
        '<w:r><w:drawing><wp:inline><wp:extent cx="600000" cy="400000"/>'
        '<wp:docPr id="1" name="图片 1"/><a:graphic><a:graphicData '
        f'uri="{DML}"><pic:pic><pic:blipFill>{blip}</pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
    )
    return word


def _images(treated: Treated) -> dict[str, Image.Image]:
    with zipfile.ZipFile(treated.path) as package:
        return {
            name: Image.open(io.BytesIO(package.read(name)))
            for name in package.namelist()
            if "/media/" in name
        }


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_pixels_stay_and_all_else_goes(kind: str, tmp_path: Path) -> None:
    word = _document(_picture(kind), suffix=kind.lower())
    treated = treat(word.save(tmp_path / "a.docx"))
    assert not found_in(treated.path, SECRET)
    ((name, image),) = _images(treated).items()
    assert name == f"word/media/image1.{'jpeg' if kind == 'JPEG' else 'png'}"
    assert image.size == _SIZE
    for place, colour in (((5, 5), (255, 0, 0)), ((55, 5), (0, 0, 255))):
        pixel = image.convert("RGB").getpixel(place)
        assert isinstance(pixel, tuple)
        assert max(abs(a - b) for a, b in zip(pixel, colour, strict=True)) < 12
    assert [(h.kind, h.where, h.blocking) for h in treated.hazards] == [
        ("picture", name, True)
    ]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_crops_are_baked(kind: str, tmp_path: Path) -> None:
    """A crop of the left half leaves no red pixel, and no crop in the markup."""
    word = _document(_picture(kind), crop='<a:srcRect l="50000" t="-1000"/>')
    treated = treat(word.save(tmp_path / "a.docx"))
    (image,) = _images(treated).values()
    assert image.size == (30, 40)
    pixel = image.convert("RGB").getpixel((3, 20))
    assert isinstance(pixel, tuple)
    assert pixel[0] < 60
    with zipfile.ZipFile(treated.path) as package:
        xml = package.read("word/document.xml").decode()
    assert 'l="' not in xml
    assert 't="-1000"' in xml
    assert Removal("crop") in treated.removals


def test_vml_crops_are_baked(tmp_path: Path) -> None:
    word = Word()
    key = word.part("word/media/a.png", _picture("PNG"), "image/png", "image")
    word.body = paragraph(
        f'<w:r><w:pict><v:shape><v:imagedata r:id="{key}" cropright="32768f" '
        f'o:title="{SECRET}"/></v:shape></w:pict></w:r>'
    )
    treated = treat(word.save(tmp_path / "a.docx"))
    (image,) = _images(treated).values()
    assert image.size == (30, 40)
    assert image.convert("RGB").getpixel((29, 20)) == (255, 0, 0)


def test_one_picture_with_and_without_a_crop(tmp_path: Path) -> None:
    word = _document(_picture("PNG"), crop='<a:srcRect r="50000"/>')
    word.body += word.body.replace('<a:srcRect r="50000"/>', "")
    treated = treat(word.save(tmp_path / "a.docx"))
    assert sorted(i.size for i in _images(treated).values()) == [(30, 40), (60, 40)]


def test_vector_twins_go(tmp_path: Path) -> None:
    word = _document(_picture("PNG"))
    key = word.part(
        "word/media/a.svg",
        f"<svg xmlns='http://www.w3.org/2000/svg'><text>{SECRET}</text></svg>",
        "image/svg+xml",
        "image",
    )
    twin = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
        'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
        f'r:embed="{key}"/></a:ext></a:extLst>'
    )
    word.body = word.body.replace("</a:blip>", f"{twin}</a:blip>")
    treated = treat(word.save(tmp_path / "a.docx"))
    assert list(_images(treated)) == ["word/media/image1.png"]
    assert not found_in(treated.path, SECRET)


def test_vector_pictures_are_hazards_and_never_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "draw_vectors", lambda data: [None] * len(data))
    emf = b"\x01\0\0\0" + b"\0" * 36 + b" EMF" + SECRET.encode("utf-16-le")
    treated = treat(_document(emf, suffix="emf").save(tmp_path / "a.docx"))
    assert [(h.kind, h.blocking) for h in treated.hazards] == [("vector_picture", True)]
    (image,) = _images(treated).values()
    assert image.size == (1, 1)
    assert Removal("vector_picture") in treated.report.removals


def test_drawn_vectors_take_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "draw_vectors", lambda data: [_picture("PNG")])
    treated = treat(_document(b"<svg/>", suffix="svg").save(tmp_path / "a.docx"))
    (image,) = _images(treated).values()
    assert image.size == _SIZE
    assert not found_in(treated.path, SECRET)


def test_unreadable_pictures_become_blank(tmp_path: Path) -> None:
    broken = _picture("PNG")[:60] + SECRET.encode()
    treated = treat(_document(broken).save(tmp_path / "a.docx"))
    (image,) = _images(treated).values()
    assert image.size == (1, 1)
    assert Removal("unreadable_picture") in treated.report.removals


def test_pictures_can_be_dropped(tmp_path: Path) -> None:
    path = _document(_picture("JPEG")).save(tmp_path / "a.docx")
    treated = treat(path, options={"pictures": "drop"})
    (image,) = _images(treated).values()
    assert image.size == (1, 1)
    assert Removal("picture") in treated.report.removals


def test_linked_pictures_are_cut_off(tmp_path: Path) -> None:
    word = _document(_picture("PNG"))
    key = word.relate(f"file:///C:/{SECRET}.png", "image", external=True)
    word.body = word.body.replace("<a:blip ", f'<a:blip r:link="{key}" ')
    treated = treat(word.save(tmp_path / "a.docx"))
    assert not found_in(treated.path, SECRET)
    assert "external_target" in treated.kinds
    assert len(_images(treated)) == 1


@pytest.mark.skipif(find_office() is None, reason="needs LibreOffice")
def test_vectors_are_drawn_by_libreoffice(tmp_path: Path) -> None:
    """A drawing becomes pixels, its crop is baked, its text records are gone."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50">'
        f'<metadata>{SECRET}</metadata><rect width="50" height="50" fill="#f00"/>'
        '<rect x="50" width="50" height="50" fill="#00f"/></svg>'
    ).encode()
    word = _document(svg, suffix="svg", crop='<a:srcRect l="60000"/>')
    treated = treat(word.save(tmp_path / "a.docx"))
    (image,) = _images(treated).values()
    assert not found_in(treated.path, SECRET)
    assert image.size == (640, 1600)
    assert image.convert("RGB").getpixel((20, 800)) == (0, 0, 255)
    assert {h.kind for h in treated.hazards} == {"vector_picture"}
