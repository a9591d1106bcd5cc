"""What no drawing needs goes from a copy, and what it needs stays."""

import base64
import re
import time
from io import BytesIO
from urllib.parse import quote

import pikepdf
import pymupdf
import pytest
from fontTools.misc import eexec
from PIL import Image, ImageChops, ImageCms

from redactor.formats.pdf.addresses import address_text
from redactor.formats.pdf.cmaps import bare_cmap
from redactor.formats.pdf.icc import strip_profile
from redactor.formats.pdf.stray import has_stray
from redactor.formats.pdf.type1 import Type1Font
from tests.build import pdf as build
from tests.build.pdf_places import ABOVE, BELOW
from tests.build.pdf_stray import STRAY
from tests.build.people import id_number
from tests.redactor.formats.pdf.support import page_texts, traces, treat

SECRET = id_number(11)


@pytest.mark.parametrize("place", sorted(STRAY))
def test_stray_text_goes_and_the_page_stays(tmp_path, place):
    data = STRAY[place](SECRET)
    assert traces(data, SECRET), "the builder hides nothing"
    treated = treat(tmp_path, data)
    assert traces(treated.data, SECRET) == []
    packed = re.sub(rb"(?s)stream\r?\n.*?endstream", b"", treated.data)
    assert SECRET.encode() not in packed
    text = "".join(page_texts(treated.data))
    assert ABOVE in text
    assert BELOW in text
    assert _drawn(data) == _drawn(treated.data)


def _drawn(data: bytes) -> bytes:
    with pymupdf.open(stream=data, filetype="pdf") as doc:
        return bytes(doc[0].get_pixmap(dpi=50).samples)


@pytest.mark.parametrize(
    "content",
    [
        b"q 1 0 0 1 72 700 cm BT /F1 12 Tf <00410042> Tj [(a\\)b) -20 (c)] TJ ET Q",
        b"BT /F1 9 Tf 0 0 Td (a (nested) \\( one) ' 1 2 (b) \" T* ET",
        b"/P <</MCID 3 /Lang (zh-CN)>> BDC [3 2] 0 d /Cs1 cs 0.2 scn /Sh sh EMC",
    ],
)
def test_plain_content_is_told_as_plain(content):
    assert not has_stray(content)


@pytest.mark.parametrize(
    "content",
    [b"q % a\nQ", b"(a) w", b"(a) foo", b"BT (a", b"12345678901 w", b"<41> 1 w"],
)
def test_other_content_is_told(content):
    assert has_stray(content)


def test_hostile_brackets_cost_no_time():
    """Open brackets are looked at once, not once for each."""
    started = time.process_time()
    for data in (b"(" * 200_000, b"(a" * 100_000, b"<4" * 100_000):
        assert has_stray(data)
    assert time.process_time() - started < 5


def test_colour_profile_draws_the_same_colours():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    whole = profile.tobytes()
    bare = strip_profile(whole)
    assert len(bare) < len(whole)
    assert b"desc" not in bare
    assert b"cprt" not in bare
    picture = Image.linear_gradient("L").convert("RGB")
    lab = ImageCms.createProfile("LAB")
    shown = [
        ImageCms.profileToProfile(
            picture, ImageCms.ImageCmsProfile(BytesIO(data)), lab, outputMode="LAB"
        )
        for data in (whole, bare)
    ]
    assert ImageChops.difference(*shown).getbbox() is None


@pytest.mark.parametrize("data", [b"", b"abc", bytes(200), b"\0\0\0\xff" + bytes(140)])
def test_what_is_no_profile_goes(data):
    assert strip_profile(data) == b""


@pytest.mark.parametrize(
    "write",
    [
        quote,
        lambda text: quote(quote(text)),
        lambda text: quote(text.encode("gb18030")),
        lambda text: base64.b64encode(text.encode()).decode(),
        lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
    ],
)
def test_addresses_are_read_whatever_their_coding(write):
    assert "陈小明13800138000" in address_text(
        "https://a.cn/?q=" + write("陈小明13800138000")
    )


def test_plain_addresses_say_nothing_more():
    address = "https://www.gov.cn/zhengce/content/202311/content_6913451.htm"
    assert address_text(address) == address


def test_forms_left_behind_do_not_keep_glyphs(tmp_path):
    """MuPDF leaves the old appearance of a stamp in the file, undrawn."""

    def stamp(pdf):
        page = pdf.pages[0]
        page.contents_coalesce()
        form = pdf.make_stream(page.obj.Contents.read_bytes())
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox, form.Resources = page.obj.MediaBox, page.obj.Resources
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=page.obj.MediaBox,
            AP=pikepdf.Dictionary(N=form),
        )
        page.obj.Annots = pikepdf.Array([stamp])
        page.obj.Contents = pdf.make_stream(b"")

    lines = build.prose([ABOVE, "已核对龘", BELOW], embed=True)
    treated = treat(tmp_path, build.with_pikepdf(lines, stamp), "龘")
    assert ABOVE in "".join(page_texts(treated.data))
    with pikepdf.open(BytesIO(treated.data)) as pdf:
        maps = [
            item.ToUnicode.read_bytes().lower()
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item
        ]
    assert maps
    assert not any(b"9f98" in data for data in maps)


def test_programs_of_fonts_say_nothing_of_their_makers():
    clear = (
        b"%!PS-AdobeFont-1.0: Of123 001.001\n%%CreationDate: SECRET\n11 dict begin\n"
        b"/FontInfo 9 dict dup begin\n/Notice (made (by) SECRET) readonly def\n"
        b"/FullName (SECRET) def\nend readonly def\n/FontName /Of def\n"
    )
    private = (
        b"dup /Private 8 dict dup begin /lenIV 4 def 2 index /CharStrings 1 dict dup "
        b"begin\n/.notdef 5 RD \1\2\3\4\5 ND\nend end"
    )
    closed = bytes(eexec.encrypt(bytes(4) + private, 55665)[0])
    font = Type1Font(clear + b"currentfile eexec\n" + closed)
    written, length, _, _ = font.keep({"A"})
    assert b"SECRET" not in written
    assert written.startswith(b"%!PS-AdobeFont-1.0\n")
    assert b"/FontName /Of def" in written[:length]


def test_encodings_keep_their_tables_only():
    data = (
        b"% of SECRET\n/CMapName /SECRET def /Owner (SECRET) def /WMode 1 def\n"
        b"/GBK-EUC-V usecmap 1 begincodespacerange <00> <ff> endcodespacerange\n"
        b"2 begincidchar <01> 17 <02> 99 endcidchar\n"
        b"1 begincidrange <10> <1f> 300 endcidrange"
    )
    bare = bare_cmap(data)
    assert b"SECRET" not in bare
    assert b"/GBK-EUC-V usecmap" in bare
    assert b"/WMode 1 def" in bare
    for tables in (data, bare):
        found = re.findall(rb"begin(cid\w+)\s(.*?)\send", tables, re.DOTALL)
        assert [(kind, body.split()) for kind, body in found] == [
            (b"cidchar", [b"<01>", b"17", b"<02>", b"99"]),
            (b"cidrange", [b"<10>", b"<1f>", b"300"]),
        ]
