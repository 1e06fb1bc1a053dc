# SPDX-License-Identifier: Apache-2.0
"""The commands of the how-to on reviews run as they stand there, in a repository made for them."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

weft, root = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
page = (root / "docs/how-to/review-a-pull-request.md").read_text()
text = re.sub(r"\\\n\s*", "", page)
commands = re.findall(r"^ {4,}(weft [^\n]+)$", text, re.M)
paid = re.search(r"```\n(month,metric,value\n.*?)```", page, re.S)
faults = [] if len(commands) >= 7 else [f"the page has only {commands}"]

plan = (root / "examples/minimal.json").read_text().replace('"main"', '"train"').replace(
    '"weft": 1,', '"weft": 1, "baseline": "vendor_a", "variants": { "vendor_a": {}, "vendor_b": '
    '{ "fabrics": { "backend": { "switch": "dell-z9864f" } } } },')


def run(command, folder, good):
    done = subprocess.run(["bash", "-c", command], cwd=folder, text=True, capture_output=True, env={
        **os.environ, "PATH": f"{weft.parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder),
        "GITHUB_STEP_SUMMARY": str(folder / "summary")})
    if done.returncode not in good:
        faults.append(f"{command} ended with {done.returncode}: {done.stderr}{done.stdout}")


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "plans").mkdir()
    for file in ("plan.json", "plans/factory.json"):
        (folder / file).write_text(plan)
    (folder / "paid.csv").write_text(paid.group(1))
    run("git init -q -b main . && git add . && git -c user.name=a -c user.email=a@b commit -q -m one"
        " && git update-ref refs/remotes/origin/main HEAD"
        " && weft eval plan.json -f json -o signed.json", folder, (0, 1))
    for file in ("plan.json", "plans/factory.json"):
        (folder / file).write_text(plan.replace('"count": 32', '"count": 40'))
    for command in commands:
        run(command, folder, (0, 1))
    for file in re.findall(r"-o \"?([\w.]+\.(?:md|html|sarif))", text) + ["summary", "weft.lock"]:
        if not (folder / file).is_file() or not (folder / file).stat().st_size:
            faults.append(f"{file} was not written")
print("\n".join(faults) or f"{len(commands)} commands run")
sys.exit(1 if faults else 0)
