#!/usr/bin/env python3
"""Runs the commands that README.md shows and puts what they print in the place of what stood there.

    scripts/tour.py [BYLINE]      (default: target/release/byline)

A command is a line of a code block that begins with `$ `; what follows it, up to the next one or the end of the block, is
its output. The commands run in one new folder, from which `data/` is seen.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

root = Path(__file__).resolve().parent.parent
byline = (Path(sys.argv[1]) if len(sys.argv) > 1 else root / "target/release/byline").resolve()
readme = root / "README.md"


def output(command, folder):
    path = f"{byline.parent}:{os.environ['PATH']}"
    done = subprocess.run(["bash", "-c", command], cwd=folder, env={**os.environ, "PATH": path, "NO_COLOR": "1"}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command}: exit {done.returncode}: {done.stderr}")
    told = done.stderr if command.startswith("byline build") else ""
    return [line.rstrip() for line in (done.stdout + told).rstrip("\n").split("\n")]


def main():
    lines, written = readme.read_text(encoding="utf-8").split("\n"), []
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(root / "data", Path(folder, "data"))
        at = 0
        while at < len(lines):
            line = lines[at]
            written.append(line)
            at += 1
            if not line.startswith("    $ "):
                continue
            # The old output: indented lines, and blank ones between them.
            while at < len(lines) and not lines[at].startswith("    $ "):
                if not lines[at].startswith("    ") and not (lines[at] == "" and re.match(r"    (?!\$ )", next((l for l in lines[at:] if l), ""))):
                    break
                at += 1
            written += [f"    {new}".rstrip() for new in output(line[6:], folder)]
            if at < len(lines) and lines[at].startswith("    $ "):
                written.append("")
    readme.write_text("\n".join(written), encoding="utf-8")


if __name__ == "__main__":
    main()
