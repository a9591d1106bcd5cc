"""The kind of a document is proposed from its title."""

import pytest

from redactor.masking.kinds import propose_kind
from redactor.model import Place, TextUnit

TITLES = """
昌岭县2024年第二季度城市低保对象公示 relief
长岭镇2024年耕地地力保护补贴发放公示 relief
临时救助对象名单 relief
特困人员供养名册 relief
2023—2024学年国家助学金受助学生名单公示 student
昌岭县第一中学新生录取名单 student
行政处罚决定书 penalty
昌岭县市场监督管理局行政许可公示 penalty
昌岭县人民法院民事判决书 judgment
行政复议决定书 judgment
刑事裁定书 judgment
政府信息公开申请答复书 disclosure
依申请公开告知书 disclosure
关于2024年事业单位拟聘用人员的公示 appointment
干部任前公示 appointment
公务员录用体检结果公告 appointment
关于做好春季森林防火工作的通知 general
县政府常务会议纪要 general
2024年工作总结 general
关于印发乡村振兴工作方案的通知 general
昌岭县2024年公租房轮候对象公示 relief
公共租赁住房保障家庭名单 relief
昌岭县农村危房改造补助对象公示 relief
昌岭县医疗救助对象名单 relief
2024年高龄津贴发放花名册 relief
昌岭县实验小学学位申请名单 student
不予行政处罚决定书 penalty
不起诉决定书 judgment
昌岭县2024年事业单位面试成绩及入围体检人员名单 appointment
List of Subsistence Allowance Recipients, Changling County relief
National Scholarship Winners 2024 student
Administrative Penalty Decision penalty
Civil Judgment judgment
Reply to Freedom of Information Request disclosure
List of Candidates Proposed for Appointment appointment
Notice on Spring Forest Fire Prevention general
""".strip().splitlines()


@pytest.mark.parametrize("row", TITLES)
def test_titles(row: str) -> None:
    title, expected = row.rsplit(" ", 1)
    units = [
        TextUnit("h", "昌政办发〔2024〕12号"),
        TextUnit("t", title),
        TextUnit("b", "各乡镇：现将有关事项公布如下。" + "正文。" * 60),
    ]
    assert propose_kind(units).policy == expected


def test_the_words_tell_why() -> None:
    proposal = propose_kind([TextUnit("t", "行政处罚决定书")])
    assert proposal.words == ("行政处罚决定书",)


def test_a_title_over_two_lines_with_blanks() -> None:
    units = [TextUnit("t", "民　事　判　决　书\n（2024）昌0102民初12号")]
    assert propose_kind(units).policy == "judgment"


def test_the_body_and_other_readings_do_not_count() -> None:
    far = [TextUnit(f"u{i}", "正文内容") for i in range(20)]
    assert propose_kind([*far, TextUnit("t", "民事判决书")]).policy == "general"
    stream = TextUnit("s", "民事判决书", reading="stream")
    assert propose_kind([stream]).policy == "general"
    prop = TextUnit("m", "民事判决书", Place.METADATA)
    assert propose_kind([prop]).policy == "general"
    assert propose_kind([]).policy == "general"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("长岭镇花名册", "序号", "户主姓名", "家庭人口", "补贴金额"), "relief"),
        (("花名册", "姓名", "年级", "班级"), "student"),
        (("名单", "姓名", "准考证号", "笔试成绩", "面试成绩"), "appointment"),
        (("公示表", "被处罚人", "违法事实", "处罚结果"), "penalty"),
        (("（2024）昌0102民初12号", "原告卓某诉称。", "本院认为"), "judgment"),
        (("职工花名册", "姓名", "部门", "电话"), "general"),
    ],
)
def test_the_text_speaks_where_no_title_does(
    lines: tuple[str, ...], expected: str
) -> None:
    units = [TextUnit(f"u{i}", line) for i, line in enumerate(lines)]
    assert propose_kind(units).policy == expected
