"""What every page is held to: its markup by the parser's own rules, and in a browser by readers' rules, narrow, large and by keyboard."""

from collections import Counter
from typing import Any

from tests.look.test_pages import Page
from tests.readers import violations

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-activedescendant", "form", "list", "headers")
MOST_HTML = 100_000


def parts(text: str) -> set[str]:
    """What the page is made of, without its words."""
    return {f"{tag}.{attrs.get('class')}.{attrs.get('type')}.{attrs.get('role')}" for tag, attrs in Page(text).tags if tag not in ("option", "use")}


def markup(text: str) -> list[str]:
    """What is wrong with the markup by itself."""
    page = Page(text)
    ids = Counter(attrs["id"] for _, attrs in page.tags if attrs.get("id"))
    wrong = [f"id {name} {count} times" for name, count in ids.items() if count > 1]
    wrong += [f"badly nested {page.badly_nested[:3]} {page.open[:3]}"] if page.badly_nested or page.open else []
    asked = {(name, one) for _, attrs in page.tags for name in REFERENCES for one in (attrs.get(name) or "").split()}
    wrong += [f"{name} names {one}, which is not there" for name, one in sorted(asked) if one not in ids]
    anchors = {attrs["href"][1:] for _, attrs in page.tags if (attrs.get("href") or "").startswith("#") and len(attrs["href"]) > 1}
    wrong += [f"link to #{one}, which is not there" for one in sorted(anchors - set(ids))]
    wrong += [f"<{tag} style>" for tag, attrs in page.tags if "style" in attrs or any(name.startswith("on") for name in attrs)]
    wrong += [f"{len(page.named('h1'))} h1"] if len(page.named("h1")) != 1 else []
    filled = [attrs for _, attrs in page.tags if "btn-primary" in (attrs.get("class") or "").split() and "data-idle-stay" not in attrs]
    wrong += [f"{len(filled)} filled buttons"] if len(filled) > 1 else []
    sources = [attrs.get("src") or (attrs.get("href") or "" if tag == "link" else "") for tag, attrs in page.tags]
    wrong += [f"loads {one}" for one in sources if one and not one.startswith("/")]
    size = len(text.encode())
    return wrong + ([f"{size:,} bytes of HTML"] if size > MOST_HTML else [])


def current(text: str) -> set[str]:
    """Where the entries lead that the frame of the page marks as current; the navigation stands in it twice, wide and folded."""
    header = text.partition("<header>")[2].partition("</header>")[0]
    return {attrs["href"] or "" for tag, attrs in Page(header).tags if tag == "a" and attrs.get("aria-current")}


# The parser of the browser mends what is wrong; a page that it had to mend has other elements than its source names.
PARSED = "text => [...new DOMParser().parseFromString(text, 'text/html').querySelectorAll('*')].map(node => node.localName)"


def mended(tab: Any, text: str) -> list[str]:
    written = [tag for tag, _ in Page(text).tags]
    read = tab.evaluate(PARSED, text)
    place = next((n for n, (one, other) in enumerate(zip(written, read, strict=False)) if one != other), None)
    return [] if written == read else [f"the browser mends the markup near element {place}: {written[(place or 0) - 2:(place or 0) + 2]}"]


def axe(tab: Any) -> list[str]:
    return [f"axe {rule}: {places[0][:100]}" for rule, places in violations(tab)]


# Wider than the window; or a part that scrolls sideways without a name and without being reachable by keyboard.
SIDEWAYS = """width => {
  const wrong = document.documentElement.scrollWidth > width ? [`is ${document.documentElement.scrollWidth} px wide in ${width}`] : [];
  for (const node of document.querySelectorAll('main *')) {
    const how = getComputedStyle(node).overflowX;
    if ((how === 'auto' || how === 'scroll') && node.scrollWidth > node.clientWidth + 1 && !/TEXTAREA|INPUT|SELECT/.test(node.tagName)
        && !(node.tabIndex >= 0 && (node.getAttribute('aria-label') || node.getAttribute('aria-labelledby'))))
      wrong.push('scrolls sideways without a name: ' + node.outerHTML.slice(0, 80));
  }
  return wrong;
}"""
# Text that its own box cuts off. What is hidden for eyes and meant for readers is no text to see.
CUT = """() => [...document.querySelectorAll('main *')].filter(node => {
  const style = getComputedStyle(node);
  if (!node.getClientRects().length || node.closest('.visually-hidden, svg, [hidden]') || style.clipPath !== 'none') return false;
  const own = [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim());
  const hides = style.overflowY === 'hidden' || style.overflowX === 'hidden' || style.overflowX === 'clip';
  return own && hides && (node.scrollHeight > node.clientHeight + 2 || node.scrollWidth > node.clientWidth + 2);
}).slice(0, 3).map(node => 'cuts its text: ' + node.outerHTML.slice(0, 80))"""
SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"
SHEET = """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = css ? [sheet] : []; }"""


DOUBLED = "html { font-size: 200% !important }"


def large(tab: Any) -> list[str]:
    """With the text spacing of WCAG 1.4.12 and with text at twice its size (1.4.4) no text is cut off and no page is wider than its window."""
    wrong = []
    for how, sheet in (("spaced text", SPACING), ("text at 200 %", DOUBLED)):
        tab.evaluate(SHEET, sheet)
        wrong += [f"{how}: {one}" for one in [*tab.evaluate(CUT), *tab.evaluate(SIDEWAYS, 1366)]]
    tab.evaluate(SHEET, "")
    return wrong


def narrow(tab: Any) -> list[str]:
    """At 200 % (half the window) and at 320 px."""
    wrong = []
    for width, height in ((683, 384), (320, 640)):
        tab.set_viewport_size({"width": width, "height": height})
        wrong += [f"at {width} px: {one}" for one in [*tab.evaluate(CUT), *tab.evaluate(SIDEWAYS, width)]]
    tab.set_viewport_size({"width": 1366, "height": 768})
    return wrong


STOPS = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')].filter(node =>
  node.tabIndex >= 0 && !node.disabled && node.getClientRects().length && node.checkVisibility({ visibilityProperty: true })
  && !(node.type === 'radio' && !node.checked && document.querySelector(`input[type=radio][name="${node.name}"]:checked`)))"""
# Each stop of the keyboard takes the focus, shows it by at least 2 px, and lies under nothing.
FOCUS = f"""() => {{
  const wrong = [];
  for (const node of ({STOPS})()) {{
    node.focus();
    node.scrollIntoView({{ block: 'nearest' }});
    const name = node.outerHTML.slice(0, 80);
    if (document.activeElement !== node) {{ wrong.push('cannot take the focus: ' + name); continue; }}
    const near = [node, node.nextElementSibling, node.closest('label'), node.closest('tr'), node.closest('.form-control')];
    const seen = near.filter(Boolean).some(one => {{
      const style = getComputedStyle(one), after = getComputedStyle(one, '::after');
      return [style, after].some(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none');
    }});
    if (!seen) wrong.push('shows no focus: ' + name);
    if (node.tabIndex > 0) wrong.push('has a tabindex of its own: ' + name);
    const box = node.getClientRects()[0], x = box.left + Math.min(box.width / 2, 40), y = box.top + Math.min(box.height / 2, 12);
    const over = document.elementFromPoint(x, y);
    if (box.width > 2 && over && !(node.contains(over) || over.contains(node) || (node.labels && [...node.labels].some(l => l.contains(over)))))
      wrong.push('is covered while it has the focus: ' + name + ' by ' + over.outerHTML.slice(0, 60));
  }}
  document.activeElement.blur();
  window.scrollTo(0, 0);
  return wrong.slice(0, 6);
}}"""


def focus(tab: Any) -> list[str]:
    tab.keyboard.press("Tab")
    return tab.evaluate(FOCUS)
