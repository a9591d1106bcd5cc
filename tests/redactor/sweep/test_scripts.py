"""Data of scripts: strings and numbers, escapes resolved, programs left out."""

import pytest

from redactor.sweep.scripts import script_lines


@pytest.mark.parametrize(
    ("script", "lines"),
    [
        (
            'var a = [{"n":"张三","t":13800000000},{"n":"李四"}]',
            ["n 张三 t 13800000000", "n 李四"],
        ),
        ("call('王五', `赵\\n六`);x", ["王五 赵\n六"]),
        (r'x = "\u5f20\u{4e09}\x41\"" ', ['张三A"']),
        ('s = "<td>孙七</td>"', ["孙七"]),
        (
            'if (a == "click") { run("load", 1234567890123) }',
            ["click load 1234567890123"],
        ),
        ('var jq = "jquery-1.11.1.min.js";', []),
        (r's = "\ud800周"', ["周"]),
        (r's = "\u{ffffff}"', []),
        ("", []),
    ],
)
def test_lines(script: str, lines: list[str]) -> None:
    assert list(script_lines(script)) == lines
