"""Opening: passwords, damage, and what a page may hide from the reading."""

from io import BytesIO

import pikepdf
import pymupdf
import pytest

from redactor.errors import CorruptError, EncryptedError, LimitError, NoPagesError
from redactor.formats.pdf.document import PdfFormat
from redactor.formats.protocol import Limits
from redactor.model import Passwords, Plan
from tests.build import pdf as build
from tests.redactor.formats.pdf.support import open_bytes, page_texts, treat


@pytest.mark.parametrize(
    ("passwords", "reason"),
    [((), "missing"), (("no", "nein"), "wrong")],
    ids=["none", "wrong"],
)
def test_password_is_asked_for(tmp_path, passwords, reason):
    data = build.encrypted(build.prose(["正文"]), user="pass-word")
    with pytest.raises(EncryptedError) as caught:
        open_bytes(tmp_path, data, passwords=passwords)
    assert caught.value.context == {"reason": reason}
    assert "pass-word" not in str(caught.value)


@pytest.mark.parametrize("word", ["pass-word", "owner-word"])
def test_right_password_opens_and_the_copy_is_open(tmp_path, word):
    data = build.encrypted(build.prose(["正文某甲"]), user="pass-word")
    treated = treat(tmp_path, data, "某甲", passwords=("no", word))
    assert page_texts(treated.data) == ["正文"]
    assert "encryption" in {removal.kind for removal in treated.removals}


def test_owner_password_alone_needs_none(tmp_path):
    data = build.encrypted(build.prose(["正文"]), user="")
    assert page_texts(treat(tmp_path, data).data) == ["正文"]


@pytest.mark.parametrize("size", [40, 400])
def test_damage_is_named(tmp_path, size):
    data = build.prose(["正文"])
    with pytest.raises((CorruptError, NoPagesError)):
        open_bytes(tmp_path, data[:size])


def test_lost_cross_reference_is_mended(tmp_path):
    data = build.prose(["正文某甲"])
    cut = data[: data.rindex(b"xref")]
    assert page_texts(treat(tmp_path, cut, "某甲").data) == ["正文"]


def test_no_pages(tmp_path):
    def change(pdf):
        del pdf.pages[:]

    with pytest.raises(NoPagesError):
        open_bytes(tmp_path, build.with_pikepdf(build.prose(["正文"]), change))


def test_page_limit(tmp_path):
    path = tmp_path / "in.pdf"
    path.write_bytes(build.save(build.blank(3)))
    with pytest.raises(LimitError) as caught:
        PdfFormat().open(path, passwords=Passwords(), limits=Limits(pages=2))
    assert caught.value.context["limit"] == "pages"


def test_clean_text_has_no_hazard(tmp_path):
    doc = build.blank()
    page = doc[0]
    build.draw_table(page, [["甲", "乙"], ["丙", "丁"]], widths=[80, 80])
    page.draw_rect(pymupdf.Rect(60, 300, 300, 320), fill=(0.9, 0.9, 0.9), color=None)
    page.draw_line((60, 50), (535, 50), color=(1, 0, 0), width=2)
    page.draw_circle((300, 500), 40)
    with open_bytes(tmp_path, build.save(doc)) as document:
        assert document.hazards() == ()


@pytest.mark.parametrize(
    ("side", "colour", "expected"),
    [(100, "text", ["picture"]), (100, "plain", []), (12, "text", [])],
    ids=["picture", "one-colour", "tiny"],
)
def test_pictures_are_hazards_when_they_may_hold_text(tmp_path, side, colour, expected):
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, side, side))
    pixmap.clear_with(255)
    if colour == "text":
        pixmap.set_rect(pymupdf.IRect(2, 2, 9, 9), (0,))
    doc = build.blank()
    build.put(doc[0], 72, 72, "正文")
    doc[0].insert_image(pymupdf.Rect(100, 100, 200, 200), pixmap=pixmap)
    with open_bytes(tmp_path, build.save(doc)) as document:
        hazards = document.hazards()
    assert [hazard.kind for hazard in hazards] == expected
    for hazard in hazards:
        (region,) = hazard.regions
        assert (round(region.x0), round(region.y1)) == (100, 200)


def test_drawn_letters_are_a_hazard(tmp_path):
    source = build.prose(["用曲线画成的文字没有文本层"])
    with pymupdf.open(stream=source, filetype="pdf") as doc:
        svg = doc[0].get_svg_image(text_as_path=True)
    with pymupdf.open(stream=svg.encode(), filetype="svg") as drawn:
        data = drawn.convert_to_pdf()
    with open_bytes(tmp_path, data) as document:
        kinds = {hazard.kind for hazard in document.hazards()}
        assert not "".join(u.text for u in document.units()).strip()
    assert kinds & {"drawing", "picture"}


def test_garbled_font_is_a_hazard(tmp_path):
    import pikepdf

    def change(pdf):
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Dictionary) and "/ToUnicode" in obj:
                body = b"1 beginbfrange <0000> <ffff> <e000> endbfrange"
                obj.ToUnicode = pdf.make_stream(body)

    data = build.with_pikepdf(build.prose(["正文读不出来"], embed=True), change)
    with open_bytes(tmp_path, data) as document:
        assert [hazard.kind for hazard in document.hazards()] == ["unreadable_font"]


def test_render_shows_the_page(tmp_path):
    with open_bytes(tmp_path, build.prose(["正文"], rotation=90)) as document:
        assert document.page_size(0) == (build.A4[1], build.A4[0])
        picture = document.render(0, 0.5)
        assert (picture.width, picture.height) == (421, 298)
        assert len(picture.samples) == 421 * 298 * 3
        assert min(picture.samples) < 100


@pytest.mark.parametrize("key", ["/FontFile2", "/ToUnicode"])
def test_damaged_font_refuses_the_file(tmp_path, key):
    """What the writer cannot clean is told as damage, not as a fault of the machine."""
    data = build.prose(["正文文字"], embed=True)
    with pikepdf.open(BytesIO(data)) as pdf:
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Dictionary) and key in obj:
                obj[key].write(b"broken", filter=pikepdf.Name.FlateDecode)
        out = BytesIO()
        pdf.save(out)
    with open_bytes(tmp_path, out.getvalue()) as document:
        tuple(document.units())
        with pytest.raises(CorruptError) as caught:
            document.write(Plan(document.sha256, ()), tmp_path / "out.pdf")
    assert caught.value.context["reason"] == "write"
