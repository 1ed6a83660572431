#!/usr/bin/env python3
"""Byline as a map step on Dask: articles in, N-Quads (or claims) out, in parts that can be put together.

    examples/dask/extract.py --byline PROGRAM --input NEWS.jsonl --output FOLDER [--to nq] [--scheduler ADDRESS]

As `examples/spark/extract.py`, with Dask's bag. Without --scheduler the work is done on this machine.
"""

import argparse
import hashlib
import json
import pathlib
import subprocess


def with_id(line):
    """The record, named by its content where it has no id: line numbers count anew in every part."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError:
        return line
    if isinstance(record, dict) and record.get("id") in (None, ""):
        record["id"] = hashlib.sha256(line.encode()).hexdigest()[:16]
        return json.dumps(record, ensure_ascii=False)
    return line


def extract(lines, byline, to):
    """One part: one process; what it prints, a line each."""
    records = "".join(with_id(line.rstrip("\n")) + "\n" for line in lines)
    command = [byline, "--quiet", "extract", "--input", "jsonl", "--to", to, "--jobs", "1", "-"]
    done = subprocess.run(command, input=records.encode(), capture_output=True)
    # Exit code 1 says that nothing was found.
    if done.returncode not in (0, 1):
        raise RuntimeError(f"byline: exit {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode().splitlines()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--byline", required=True)
    parser.add_argument("--input", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--to", default="nq", choices=["nq", "nt", "jsonl", "articles"])
    parser.add_argument("--blocksize", default="1MB", help="bytes of input a part")
    parser.add_argument("--scheduler", help="the address of a running scheduler")
    arguments = parser.parse_args()

    import dask.bag
    from dask.distributed import Client

    client = Client(arguments.scheduler) if arguments.scheduler else Client(n_workers=2, threads_per_worker=1)
    with client:
        lines = dask.bag.read_text(arguments.input, blocksize=arguments.blocksize)
        output = pathlib.Path(arguments.output).resolve()
        parts = lines.map_partitions(extract, str(pathlib.Path(arguments.byline).resolve()), arguments.to)
        parts.to_textfiles(str(output / "part-*"))


if __name__ == "__main__":
    main()
