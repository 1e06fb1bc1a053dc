# SPDX-License-Identifier: Apache-2.0
"""Pages can be read by everybody: what of WCAG 2.2 a program can tell from the file alone.

    check_pages.py WEFT     makes the pages of eval, compare and diff, and checks each

Language, title and main landmark (3.1.1, 2.4.2, 1.3.1); headings that skip no level (1.3.1); a name for every
picture, region and table (1.1.1, 4.1.2); every chart with its numbers beside it (1.1.1); the keyboard reaches all
that scrolls or opens, in the order of the page (2.1.1, 2.4.3), and its place is seen (2.4.7); 4.5:1 of every text and
3:1 of every line and bar against what is behind them, light, dark and on paper (1.4.3, 1.4.11); Chart.js only where
there is a chart. At the end pages are broken one way at a time: each fault must be found.
"""
import html.parser
import re
import subprocess
import sys
import tempfile
from pathlib import Path

WEFT = sys.argv[1]
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
VOID = {"meta", "rect", "path", "br"}
TEXTS = ["ink", "soft", "good", "bad", "warn"]
MARKS = [f"c{i}" for i in range(7)] + ["soft"]
GROUNDS = ["page", "card"]


class Element:
    def __init__(self, tag, attributes, above):
        self.tag, self.above, self.below, self.words = tag, above, [], ""
        self.attributes = dict(attributes)

    def all(self):
        for each in self.below:
            yield each
            yield from each.all()

    def find(self, tag):
        return [each for each in self.all() if each.tag == tag]

    def text(self):
        return self.words + "".join(each.text() for each in self.below)

    def __getitem__(self, name):
        return self.attributes.get(name)


class Reader(html.parser.HTMLParser):
    """A tree of elements; a tag that closes nothing that is open is a fault."""

    def __init__(self, text):
        super().__init__()
        self.root = self.at = Element("", [], None)
        self.faults = []
        self.feed(text)
        if self.at is not self.root:
            self.faults.append(f"<{self.at.tag}> is not closed")

    def handle_starttag(self, tag, attributes):
        made = Element(tag, attributes, self.at)
        self.at.below.append(made)
        if tag not in VOID:
            self.at = made

    def handle_startendtag(self, tag, attributes):
        self.at.below.append(Element(tag, attributes, self.at))

    def handle_endtag(self, tag):
        optional = {"tr", "tbody"}
        while self.at.tag in optional and tag != self.at.tag:
            self.at = self.at.above
        if self.at.tag != tag:
            self.faults.append(f"</{tag}> closes <{self.at.tag}>")
        else:
            self.at = self.at.above

    def handle_data(self, data):
        self.at.words += data


def luminance(color):
    """Relative luminance of #rrggbb (WCAG 2.2, definition)."""
    parts = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def themes(style):
    """Custom properties of each medium: those of :root, with those of its media query over them."""
    def properties(text):
        return dict(re.findall(r"--(\w+):\s*(#[0-9a-f]{6})\b", text))

    def within(query):
        found = re.search(re.escape(query) + r"\s*\{\s*:root\s*\{(.*?)\}", style, re.S)
        return properties(found[1]) if found else {}

    base = properties(re.search(r":root\s*\{(.*?)\}", style, re.S)[1])
    made = {"light": base}
    for name, query in (("dark", "@media screen and (prefers-color-scheme: dark)"), ("paper", "@media print")):
        over = within(query)
        if not over:
            yield f"the style has no {query}"
        made[name] = {**base, **over}
    yield made


def contrast_faults(style):
    *missing, made = themes(style)
    yield from missing
    for theme, colors in made.items():
        wanted = [(each, 4.5) for each in TEXTS] + [(each, 3.0) for each in MARKS]
        for name, least in wanted:
            for ground in GROUNDS:
                if name not in colors or ground not in colors:
                    yield f"{theme}: no colour {name} or {ground}"
                elif (got := contrast(colors[name], colors[ground])) < least:
                    yield f"{theme}: {name} on {ground} is {got:.2f}:1, wanted {least}:1"
    used = set(re.findall(r"var\(--(\w+)\)", style))
    for name in sorted(used - set(made["light"])):
        yield f"var(--{name}) is not defined"
    for color in re.findall(r"(?<!-)\b(?:color|fill):\s*(#[0-9a-f]+)", style):
        yield f"{color} is a colour of its own: no theme changes it"
    if not re.search(r"summary:focus-visible, \.scroll:focus-visible \{ outline: [2-9]px", style):
        yield "where the keyboard is cannot be seen"


def name_of(element, ids):
    if element["aria-label"]:
        return element["aria-label"]
    named = [ids[each].text() for each in (element["aria-labelledby"] or "").split() if each in ids]
    return " ".join(named).strip()


def landmark_faults(page):
    root = page.find("html")[0]
    if not root["lang"]:
        yield "html has no lang"
    titles = [each for each in page.find("title") if each.above.tag == "head"]
    if len(titles) != 1 or not titles[0].text().strip():
        yield "no title"
    mains = page.find("main")
    if len(mains) != 1:
        yield f"{len(mains)} main landmarks"
    for each in root.find("body")[0].below:
        if each.tag not in ("main", "script"):
            yield f"<{each.tag}> is outside main"


def heading_faults(page):
    levels = [int(each.tag[1]) for each in page.all() if re.fullmatch(r"h[1-6]", each.tag)]
    if not levels or levels[0] != 1:
        yield "the first heading is not h1"
    for before, after in zip(levels, levels[1:]):
        if after > before + 1:
            yield f"h{after} follows h{before}"
    for each in page.all():
        if re.fullmatch(r"h[1-6]|summary|figcaption|caption|th", each.tag) and not each.text().strip():
            yield f"an empty <{each.tag}>"


def picture_faults(page, ids):
    for each in page.all():
        if each.tag in ("canvas", "svg", "img") and (each["role"] != "img" or len(name_of(each, ids)) < 10):
            yield f"<{each.tag}> has no text instead of it"
        if each["role"] == "region" and not name_of(each, ids):
            yield "a region has no name"
        if each.tag == "canvas":
            figure = each
            while figure.tag and figure.tag != "figure":
                figure = figure.above
            rows = [row for table in figure.find("table") for row in table.find("td")]
            details = figure.find("details")
            if not rows or not details or "open" not in details[0].attributes:
                yield f"the chart {each['data-chart']} has no numbers that are read without scripts"
            if each["data-chart"] not in ids:
                yield f"the chart {each['data-chart']} has no numbers to draw"


def table_faults(page):
    for table in page.find("table"):
        widths = {len([cell for cell in row.below if cell.tag in ("td", "th")]) for row in table.find("tr")}
        if len(widths) != 1:
            yield f"a table has rows of {sorted(widths)} cells"
        for head in table.find("th"):
            if head["scope"] != "col":
                yield "a header cell has no scope"
        region = table.above
        if not table.find("caption") and not (region["role"] == "region" and region["aria-label"]):
            yield "a table has no name"


def keyboard_faults(page, style):
    for each in page.all():
        index = each["tabindex"]
        if index is not None and int(index) > 0:
            yield f"tabindex {index} breaks the order of the page"
        if "scroll" in (each["class"] or "").split() and index != "0":
            yield "the keyboard does not reach what scrolls"
        if each.tag in ("table", "svg") and "scroll" not in (each.above["class"] or "").split():
            yield f"a wide <{each.tag}> has nothing to scroll in"
        for name in each.attributes:
            if name.startswith("on"):
                yield f"{name}: only a pointer does that"
        if each.tag == "a" and not each["href"]:
            yield "a link without address"
        if each.tag == "details" and (not each.below or each.below[0].tag != "summary"):
            yield "details without a summary: nothing opens it"
    if "outline: none" in style or "outline: 0" in style:
        yield "the outline of what has the focus is taken away"


def faults(text):
    reader = Reader(text)
    page = reader.root
    style = page.find("style")[0].text()
    every = [each["id"] for each in page.all() if each["id"]]
    ids = {each["id"]: each for each in page.all() if each["id"]}
    yield from reader.faults
    if len(every) != len(ids):
        yield "an id stands twice"
    yield from landmark_faults(page)
    yield from heading_faults(page)
    yield from picture_faults(page, ids)
    yield from table_faults(page)
    yield from keyboard_faults(page, style)
    yield from contrast_faults(style)
    if bool(page.find("canvas")) != ("Chart.js v" in text):
        yield "Chart.js without a chart, or a chart without it"
    if len(text.encode()) >= 1_000_000:
        yield f"{len(text.encode())} bytes"


# What is replaced, and what must then be said of the page.
BROKEN = [
    (' lang="en"', "", "html has no lang"),
    (r"<title>[^<]+</title>", "<title></title>", "no title"),
    ("<main>", "<div>", "closes <div>"),
    (r"<h1>.*?</h1>", "<p>x</p>", "the first heading is not h1"),
    ("<h2>", "<h4>", "</h2> closes <h4>"),
    (r"<h2>(.*?)</h2>", r"<h4>\1</h4>", "h4 follows h1"),
    (r'(<canvas [^>]*) aria-label="[^"]*"', r"\1", "<canvas> has no text instead of it"),
    (r"<title id=.*?</desc>", "", "<svg> has no text instead of it"),
    ("<details open>", "<details>", "has no numbers that are read without scripts"),
    (r"<th scope=\"col\">[^<]+", '<th scope="col">', "an empty <th>"),
    ('<th scope="col"', "<th", "a header cell has no scope"),
    (r"<td[^>]*>[^<]*</td></tr>|<td[^>]*>[^<]*</td>\n?(?=<tr>)", "", "cells"),
    ('class="scroll" tabindex="0"', 'class="scroll"', "the keyboard does not reach what scrolls"),
    ('tabindex="0"', 'tabindex="3"', "tabindex 3 breaks the order"),
    (r"<main>", '<main><a>x</a>', "a link without address"),
    (r"<main>", '<main><div onclick="x"></div>', "only a pointer"),
    (r"<summary>.*?</summary>", "", "details without a summary"),
    ("--soft: #57606a", "--soft: #8b949e", "light: soft on"),
    ("--good: #4fd1a5", "--good: #00674c", "dark: good on"),
    ("--ink: #000000", "--ink: #eeeeee", "paper: ink on"),
    ("--c4: #[0-9a-f]+", "--c4: #e69f00", "light: c4 on"),
    ("outline: 2px", "outline: 0px", "where the keyboard is cannot be seen"),
    ("Chart.js v", "Chart v", "Chart.js without a chart"),
]


def made_pages(folder):
    example = str(EXAMPLES / "ai-factory.json")
    changed = Path(folder) / "head.json"
    changed.write_text(Path(example).read_text().replace('"count": 128', '"count": 120'))
    wishes = {
        "eval": ["eval", example], "full": ["eval", str(EXAMPLES / "full.json")],
        "variants": ["eval", example, "--all-variants"], "compare": ["compare", example],
        "minimal": ["eval", str(EXAMPLES / "minimal.json")], "diff": ["diff", example, str(changed)],
    }
    for name, words in wishes.items():
        path = Path(folder) / f"{name}.html"
        run = subprocess.run([WEFT, *words, "-o", str(path)], capture_output=True, text=True)
        if not path.exists():
            raise SystemExit(f"weft {' '.join(words)} wrote no page: {run.stderr}")
        yield name, path.read_text(encoding="utf-8")


def main():
    said = []
    with tempfile.TemporaryDirectory() as folder:
        pages = dict(made_pages(folder))
    for name, text in pages.items():
        said += [f"{name}: {fault}" for fault in dict.fromkeys(faults(text))]
    whole = pages["eval"]
    for pattern, instead, fault in BROKEN:
        broken = re.sub(pattern, instead, whole, count=1, flags=re.S)
        if broken == whole:
            said.append(f"{pattern} is not in the page: nothing was broken")
        elif not any(fault in each for each in faults(broken)):
            said.append(f"{pattern} was replaced and nobody found: {fault}")
    print("\n".join(said) or f"{len(pages)} pages, {len(BROKEN)} ways to break one")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
