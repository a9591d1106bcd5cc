"""A generated stress set: values in sentences, roster lines and tables.

Usage: python benchmarks/stress.py [--values 5000] [--seed 7] [--errors] [--write FILE]

Prints exact and covering precision and recall by entity for running text and, apart,
for tables. Official prose without personal data follows: false positives per 10,000
characters. ``--write`` keeps the lines for `detection_quality.py`.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from benchmarks.detection_quality import judge, print_table
from benchmarks.invent import Inventor, Value
from redactor.detection.engine import get_detector
from redactor.model import CellRef, Place, TextUnit
from redactor.settings import DetectionSettings

TEMPLATES = """
申请人{person}，{sex}，{birth}出生，身份证号码{id_card}，现住{address}，联系电话{mobile}。
经核实，村民{person}（身份证号：{id_card}）家庭符合条件，补助资金打入其账户{account}。
被告：{person}，男，汉族，{birth}生，住{address}。公民身份号码：{id_card}。
请于三日内将款项汇至户名{person}，账号{card}，开户行为县农商行。
{person}驾驶{plate}号小型轿车沿省道行驶时与{person}驾驶的{plate}号货车相撞。
市民{person}来电（{mobile}）反映，其居住的{address}楼道长期无照明。
学生{person}的家长{person}（手机{mobile}）于昨日到校说明情况。
信访人{person}、{person}、{person}三人联名反映征地补偿问题，联系方式{mobile}。
经查，{person}与{person}系夫妻关系，二人均住{address}。
死者{person}生前系{address}居民，其子{person}已签收认定书。
联系地址：{address}；邮箱：{email}；微信号：{wechat}；QQ：{qq}。
姓名：{person} 性别：{sex} 出生日期：{birth} 身份证号：{id_card}
户主{person} {id_card} {address} {mobile} {card}
{person}，{sex}，{id_card}，{mobile}，{address}
{person}\t{id_card}\t{mobile}\t{card}\t已发放
序号3|{person}|{sex}|{id_card}|{account}|1200.00
收件人：{person}，电话{landline}，地址：{address}
当事人{person}持护照{passport}入境，暂住{address}。
拟录用{person}同志为工作人员，公示期间请与本人{mobile}联系。
举报人称{person}长期在{address}从事无证经营。
权利人：{person}；坐落：{address}；证件号：{id_card}
监护人{person}，电话：{mobile}，被监护人{person}，{birth}生。
贫困户{person}的一卡通账号为{card}，其妻{person}患病。
{address}的{person}家中房屋受损，电话{mobile}无法接通。
紧急联系人{person}，宅电{landline}，手机{mobile}。
本人{person}，身份证号{id_card}，自愿放弃低保，手机{mobile}。
原告{person}诉称：被告{person}借款未还，收款账户为{card}。
车主{person}（车牌{plate}，电话{mobile}）请尽快挪车。
获奖者为{person}、{person}和{person}，奖金已转入{card}。
受害人{person}的父亲{person}提供了银行流水，账号{account}。
""".strip().splitlines()
_HEADS = {
    "person": ("姓名", "户主姓名", "学生姓名", "申请人", "户主"),
    "id_card": ("身份证号", "公民身份号码", "身份证号码", "证件号码"),
    "mobile": ("联系电话", "手机号码", "电话", "联系方式"),
    "card": ("银行卡号", "一卡通账号", "卡号"),
    "account": ("银行账号", "账号", "存折账号"),
    "address": ("家庭住址", "住址", "现居住地", "户籍地址"),
    "birth": ("出生年月", "出生日期"),
}
# Own work: official prose in which nothing personal stands.
_PROSE = Path(__file__).with_name("official_prose.txt")
_FIELD = re.compile(r"\{(\w+)\}")


def fill(template: str, inventor: Inventor) -> tuple[str, list[Value], list[int]]:
    """Return a template's text with its values and where they begin."""
    text, values, starts, last = "", [], [], 0
    for field in _FIELD.finditer(template):
        text += template[last : field.start()]
        last = field.end()
        if field[1] == "sex":
            text += inventor.pick("男", "女")
            continue
        value: Value = getattr(inventor, field[1])()
        values.append(value)
        starts.append(len(text))
        text += value.text
    return text + template[last:], values, starts


def _row(number: int, template: str, inventor: Inventor) -> dict[str, object]:
    text, values, starts = fill(template, inventor)
    spans = [
        {"start": start, "end": start + len(value.text), "type": value.entity}
        for value, start in zip(values, starts, strict=True)
    ]
    return {"id": f"g{number:05}", "text": text, "spans": spans}


def _table(
    number: int, inventor: Inventor
) -> tuple[list[TextUnit], list[Value | None]]:
    """Return a table with a title row, a header row and rows of values."""
    kinds = [
        "person",
        *sorted(set(_HEADS) - {"person"}, key=lambda k: inventor.pick(*k)),
    ]
    kinds = kinds[: 4 + number % 4]
    cells: list[tuple[int, int, str, Value | None]] = [(0, 0, "补贴发放名册", None)]
    cells += [(1, 0, "序号", None)]
    cells += [(1, c, inventor.pick(*_HEADS[k]), None) for c, k in enumerate(kinds, 1)]
    cells += [(1, len(kinds) + 1, "金额（元）", None)]
    for row in range(2, 12):
        cells.append((row, 0, str(row - 1), None))
        for column, kind in enumerate(kinds, 1):
            value: Value = getattr(inventor, kind)()
            cells.append((row, column, value.text, value))
        cells.append((row, len(kinds) + 1, f"{row * 137:,}.00", None))
    units = [
        TextUnit(
            f"t{number}r{row}c{column}",
            text,
            Place.TABLE,
            cell=CellRef(f"t{number}", row, column),
        )
        for row, column, text, _ in cells
    ]
    return units, [value for *_, value in cells]


def _judge_tables(inventor: Inventor, tables: int, *, show: bool) -> None:
    detector = get_detector(DetectionSettings())
    count: Counter[tuple[str, str]] = Counter()
    for number in range(tables):
        units, values = _table(number, inventor)
        found: dict[str, list[tuple[int, int, str, float]]] = {}
        for hit in detector.analyze(units):
            place = (hit.span.start, hit.span.end, hit.entity, hit.score)
            found.setdefault(hit.unit_id, []).append(place)
        for unit, value in zip(units, values, strict=True):
            spans = (
                [{"start": 0, "end": len(unit.text), "type": value.entity}]
                if value
                else []
            )
            row = {"id": unit.id, "text": unit.text, "spans": spans}
            judge(row, found.get(unit.id, []), count, show=show)
    print_table(count)


def _judge_prose(*, show: bool) -> None:
    detector = get_detector(DetectionSettings())
    lines = _PROSE.read_text(encoding="utf-8").splitlines()
    size = sum(map(len, lines))
    hits = 0
    for line, found in zip(lines, detector.analyze_texts(lines), strict=True):
        hits += len(found)
        for start, end, entity, score in found if show else ():
            print(f"FALSE {entity} {score} {line[start:end]!r} in {line[:60]!r}")
    print(
        f"official prose: {size} characters, {hits / size * 1e4:.2f} per 10,000 false"
    )


def main() -> None:
    """Generate, search, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--values", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    inventor = Inventor(options.seed)
    rows: list[dict[str, object]] = []
    made = 0
    while made < options.values:
        row = _row(len(rows), TEMPLATES[len(rows) % len(TEMPLATES)], inventor)
        rows.append(row)
        made += len(row["spans"])  # type: ignore[arg-type]
    if options.write:
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        options.write.write_text("".join(lines), encoding="utf-8")
    detector = get_detector(DetectionSettings())
    count: Counter[tuple[str, str]] = Counter()
    found = detector.analyze_texts([str(row["text"]) for row in rows])
    for row, hits in zip(rows, found, strict=True):
        judge(row, hits, count, show=options.errors)
    print(f"running text, {len(rows)} lines")
    print_table(count)
    print("tables")
    _judge_tables(inventor, max(2, options.values // 250), show=options.errors)
    _judge_prose(show=options.errors)


if __name__ == "__main__":
    main()
