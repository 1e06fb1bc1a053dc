# SPDX-License-Identifier: Apache-2.0
"""A browser draws every chart of every page: what check_pages.py cannot tell from the file alone.

    check_drawn.py WEFT CHROMIUM
"""
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "measure"))
import first_paint  # noqa: E402

# Least number of charts: cost, cash, latency and one a cluster; rank, cost, front and cash; none.
PAGES = [("eval", ["eval", "ai-factory.json"], 5), ("compare", ["compare", "ai-factory.json"], 4),
         ("diff", ["diff", "ai-factory.json", "minimal.json"], 0)]


def main():
    weft, browser = sys.argv[1:]
    server = first_paint.page_server()
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (command, *plans), least in PAGES:
            path = Path(folder) / f"{name}.html"
            subprocess.run([weft, command, *(str(ROOT / "examples" / plan) for plan in plans), "-o", str(path)],
                           capture_output=True)
            text = path.read_text(encoding="utf-8")
            seen = first_paint.run(server, browser, text)
            if seen["charts"] != seen["canvases"] or seen["charts"] < least:
                faults.append(f"{name}: {seen['charts']} of {seen['canvases']} charts are drawn")
            # The same with a script that fails half way: the test must see it.
            broken = first_paint.run(server, browser, text.replace("new Chart(", "new NoChart("))
            if least and broken["charts"]:
                faults.append(f"{name}: charts are counted where none is drawn")
    print("\n".join(faults) or f"{len(PAGES)} pages")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
