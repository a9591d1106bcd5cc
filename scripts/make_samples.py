"""Make the sample documents of ``assets/samples``: invented people, invented papers.

The same run gives the same bytes.
"""

import io
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from sample_kit import Sheet, card_number, people

SAMPLES = Path(__file__).resolve().parent.parent / "assets" / "samples"
_STAMP = (2026, 11, 2, 9, 0, 0)


def _song(run, size: float = 12, bold: bool = False) -> None:
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    run.bold = bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def _line(container, text: str, size: float = 12, *, bold: bool = False):
    paragraph = container.add_paragraph()
    _song(paragraph.add_run(text), size, bold)
    return paragraph


def _fixed(package: bytes) -> bytes:
    """Return the same package with fixed dates in its zip directory."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            copy.writestr(zipfile.ZipInfo(name, _STAMP), source.read(name), 8)
    return target.getvalue()


def _save_word(document, path: Path, title: str) -> None:
    properties = document.core_properties
    properties.title, properties.author = title, "周雨桐"
    properties.comments = ""
    properties.created = properties.modified = datetime(*_STAMP)
    package = io.BytesIO()
    document.save(package)
    path.write_bytes(_fixed(package.getvalue()))


def relief_notice(path: Path) -> None:
    """Write a relief notice: a table of applicants, a public telephone, a header."""
    document = docx.Document()
    section = document.sections[0]
    _song(section.header.paragraphs[0].add_run("青禾街道民政办公室  公示材料"), 9)
    _song(section.footer.paragraphs[0].add_run("监督电话：025-12345"), 9)
    title = _line(document, "关于2026年第三批临时救助对象的公示", 18, bold=True)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(
        document,
        "根据《社会救助暂行办法》（国务院令第649号）和宁江民发〔2026〕17号文件，经本人申请、"
        "入户调查、集体评议，拟对下列人员给予临时救助，现予公示。公示期为2026年11月2日至"
        "11月8日。对公示内容有异议的，请在公示期内拨打12345反映。",
    )
    applicants = people()[:8]
    heads = ("序号", "姓名", "身份证号码", "联系电话", "家庭住址", "救助金额（元）")
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _song(cell.paragraphs[0].add_run(head), 9, bold=True)
    for position, person in enumerate(applicants, start=1):
        values = (
            str(position),
            person.name,
            person.number,
            person.mobile,
            person.address,
            person.amount,
        )
        for cell, value in zip(table.add_row().cells, values, strict=True):
            _song(cell.paragraphs[0].add_run(value), 9)
    note = document.add_paragraph()
    first = applicants[0]
    _song(note.add_run("说明：申请人"))
    _song(note.add_run(first.name), bold=True)
    _song(note.add_run("（公民身份号码："))
    _song(note.add_run(first.number[:10]))
    _song(note.add_run(first.number[10:]), bold=True)
    _song(note.add_run("）的救助款已打入本人银行卡"))
    _song(note.add_run(card_number("622202430102007186")))
    _song(note.add_run(f"，金额{first.amount}元。"))
    _line(document, "青禾街道民政办公室").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _line(document, "2026年11月2日").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _save_word(document, path, "临时救助公示")


def housing_roster(path: Path) -> None:
    """Write a two-page roster of housing applicants, a table of 24 rows."""
    sheet = Sheet(footer="江宁区住房保障服务中心")
    sheet.line("公共租赁住房保障对象花名册", 18, align="center")
    sheet.gap(6)
    sheet.line("编制单位：江宁区住房保障服务中心    文号：宁江房保〔2026〕9号", 10)
    sheet.gap(8)
    rows: list[tuple[str, ...]] = [
        ("序号", "姓名", "身份证号", "手机号码", "现住址", "房号")
    ]
    for position, person in enumerate(people(), start=1):
        room = f"{1 + position % 6}-{2 + position % 9}0{1 + position % 4}"
        rows.append(
            (
                str(position),
                person.name,
                person.number,
                person.mobile,
                person.address,
                room,
            )
        )
    sheet.table(rows, (30, 55, 110, 72, 180, 44))
    sheet.gap(10)
    sheet.line("合计24户，建筑面积1,386.40平方米。咨询电话：12345。", 10)
    sheet.save(
        path, title="公共租赁住房保障对象花名册", author="江宁区住房保障服务中心"
    )


def flood_notice(path: Path) -> None:
    """Write a plain official notice: numbers everywhere, nobody's own."""
    sheet = Sheet(footer="— 1 —")
    sheet.line("宁江汛〔2026〕5号", 12, align="center")
    sheet.gap(10)
    sheet.line("关于开展2026年汛前安全检查的通知", 18, align="center")
    sheet.gap(10)
    for text in (
        "各街道办事处，区各有关单位：",
        "    为做好2026年防汛工作，定于2026年4月7日至4月25日开展汛前安全检查。"
        "现将有关事项通知如下。",
        "    一、检查范围。全区沿江堤防42.6公里、小型水库17座、排涝泵站63座，"
        "重点是近三年出现险情的堤段。",
        "    二、经费安排。检查经费1,280,000.00元在2026年度预算中列支，采购项目编号"
        "JNZC-2026-0415002，中标单位统一社会信用代码91320115MA1XK4QJ8L。",
        "    三、时间要求。各单位于2026年4月30日17:00前报送检查报告，"
        "材料一式3份，页数不超过20页。",
        "    四、公众可拨打12345政务服务便民热线反映隐患。",
    ):
        sheet.line(text, 12)
    sheet.gap(24)
    sheet.line("江宁区防汛抗旱指挥部办公室", 12, align="right")
    sheet.line("2026年3月30日", 12, align="right")
    sheet.save(path, title="关于开展2026年汛前安全检查的通知")


def penalty_decision(path: Path) -> None:
    """Write a penalty decision like a filled form, with header and footer."""
    party, mother = people()[13], people()[22]
    sheet = Sheet(header="行政处罚决定书（样例，人物均为虚构）", footer="第1页 共1页")
    sheet.line("江宁区城市管理局", 16, align="center")
    sheet.line("行政处罚决定书", 20, align="center")
    sheet.line("宁江城罚决字〔2026〕第0318号", 12, align="center")
    sheet.gap(10)
    rows: list[tuple[str, ...]] = [
        ("当事人", party.name, "联系电话", party.mobile),
        ("公民身份号码", party.number, "车牌号", "苏A7K3M9"),
        ("住址", party.address, "电子邮箱", "yangzhenhua@example.cn"),
        ("缴款账户", card_number("621700138000123456"), "罚款金额", "500.00元"),
    ]
    sheet.table(rows, (75, 190, 65, 155))
    sheet.gap(12)
    for text in (
        f"    经查，当事人{party.name}于2026年9月12日8时20分驾驶苏A7K3M9号轻型货车，"
        "在江宁区双龙大道泄漏、遗撒渣土约3.5立方米，违反《城市市容和环境卫生管理条例》"
        "第十五条。",
        f"    上述事实有现场检查笔录、照片6张和证人{mother.name}（电话{mother.mobile}）"
        "的证言为证。依据该条例第三十四条，决定处以罚款500.00元。",
        "    如不服本决定，可自收到之日起60日内申请行政复议，"
        "或者6个月内向人民法院提起诉讼。",
    ):
        sheet.line(text, 12)
    sheet.gap(24)
    sheet.line("江宁区城市管理局", 12, align="right")
    sheet.line("2026年10月21日", 12, align="right")
    sheet.save(path, title="行政处罚决定书", author=party.name)


WRITERS = {
    "临时救助公示 2026年第三批.docx": relief_notice,
    "公租房保障对象 花名册.pdf": housing_roster,
    "汛前安全检查通知.pdf": flood_notice,
    "行政处罚决定书 样例.pdf": penalty_decision,
}


def main(folder: Path = SAMPLES) -> int:
    """Write all samples into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, write in WRITERS.items():
        write(folder / name)
        print(folder / name)
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
