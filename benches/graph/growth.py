#!/usr/bin/env python3
"""What a store costs as it grows: building it, its size, asking it, forgetting an article. Articles are made up
(articles.py); the rows of the table in docs/scale.md come out.

    benches/graph/growth.py BYLINE FOLDER ARTICLES...

Times are seconds of the clock of a whole process, the least of three; `build` is one run, with its CPU seconds. What lies
in FOLDER is removed after each size.
"""
import json
import pathlib
import resource
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benches/graph"))
from articles import QUADS_PER_ARTICLE, name  # noqa: E402

# Someone who is in many papers, and a question that walks through all of the graph.
WALK = "SELECT ?how (COUNT(?c) AS ?n) { GRAPH ?g { ?c a by:Claim ; by:certainty ?how } } GROUP BY ?how"


def run(*command, codes=(0, 1)):
    start = time.perf_counter()
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    wall = time.perf_counter() - start
    if done.returncode not in codes:
        sys.exit(f"{' '.join(map(str, command))}: {done.stderr}")
    return wall, done.stdout


def least(*command):
    return min(run(*command)[0] for _ in range(3))


def measure(byline, folder, count):
    articles, store = folder / f"{count}.jsonl", folder / f"{count}.store"
    with articles.open("wb") as output:
        made = [sys.executable, ROOT / "benches/graph/articles.py", str(count * QUADS_PER_ARTICLE)]
        subprocess.run(made, stdout=output, check=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall, _ = run(byline, "build", "--quiet", "--store", store, "-i", "articles", articles)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = sum(file.stat().st_size for file in store.rglob("*") if file.is_file())
    quads = json.loads(run(byline, "stats", "--json", "--store", store)[1])["quads"]
    of = ["--store", store]
    times = [
        least(byline, "query", *of, "-e", "ASK { ?s a by:Entity }"),
        least(byline, "why", name(0), "visit", "_", *of),
        least(byline, "query", *of, "-e", WALK),
        least(byline, "query", *of, "most-supported"),
        min(run(byline, "forget", f"made-up-{number}", *of)[0] for number in (7, count // 2, count - 1)),
    ]
    row = [f"{count:,}", f"{quads:,}", f"{wall:.0f} ({cpu:.0f})", f"{size / 1e6:,.0f}"]
    print("| " + " | ".join(row + [f"{seconds:.2f}" for seconds in times]) + " |", flush=True)
    shutil.rmtree(store)
    articles.unlink()


def main():
    byline, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    head = ["articles", "quads", "build (CPU)", "MB", "ask", "why", "walk", "most-supported", "forget"]
    print("| " + " | ".join(head) + " |\n|" + "---:|" * len(head), flush=True)
    for count in map(int, sys.argv[3:]):
        measure(byline, folder, count)


if __name__ == "__main__":
    main()
