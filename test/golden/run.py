#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compare runs of the program with what is kept in test/golden/<name>/.

    command   one shell line, run in the repository's root with `weft` in the PATH
    stdin     optional
    stdout, stderr, exit   what must come out; a missing file means nothing, and exit 0

    run.py --weft PATH [--bless] [NAME...]     --bless rewrites the files: review the diff
"""
import argparse
import concurrent.futures
import difflib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NOTHING = {"stdout": "", "stderr": "", "exit": "0\n"}


def kept(case: Path, name: str) -> str:
    path = case / name
    return path.read_text(encoding="utf-8") if path.exists() else NOTHING[name]


def run(case: Path, weft: Path) -> dict[str, str]:
    stdin = case / "stdin"
    environment = {
        "PATH": f"{weft.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "LC_ALL": "C.UTF-8", "TERM": "dumb", "COLUMNS": "100", "HOME": "/nonexistent",
        "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
    }
    done = subprocess.run(
        ["sh", "-c", (case / "command").read_text(encoding="utf-8")], cwd=ROOT, env=environment,
        input=stdin.read_bytes() if stdin.exists() else b"", capture_output=True, timeout=120)
    return {
        "stdout": done.stdout.decode("utf-8", "backslashreplace"),
        "stderr": done.stderr.decode("utf-8", "backslashreplace"),
        "exit": f"{done.returncode}\n",
    }


def bless(case: Path, got: dict[str, str]) -> None:
    for name, text in got.items():
        if text != NOTHING[name]:
            (case / name).write_text(text, encoding="utf-8")
        else:
            (case / name).unlink(missing_ok=True)


def differences(case: Path, got: dict[str, str]) -> str:
    return "".join(
        line if line.endswith("\n") else line + "\n"
        for name, text in got.items()
        for line in difflib.unified_diff(
            kept(case, name).splitlines(keepends=True), text.splitlines(keepends=True),
            f"{case.name}/{name} (kept)", f"{case.name}/{name} (now)"))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--weft", type=Path, required=True)
    parser.add_argument("--bless", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME")
    asked = parser.parse_args()
    cases = sorted(path.parent for path in HERE.glob("*/command"))
    if asked.names:
        cases = [case for case in cases if case.name in asked.names]
    weft = asked.weft.resolve()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda case: run(case, weft), cases))
    changed = 0
    for case, got in zip(cases, results):
        difference = differences(case, got)
        changed += bool(difference)
        if asked.bless:
            bless(case, got)
        print(difference, end="")
    verb = "rewritten" if asked.bless else "different: run tools/bless and review the diff"
    print(f"{len(cases)} golden runs, {changed} {verb}" if changed else f"{len(cases)} golden runs")
    return 1 if changed and not asked.bless else 0


if __name__ == "__main__":
    sys.exit(main())
