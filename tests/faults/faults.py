#!/usr/bin/env python3
"""Ends runs by signals, fills the disk, forbids writing, and runs two processes at once.

    tests/faults/faults.py [BYLINE] [--signals N] [--articles FOLDER] [--documents N] [--seed N]

BYLINE is the program (default: target/release/byline). What is checked of a store after each fault is what `kill.py`
checks. The disk is a tmpfs in a mount namespace of this script's own (`unshare`); where the system allows none, those
tests are skipped, and a line says so. Exit code: 0 if all held, 1 if not.
"""

import argparse
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from common import Failure, Program, documents, files, records, require, write_records

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Sizes of the full disk, in parts of what an undisturbed store takes.
SIZES = (0.02, 0.3, 0.6, 0.9, 1.2, 1.6, 2.1)
UPDATE = "INSERT { GRAPH ?g { ?c <https://example.org/mark> 1 } } WHERE { GRAPH ?g { ?c a by:Claim } }"


class Faults:
    def __init__(self, program, arguments, work):
        self.program = program
        self.work = work
        self.draw = random.Random(arguments.seed)
        self.signals = arguments.signals
        self.all = records(arguments.articles, arguments.documents)
        self.input = work / "articles.jsonl"
        write_records(self.input, self.all)
        self.store = work / "undisturbed"
        begin = time.monotonic()
        self.build(self.store)
        self.length = time.monotonic() - begin
        self.full = program.dump(self.store)
        self.graphs = documents(self.full)
        self.size = sum(files(self.store)[0].values())
        half = work / "half.jsonl"
        write_records(half, self.all[: len(self.all) // 2])
        self.half = half

    def build(self, store, source=None, codes=(0,)):
        return self.program.run("build", "-i", "jsonl", "--store", store, source or self.input, codes=codes)

    def start(self, *arguments):
        return subprocess.Popen(
            self.program.command(*arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def copy(self, to):
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.store, to)
        return to

    def whole(self, store):
        """Each document there is whole; and the build that is run again ends in the usual bytes."""
        there = documents(self.program.dump(store))
        for name, found in there.items():
            require(found == self.graphs.get(name), f"document {name} is neither whole nor gone")
        _, orphans = files(store)
        require(not orphans, f"files that are not the store's: {orphans}")
        return there

    def again(self, store):
        self.build(store)
        require(self.program.dump(store) == self.full, "the run that was repeated ended in other bytes")

    def by_signals(self):
        """SIGINT and SIGTERM: exit code 130 and 143, and what is told stands so."""
        codes = {signal.SIGINT: 130, signal.SIGTERM: 143}
        ended = told_back = told_done = 0
        for number in range(self.signals):
            sent = (signal.SIGINT, signal.SIGTERM)[number % 2]
            kind = ("build", "forget", "update")[number // 2 % 3]
            place = self.work / "signalled"
            if kind == "build":
                shutil.rmtree(place, ignore_errors=True)
                arguments = ["build", "-i", "jsonl", "--store", place, self.input]
                before, limit = "", self.length
            else:
                self.copy(place)
                what = [record["id"] for record in self.all[:20]] if kind == "forget" else ["-e", UPDATE]
                arguments = [kind, "--store", place, *what]
                before, limit = self.full, self.quick
            process = self.start(*arguments)
            time.sleep(self.draw.uniform(0.3 * limit, limit) if kind != "build" else self.draw.uniform(0.1, limit))
            process.send_signal(sent)
            out, told = process.communicate()
            code = process.returncode
            if code == 0:
                ended += 1
                continue
            # A signal in the first milliseconds, before the program heeds it, ends it as the system does.
            require(code in (codes[sent], -sent), f"{kind}: {sent.name}: exit {code}: {told}")
            if code > 0:
                require(told.startswith(f"byline: {sent.name}: "), f"{kind}: {told!r}")
            there = self.whole(place) if kind == "build" else None
            if kind == "build":
                for line in out.splitlines():
                    require(line.split("\t")[1] in there, f"{line!r} was reported and is not so")
                told_back += 1
                self.again(place)
                continue
            dump = self.program.dump(place)
            if "had finished" in told:
                told_done += 1
                require(dump != before, f"{kind}: told to be finished, and is not")
            else:
                told_back += 1
                require(dump == before, f"{kind}: told to be rolled back, and is not")
        print(f"signals: {self.signals} sent: {told_back} rolled back, {told_done} finished all the same, {ended} too late")

    def by_two(self):
        """A second process that would change the store is refused, and the first is not disturbed."""
        place = self.work / "two"
        shutil.rmtree(place, ignore_errors=True)
        first = self.start("build", "-i", "jsonl", "--store", place, self.input)
        while not (place / "lock").exists() or not (place / "lock").read_text().strip():
            time.sleep(0.002)
            require(first.poll() is None, "the first process ended before the second began")
        first.send_signal(signal.SIGSTOP)
        for arguments in (
            ["build", "-i", "jsonl", "--store", place, self.input],
            ["forget", "--store", place, self.all[0]["id"]],
            ["update", "--store", place, "-e", UPDATE],
        ):
            second = self.start(*arguments)
            out, told = second.communicate(timeout=60)
            require(second.returncode == 2 and out == "", f"{arguments[0]}: exit {second.returncode}: {out}{told}")
            require(f"in use by process {first.pid}" in told, f"{arguments[0]}: {told!r}")
        first.send_signal(signal.SIGCONT)
        first.communicate()
        require(first.returncode == 0, "the first process failed")
        require(self.program.dump(place) == self.full, "the first process was disturbed")
        print("two processes: the second is refused by name (build, forget, update), the first is not disturbed")

    def by_full_disk(self):
        outcomes = {0: 0, 2: 0}
        for size in SIZES:
            disk = self.work / "disk"
            disk.mkdir(exist_ok=True)
            bytes_ = int(self.size * size) + 20000
            mount("-t", "tmpfs", "-o", f"size={bytes_}", "tmpfs", disk)
            try:
                place = disk / "store"
                told = []
                for source in (self.half, self.input):
                    done = self.start("build", "-i", "jsonl", "--store", place, source)
                    out, error = done.communicate(timeout=600)
                    require(done.returncode in outcomes and "panicked" not in error, f"exit {done.returncode}: {error}")
                    require(done.returncode == 0 or len(error.strip().splitlines()) == 1, f"not one line: {error!r}")
                    outcomes[done.returncode] += 1
                    told += [line.split("\t")[1] for line in out.splitlines()]
                there = self.whole(place) if (place / "store.json").exists() else {}
                for name in told:
                    require(name in there, f"{name} was reported and is lost")
                if there:
                    # Forgetting needs room too; it is done or told, and never by halves.
                    name = min(there)
                    forget = self.start("forget", "--store", place, name)
                    _, error = forget.communicate(timeout=600)
                    require(forget.returncode in (0, 2), f"forget: exit {forget.returncode}: {error}")
                    left = self.whole(place)
                    require((name in left) == (forget.returncode == 2), "forget says other than it did")
                mount("-o", f"remount,size={self.size * 20 + (64 << 20)}", disk)
                self.again(place)
            finally:
                subprocess.run(["umount", str(disk)], check=True)
        require(outcomes[2] > 0, "the disk was never full")
        print(f"full disk: {outcomes[2]} runs ended with one line and exit 2, {outcomes[0]} had room; nothing reported was lost")

    def by_forbidden_writing(self):
        disk = self.work / "fixed"
        disk.mkdir(exist_ok=True)
        mount("-t", "tmpfs", "tmpfs", disk)
        try:
            place = self.copy(disk / "store")
            mount("-o", "remount,ro", disk)
            require(self.program.dump(place) == self.full, "a store that may not be written cannot be read")
            self.program.run("query", "--store", place, "-e", "ASK { ?s ?p ?o }")
            for arguments in (
                ["build", "-i", "jsonl", "--store", place, self.half],
                ["forget", "--store", place, self.all[0]["id"]],
                ["update", "--store", place, "-e", UPDATE],
            ):
                done = self.start(*arguments)
                _, told = done.communicate(timeout=600)
                require(done.returncode == 2 and len(told.strip().splitlines()) == 1, f"exit {done.returncode}: {told!r}")
                require("panicked" not in told, told)
            require(self.program.dump(place) == self.full, "the store was changed")
        finally:
            subprocess.run(["umount", str(disk)], check=True)
        print("read-only store: asked and dumped as ever; build, forget and update end with one line and exit 2")

    def run(self, may_mount):
        place = self.copy(self.work / "timed")
        begin = time.monotonic()
        self.program.run("update", "--store", place, "-e", UPDATE)
        self.quick = time.monotonic() - begin
        self.by_signals()
        self.by_two()
        if may_mount:
            self.by_full_disk()
            self.by_forbidden_writing()
        else:
            print("full disk, read-only store: skipped, this system allows no mount namespace")


def mount(*arguments):
    subprocess.run(["mount", *map(str, arguments)], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("byline", nargs="?", default=ROOT / "target/release/byline")
    parser.add_argument("--signals", type=int, default=60)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--articles", default=ROOT / "data/articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    namespace = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    if not arguments.inside:
        able = subprocess.run([*namespace, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode == 0
        if able:
            os.execvp(namespace[0], [*namespace, sys.executable, *sys.argv, "--inside"])
    work = pathlib.Path(tempfile.mkdtemp(prefix="byline-faults-"))
    try:
        Faults(Program(arguments.byline), arguments, work).run(arguments.inside)
    except Failure as failure:
        print(f"FAILED: {failure}; see {work}", file=sys.stderr)
        return 1
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
