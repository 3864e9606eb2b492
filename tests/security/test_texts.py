"""Texts that want to act in the page that shows them, or to keep the portal busy."""

import re
import time

import pytest

from portal import markdown

HARMLESS = re.compile(
    r'</?(?:p|ul|ol|li|strong|br)(?: ?/)?>|</a>|<ol start="\d+">'
    r'|<a href="(?:https?://|mailto:)[^"<>\s]*" rel="noopener">'
)


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java\tscript:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](\x01javascript:alert(1))",
        "[a](\\javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](vbscript:x)",
        "[a](//evil.example)",
        "[a](http:evil)",
        "[a]: javascript:alert(1)\n\n[a]",
        "[![a](javascript:b)](http://c)",
        '[a](http://x"onmouseover=alert(1))',
        '[a](<http://x" onclick="a>)',
        "[a](http://x 'o\" onclick=b')",
        "[<b onclick=a>](http://x)",
        '[a](mailto:a@b?body="><script>)',
        "[a](https://x/\u202e)",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<javascript:alert(1)>",
        "**<b onclick=a>**",
        "`<script>`",
        "- " * 60 + "<script>",
        "<script>" * 5000,
    ],
)
def test_text_gives_harmless_tags_only(text: str) -> None:
    shown = markdown.render(markdown.clean(text))
    assert HARMLESS.sub("", shown).count("<") == 0


@pytest.mark.parametrize(
    "piece", ["[", "[[a](", "[a](", "**a", "*_", "a**b", "- ", "1. a\n\n  ", "\\", "![](", "(", "•\t", " \n"]
)
@pytest.mark.parametrize("size", [20_000, 3_000_000])
def test_text_keeps_nobody_busy(piece: str, size: int) -> None:
    """Of the length that a field takes, and of the length that a request can have: it is processor time that counts."""
    text = (piece * (size // len(piece) + 1))[:size]
    begun = time.process_time()
    cleaned = markdown.clean(text)
    markdown.render(cleaned)
    markdown.plain(cleaned)
    assert time.process_time() - begun < 8
