"""The look itself: whatever is wrong in a page is found, wide, dark and small, and twice named."""

from collections.abc import Callable

from playwright.sync_api import Page

from . import axe

PAGE = """<!doctype html>
<html lang="fi">
  <head>
    <title>Sivu</title>
    <style>
      :root { color-scheme: light dark; }
      @media (prefers-color-scheme: dark) { #dim { color: #333; background: #222; transition: color 0.1s; } }
      #wide { width: 400px; }
      .tiny { font-size: 6px; }
    </style>
  </head>
  <body>
    <main>
      <h1>Otsikko</h1>
      <p id="dim">Himmeä</p>
      <p id="wide">Leveä</p>
      %s
    </main>
  </body>
</html>"""
WRONG = """<details><summary>Lisää</summary><img src="data:," class="picture"></details>
    <p id="dim">Toinen</p><ul><li class="tiny"><a href="/a">a</a></li><li class="tiny"><a href="/b">b</a></li></ul>"""


def kinds(found: list[str]) -> set[str]:
    """What the findings are about, without their places."""
    return {text.partition(" ")[2].partition(":")[0] for text in found}


def test_each_fault_is_found(open_tab: Callable[..., Page]) -> None:
    tab = open_tab(forgive=".")
    tab.set_content(PAGE % WRONG)
    found = axe.findings(tab)
    assert kinds(found) == {
        "[wide] critical image-alt",
        "[wide] serious target-size",
        "[dark phone] serious color-contrast",
        "[dark phone] serious target-size",
        "[phone] too wide",
        "two elements have the id dim",
    }
    assert kinds(axe.grave_findings(tab)) == {
        "[wide] critical image-alt",
        "[wide] serious target-size",
        "[dark] serious color-contrast",
    }


def test_page_without_fault_has_no_findings(open_tab: Callable[..., Page]) -> None:
    tab = open_tab()
    tab.set_content(PAGE.replace("#333", "#eee").replace("400px", "200px") % "")
    assert axe.findings(tab) == []
