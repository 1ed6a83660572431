#!/usr/bin/env python3
"""Kills `build`, `forget` and `update` at random moments and checks that nothing is lost and nothing is half.

    tests/faults/kill.py [BYLINE] [--kills N] [--kinds KIND,…] [--articles FOLDER] [--documents N] [--read-once]
                         [--seed N] [--work FOLDER]

BYLINE is the program (default: target/release/byline). Articles of FOLDER (default: data/articles) are recombined into
N short ones; with `--read-once` they are read once, and stores are built of what was read (`build --input articles`),
which is quicker. Every kill is SIGKILL: a third of them at a moment drawn evenly over the run, a third within some
milliseconds after the store's files begin to change, a third around the moment at which a bulk load of a RocksDB store
is taken over (its files `bulk-*.sst` are there, or have just gone). After each the store is opened again, and

- it opens, and `check` finds nothing wrong (every twentieth time);
- each document's graph is the one of an undisturbed run, or is not there;
- the whole dump is the one of an undisturbed build of just the documents that are there;
- what the killed run had reported is so;
- no file lies in the store's folder that is not the store's.

A run that was killed is run again until it ends; then the dump is, byte for byte, that of an undisturbed run, and the
folder is no larger than twice what an undisturbed run leaves. Exit code: 0 if all this held, 1 if not.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from common import LEFT, Failure, Program, digest, documents, files, records, require, write_records

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A moment after the first change of the store's files, in seconds: a transaction of these sizes takes less.
CLOSE = 0.03
UPDATES = (
    "INSERT {{ GRAPH ?g {{ ?c <https://example.org/kill> {n} }} }} WHERE {{ GRAPH ?g {{ ?c a by:Claim }} }}",
    "DELETE {{ GRAPH ?g {{ ?c <https://example.org/kill> ?n }} }} WHERE {{ GRAPH ?g {{ ?c <https://example.org/kill> ?n }} }}",
)


class Trial:
    def __init__(self, program, arguments, work):
        self.program = program
        self.work = work
        self.draw = random.Random(arguments.seed)
        self.wanted = arguments.kills
        self.kills = {kind: 0 for kind in arguments.kinds.split(",")}
        self.during = self.after = 0
        self.ended = 0
        self.lost = self.halves = 0
        self.partial = 0
        self.looked = 0
        self.told = 50
        self.largest = 0
        self.all = records(arguments.articles, arguments.documents)
        self.input = work / "articles.jsonl"
        write_records(self.input, self.all)
        self.format = "jsonl"
        if arguments.read_once:
            read = program.run("extract", "-i", "jsonl", "--to", "articles", self.input, codes=(0, 1))
            self.all = [json.loads(line) for line in read.splitlines()]
            write_records(self.input, self.all)
            self.format = "articles"
        self.expected = {}
        begin = time.monotonic()
        self.full = self.undisturbed(frozenset(record["id"] for record in self.all))
        self.length = {"build": time.monotonic() - begin}
        self.graphs = documents(self.full)
        self.size = sum(files(self.reference)[0].values())
        # What is forgotten: few choices, for each costs an undisturbed build without it.
        ids = [record["id"] for record in self.all]
        self.choices = [self.draw.sample(ids, min(size, len(ids))) for size in (1, 5, 40)]

    def undisturbed(self, ids):
        """The dump of a store that was built of these documents without a disturbance."""
        key = digest("\n".join(sorted(ids)))
        if key not in self.expected:
            place = self.work / f"undisturbed-{len(self.expected)}"
            chosen = self.work / "chosen.jsonl"
            write_records(chosen, [record for record in self.all if record["id"] in ids])
            self.program.run("build", "-i", self.format, "--store", place, chosen, codes=(0, 1))
            self.expected[key] = self.program.dump(place)
            if len(ids) == len(self.all):
                self.reference = place
            else:
                shutil.rmtree(place)
        return self.expected[key]

    @property
    def killed(self):
        return sum(self.kills.values())

    def disturb(self, kind, store, *arguments):
        """Runs a command and kills it; whether it was killed, and what it had reported."""
        out = self.work / "reported"
        limit = self.draw.uniform(0, 1.1 * self.length[kind])
        moment = self.draw.choice(["any", "change", "load"])
        close = self.draw.uniform(0, CLOSE)
        before = self.look(store)
        was_loading = is_loaded = False
        with open(out, "wb") as reported:
            begin = time.monotonic()
            process = subprocess.Popen(
                self.program.command(*arguments),
                stdin=subprocess.DEVNULL,
                stdout=reported,
                stderr=subprocess.PIPE,
            )
            if moment == "any":
                wait = limit
            elif moment == "change" or kind != "build":
                while process.poll() is None and self.look(store) == before:
                    time.sleep(0.0005)
                wait = time.monotonic() - begin + close
            else:
                is_awaited = self.draw.choice([self.is_loading, lambda store: was_loading and not self.is_loading(store)])
                while process.poll() is None and not is_awaited(store):
                    was_loading |= self.is_loading(store)
                    time.sleep(0.0002)
                wait = time.monotonic() - begin + close
            try:
                process.wait(max(0, begin + wait - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            was_loading |= self.is_loading(store)
            is_loaded = was_loading and not self.is_loading(store)
            process.send_signal(signal.SIGKILL)
            told = process.stderr.read().decode()
            code = process.wait()
        require(code in (0, -signal.SIGKILL), f"{kind}: exit {code}: {told}")
        if code == 0:
            self.ended += 1
        else:
            self.kills[kind] += 1
            self.during += was_loading and not is_loaded
            self.after += is_loaded and not out.stat().st_size
        return code != 0, out.read_text()

    @staticmethod
    def is_loading(store):
        """Whether files of a bulk load wait for the database."""
        try:
            return any(name.startswith("bulk-") for name in os.listdir(store / "rocksdb"))
        except FileNotFoundError:
            return False

    @staticmethod
    def look(store):
        """What lies in a store's folder, but for the lock."""
        found = []
        for folder, _, names in os.walk(store):
            for name in names:
                if name.lower() == "lock" or name.startswith("LOG"):
                    continue
                try:
                    found.append((name, os.stat(os.path.join(folder, name)).st_mtime_ns))
                except FileNotFoundError:
                    found.append((name, None))
        return sorted(found)

    def survey(self, store, reported):
        """What the store holds now: checked, and given as its dump."""
        dump = self.program.dump(store)
        there = documents(dump)
        for name, found in there.items():
            if found != self.graphs.get(name):
                self.halves += 1
                raise Failure(f"document {name} is neither whole nor gone")
        for line in reported.splitlines():
            word, name = line.split("\t")[:2]
            if (word in ("added", "changed")) != (name in there):
                self.lost += 1
                raise Failure(f"{line!r} was reported, and is not so")
        _, orphans = files(store)
        require(not orphans, f"files that are not the store's: {orphans}")
        self.looked += 1
        if self.looked % 20 == 0 and dump:
            self.program.run("check", "--store", store)
        return dump, there

    def whole(self, store, dump, expected):
        require(dump == expected, "the run that was repeated ended in other bytes than an undisturbed one")
        found, _ = files(store)
        left = [name for name in found if LEFT.match(os.path.basename(name))]
        require(not left, f"files that killed runs have left: {left}")
        size = sum(found.values())
        self.largest = max(self.largest, size)
        require(size < 2 * self.size + (8 << 20), f"the store grew to {size} bytes, an undisturbed one has {self.size}")

    def build(self):
        """From nothing to the whole, however often it is killed on the way."""
        store = self.work / "built"
        shutil.rmtree(store, ignore_errors=True)
        before = self.kills["build"]
        while True:
            was_killed, reported = self.disturb("build", store, "build", "-i", self.format, "--store", store, self.input)
            dump, there = self.survey(store, reported)
            if there and len(there) < len(self.all):
                self.partial += 1
            require(not there or dump == self.undisturbed(frozenset(there)), "what the documents share is not whole")
            if not was_killed or self.kills["build"] >= before + 8 or self.killed >= self.wanted:
                break
        self.program.run("build", "-i", self.format, "--store", store, self.input)
        self.whole(store, self.program.dump(store), self.full)

    def forget(self):
        store = self.copy()
        ids = [record["id"] for record in self.all]
        chosen = self.draw.choice(self.choices)
        expected = self.undisturbed(frozenset(ids) - frozenset(chosen))
        while True:
            was_killed, reported = self.disturb("forget", store, "forget", "--store", store, *chosen)
            dump, there = self.survey(store, reported)
            gone = [name for name in chosen if name not in there]
            require(gone in ([], chosen), f"some of {chosen} are gone, some are not")
            require(dump == (expected if gone else self.full), "what the documents share is not whole")
            if not was_killed or gone or self.killed >= self.wanted:
                break
        self.program.run("forget", "--store", store, *chosen, codes=(0, 1))
        self.whole(store, self.program.dump(store), expected)

    def update(self):
        """Puts a mark on every claim, then takes all marks away."""
        store = self.copy()
        marked = None
        for step, pattern in enumerate(UPDATES):
            query = pattern.format(n=self.killed)
            before = self.program.dump(store)
            undisturbed = self.copy("undisturbed-update", store)
            self.program.run("update", "--store", undisturbed, "-e", query)
            after = self.program.dump(undisturbed)
            require(before != after, "the update changes nothing: it tests nothing")
            while True:
                was_killed, _ = self.disturb("update", store, "update", "--store", store, "-e", query)
                dump = self.program.dump(store)
                require(dump in (before, after), "an update is there in part")
                require(was_killed or dump == after, "an update that had ended is not there")
                if not was_killed or dump == after or self.killed >= self.wanted:
                    break
            self.program.run("update", "--store", store, "-e", query)
            marked = self.program.dump(store)
            require(marked == after, "the update that was repeated ended in other bytes")
            if step == 1:
                self.whole(store, marked, self.full)

    def copy(self, name="changed", of=None):
        store = self.work / name
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(of or self.reference, store)
        return store

    def measure(self):
        """How long undisturbed runs take, so that moments can be drawn over them."""
        for kind, arguments in (
            ("forget", ["forget", "--store", self.copy(), self.all[0]["id"]]),
            ("update", ["update", "--store", self.copy("updated"), "-e", UPDATES[0].format(n=0)]),
        ):
            begin = time.monotonic()
            self.program.run(*arguments)
            self.length[kind] = time.monotonic() - begin

    def run(self):
        self.measure()
        while self.killed < self.wanted:
            # The kind of which the fewest were killed.
            kind = min(self.kills, key=self.kills.get)
            getattr(self, kind)()
            if self.killed < self.told:
                continue
            self.told += 50
            print(f"{self.killed} kills, {self.lost} lost, {self.halves} halves", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("byline", nargs="?", default=ROOT / "target/release/byline")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--kinds", default="build,forget,update", help="what is killed, joined by commas")
    parser.add_argument("--read-once", action="store_true", help="build of articles that were read before")
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--articles", default=ROOT / "data/articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", help="a folder to work in, kept afterwards")
    arguments = parser.parse_args()
    place = pathlib.Path(arguments.work or tempfile.mkdtemp(prefix="byline-kill-"))
    place.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    trial = None
    try:
        trial = Trial(Program(arguments.byline), arguments, place)
        trial.run()
        outcome = 0
    except KeyboardInterrupt:
        outcome = 130
    except Failure as failure:
        print(f"FAILED after {trial.killed if trial else 0} kills: {failure}; see {place}", file=sys.stderr)
        outcome = 1
    if trial:
        by_kind = ", ".join(f"{count} of {kind}" for kind, count in trial.kills.items())
        print(
            f"{trial.killed} kills survived ({by_kind}), {trial.ended} runs ended before their kill; "
            f"{trial.during} kills while a bulk load was written, {trial.after} after the database had taken it over and "
            f"before it was reported; {trial.partial} kills left a part of the articles; {trial.lost} articles lost, {trial.halves} halves; "
            f"{len(trial.all)} articles, {trial.full.count(chr(10))} quads; largest store {trial.largest} bytes, "
            f"undisturbed {trial.size}; {time.monotonic() - begin:.0f} s"
        )
    if outcome == 0 and not arguments.work:
        shutil.rmtree(place)
    return outcome


if __name__ == "__main__":
    sys.exit(main())
