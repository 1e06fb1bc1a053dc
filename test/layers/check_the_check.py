# SPDX-License-Identifier: Apache-2.0
"""Each wrong file gives exactly the fault that it was made for, each right file gives none."""
import sys
import tempfile
import subprocess
from pathlib import Path

CHECK = Path(__file__).resolve().parents[2] / "tools" / "check_layers.py"
HEAD = "// SPDX-License-Identifier: Apache-2.0\n#pragma once\n"
WRONG = [
    ("include/weft/units/a.hpp", HEAD + '#include "weft/plan/plan.hpp"\n', "units may not include plan"),
    ("include/weft/fabric/a.hpp", HEAD + '#include "weft/compute/gpu.hpp"\n',
     "fabric may not include compute"),
    ("include/weft/plan/a.hpp", HEAD + '#include "weft/io/document.hpp"\n', "plan may not include io"),
    ("include/weft/fabrik/a.hpp", HEAD, "unknown layer fabrik"),
    ("include/weft/base/a.hpp", "#pragma once\n", "the first line is not the SPDX line"),
    ("include/weft/base/b.hpp", "// SPDX-License-Identifier: Apache-2.0\n", "no #pragma once"),
    ("include/weft/base/c.hpp", HEAD + "using namespace std;\n", "no `using namespace`"),
    ("include/weft/base/d.hpp", HEAD + "double a = std::exp(1.0);\n", "only through weft/units/math"),
    ("include/weft/base/e.hpp", HEAD + "double a = pow(1.0, 2.0);\n", "include weft/units/math.hpp"),
    ("include/weft/plan/b.hpp", HEAD + "double a = time.value();\n", ".value() only in"),
    ("include/weft/io/a.hpp", HEAD + "#include <nlohmann/json.hpp>\n", "only in lib/ and test/"),
    ("cli/eval.cpp", HEAD + "#include <CLI/CLI.hpp>\n", "CLI11 only in cli/program/"),
    ("lib/a.cpp", HEAD + '#include "weft/weft.hpp"\n', "weft/weft.hpp is for users"),
]
RIGHT = [
    ("include/weft/units/math.hpp", HEAD + "double a = std::exp(1.0);\n"),
    ("include/weft/plan/a.hpp", HEAD + "// std::exp(x) in words\nstatic_assert(t.value() == 0.0);\n"),
    ("include/weft/fabric/a.hpp",
     HEAD + '#include "weft/units/math.hpp"\ndouble a = pow(1.0, 2.0) + each.exp(2.0);\n'),
    ("include/weft/study/a.hpp", HEAD + '#include "weft/io/document.hpp"\n'),
    ("cli/program/words.hpp", HEAD + "#include <CLI/CLI.hpp>\n"),
    ("lib/a.cpp", HEAD + "#include <nlohmann/json.hpp>\n"),
]


def run(name: str, text: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
        done = subprocess.run([sys.executable, "-B", CHECK, folder], capture_output=True, text=True)
        return done.stdout


def main() -> int:
    bad = [f"{name}: wanted one fault with {want!r}, got\n{got}" for name, text, want in WRONG
           if want not in (got := run(name, text)) or "1 files, 1 faults" not in got]
    bad += [f"{name}: wanted none, got\n{got}" for name, text in RIGHT
            if "1 files, 0 faults" not in (got := run(name, text))]
    print("\n".join(bad) if bad else f"{len(WRONG)} wrong and {len(RIGHT)} right files")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
