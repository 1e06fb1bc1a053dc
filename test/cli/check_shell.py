# SPDX-License-Identifier: Apache-2.0
"""Completions and the manual know every command and option that the program's own help lists."""
import re
import shutil
import subprocess
import sys

weft = sys.argv[1]
faults = []


def said(*words):
    run = subprocess.run([weft, *words], capture_output=True, text=True)
    if run.returncode != 0:
        faults.append(f"weft {' '.join(words)} ended with {run.returncode}: {run.stderr}")
    return run.stdout


def options(help_text):
    return {word for word in re.findall(r"(?<![\w-])--[a-z][a-z-]+", help_text)}


def commands(help_text):
    part = help_text.split("Subcommands:")[-1]
    return re.findall(r"^  ([a-z-]+) {2,}", part, re.M)


scripts = {shell: said("completion", shell) for shell in ("bash", "zsh", "fish")}
manual = said("man")
named = commands(said("--help"))
if len(named) < 10:
    faults.append(f"the help lists only {named}")
for command in named:
    for shell, script in scripts.items():
        if not re.search(rf"\b{re.escape(command)}\b", script):
            faults.append(f"{shell} does not complete {command}")
    if f"weft {command}".replace("-", "\\-") not in manual:
        faults.append(f"the manual has no {command}")
    for option in options(said(command, "--help").split("\n\n\n")[0]):
        for shell, script in scripts.items():
            wanted = f"-l {option[2:]}" if shell == "fish" else option
            if wanted not in script:
                faults.append(f"{shell} does not complete {command} {option}")


def completed(words):
    """What bash offers for the last of some words."""
    script = scripts["bash"] + (
        f"COMP_WORDS=({' '.join(repr(word) for word in words)}); COMP_CWORD={len(words) - 1}; "
        "_weft; printf '%s\\n' \"${COMPREPLY[@]}\"")
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True).stdout.split()


for words, wanted in [(["weft", "ev"], "eval"), (["weft", "eval", "--varian"], "--variant"),
                      (["weft", "size", "train"], "training"),
                      (["weft", "size", "training", "--mode"], "--model")]:
    if wanted not in completed(words):
        faults.append(f"bash offers {completed(words)} for {' '.join(words)}, wanted {wanted}")
for shell in ("zsh", "fish"):
    if shutil.which(shell):
        check = subprocess.run([shell, "-n"], input=scripts[shell], capture_output=True, text=True)
        if check.returncode != 0:
            faults.append(f"{shell} cannot read its script: {check.stderr}")
if shutil.which("groff"):
    page = subprocess.run(["groff", "-man", "-ww", "-Tascii"], input=manual, capture_output=True,
                          text=True)
    if page.returncode != 0 or page.stderr:
        faults.append(f"the manual cannot be set: {page.stderr}")

print("\n".join(faults) or f"{len(named)} commands in three shells and a manual")
sys.exit(1 if faults else 0)
