"""MLflow's pages as a person reads them: texts by their place, whatever the markup."""

import re
import time

from playwright.sync_api import Page

# Every text on the page with its place, as a person sees it: whatever the markup.
_TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const text = node.textContent.trim();
    if (text && box.width && getComputedStyle(node.parentElement).visibility !== "hidden")
      found.push([text, box.x, box.y + box.height / 2]);
  }
  return found;
}"""


def lines(page: Page) -> list[str]:
    """The page's texts as lines, from top to bottom, each from left to right."""
    rows: list[tuple[float, list[tuple[float, str]]]] = []
    for text, x, y in sorted(page.evaluate(_TEXTS), key=lambda each: each[2]):
        if rows and y - rows[-1][0] < 8:
            rows[-1][1].append((x, text))
        else:
            rows.append((y, [(x, text)]))
    return [" | ".join(text for _, text in sorted(row)) for _, row in rows]


def wait_for(page: Page, pattern: str) -> list[str]:
    """The page's lines, once one of them holds the pattern."""
    until = time.monotonic() + 120
    while True:
        seen = lines(page)
        if any(re.search(pattern, line) for line in seen):
            return seen
        assert time.monotonic() < until, f"no {pattern} in:\n" + "\n".join(seen)
        page.wait_for_timeout(500)


def texts_of(seen: list[str]) -> list[str]:
    return [text for line in seen for text in line.split(" | ")]
