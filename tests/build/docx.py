"""Word documents made by code, part by part, so that every hiding place can be set.

A `Word` holds the body and any other parts; `save` writes the package. Sizes of the
benchmark files: `report` (300 pages of prose), `roll` (5,000 rows of 8 columns).
"""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from tests.build.people import Person, people

__all__ = [
    "Word",
    "cell",
    "notice",
    "paragraph",
    "report",
    "roll",
    "row",
    "run",
    "table",
    "text_of",
]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/"
MICROSOFT = "http://schemas.microsoft.com/office/"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DML = "application/vnd.openxmlformats-officedocument.drawingml."
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE[:-1],
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": MICROSOFT + "word/2010/wordprocessingShape",
    "w14": MICROSOFT + "word/2010/wordml",
    "w15": MICROSOFT + "word/2012/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
XMLNS = " ".join(f'xmlns:{p}="{uri}"' for p, uri in NAMESPACES.items())
_STRICT = {
    "w": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "r": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SECTION = (
    '<w:sectPr>%s<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" '
    'w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" '
    'w:gutter="0"/></w:sectPr>'
)
_STYLES = f"""<w:styles {XMLNS}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts
 w:ascii="Calibri" w:eastAsia="宋体" w:hAnsi="Calibri"/><w:sz w:val="21"/></w:rPr>
</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1"
 w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph"
 w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:rPr><w:b/>
<w:sz w:val="32"/></w:rPr></w:style><w:style w:type="character" w:styleId="hid">
<w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"""


@dataclass
class _Part:
    name: str
    data: bytes
    content_type: str


@dataclass
class Word:
    """A Word package under construction.

    Attributes:
        body: XML of the blocks of the body.
        section: XML put first into the last section's properties.
        settings: XML of the children of the settings.
        styles: XML of the styles part.
        main_type: Content type of the document part.
        encoding: Of the document part.
        strict: Write the document part in the Strict namespaces.
        extra: Extra field of every zip entry (PKWARE appnote 4.5).
    """

    body: str = ""
    section: str = ""
    settings: str = ""
    styles: str = _STYLES
    main_type: str = WML + "document.main+xml"
    comment: bytes = b""
    encoding: str = "utf-8"
    strict: bool = False
    extra: bytes = b""
    parts: list[_Part] = field(default_factory=list)
    relations: dict[str, list[str]] = field(default_factory=dict)

    def part(
        self,
        name: str,
        data: str | bytes,
        content_type: str,
        relation: str = "",
        owner: str = "word/document.xml",
    ) -> str:
        """Add a part and a relationship to it; returns the relationship's id."""
        raw = data.encode() if isinstance(data, str) else data
        self.parts.append(_Part(name, raw, content_type))
        if not relation:
            return ""
        return self.relate(f"/{name}", relation, owner)

    def relate(
        self,
        target: str,
        relation: str,
        owner: str = "word/document.xml",
        *,
        external: bool = False,
    ) -> str:
        """Add a relationship; returns its id."""
        rows = self.relations.setdefault(owner, [])
        key = f"rId{len(rows) + 10}"
        kind = relation if "://" in relation else OFFICE + relation
        mode = ' TargetMode="External"' if external else ""
        rows.append(
            f'<Relationship Id="{key}" Type="{kind}" Target={quoteattr(target)}{mode}/>'
        )
        return key

    def story(self, kind: str, blocks: str, name: str = "") -> str:
        """Add a header, footer, footnotes or endnotes part."""
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        xml = f"{_HEAD}<w:{root} {XMLNS}>{blocks}</w:{root}>"
        return self.part(f"word/{name or kind}.xml", xml, f"{WML}{kind}+xml", kind)

    def header(
        self, blocks: str, *, kind: str = "header", place: str = "default"
    ) -> str:
        """Add a header or footer to the section."""
        key = self.story(kind, blocks, f"{kind}{len(self.parts)}")
        self.section += f'<w:{kind}Reference w:type="{place}" r:id="{key}"/>'
        return key

    def save(self, path: Path) -> Path:
        """Write the package."""
        base = [
            _Part(
                "word/styles.xml", (_HEAD + self.styles).encode(), WML + "styles+xml"
            ),
            _Part(
                "word/settings.xml",
                f"{_HEAD}<w:settings {XMLNS}>{self.settings}</w:settings>".encode(),
                WML + "settings+xml",
            ),
        ]
        relations = {k: list(v) for k, v in self.relations.items()}
        own = relations.setdefault("word/document.xml", [])
        own += [
            f'<Relationship Id="rId1" Type="{OFFICE}styles" Target="styles.xml"/>',
            f'<Relationship Id="rId2" Type="{OFFICE}settings" Target="settings.xml"/>',
        ]
        relations.setdefault("", []).append(
            f'<Relationship Id="rId1" Type="{OFFICE}officeDocument" '
            'Target="word/document.xml"/>'
        )
        body = self.body + _SECTION % self.section
        main = f"{_HEAD}<w:document {XMLNS}><w:body>{body}</w:body></w:document>"
        if self.strict:
            for kind, name in _STRICT.items():
                main = main.replace(NAMESPACES[kind], name)
        if self.encoding != "utf-8":
            main = main.replace('encoding="UTF-8"', f'encoding="{self.encoding}"')
        data = main.encode(self.encoding)
        parts = [_Part("word/document.xml", data, self.main_type), *base]
        parts += self.parts
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            out.comment = self.comment
            out.writestr("[Content_Types].xml", _types(parts))
            for owner, rows in relations.items():
                folder, _, name = owner.rpartition("/")
                place = (
                    f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
                )
                out.writestr(place, _relations(rows))
            for part in parts:
                info = zipfile.ZipInfo(part.name)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.extra = self.extra
                out.writestr(info, part.data)
        return path


def _relations(rows: Iterable[str]) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{PACKAGE[:-1]}">{"".join(rows)}</Relationships>'
    )


def _types(parts: Iterable[_Part]) -> str:
    rows = "".join(
        f'<Override PartName="/{p.name}" ContentType="{p.content_type}"/>'
        for p in parts
        if p.content_type
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{rows}</Types>'
    )


def run(text: str, properties: str = "") -> str:
    """Return a run; ``properties`` is the XML inside ``w:rPr``."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """Return a paragraph of runs (XML) or, for what is no XML, of plain text."""
    head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    runs = (part if part.startswith("<") else run(part) for part in content)
    return f"<w:p>{head}{''.join(runs)}</w:p>"


def cell(*blocks: str, properties: str = "") -> str:
    """Return a table cell of paragraphs (XML or plain text)."""
    inner = "".join(b if b.startswith("<") else paragraph(b) for b in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or '<w:p/>'}</w:tc>"


def row(*cells: str) -> str:
    """Return a table row of cells (XML or plain text)."""
    inner = "".join(c if c.startswith("<w:tc>") else cell(c) for c in cells)
    return f"<w:tr>{inner}</w:tr>"


def table(*rows: str | Sequence[str]) -> str:
    """Return a table with single borders."""
    inner = "".join(r if isinstance(r, str) else row(*r) for r in rows)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>{inner}</w:tbl>"
    )


def text_of(path: Path) -> str:
    """Return all text of ``w:t`` in a copy's story parts, by plain means."""
    import re

    with zipfile.ZipFile(path) as package:
        names = [n for n in package.namelist() if n.startswith("word/")]
        xml = "".join(package.read(n).decode() for n in names if n.endswith(".xml"))
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))


def notice(path: Path, persons: Sequence[Person] | None = None) -> Path:
    """Write a notice of a public office: a heading, prose and a table of people."""
    persons = people(5) if persons is None else persons
    rows = [("序号", "姓名", "身份证号", "联系电话", "住址", "金额（元）")]
    rows += [
        (str(n), p.name, p.id_number, p.mobile, p.address, f"{600 + n * 10}")
        for n, p in enumerate(persons, 1)
    ]
    first = persons[0]
    word = Word(
        paragraph(
            run("关于临时救助对象名单的公示", "<w:b/>"),
            properties='<w:pStyle w:val="1"/>',
        )
        + paragraph("昌民发〔2026〕18号")
        + paragraph(
            f"经审核，{first.name}（身份证号：",
            run(first.id_number[:9], "<w:b/>"),
            run(first.id_number[9:]),
            f"，手机{first.mobile}）等{len(persons)}人符合条件，现予公示。",
        )
        + table(*rows)
        + paragraph("公示期自2026年5月9日起七个工作日，监督电话12345。")
    )
    word.header(paragraph("昌岭县民政局"))
    footer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    word.header(paragraph(footer), kind="footer")
    return word.save(path)


_FONTS = (
    '<w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="宋体" '
    'w:cs="宋体" w:hint="eastAsia"/><w:color w:val="000000"/><w:kern w:val="0"/>'
    '<w:sz w:val="32"/><w:szCs w:val="32"/>'
)
_PROSE = (
    "经入户调查、民主评议、张榜公示和乡镇审核，该户家庭人均收入低于当地最低生活保障标准，",
    "符合《最低生活保障审核确认办法》第十二条规定的条件，同意纳入保障范围，每月发放补助",
    "现予公示，公示期自二〇二六年五月九日起七个工作日。公示期内如有异议，请向镇人民政府反映。",
)


def report(path: Path, *, pages: int = 300, hits: int = 3) -> Path:
    """Write prose of about ``pages`` pages with ``hits`` people on each."""
    persons = people(pages * hits)
    blocks = []
    properties = (
        '<w:widowControl/><w:spacing w:line="560" w:lineRule="exact"/>'
        f'<w:ind w:firstLineChars="200" w:firstLine="640"/><w:rPr>{_FONTS}</w:rPr>'
    )
    for page in range(pages):
        for number in range(8):
            pieces = [_PROSE[0], _PROSE[1], f"{600 + number}元。", _PROSE[2]]
            if number < hits:
                who = persons[page * hits + number]
                pieces[:0] = [
                    f"申请人{who.name}，身份证号码",
                    who.id_number[:6],
                    who.id_number[6:],
                    f"，联系电话{who.mobile}，住{who.address}。",
                ]
            runs = "".join(
                f'<w:r w:rsidRPr="00A{page:05}">{run(p, _FONTS)[5:]}' for p in pieces
            )
            blocks.append(
                f'<w:p w:rsidR="00B{page:05}" w:rsidRDefault="00C{number:05}">'
                f"<w:pPr>{properties}</w:pPr>{runs}</w:p>"
            )
    return Word("".join(blocks)).save(path)


def roll(path: Path, *, rows: int = 5000, columns: int = 8, first: int = 0) -> Path:
    """Write a roll of people: a table of ``rows`` rows with a head row."""
    titles = ("序号", "姓名", "身份证号", "手机号", "银行卡号", "住址", "类别", "金额")
    width = '<w:tcW w:w="1100" w:type="dxa"/><w:vAlign w:val="center"/>'
    lines = []
    for number, who in enumerate([None, *people(rows, first)]):
        values = titles
        if who is not None:
            values = (
                *(str(number), who.name, who.id_number, who.mobile, who.card),
                *(who.address, "农村低保", f"{number % 900 + 100}.00"),
            )
        cells = "".join(
            cell(
                paragraph(run(value, _FONTS), properties='<w:jc w:val="center"/>'),
                properties=width,
            )
            for value in (*values, *("备注",) * columns)[:columns]
        )
        lines.append(f"<w:tr>{cells}</w:tr>")
    return Word(paragraph("补贴发放花名册") + table(*lines)).save(path)
