#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the commands of the README's console blocks and compares what they print.

A block is ```console, a line "$ weft ...", then the output. WEFT_BLESS=1 rewrites the README.
"""
import os
import re
import shlex
import subprocess
import sys

readme, weft, root = sys.argv[1:4]
text = open(readme, encoding="utf-8").read()
environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
faults = []


def run(block):
    first, _, shown = block.group(1).partition("\n")
    words = shlex.split(first.removeprefix("$ "))
    assert words[0] == "weft", first
    done = subprocess.run([weft, *words[1:]], cwd=root, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, text=True)
    lines = "\n".join(line.rstrip() for line in done.stdout.rstrip("\n").split("\n"))
    if lines != shown.rstrip("\n"):
        faults.append(f"{first}\n--- printed now\n{lines}")
    return f"```console\n{first}\n{lines}\n```"


fresh, count = re.subn(r"```console\n(\$ .*?)```", run, text, flags=re.S)
if os.environ.get("WEFT_BLESS"):
    open(readme, "w", encoding="utf-8").write(fresh)
    sys.exit(0)
print(f"{count} commands of the README, {len(faults)} print something else")
print("\n".join(faults))
sys.exit(1 if faults or not count else 0)
