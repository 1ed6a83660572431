"""What the fault tests share: articles, runs of the program, what a store holds."""

import hashlib
import json
import os
import pathlib
import random
import re
import subprocess



class Failure(Exception):
    """What a test found wrong."""


def require(is_so, message):
    if not is_so:
        raise Failure(message)


def passages(folder):
    """The paragraphs of the articles in a folder, each with its article's date, in order."""
    found = []
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        date = None
        lines = path.read_text(encoding="utf-8").splitlines()
        if lines and lines[0].strip() == "---":
            end = lines.index("---", 1)
            for line in lines[1:end]:
                key, _, value = line.partition(":")
                if key.strip() == "date":
                    date = value.strip()
            lines = lines[end + 1 :]
        found += [(date, line.strip()) for line in lines if len(line.split()) > 4]
    require(found, f"{folder}: no articles")
    return found


def records(folder, count, seed=1):
    """So many short articles, made of sentences of the folder's; the same in every run."""
    drawn = random.Random(seed)
    sentences = []
    for date, passage in passages(folder):
        sentences += [(date, part) for part in re.split(r"(?<=[.!?])\s+", passage) if len(part.split()) > 4]
    made = []
    for number in range(count):
        date, first = sentences[number % len(sentences)]
        text = first if number < len(sentences) else f"{first} {drawn.choice(sentences)[1]}"
        record = {"id": f"a-{number:04}", "text": text}
        if date:
            record["date"] = date
        made.append(record)
    return made


def write_records(path, made):
    with open(path, "w", encoding="utf-8") as out:
        for record in made:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


class Program:
    """The program under test."""

    def __init__(self, binary):
        self.binary = str(pathlib.Path(binary).resolve())

    def command(self, *arguments):
        return [self.binary, "--quiet", *map(str, arguments)]

    def run(self, *arguments, codes=(0,)):
        """Runs to the end; what it printed."""
        done = subprocess.run(self.command(*arguments), stdin=subprocess.DEVNULL, capture_output=True, text=True)
        told = done.stderr.strip()
        require(
            done.returncode in codes and "panicked" not in told,
            f"{' '.join(map(str, arguments))}: exit {done.returncode}: {told}",
        )
        return done.stdout

    def dump(self, store):
        """The sorted N-Quads of a store; none if there is no store yet."""
        if not os.path.exists(os.path.join(store, "store.json")):
            return ""
        return self.run("export", "--to", "nq", "--store", store)


def documents(dump):
    """The graph of each document: its IRI's last part, and the digest of its quads."""
    graphs = {}
    for line in dump.splitlines():
        graph = line.rsplit(" ", 2)[1]
        _, mark, name = graph.rpartition("/graph/")
        if mark:
            graphs.setdefault(name.rstrip(">"), hashlib.sha256()).update(line.encode() + b"\n")
    return {name: digest.hexdigest() for name, digest in graphs.items()}


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


# What may lie in a store's folder: its own files, and RocksDB's; and what goes when it is opened to be changed.
LEFT = re.compile(r"^(.*\.new|bulk-\d+\.sst)$")
OWN = re.compile(r"^(store\.json|lock|graph\.nq)(\.new)?$")
ROCKSDB = re.compile(
    r"^((bulk-)?\d+\.(sst|log|blob|dbtmp)|MANIFEST-\d+|OPTIONS-\d+(\.dbtmp)?|CURRENT|IDENTITY|LOCK|LOG(\.old\.\d+)?)$"
)


def files(store):
    """The files of a store with their sizes; a file of no known kind is an orphan."""
    found, orphans = {}, []
    for folder, _, names in os.walk(store):
        for name in names:
            path = os.path.join(folder, name)
            inner = os.path.relpath(path, store)
            try:
                found[inner] = os.path.getsize(path)
            except FileNotFoundError:
                continue
            known = ROCKSDB if folder != str(store) else OWN
            if not known.match(name):
                orphans.append(inner)
    return found, orphans
