"""What detection judged in the source is not searched again; all else is."""

from redactor.verification.redetect import Seen

SEEN = Seen(
    [
        (0, "关于 办理低保的通知，联系 电话12345。"),
        (0, "6217138001380001234"),
        (1, "第二页的文字"),
    ]
)


def news(place: str, text: str) -> list[str]:
    return [piece for _, piece in SEEN.news([(place, text)])]


def test_lines_of_a_judged_paragraph_are_no_news() -> None:
    assert news("p1", "关于办理低保的通\n知，联系电话 12345。") == []


def test_other_lines_are_news_and_stay_together() -> None:
    text = "关于办理低保\n张某，手机\n138****1234\n知，联系电话12345。\n又一行"
    assert news("p1/text", text) == ["张某，手机\n138****1234\n", "又一行"]


def test_a_line_of_another_page_is_news() -> None:
    assert news("p1", "的文字") == ["的文字"]
    assert news("p2", "的文字") == []


def test_a_whole_unit_is_no_news_anywhere() -> None:
    assert news("word/document.xml", "第二页的文字") == []


def test_a_number_inside_a_longer_one_is_news() -> None:
    assert news("p1", "13800138000") == ["13800138000"]
    assert news("p1", "6217138001380001234") == []


def test_sentences_of_a_changed_paragraph_that_stayed_are_no_news() -> None:
    seen = Seen([(None, "第一句话。张三来了！最后一句。")])
    place = "word/document.xml"
    assert list(seen.news([(place, "第一句话。张某来了！最后一句。")])) == [
        (place, "张某来了！")
    ]
