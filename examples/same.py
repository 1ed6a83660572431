#!/usr/bin/env python3
"""Whether two dumps hold the same quads: examples/same.py FILE-OR-FOLDER FILE-OR-FOLDER

Lines are compared as sets: N-Quads as Byline writes them have one form, and no blank nodes. Of a folder all files whose
names begin with `part-` are read. Prints the counts; exit code 1 if the sets differ.
"""

import pathlib
import sys


def lines(name):
    path = pathlib.Path(name)
    files = sorted(path.glob("part-*")) if path.is_dir() else [path]
    found = set()
    for file in files:
        with open(file, encoding="utf-8", newline="\n") as source:
            found.update(line.rstrip("\n") for line in source if line.strip())
    return found, len(files)


(one, one_files), (other, other_files) = lines(sys.argv[1]), lines(sys.argv[2])
print(
    f"{sys.argv[1]}: {len(one)} quads in {one_files} files; {sys.argv[2]}: {len(other)} quads in {other_files} files; "
    f"{len(one ^ other)} differ"
)
sys.exit(0 if one and one == other else 1)
