#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check who includes whom, and the few rules that a regex can hold.

    tools/check_layers.py [ROOT]     prints `file:line: fault`, exits with 1 when there is one
"""
import re
import sys
from pathlib import Path

# Each group may include itself, minus its siblings, and every group before it.
# A new arrow needs a decision record in docs/adr/.
ORDER = [
    ["base"], ["units"], ["catalog"], ["fabric", "compute"], ["training", "serving"], ["facility"],
    ["application"], ["economics"], ["plan"], ["io"], ["study"], ["report"],
]
LAYERS = [layer for group in ORDER for layer in group]
MAY_SEE = {
    layer: {seen for earlier in ORDER[:at] for seen in earlier} | {layer}
    for at, group in enumerate(ORDER) for layer in group
}
UMBRELLA = "include/weft/weft.hpp"

# Third-party headers and where they may be included.
ONLY_IN = [
    (re.compile(r"<nlohmann/"), ("lib/", "test/"), "nlohmann/json only in lib/ and test/"),
    (re.compile(r"<CLI/"), ("cli/program/",), "CLI11 only in cli/program/"),
    (re.compile(r"<fmt/"), ("lib/", "cli/", "test/", "bench/", "examples/"),
     "{fmt} only in compiled parts"),
    (re.compile(r"<boost/units/(io|cmath|systems/.*)\.hpp>"), ("test/",),
     "boost/units io, cmath and systems are slow to compile: leave them out"),
    (re.compile(r'"weft/weft\.hpp"'), ("examples/", "test/install/"), "weft/weft.hpp is for users"),
]
# Functions whose last digits differ between compilers and levels unless called in one place.
TRANSCENDENTAL = (
    "exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|cbrt|tgamma|lgamma|erf|erfc|"
    "sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh"
)
STD_MATH = re.compile(rf"\b(?:std|boost::math)\s*::\s*(?:{TRANSCENDENTAL})\s*[(<]")
BARE_MATH = re.compile(rf"(?<![\w.:>])(?:{TRANSCENDENTAL})\s*\(")
MATH = "include/weft/units/math.hpp"
# .value() takes the unit off: only where numbers meet texts. Use ratio(), total(), *optional.
VALUE = re.compile(r"\.value\(\)")
VALUE_LAYERS = {"base", "units", "io", "report"}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"][^>"]+[>"])')
NOT_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"', re.DOTALL)
STATIC_ASSERT = re.compile(r"\bstatic_assert\s*\(.*?\)\s*;", re.DOTALL)


def blank(match: re.Match) -> str:
    """What was matched, as blanks: line numbers stay."""
    return re.sub(r"[^\n]", " ", match.group())


def include_faults(name: str, layer: str, target: str):
    for pattern, places, rule in ONLY_IN:
        if pattern.match(target) and not name.startswith(places):
            yield rule
    inner = re.match(r'"weft/(\w+)/', target)
    if inner and inner[1] not in LAYERS:
        yield f"unknown layer {inner[1]}"
    elif inner and layer and inner[1] not in MAY_SEE[layer]:
        yield f"{layer} may not include {inner[1]}"


def code_rules(name: str, layer: str, text: str):
    if name.endswith(".hpp") and not name.startswith("test/"):
        yield re.compile(r"^\s*using\s+namespace\b", re.M), "no `using namespace` in a header"
    if name != MATH and not name.startswith(("test/", "bench/")):
        yield STD_MATH, "exp, log, pow and their kin only through weft/units/math.hpp"
        if '"weft/units/math.hpp"' not in text:
            yield BARE_MATH, "include weft/units/math.hpp for exp, log, pow and their kin"
    if layer and layer not in VALUE_LAYERS:
        yield VALUE, ".value() only in units, io, report and tests: use ratio() or *optional"


def faults(name: str, text: str):
    """Pairs of line number and fault of one file."""
    if not text.startswith("// SPDX-License-Identifier: Apache-2.0\n"):
        yield 1, "the first line is not the SPDX line"
    if name.endswith(".hpp") and "#pragma once" not in text.splitlines():
        yield 1, "no #pragma once"
    parts = name.split("/")
    layer = parts[2] if name.startswith("include/weft/") and len(parts) > 3 else ""
    if layer and layer not in LAYERS:
        yield 1, f"unknown layer {layer}"
        return
    if name != UMBRELLA:
        for number, line in enumerate(text.splitlines(), start=1):
            found = INCLUDE.match(line)
            for fault in include_faults(name, layer, found[1]) if found else ():
                yield number, fault
    code = STATIC_ASSERT.sub(blank, NOT_CODE.sub(blank, text))
    for pattern, rule in code_rules(name, layer, text):
        for found in pattern.finditer(code):
            yield code.count("\n", 0, found.start()) + 1, rule


def main() -> int:
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
    bad = count = 0
    for folder in ("include", "lib", "cli", "examples", "test", "bench"):
        for path in sorted((root / folder).rglob("*.[hc]pp")):
            name = path.relative_to(root).as_posix()
            if name.startswith("test/layers/"):
                continue  # made to be wrong
            count += 1
            for number, fault in sorted(faults(name, path.read_text(encoding="utf-8"))):
                bad += 1
                print(f"{name}:{number}: {fault}")
    print(f"{count} files, {bad} faults")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
