#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One concept per header: fail when a public header is longer than LIMIT lines."""
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 260  # about 250; a longer header is two headers


def main() -> int:
    long = []
    for path in sorted((ROOT / "include").rglob("*.hpp")):
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LIMIT:
            long.append(f"{path.relative_to(ROOT)}: {lines} lines, at most {LIMIT}")
    print("\n".join(long) if long else f"every header has at most {LIMIT} lines")
    return 1 if long else 0


if __name__ == "__main__":
    sys.exit(main())
