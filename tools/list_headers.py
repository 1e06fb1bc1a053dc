#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write cmake/headers.cmake from the files under include/; with --check only compare."""
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "cmake" / "headers.cmake"
# Layers with a compiled part, and the target that it is in; all others are weft::model.
TARGET = {"io": "io", "study": "report", "report": "report"}


def wanted() -> str:
    groups = {"model": [], "io": [], "report": []}
    for path in sorted((ROOT / "include").rglob("*.hpp")):
        layer = path.relative_to(ROOT / "include" / "weft").parts[0]
        groups[TARGET.get(layer, "model")].append(path.relative_to(ROOT).as_posix())
    text = "# SPDX-License-Identifier: Apache-2.0\n# The public headers. `tools/list_headers.py` writes this list and a test compares it.\n"
    for name, files in groups.items():
        lines = "".join(f"  ${{PROJECT_SOURCE_DIR}}/{file}\n" for file in files)
        text += f"set(weft_{name}_headers\n{lines})\n"
    return text


def main() -> int:
    text = wanted()
    if "--check" not in sys.argv[1:]:
        LIST.write_text(text)
        return 0
    if LIST.exists() and LIST.read_text() == text:
        return 0
    print("cmake/headers.cmake does not list the files under include/: run tools/list_headers.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
