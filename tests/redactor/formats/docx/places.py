"""Hiding places: each a function from secrets to a document that hides them there.

``VISIBLE`` places are read by people: a mask stands there afterwards. ``HIDDEN`` ones
are not: the carrier may go. Every document also holds `BEFORE` and `AFTER`.
"""

import base64
import io
import zipfile
from collections.abc import Callable

from tests.build.docx import (
    DML,
    MICROSOFT,
    OFFICE,
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

AFTER = "公示期自2026年5月9日起七个工作日"
BEFORE = "关于临时救助名单的公示"
_A = '<a:graphic><a:graphicData uri="%s">%s</a:graphicData></a:graphic>'
_EXTENT = '<wp:extent cx="1828800" cy="914400"/>'

Place = Callable[[], Word]
VISIBLE: dict[str, Place] = {}
HIDDEN: dict[str, Place] = {}


def _add(table_: dict[str, Place]) -> Callable[[Place], Place]:
    def register(function: Place) -> Place:
        table_[function.__name__.strip("_")] = function
        return function

    return register


def _word(*blocks: str, settings: str = "", styles: str = "") -> Word:
    word = Word(paragraph(BEFORE) + "".join(blocks) + paragraph(AFTER))
    word.settings = settings
    word.styles = styles or word.styles
    return word


def _around(*inner: str) -> str:
    return paragraph("身份证号", *inner, "，每月650元。")


def _drawing(graphic: str, properties: str = 'id="1" name="图片 1"') -> str:
    return (
        f"<w:r><w:drawing><wp:inline>{_EXTENT}<wp:docPr {properties}/>"
        f"{graphic}</wp:inline></w:drawing></w:r>"
    )


def _text_box(text: str) -> str:
    return f"<w:txbxContent>{paragraph('送达', run(text))}</w:txbxContent>"


# Text of the page -----------------------------------------------------------------


@_add(VISIBLE)
def plain() -> Word:
    return _word(_around(SECRET))


@_add(VISIBLE)
def run_a_character() -> Word:
    runs = (run(c, f'<w:sz w:val="{20 + n}"/>') for n, c in enumerate(SECRET))
    return _word(_around(*runs))


@_add(VISIBLE)
def proof_marks() -> Word:
    inner = (
        f'{run(SECRET[:6])}<w:proofErr w:type="spellStart"/>'
        f'{run(SECRET[6:9])}<w:bookmarkStart w:id="3" w:name="_GoBack"/>'
        f'<w:bookmarkEnd w:id="3"/>{run(SECRET[9:])}'
    )
    return _word(_around(inner))


@_add(VISIBLE)
def smart_tag() -> Word:
    inner = (
        f'<w:smartTag w:uri="u" w:element="e"><w:smartTagPr><w:attr w:name="v" '
        f'w:val="{SECRET}"/></w:smartTagPr>{run(SECRET[:9])}</w:smartTag>'
    )
    return _word(_around(inner, run(SECRET[9:])))


@_add(VISIBLE)
def inline_control() -> Word:
    inner = (
        f'<w:sdt><w:sdtPr><w:alias w:val="{NAME}"/><w:tag w:val="{SECRET}"/>'
        '<w:placeholder><w:docPart w:val="x"/></w:placeholder>'
        '<w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr>'
        f"<w:sdtContent>{run(SECRET[:7])}</w:sdtContent></w:sdt>"
    )
    return _word(_around(inner, run(SECRET[7:])))


@_add(VISIBLE)
def block_control() -> Word:
    return _word(
        "<w:sdt><w:sdtPr><w:dropDownList>"
        f'<w:listItem w:displayText="{SECRET}" w:value="{MOBILE}"/></w:dropDownList>'
        f"</w:sdtPr><w:sdtContent>{_around(SECRET)}</w:sdtContent></w:sdt>"
    )


@_add(VISIBLE)
def custom_xml_element() -> Word:
    inner = (
        '<w:customXml w:uri="u" w:element="id"><w:customXmlPr>'
        f'<w:attr w:name="n" w:val="{SECRET}"/></w:customXmlPr>{run(SECRET)}'
        "</w:customXml>"
    )
    return _word(_around(inner))


@_add(VISIBLE)
def hyphens() -> Word:
    inner = (
        f"<w:r><w:t>{SECRET[:6]}</w:t><w:softHyphen/><w:t>{SECRET[6:10]}</w:t>"
        f"<w:noBreakHyphen/><w:t>{SECRET[10:]}</w:t></w:r>"
    )
    return _word(_around(inner))


@_add(VISIBLE)
def tabs_and_breaks() -> Word:
    inner = (
        f"<w:r><w:t>{SECRET[:6]}</w:t><w:tab/><w:t>{SECRET[6:10]}</w:t><w:br/>"
        f"<w:lastRenderedPageBreak/><w:t>{SECRET[10:12]}</w:t><w:cr/>"
        f"<w:t>{SECRET[12:]}</w:t></w:r>"
    )
    return _word(_around(inner))


@_add(VISIBLE)
def symbols() -> Word:
    inner = "".join(f'<w:sym w:font="Symbol" w:char="F0{ord(c):02X}"/>' for c in SECRET)
    return _word(_around(f"<w:r>{inner}</w:r>"))


@_add(VISIBLE)
def private_characters() -> Word:
    return _word(_around("".join(chr(0xF000 + ord(c)) for c in SECRET)))


@_add(VISIBLE)
def widths() -> Word:
    wide = "".join(chr(ord(c) + 0xFEE0) for c in SECRET)
    return _word(_around(f"{wide[:6]}\u200b{wide[6:]}"))


@_add(VISIBLE)
def paragraphs_of_a_cell() -> Word:
    return _word(table(row("身份证号", cell(SECRET[:9], SECRET[9:])), ("金额", "650")))


@_add(VISIBLE)
def digit_boxes() -> Word:
    return _word(table(("身份证号", *SECRET), ("金额", "6", "5", "0")))


@_add(VISIBLE)
def digit_groups() -> Word:
    return _word(table((SECRET[:6], SECRET[6:14], SECRET[14:])))


@_add(VISIBLE)
def nested_table() -> Word:
    inner = table(("姓名", NAME), ("证件", SECRET))
    return _word(table(row("表内", cell(inner + paragraph("附")))))


@_add(VISIBLE)
def merged_cells() -> Word:
    merge = '<w:vMerge w:val="restart"/>'
    return _word(
        table(
            row(cell("户主", properties=merge), cell(NAME, properties="")),
            row(cell("", properties="<w:vMerge/>"), cell(SECRET)),
        )
    )


@_add(VISIBLE)
def revisions() -> Word:
    author = f'w:id="5" w:author="{NAME}" w:date="2026-01-01T00:00:00Z"'
    inner = (
        f"{run(SECRET[:6])}<w:ins {author}>{run(SECRET[6:12])}</w:ins>"
        f"<w:del {author}><w:r><w:delText>{MOBILE}</w:delText></w:r></w:del>"
        f"<w:r><w:rPr><w:b/><w:rPrChange {author}><w:rPr/></w:rPrChange></w:rPr>"
        f"<w:t>{SECRET[12:]}</w:t></w:r>"
    )
    return _word(_around(inner))


@_add(VISIBLE)
def deleted_paragraph_mark() -> Word:
    author = f'w:id="5" w:author="{NAME}"'
    mark = f"<w:rPr><w:del {author}/></w:rPr>"
    return _word(
        paragraph("身份证号", run(SECRET[:9]), properties=mark),
        paragraph(run(SECRET[9:]), "，每月650元。"),
    )


@_add(VISIBLE)
def moved_text() -> Word:
    author = f'w:id="5" w:author="{NAME}"'
    return _word(
        f'<w:p><w:moveFromRangeStart {author} w:name="move{MOBILE}"/>'
        f"<w:moveFrom {author}>{run(SECRET)}</w:moveFrom>"
        '<w:moveFromRangeEnd w:id="5"/></w:p>',
        f"<w:p>{run('身份证号')}<w:moveTo {author}>{run(SECRET)}</w:moveTo></w:p>",
    )


@_add(VISIBLE)
def headers_and_footers() -> Word:
    word = _word()
    for place, text in (("default", SECRET), ("first", NAME), ("even", MOBILE)):
        word.header(paragraph("页眉", run(text)), place=place)
        word.header(paragraph("页脚", run(text)), kind="footer", place=place)
    word.settings = "<w:evenAndOddHeaders/>"
    return word


def _notes(kind: str) -> Word:
    single = kind[:-1]
    word = _word(paragraph("见注", f'<w:r><w:{single}Reference w:id="2"/></w:r>', "。"))
    word.story(
        kind, f'<w:{single} w:id="2">{paragraph("证件", run(SECRET))}</w:{single}>'
    )
    return word


@_add(VISIBLE)
def footnote() -> Word:
    return _notes("footnotes")


@_add(VISIBLE)
def endnote() -> Word:
    return _notes("endnotes")


@_add(VISIBLE)
def text_box_both() -> Word:
    shape = f"<wps:wsp><wps:txbx>{_text_box(SECRET)}</wps:txbx><wps:bodyPr/></wps:wsp>"
    graphic = _A % (MICROSOFT + "word/2010/wordprocessingShape", shape)
    drawing = _drawing(graphic)[5:-6]
    return _word(
        paragraph(
            "见框",
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
            f"{drawing}</mc:Choice><mc:Fallback><w:pict>"
            f'<v:shape o:gfxdata="{base64.b64encode(SECRET.encode()).decode()}">'
            f"<v:textbox>{_text_box(SECRET)}</v:textbox></v:shape></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>",
        )
    )


@_add(VISIBLE)
def fallback_differs() -> Word:
    """The copy for old programs has another text than the drawing."""
    shape = f"<wps:wsp><wps:txbx>{_text_box('无')}</wps:txbx><wps:bodyPr/></wps:wsp>"
    graphic = _A % (MICROSOFT + "word/2010/wordprocessingShape", shape)
    return _word(
        paragraph(
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
            f"{_drawing(graphic)[5:-6]}</mc:Choice><mc:Fallback><w:pict><v:shape>"
            f"<v:textbox>{_text_box(SECRET)}</v:textbox></v:shape></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )


@_add(VISIBLE)
def vml_text_box() -> Word:
    return _word(
        paragraph(
            f'<w:r><w:pict><v:shape alt="{MOBILE}" title="{NAME}" '
            f'href="file:///C:/{NAME}.docx" style="width:100pt;height:40pt">'
            f"<v:textbox>{_text_box(SECRET)}</v:textbox></v:shape></w:pict></w:r>"
        )
    )


@_add(VISIBLE)
def watermark() -> Word:
    word = _word(_around("无"))
    word.header(
        paragraph(
            '<w:r><w:pict><v:shape id="PowerPlusWaterMarkObject1">'
            f'<v:textpath on="t" string="{NAME} {SECRET}"/></v:shape></w:pict></w:r>'
        )
    )
    return word


@_add(VISIBLE)
def inline_alternate() -> Word:
    """Both branches of an alternate run belong to one number."""
    inner = (
        f'{run(SECRET[:6])}<w:r><mc:AlternateContent><mc:Choice Requires="w14">'
        f"<w:t>{SECRET[6:]}</w:t></mc:Choice><mc:Fallback><w:t>{SECRET[6:]}</w:t>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    return _word(_around(inner))


@_add(VISIBLE)
def ruby() -> Word:
    inner = (
        f"<w:r><w:ruby><w:rubyPr/><w:rt>{run(MOBILE)}</w:rt><w:rubyBase>"
        f"{run(SECRET[:9])}</w:rubyBase></w:ruby></w:r>{run(SECRET[9:])}"
    )
    return _word(_around(inner))


@_add(VISIBLE)
def math() -> Word:
    inner = f"<m:oMath><m:r><m:t>{SECRET}</m:t></m:r></m:oMath>"
    return _word(_around(inner))


@_add(VISIBLE)
def chart() -> Word:
    word = _word()
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as out:
        out.writestr("xl/sharedStrings.xml", f"<sst><t>{SECRET}</t></sst>")
    xml = (
        f"<c:chartSpace {XMLNS}><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r>"
        f"<a:t>救助金额</a:t></a:r><a:r><a:t>{NAME}</a:t></a:r></a:p></c:rich></c:tx>"
        "</c:title><c:plotArea><c:barChart><c:ser><c:cat><c:strRef>"
        f"<c:f>{NAME}!$A$2:$A$3</c:f><c:strCache><c:pt idx='0'><c:v>{SECRET}</c:v>"
        "</c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>a!$B$2</c:f>"
        f"<c:numCache><c:formatCode>General</c:formatCode><c:pt idx='0'><c:v>{MOBILE}"
        "</c:v></c:pt><c:pt idx='1'><c:v>650.5</c:v></c:pt></c:numCache></c:numRef>"
        "</c:val></c:ser></c:barChart></c:plotArea></c:chart>"
        '<c:externalData r:id="rId10"/></c:chartSpace>'
    )
    key = word.part("word/charts/chart9.xml", xml, f"{DML}chart+xml", "chart")
    word.part(
        "word/embeddings/book.xlsx",
        book.getvalue(),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "package",
        "word/charts/chart9.xml",
    )
    graphic = _A % (DML, f'<c:chart r:id="{key}"/>')
    word.body += paragraph(_drawing(graphic))
    return word


@_add(VISIBLE)
def smart_art() -> Word:
    word = _word()
    text = f"<a:bodyPr/><a:p><a:r><a:t>{SECRET[:8]}</a:t></a:r><a:r><a:t>{SECRET[8:]}"
    text += "</a:t></a:r></a:p>"
    data = (
        f"<dgm:dataModel {XMLNS}><dgm:ptLst><dgm:pt modelId='1'><dgm:t>{text}</dgm:t>"
        "</dgm:pt></dgm:ptLst></dgm:dataModel>"
    )
    space = MICROSOFT + "drawing/2008/diagram"
    drawing = (
        f'<dsp:drawing {XMLNS} xmlns:dsp="{space}"><dsp:spTree><dsp:sp>'
        f"<dsp:txBody>{text}</dsp:txBody></dsp:sp></dsp:spTree></dsp:drawing>"
    )
    key = word.part(
        "word/diagrams/data1.xml", data, f"{DML}diagramData+xml", "diagramData"
    )
    word.part(
        "word/diagrams/drawing1.xml",
        drawing,
        "application/vnd.ms-office.drawingml.diagramDrawing+xml",
        MICROSOFT + "2007/relationships/diagramDrawing",
    )
    word.body += paragraph(
        _drawing(_A % (DML + "diagram", f'<dgm:relIds r:dm="{key}"/>'))
    )
    return word


@_add(VISIBLE)
def table_of_contents() -> Word:
    return _word(
        paragraph(
            _field(r' TOC \o "1-3" \h \z \u ', run(f"{NAME}救助 {SECRET}") + run("1"))
        )
    )


def _field(code: str, result: str, data: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@_add(VISIBLE)
def field_results() -> Word:
    return _word(
        _around(_field(f" MERGEFIELD {NAME} ", run(SECRET))),
        _around(
            f'<w:fldSimple w:instr=" DOCPROPERTY {MOBILE} ">{run(SECRET)}</w:fldSimple>'
        ),
    )


@_add(VISIBLE)
def field_code_shown() -> Word:
    """An EQ field shows text of its code."""
    code = rf" EQ \o\ac(○,{SECRET}) "
    return _word(_around(_field(code, "")))


@_add(VISIBLE)
def drop_down_field() -> Word:
    data = (
        f"<w:ffData><w:name w:val='{NAME}'/><w:ddList><w:result w:val='1'/>"
        f"<w:listEntry w:val='{MOBILE}'/><w:listEntry w:val='{SECRET}'/></w:ddList>"
        "</w:ffData>"
    )
    return _word(_around(_field(" FORMDROPDOWN ", "", data)))


@_add(VISIBLE)
def list_label() -> Word:
    word = _word(
        paragraph(
            "第一项",
            properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        )
    )
    word.part(
        "word/numbering.xml",
        f'<w:numbering {XMLNS}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
        f'<w:lvlText w:val="{NAME}%1 {SECRET}"/></w:lvl></w:abstractNum><w:num '
        'w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        WML + "numbering+xml",
        "numbering",
    )
    return word


@_add(VISIBLE)
def white_and_tiny() -> Word:
    return _word(_around(run(SECRET, '<w:color w:val="FFFFFF"/><w:sz w:val="2"/>')))


@_add(VISIBLE)
def web_hidden() -> Word:
    return _word(_around(run(SECRET, "<w:webHidden/>")))


@_add(VISIBLE)
def strict() -> Word:
    word = _word(_around(SECRET))
    word.strict = True
    return word


@_add(VISIBLE)
def utf_16() -> Word:
    word = _word(_around(SECRET))
    word.encoding = "utf-16"
    return word


@_add(VISIBLE)
def macro_enabled() -> Word:
    word = _word(_around(SECRET))
    word.main_type = "application/vnd.ms-word.document.macroEnabled.main+xml"
    word.part(
        "word/vbaProject.bin",
        b"VBA" + NAME.encode("gb18030"),
        "application/vnd.ms-office.vbaProject",
        MICROSOFT + "2006/relationships/vbaProject",
    )
    return word


@_add(VISIBLE)
def half_deleted_half_inserted() -> Word:
    """The first half makes one number with the deleted, one with the inserted text."""
    author = f'w:id="5" w:author="{NAME}"'
    inner = (
        f"{run('手机' + MOBILE[:5])}<w:del {author}><w:r><w:delText>{MOBILE[5:]}"
        f"</w:delText></w:r></w:del>{run('，证件' + SECRET[:9])}"
        f"<w:ins {author}>{run(SECRET[9:12])}</w:ins><w:del {author}><w:r><w:delText>"
        f"0</w:delText></w:r></w:del><w:ins {author}>{run(SECRET[12:])}</w:ins>"
    )
    return _word(paragraph(inner))


@_add(VISIBLE)
def revision_marks_and_languages() -> Word:
    inner = "".join(
        f'<w:r w:rsidR="00{n:06X}" w:rsidRPr="00{n + 9:06X}"><w:rPr><w:noProof/>'
        f'<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr><w:t>{SECRET[n : n + 3]}'
        "</w:t></w:r>"
        for n in range(0, 18, 3)
    )
    return _word(_around(inner))


@_add(VISIBLE)
def hyperlink_text() -> Word:
    word = _word()
    key = word.relate("https://www.example.gov.cn/", "hyperlink", external=True)
    word.body += _around(
        run(SECRET[:6]),
        f'<w:hyperlink r:id="{key}">{run(SECRET[6:10])}{run(SECRET[10:])}'
        "</w:hyperlink>",
    )
    return word


@_add(VISIBLE)
def directions() -> Word:
    inner = (
        f'<w:bdo w:val="ltr">{run(SECRET[:8])}</w:bdo><w:dir w:val="ltr">'
        f"{run(SECRET[8:])}</w:dir>"
    )
    return _word(_around(inner))


@_add(VISIBLE)
def zero_width_characters() -> Word:
    marks = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202a\u180e\ufe0f"
    text = "".join(char + marks[n % len(marks)] for n, char in enumerate(SECRET[:-1]))
    return _word(_around(text + SECRET[-1]))


@_add(VISIBLE)
def national_encoding() -> Word:
    word = _word(_around(SECRET))
    word.encoding = "gb18030"
    return word


@_add(VISIBLE)
def word_art() -> Word:
    shape = (
        f"<wps:wsp><wps:txbx>{_text_box(SECRET)}</wps:txbx><wps:bodyPr fromWordArt="
        '"1"><a:prstTxWarp prst="textPlain"/></wps:bodyPr></wps:wsp>'
    )
    graphic = _A % (MICROSOFT + "word/2010/wordprocessingShape", shape)
    return _word(paragraph(run("艺术字"), _drawing(graphic)))


@_add(VISIBLE)
def grouped_text_boxes() -> Word:
    space = MICROSOFT + "word/2010/wordprocessing"
    boxes = "".join(
        f"<wps:wsp><wps:txbx>{_text_box(text)}</wps:txbx><wps:bodyPr/></wps:wsp>"
        for text in (SECRET, NAME)
    )
    group = f'<wpg:wgp xmlns:wpg="{space}Group">{boxes}</wpg:wgp>'
    canvas = f'<wpc:wpc xmlns:wpc="{space}Canvas">{boxes}</wpc:wpc>'
    return _word(
        paragraph(
            _drawing(_A % (f"{space}Group", group)),
            _drawing(_A % (f"{space}Canvas", canvas)),
        )
    )


# Text that no page shows ----------------------------------------------------------


@_add(HIDDEN)
def vanished_runs() -> Word:
    return _word(
        paragraph("甲", run(SECRET, "<w:vanish/>"), "乙"),
        paragraph(run(MOBILE, '<w:rStyle w:val="hid"/>')),
        paragraph(run(NAME, "<w:vanish/>"), properties="<w:rPr><w:vanish/></w:rPr>"),
    )


@_add(HIDDEN)
def comments() -> Word:
    word = _word(
        paragraph(
            '<w:commentRangeStart w:id="0"/>',
            run("正文"),
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        )
    )
    xml = (
        f'<w:comments {XMLNS}><w:comment w:id="0" w:author="{NAME}" w:initials="W">'
        f"{paragraph(SECRET)}</w:comment></w:comments>"
    )
    word.part("word/comments.xml", xml, WML + "comments+xml", "comments")
    word.part(
        "word/people.xml",
        f'<w15:people {XMLNS}><w15:person w15:author="{NAME}"/></w15:people>',
        WML + "people+xml",
        MICROSOFT + "2011/relationships/people",
    )
    return word


@_add(HIDDEN)
def parts_beside_comments() -> Word:
    """Word and WPS keep threads, ids and dates of comments in parts of their own."""
    word = comments()
    for name, year in (("Extended", 2011), ("Ids", 2016), ("Extensible", 2018)):
        word.part(
            f"word/comments{name}.xml",
            f"<w15:x {XMLNS} w15:who='{SECRET}'>{NAME}</w15:x>",
            "application/xml",
            f"{MICROSOFT}{year}/{'' if year == 2011 else '09/'}relationships/"
            f"comments{name}",
        )
    return word


@_add(HIDDEN)
def embedded_font() -> Word:
    """A font cut down to the letters of a name tells the name."""
    word = _word()
    word.part(
        "word/fontTable.xml",
        f'<w:fonts {XMLNS}><w:font w:name="宋体"><w:embedRegular r:id="rId10" '
        'w:fontKey="{0}" w:subsetted="1"/></w:font></w:fonts>',
        WML + "fontTable+xml",
        "fontTable",
    )
    word.part(
        "word/fonts/font1.odttf",
        f"glyphs of {NAME}",
        "application/vnd.openxmlformats-officedocument.obfuscatedFont",
        "font",
        "word/fontTable.xml",
    )
    return word


@_add(HIDDEN)
def sub_documents() -> Word:
    word = _word()
    inside = word.part("word/sub.docx", SECRET, "application/xml", "subDocument")
    out = word.relate(f"file:///C:/{NAME}.docx", "subDocument", external=True)
    word.body += f'<w:subDoc r:id="{inside}"/><w:subDoc r:id="{out}"/>'
    return word


@_add(HIDDEN)
def web_frames() -> Word:
    word = _word()
    word.part(
        "word/webSettings.xml",
        f'<w:webSettings {XMLNS}><w:frameset><w:frame><w:name w:val="{NAME}"/>'
        '<w:sourceFileName r:id="rId10"/></w:frame></w:frameset></w:webSettings>',
        WML + "webSettings+xml",
        "webSettings",
    )
    word.relate(
        f"file:///C:/{SECRET}.html", "frame", "word/webSettings.xml", external=True
    )
    return word


@_add(HIDDEN)
def picture_links() -> Word:
    word = _word()
    key = word.relate(f"tel:{MOBILE}", "hyperlink", external=True)
    link = f'<a:hlinkClick r:id="{key}" tooltip="{NAME} {SECRET}"/>'
    drawing = _drawing(_A % (DML, "")).replace(
        'name="图片 1"/>', f'name="图片 1">{link}</wp:docPr>'
    )
    word.body += paragraph(run("图"), drawing)
    return word


@_add(HIDDEN)
def names_of_lists() -> Word:
    word = _word(
        paragraph(
            "第一项",
            properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        )
    )
    word.part(
        "word/numbering.xml",
        f'<w:numbering {XMLNS}><w:abstractNum w:abstractNumId="0"><w:name w:val='
        f'"{NAME}{SECRET}"/><w:styleLink w:val="{NAME}"/><w:lvl w:ilvl="0"/>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>",
        WML + "numbering+xml",
        "numbering",
    )
    return word


@_add(HIDDEN)
def bound_control() -> Word:
    """A control shows other text than the data that would refill it."""
    word = _word(
        '<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="/root/name" '
        'w:storeItemID="{A}"/><w:text/></w:sdtPr><w:sdtContent>'
        f"{run('已核')}</w:sdtContent></w:sdt></w:p>"
    )
    word.part(
        "customXml/item1.xml", f"<root><name>{NAME}{SECRET}</name></root>",
        "application/xml", "customXml",
    )  # fmt: skip
    word.part(
        "customXml/itemProps1.xml", f"<ds:item>{MOBILE}</ds:item>",
        "application/xml", "customXmlProps", "customXml/item1.xml",
    )  # fmt: skip
    return word


@_add(HIDDEN)
def extra_fields() -> Word:
    word = _word()
    note = SECRET.encode()
    word.extra = b"\x75\x70" + len(note).to_bytes(2, "little") + note
    return word


@_add(HIDDEN)
def new_charts() -> Word:
    """Charts of Word 2016, which no check can read: dropped, and a hazard."""
    word = _word()
    key = word.part(
        "word/charts/chartEx1.xml",
        f"<cx:chartSpace><cx:v>{SECRET}</cx:v></cx:chartSpace>",
        "application/vnd.ms-office.chartex+xml",
        MICROSOFT + "2014/relationships/chartEx",
    )
    space = MICROSOFT + "drawing/2014/chartex"
    graphic = _A % (space, f'<cx:chart xmlns:cx="{space}" r:id="{key}"/>')
    word.body += paragraph(run("图"), _drawing(graphic))
    return word


@_add(HIDDEN)
def deleted_text_and_rows() -> Word:
    author = f'w:id="7" w:author="{NAME}"'
    gone = f"<w:tr><w:trPr><w:del {author}/></w:trPr>{cell(SECRET)}</w:tr>"
    return _word(
        table(gone, ("留下",)),
        paragraph(
            f"<w:del {author}><w:r><w:delText>{MOBILE}</w:delText></w:r></w:del>"
        ),
    )


@_add(HIDDEN)
def core_and_custom_properties() -> Word:
    word = _word()
    space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    xml = (
        f'<cp:coreProperties xmlns:cp="{space}" xmlns:dc="http://purl.org/dc/elements/'
        f'1.1/"><dc:creator>{NAME}</dc:creator><cp:keywords>{SECRET}</cp:keywords>'
        "</cp:coreProperties>"
    )
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
    word.part("docProps/core.xml", xml, "application/xml", kind + "core-properties", "")
    word.part(
        "docProps/custom.xml",
        f"<Properties><property name='{SECRET}'><v>{MOBILE}</v></property>"
        "</Properties>",
        "application/xml",
        "custom-properties",
        "",
    )
    word.part(
        "docProps/app.xml",
        f"<Properties><Company>{NAME}</Company></Properties>",
        "application/xml",
        "extended-properties",
        "",
    )
    word.part("docProps/thumbnail.jpeg", SECRET, "image/jpeg", kind + "thumbnail", "")
    return word


@_add(HIDDEN)
def settings() -> Word:
    word = _word(
        settings=(
            f'<w:docVars><w:docVar w:name="{NAME}" w:val="{SECRET}"/></w:docVars>'
            f'<w:mailMerge><w:query w:val="SELECT {SECRET}"/></w:mailMerge>'
            f'<w:writeProtection w:hash="{SECRET}"/>'
            '<w:attachedTemplate r:id="rId10"/>'
            '<w:documentProtection w:edit="forms" w:enforcement="1" w:hash="aGFz"/>'
        )
    )
    word.relate(
        f"file:///C:/Users/{NAME}/a.dotm",
        "attachedTemplate",
        "word/settings.xml",
        external=True,
    )
    return word


@_add(HIDDEN)
def links() -> Word:
    word = _word()
    targets = (
        f"tel:{MOBILE}",
        f"mailto:{MOBILE}@example.com",
        f"http://example.com/?id={SECRET}",
        "http://example.com/%E5%B0%89%E8%BF%9F%E6%98%A5%E7%AC%99",
        f"file:///C:/Users/{NAME}/{SECRET}.docx",
        f"\\\\server\\{NAME}\\a.docx",
    )
    for number, target in enumerate(targets):
        key = word.relate(target, "hyperlink", external=True)
        word.body += (
            f'<w:p><w:hyperlink r:id="{key}" w:tooltip="{SECRET}" '
            f'w:docLocation="{NAME}">{run(f"链接{number}")}</w:hyperlink></w:p>'
        )
    return word


@_add(HIDDEN)
def field_codes() -> Word:
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF '
        f"</w:instrText></w:r>{_field(' MERGEFIELD x ', run(MOBILE))}"
        f'<w:r><w:instrText> = "{NAME}" "是" "否" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>是</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    packed = base64.b64encode(SECRET.encode("utf-16-le")).decode()
    data = f"<w:fldData>{packed}</w:fldData>"
    return _word(
        paragraph("条件", nested),
        paragraph(_field(f' HYPERLINK "tel:{MOBILE}" ', run("电话"))),
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> XE '
            f'"{NAME}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        paragraph(_field(" PAGE ", run("1"), data)),
        paragraph(
            _field(
                " FORMTEXT ",
                run("文本"),
                f"<w:ffData><w:name w:val='{NAME}'/><w:helpText w:val='{SECRET}'/>"
                f"<w:textInput><w:default w:val='{MOBILE}'/></w:textInput></w:ffData>",
            )
        ),
    )


@_add(HIDDEN)
def names() -> Word:
    styles = (
        f'<w:styles {XMLNS}><w:style w:type="paragraph" w:styleId="s1"><w:name '
        f'w:val="{NAME}"/></w:style></w:styles>'
    )
    return _word(
        paragraph(
            f'<w:bookmarkStart w:id="1" w:name="{NAME}"/>',
            run("标记"),
            f'<w:bookmarkEnd w:id="1"/><w:bookmarkStart w:id="2" w:name="B{SECRET}"/>'
            '<w:bookmarkEnd w:id="2"/>',
        ),
        paragraph(_field(rf" REF B{SECRET} \h ", run("标记"))),
        paragraph(f'<w:hyperlink w:anchor="{NAME}">{run("见上")}</w:hyperlink>'),
        styles=styles,
    )


@_add(HIDDEN)
def alternative_text() -> Word:
    graphic = _A % (DML, "")
    properties = f'id="1" name="{NAME}" descr="{SECRET}" title="{MOBILE}"'
    word = _word(paragraph(run("图"), _drawing(graphic, properties)))
    word.body += (
        f'<w:tbl><w:tblPr><w:tblCaption w:val="{NAME}"/><w:tblDescription '
        f'w:val="{SECRET}"/></w:tblPr>{row("甲")}</w:tbl>'
    )
    return word


@_add(HIDDEN)
def permissions_and_signatures() -> Word:
    word = _word(
        f'<w:p><w:permStart w:id="1" w:ed="{NAME}"/>{run("可编辑")}'
        '<w:permEnd w:id="1"/></w:p>',
        paragraph(
            f'<w:r><w:pict><v:shape><o:signatureline o:suggestedsigner="{NAME}" '
            f'o:suggestedsigneremail="{MOBILE}"/></v:shape></w:pict></w:r>'
        ),
    )
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/"
    word.part(
        "_xmlsignatures/origin.sigs", "", "", kind + "digital-signature/origin", ""
    )
    word.part(
        "_xmlsignatures/sig1.xml",
        f"<Signature>{SECRET}</Signature>",
        "application/xml",
        kind + "digital-signature/signature",
        "_xmlsignatures/origin.sigs",
    )
    return word


@_add(HIDDEN)
def foreign_parts() -> Word:
    word = _word()
    for name, relation in (
        ("customXml/item1.xml", "customXml"),
        ("word/glossary/document.xml", "glossaryDocument"),
        ("word/printerSettings/p.bin", "printerSettings"),
        ("word/embeddings/o.bin", "oleObject"),
        ("word/embeddings/p.docx", "package"),
        ("word/activeX/a.xml", "control"),
        ("word/wps.xml", "http://www.wps.cn/relationships/customData"),
        ("word/x.xml", "http://evil.example/relationships/header"),
        ("word/webSettings.xml", "webSettings"),
        ("word/ink.xml", OFFICE + "ink"),
    ):
        word.part(name, f"<a>{SECRET}{NAME}</a>", "application/xml", relation)
    word.part("word/orphan.xml", f"<a>{MOBILE}</a>", "application/xml")
    return word


@_add(HIDDEN)
def foreign_markup() -> Word:
    return _word(
        f'<w:p xmlns:q="http://vendor.example/2026" q:who="{NAME}"><q:x>{SECRET}</q:x>'
        f"{run('正文')}</w:p>",
        paragraph(
            '<w:r><mc:AlternateContent xmlns:q="http://vendor.example/2026">'
            f'<mc:Choice Requires="q"><w:t>{SECRET}</w:t></mc:Choice><mc:Fallback>'
            "<w:t>旧版</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        ),
    )


@_add(HIDDEN)
def comments_in_xml() -> Word:
    return _word(f"<!-- {SECRET} --><?note {NAME}?>", f"<w:p>{run('正文')}</w:p>")


@_add(HIDDEN)
def text_between_elements() -> Word:
    return _word(
        f"<w:p>{SECRET}{run('正文')}{NAME}</w:p>{MOBILE}",
        f"<w:p><w:pPr><w:jc w:val='left'>{SECRET}</w:jc></w:pPr></w:p>",
    )


@_add(HIDDEN)
def odd_attributes() -> Word:
    """Values in attributes that no one expects text in."""
    return _word(
        f"<w:p><w:pPr><w:outlineLvl w:val='{SECRET}'/></w:pPr>"
        f"<w:r><w:rPr><w:rFonts w:ascii='{NAME}'/><w:lang w:val='{MOBILE}'/></w:rPr>"
        f"<w:t>正文</w:t></w:r></w:p>"
        f'<w:p w:note="a > {SECRET}">{run("正文")}</w:p>'
    )


@_add(VISIBLE)
def alternative_chunks() -> Word:
    word = _word()
    page = f"<html><body><p>身份证<b>{SECRET[:5]}</b>{SECRET[5:]}</p></body></html>"
    for name, data in (("a.html", page), ("b.txt", f"{NAME}\n{SECRET}")):
        key = word.part(f"word/{name}", data, "text/html", "aFChunk")
        word.body += f'<w:altChunk r:id="{key}"/>'
    return word


@_add(HIDDEN)
def unreadable_chunks() -> Word:
    word = _word()
    for name, data in (("a.bin", SECRET), ("b.xml", f"<x>{NAME}</x>")):
        key = word.part(f"word/{name}", data, "application/octet-stream", "aFChunk")
        word.body += f'<w:altChunk r:id="{key}"/>'
    return word


@_add(HIDDEN)
def zip_comment() -> Word:
    word = _word()
    word.comment = f"{NAME} {SECRET}".encode()
    return word


@_add(HIDDEN)
def relationship_ids() -> Word:
    word = _word()
    key = word.relate("http://example.com/", "hyperlink", external=True)
    rows = word.relations["word/document.xml"]
    rows[-1] = rows[-1].replace(f'"{key}"', f'"r{SECRET}"')
    word.body += f'<w:p><w:hyperlink r:id="r{SECRET}">{run("链接")}</w:hyperlink></w:p>'
    return word


@_add(HIDDEN)
def date_of_a_control() -> Word:
    return _word(
        f'<w:p><w:sdt><w:sdtPr><w:date w:fullDate="{SECRET}"><w:dateFormat '
        'w:val="yyyy"/></w:date></w:sdtPr><w:sdtContent>'
        f"{run('2026年')}</w:sdtContent></w:sdt></w:p>"
    )


@_add(VISIBLE)
def table_in_a_text_box() -> Word:
    """A bare name in a cell of both copies: only the table tells what it is."""
    inner = table(("姓名", "证件"), (NAME, SECRET))
    box = f"<w:txbxContent>{inner}{paragraph('完')}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp>"
    graphic = _A % (MICROSOFT + "word/2010/wordprocessingShape", shape)
    return _word(
        table(("姓名", "证件"), (NAME, SECRET)),
        paragraph(
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
            f"{_drawing(graphic)[5:-6]}</mc:Choice><mc:Fallback><w:pict><v:shape>"
            f"<v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        ),
    )


@_add(HIDDEN)
def embedded_objects() -> Word:
    word = _word()
    key = word.part("word/embeddings/a.bin", SECRET, "application/x-ole", "oleObject")
    word.body += paragraph(
        f'<w:r><w:object w:dxaOrig="1"><v:shape o:ole=""/><o:OLEObject Type="Embed" '
        f'ProgID="{NAME}" r:id="{key}"/></w:object></w:r>',
        f'<w:r><w:object><w:drawing/><w:objectEmbed r:id="{key}" w:fieldCodes="'
        f'{MOBILE}"/></w:object></w:r>',
    )
    return word
