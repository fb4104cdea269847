"""Readers' rules: what axe finds against WCAG 2.2 AA and good practice on the page as it stands in a tab."""

from typing import Any

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Where nothing is wrong axe need not tell of each part how it kept to each rule: that is most of its work.
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}


def violations(tab: Any) -> list[tuple[str, list[str]]]:
    """Each rule that is broken, with the markup of up to three places."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(tab, options=OPTIONS).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found]
