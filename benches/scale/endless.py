#!/usr/bin/env python3
"""Sends a stream of made articles through `byline extract` and measures what it costs at each size.

    benches/scale/endless.py [BYLINE] [--articles FOLDER] [--bytes N | --count N] [--words N] [--to FORMAT]
                             [--broken N] [--jobs N] [--every S]

Tells, each time the number of articles has doubled: words a second (of the clock and of the processor), memory (resident
now and at its peak), and how far the reader of the stream was ahead of what was answered (back-pressure: no more than
some windows' worth). At the end: whether the articles came out in their order, how many had a claim, the peak of memory,
and what was told of broken lines. What is kept here is bounded too: the articles under way, not those that were answered.
Exit code: 0 if the order was kept and every broken line was told and counted, 1 if not.
"""

import argparse
import collections
import json
import os
import pathlib
import resource
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid, key):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1]) / 1024
    return 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("byline", nargs="?", default=HERE.parents[1] / "target/release/byline")
    parser.add_argument("--articles", default=HERE.parents[1] / "data/articles")
    parser.add_argument("--bytes", type=int, default=0)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--words", type=int, default=400, help="of an article")
    parser.add_argument("--to", default="jsonl", choices=["jsonl", "nq"])
    parser.add_argument("--broken", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--every", type=float, default=0, help="tell every S seconds too")
    arguments = parser.parse_args()
    make = [sys.executable, str(HERE / "stream.py"), str(arguments.articles)]
    make += ["--broken", str(arguments.broken), "--words", str(arguments.words)]
    if arguments.bytes:
        make += ["--bytes", str(arguments.bytes)]
    if arguments.count:
        make += ["--articles", str(arguments.count)]
    maker = subprocess.Popen(make, stdout=subprocess.PIPE)
    reader = subprocess.Popen(
        [arguments.byline, "extract", "-i", "jsonl", "--to", arguments.to, "--jobs", str(arguments.jobs), "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    sent = {"articles": 0, "bytes": 0, "broken": 0}
    # Sent and not answered yet, in order: id, words, and the bytes sent up to its end.
    under_way = collections.deque()
    lock = threading.Lock()

    def send():
        for line in maker.stdout:
            try:
                record = json.loads(line)
                with lock:
                    under_way.append((record["id"], len(record["text"].split()), sent["bytes"] + len(line)))
                    sent["articles"] += 1
            except json.JSONDecodeError:
                sent["broken"] += 1
            sent["bytes"] += len(line)
            try:
                reader.stdin.write(line)
            except BrokenPipeError:
                break
        reader.stdin.close()

    told = {"broken": 0, "last": ""}

    def listen():
        for line in reader.stderr:
            told["last"] = line.decode().rstrip()
            told["broken"] += ": not JSON" in told["last"] or "more lines" in told["last"]

    threads = [threading.Thread(target=target) for target in (send, listen)]
    for thread in threads:
        thread.start()
    print("| articles | MB of text | words a second | words a CPU-second | resident MB | peak MB | most MB read ahead |")
    print("|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    begin = time.monotonic()
    articles = with_claims = words = done_bytes = 0
    last, next_row, next_time = "", 10, begin + (arguments.every or 1e12)
    kept = True
    ahead = 0

    def row():
        try:
            clock, work = time.monotonic() - begin, processor_seconds(reader.pid)
        except FileNotFoundError:
            return
        print(
            f"| {articles:,} | {done_bytes / 1e6:.1f} | {words / clock:,.0f} | {words / max(work, 0.01):,.0f} "
            f"| {memory(reader.pid, 'VmRSS'):.0f} | {memory(reader.pid, 'VmHWM'):.0f} | {ahead / 1e6:.2f} |",
            flush=True,
        )

    for line in reader.stdout:
        if arguments.to == "jsonl":
            name = json.loads(line)["document"]
        else:
            mark = line.rfind(b"/graph/made-")
            if mark < 0:
                continue
            name = line[mark + 7 : mark + 19].decode()
        if name == last:
            continue
        kept &= name > last
        last = name
        with_claims += 1
        with lock:
            # Articles without a claim come out as nothing: those before this one are done too.
            while under_way and under_way[0][0] <= name:
                _, count, done_bytes = under_way.popleft()
                articles += 1
                words += count
            ahead = max(ahead, sent["bytes"] - done_bytes)
        if articles >= next_row or time.monotonic() >= next_time:
            row()
            while next_row <= articles:
                next_row *= 2
            next_time = time.monotonic() + (arguments.every or 1e12)
    code = reader.wait()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - begin
    # Of the reader and of the maker, which is far smaller.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"\n{sent['articles']:,} articles, {with_claims:,} with a claim, {sent['bytes'] / 1e6:.1f} MB, {words:,} words in "
        f"{seconds:.0f} s; peak {peak:.0f} MB; order {'kept' if kept else 'NOT KEPT'}; exit code {code}; "
        f"{sent['broken']} broken lines sent, told: {told['last']}"
    )
    ok = kept and code == (2 if sent["broken"] else 0)
    if sent["broken"]:
        ok &= told["last"].endswith(f"{sent['broken']} lines were skipped") or sent["broken"] == 1
        ok &= told["broken"] >= min(sent["broken"], 20)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
