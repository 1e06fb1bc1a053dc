# SPDX-License-Identifier: Apache-2.0
"""The commands of the CI how-to run as they stand there, on a shipped plan."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

weft, root = sys.argv[1], pathlib.Path(sys.argv[2])
page = (root / "docs/how-to/ci.md").read_text()
blocks = re.findall(r"```yaml\n(.*?)```", page, re.S)
commands = []
for block in blocks:
    for line in re.sub(r"\\\n\s*", "", block).splitlines():
        found = re.search(r"weft/build/release/cli/weft (.*)$", line)
        if found:
            commands.append(found.group(1))
faults = [] if len(commands) >= 3 else [f"the page has only {commands}"]
with tempfile.TemporaryDirectory() as folder:
    plan = pathlib.Path(folder) / "plans" / "factory.json"
    plan.parent.mkdir()
    plan.write_text((root / "examples/ai-factory.json").read_text())
    summary = pathlib.Path(folder) / "summary"
    for command in commands:
        run = subprocess.run(["bash", "-c", f'"{weft}" {command}'], cwd=folder, text=True,
                             capture_output=True,
                             env={**os.environ, "GITHUB_STEP_SUMMARY": str(summary)})
        if run.returncode not in (0, 1):
            faults.append(f"weft {command} ended with {run.returncode}: {run.stderr}")
    written = set(re.findall(r"^\s+([\w.]+\.(?:html|md|sarif|xml))$", "\n".join(blocks), re.M))
    for pair in re.findall(r"junit: (\S+)|paths: \[([\w.]+)\]", "\n".join(blocks)):
        written |= set(pair) - {""}
    for name in written:
        if not (pathlib.Path(folder) / name).stat().st_size:
            faults.append(f"{name} was not written")
    if not summary.exists():
        faults.append("no summary was written")
print("\n".join(faults) or f"{len(commands)} commands run, {len(written)} files written")
sys.exit(1 if faults else 0)
