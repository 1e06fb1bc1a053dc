#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every diagnostic code that the sources use has a page in lib/codes_*.hpp, exactly once."""

import pathlib
import re
import sys

CODE = re.compile(r'"(WF\d{4})"')
FOLDERS = ("include", "lib", "cli")
TABLE = "lib/codes_*.hpp"


def main() -> int:
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    tables = sorted(root.glob(TABLE))
    pages = [code for table in tables
             for code in re.findall(r'^    \{"(WF\d{4})"', table.read_text(), re.MULTILINE)]
    faults = [f"{TABLE}: {code} has {pages.count(code)} pages" for code in sorted(set(pages))
              if pages.count(code) > 1]
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            if path in tables:
                continue
            for number, line in enumerate(path.read_text().splitlines(), 1):
                faults += [f"{path.relative_to(root)}:{number}: {code} has no page in {TABLE}"
                           for code in CODE.findall(line) if code not in pages
                           and not line.lstrip().startswith("//")]
    print("\n".join(faults) if faults else f"{len(pages)} codes, each with a page")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
