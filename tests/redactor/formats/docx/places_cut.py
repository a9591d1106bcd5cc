"""Hiding places of values in pieces, and in rare markup: see `places`."""

from tests.build.docx import (
    MICROSOFT,
    WML,
    XMLNS,
    Word,
    cell,
    paragraph,
    row,
    run,
    table,
)
from tests.redactor.formats.docx.helpers import MOBILE, NAME, SECRET
from tests.redactor.formats.docx.places import AFTER, BEFORE, Place

__all__ = ["HIDDEN", "VISIBLE"]

_NINE = 9
_CUT = (SECRET[:6], SECRET[6:14], SECRET[14:])
_W14 = MICROSOFT + "word/2010/wordml"
_WPS = MICROSOFT + "word/2010/wordprocessingShape"
_AUTHOR = f'w:id="1" w:author="{NAME}" w:date="2026-01-01T00:00:00Z"'


def _word(*blocks: str) -> Word:
    return Word(paragraph(BEFORE) + "".join(blocks) + paragraph(AFTER))


def _box(*paragraphs: str) -> str:
    inner = "".join(paragraphs)
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><wp:docPr '
        f'id="1" name="文本框 1"/><a:graphic><a:graphicData uri="{_WPS}"><wps:wsp>'
        f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr/>"
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _capital(letter: str) -> str:
    frame = '<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/>'
    return paragraph(run(letter, '<w:sz w:val="96"/>'), properties=frame)


def _ruby(base: str, guide: str) -> str:
    return (
        f"<w:r><w:ruby><w:rubyPr/><w:rt>{run(guide)}</w:rt><w:rubyBase>{run(base)}"
        "</w:rubyBase></w:ruby></w:r>"
    )


def dropped_capital() -> Word:
    return _word(
        _capital(SECRET[0]),
        '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>',
        paragraph(f"{SECRET[1:]}为其身份证号。"),
        _capital(NAME[0]),
        paragraph(f"{NAME[1:]}，女。"),
    )


def boxes_over_rows() -> Word:
    return _word(
        table(row("身份证号", *SECRET[:_NINE]), row("", *SECRET[_NINE:])),
        table(*(row("身份证号" if part is _CUT[0] else "", part) for part in _CUT)),
    )


def boxes_in_a_column() -> Word:
    labels = ["身份证号"] + [""] * (len(SECRET) - 1)
    return _word(table(*(row(*pair) for pair in zip(labels, SECRET, strict=True))))


def boxes_with_blanks() -> Word:
    blanks = [part for char in SECRET for part in (char, "")]
    dashes = [*_CUT[0], "—", *_CUT[1], "—", *_CUT[2]]
    return _word(table(row("身份证号", *blanks)), table(row("身份证号", *dashes)))


def boxes_in_nested_tables() -> Word:
    halves = (SECRET[:_NINE], SECRET[_NINE:])
    return _word(
        table(row("身份证号", *(cell(table(row(*h)) + "<w:p/>") for h in halves)))
    )


def boxes_in_controls() -> Word:
    cells = "".join(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{cell(char)}</w:sdtContent></w:sdt>"
        for char in SECRET
    )
    return _word(f"<w:tbl><w:tblPr/><w:tr>{cell('身份证号')}{cells}</w:tr></w:tbl>")


def text_boxes_side_by_side() -> Word:
    return _word(
        paragraph("身份证号：", *(_box(paragraph(part)) for part in _CUT)),
        paragraph("或者：", *(_box(paragraph(char)) for char in SECRET)),
    )


def paragraphs_of_a_text_box() -> Word:
    first, *rest = _CUT
    blocks = [paragraph(f"身份证号：{first}"), *map(paragraph, rest)]
    name = [paragraph(f"姓名：{NAME[:2]}"), paragraph(NAME[2:])]
    return _word(paragraph("盒", _box(*blocks), _box(*name)))


def paragraphs_of_the_body() -> Word:
    first, middle, last = _CUT
    return _word(
        paragraph(f"其身份证号为{first}"), paragraph(middle), paragraph(f"{last}，特此")
    )


def two_cells() -> Word:
    return _word(
        table(row("身份证号", SECRET[:17], SECRET[17:]), row("金额", "650", "12"))
    )


def ruby_in_pieces() -> Word:
    return _word(
        paragraph(
            "姓名：",
            _ruby(NAME, "yu chi"),
            "，身份证号",
            run(_CUT[0]),
            _ruby(_CUT[1], "shengri"),
            run(_CUT[2]),
        )
    )


def conflicts() -> Word:
    """What two authors wrote at one time stands in marks of Word 2010 ([MS-DOCX])."""
    old = f"<w:r><w:delText>{MOBILE}</w:delText></w:r>"
    return _word(
        paragraph(
            "身份证号",
            f"<w14:conflictIns {_AUTHOR}>{run(SECRET)}</w14:conflictIns>"
            f"<w14:conflictDel {_AUTHOR}>{old}</w14:conflictDel>",
        )
    )


def sections_of_characters() -> Word:
    """Character references, CDATA, comments and instructions within one text."""
    references = "".join(f"&#{ord(char)};" for char in _CUT[0])
    text = f"{references}<!-- {MOBILE} --><![CDATA[{_CUT[1]}]]><?x {NAME}?>{_CUT[2]}"
    return _word(paragraph(f"<w:r><w:t>身份证号{text}，每月650元。</w:t></w:r>"))


def processed_content() -> Word:
    """A wrapper that readers leave out without what it holds (ECMA-376 part 3)."""
    heed = 'xmlns:zz="urn:zz" mc:Ignorable="zz" mc:ProcessContent="zz:wrap"'
    inner = paragraph("身份证号", SECRET)
    return _word(
        f'<w:sdt {heed}><w:sdtPr/><w:sdtContent><zz:wrap v="{MOBILE}">{inner}</zz:wrap>'
        "</w:sdtContent></w:sdt>"
    )


def odd_characters() -> Word:
    """Characters by code, with a fallback, as Word writes emoji ([MS-DOCX] symEx)."""
    space = f'xmlns:w16se="{MICROSOFT}word/2015/wordml/symex"'
    chars = "".join(
        f'<w:r><mc:AlternateContent><mc:Choice {space} Requires="w16se"><w16se:symEx '
        f'w16se:char="{ord(char):X}"/></mc:Choice><mc:Fallback><w:t>{char}</w:t>'
        "</mc:Fallback></mc:AlternateContent></w:r>"
        for char in SECRET
    )
    return _word(paragraph("身份证号", chars))


def addresses_in_attributes() -> Word:
    """Values that look like a schema's address or a measure."""
    word = _word(
        paragraph(
            f'<w:r><w:pict><v:shape style="mso-x:{SECRET};width:1pt" '
            f'alt="x"><v:textbox style="y:{MOBILE}"/></v:shape></w:pict></w:r>'
        )
    )
    word.settings = (
        f'<w:compat><w:compatSetting w:name="a" w:uri="urn:{SECRET}" w:val="15"/>'
        "</w:compat>"
    )
    return word


def xml_names() -> Word:
    word = _word(paragraph("甲"))
    word.body = word.body.replace(
        "<w:p>", f'<w:p xml:id="a{SECRET}" xml:base="http://{MOBILE}/">', 1
    )
    return word


def list_pictures() -> Word:
    word = _word(
        paragraph(
            "项",
            properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        )
    )
    word.part(
        "word/numbering.xml",
        f'<w:numbering {XMLNS}><w:numPicBullet w:numPicBulletId="0"><w:pict><v:shape '
        f'id="b" alt="{NAME}"><v:textbox><w:txbxContent>{paragraph(SECRET)}'
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:numPicBullet>"
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt '
        'w:val="bullet"/><w:lvlText w:val="·"/><w:lvlPicBulletId w:val="0"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>",
        WML + "numbering+xml",
        "numbering",
    )
    return word


def _table(*places: Place) -> dict[str, Place]:
    return {place.__name__: place for place in places}


VISIBLE = _table(
    dropped_capital,
    boxes_over_rows,
    boxes_in_a_column,
    boxes_with_blanks,
    boxes_in_nested_tables,
    boxes_in_controls,
    text_boxes_side_by_side,
    paragraphs_of_a_text_box,
    paragraphs_of_the_body,
    two_cells,
    ruby_in_pieces,
    conflicts,
    sections_of_characters,
    processed_content,
    odd_characters,
)
HIDDEN = _table(addresses_in_attributes, xml_names, list_pictures)
