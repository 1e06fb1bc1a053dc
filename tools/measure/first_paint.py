#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long a page of `weft` takes to be seen with its charts, in headless Chromium, and how large it is.

    tools/measure/first_paint.py PAGE.html... [--runs 9] [--browser chromium]

A copy of each page is served on the loopback with one script more, which sends back when the browser first painted
something and when the frame after the last chart was drawn was shown, in milliseconds since the navigation began. Each
run is a fresh browser with an empty profile that has shown another page before: its own start is not counted. Prints the median and the worst of the runs.
"""
import argparse
import http.server
import json
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

FLAGS = ["--headless=new", "--disable-gpu", "--no-sandbox", "--no-first-run", "--window-size=1280,900"]
# Two frames after the scripts of the page: the first one is drawn, the second one says that it was shown.
PROBE = """<script>
requestAnimationFrame(() => requestAnimationFrame(() => {
  const paint = (name) => (performance.getEntriesByName(name)[0] || { startTime: performance.now() }).startTime;
  const drawn = [...document.querySelectorAll("canvas[data-chart]")].filter((each) => window.Chart && Chart.getChart(each));
  fetch("/seen", { method: "POST", body: JSON.stringify({
    paint: paint("first-contentful-paint"), shown: performance.now(), charts: drawn.length,
    canvases: document.querySelectorAll("canvas").length }) });
}));
</script>
"""


# What stands in the browser while it starts: once it is seen, the page is gone to.
FIRST = b"""<!DOCTYPE html><title>wait</title><p>wait<script>
requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => location.replace("/page"), 500)));
</script>"""


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        text = {"/": FIRST, "/page": self.server.page}.get(self.path)
        self.send_response(404 if text is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(text or b"")

    def do_POST(self):
        self.server.seen = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()
        self.server.done.set()

    def log_message(self, *words):
        pass


def probed(text):
    """The page with the probe behind its own scripts, and leave to send its answer."""
    return text.replace("default-src 'none'", "default-src 'none'; connect-src 'self'", 1).replace(
        "</body>", PROBE + "</body>", 1)


def page_server():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.done = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def run(server, browser, text):
    """What the probe says of a page that a fresh browser opens."""
    server.page = probed(text).encode()
    server.done.clear()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [browser, *FLAGS, f"--user-data-dir={profile}", "--remote-debugging-port=0",
             f"http://127.0.0.1:{server.server_port}/"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            if not server.done.wait(60):
                raise SystemExit("the browser did not answer within a minute")
        finally:
            process.terminate()
            process.wait()
    return server.seen


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", nargs="+", type=Path, metavar="PAGE")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--browser", default="chromium")
    asked = parser.parse_args()
    version = subprocess.run([asked.browser, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"{version} {' '.join(FLAGS)}, {asked.runs} runs")
    server = page_server()
    bad = 0
    for page in asked.pages:
        text = page.read_text(encoding="utf-8")
        seen = [run(server, asked.browser, text) for _ in range(asked.runs)]
        undrawn = sum(each["canvases"] - each["charts"] for each in seen)
        bad += undrawn
        figures = {name: [each[name] for each in seen] for name in ("paint", "shown")}
        print(f"{page}: {len(text.encode())} bytes, {seen[0]['charts']} charts"
              + (f", {undrawn} NOT DRAWN" if undrawn else ""))
        for name, values in figures.items():
            print(f"  {name:6} median {statistics.median(values):6.0f} ms, worst {max(values):6.0f} ms")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
