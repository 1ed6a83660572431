"""Measures the graph beside oxigraph's own program, as ratios of one run. Called by compare.sh.

    measure.py BYLINE OXIGRAPH FOLDER QUADS

Prints one figure a line with its bound; the exit code is 1 if one is beyond it. CPU seconds are user and system time of
the program and all its threads, so that other work on the machine lengthens them little; wall seconds are the least of
several runs, with their median.
"""
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PORT = 17878
# Queries that come with Byline and need no value, and three that walk through the graph.
QUERIES = ["most-supported", "corroborated", "claimed", "denied", "sources", "positions"]
WRITTEN = {
    "counts by certainty": "SELECT ?how (COUNT(?c) AS ?n) { GRAPH ?g { ?c a by:Claim ; by:certainty ?how } } GROUP BY ?how",
    "two steps": "SELECT (COUNT(*) AS ?n) { ?a rel:visit ?b . ?b rel:meet ?c }",
    "sentences with a word": "SELECT ?s { GRAPH ?g { ?s a nif:Sentence ; nif:anchorOf ?t FILTER(CONTAINS(?t, 'Bador')) } }",
}


def run(*command, stdin=None, codes=(0,)):
    """Wall and CPU seconds of a command that must end well."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run([str(part) for part in command], stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in codes:
        sys.exit(f"{' '.join(map(str, command))}: {done.stderr.decode()}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Report:
    def __init__(self):
        self.is_good = True

    def line(self, what, value, unit, bound=None, more=""):
        mark = ""
        if bound is not None:
            is_good = value <= bound
            self.is_good &= is_good
            mark = f"at most {bound:g}" if is_good else f"BEYOND {bound:g}"
        print(f"{what:<52} {value:>9.3f} {unit:<6} {mark:<14} {more}".rstrip(), flush=True)

    def repeated(self, what, walls, bound):
        self.line(what, min(walls), "s", bound, f"median {statistics.median(walls):.3f} of {len(walls)}")


def make(folder, quads):
    file = folder / f"articles-{quads}.jsonl"
    if not file.exists():
        with file.open("wb") as output:
            subprocess.run([sys.executable, ROOT / "benches/graph/articles.py", str(quads)], stdout=output, check=True)
    return file


def load(report, byline, oxigraph, folder, quads, rounds):
    """Builds a store and lets oxigraph load the same quads, in turns."""
    articles, ratios = make(folder, quads), []
    for _ in range(rounds):
        shutil.rmtree(folder / "byline.store", ignore_errors=True)
        shutil.rmtree(folder / "oxigraph.store", ignore_errors=True)
        _, ours = run(byline, "build", "--quiet", "--store", folder / "byline.store", "-i", "articles", articles)
        run(byline, "export", "--quiet", "--store", folder / "byline.store", "-o", folder / "all.nq")
        lines = sum(1 for _ in (folder / "all.nq").open("rb"))
        _, theirs = run(oxigraph, "load", "--location", folder / "oxigraph.store", "--file", folder / "all.nq")
        ratios.append(ours / theirs)
        print(f"  {lines} quads: byline build {ours:.1f} CPU-s, oxigraph load {theirs:.1f} CPU-s", flush=True)
    report.line(f"build / oxigraph load, CPU a quad ({rounds} rounds)", statistics.median(ratios), "ratio", 1.3)


def ask(query):
    body = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(f"http://localhost:{PORT}/query", body, {"Accept": "text/csv"})
    start = time.perf_counter()
    with urllib.request.urlopen(request, timeout=300) as answer:
        text = answer.read()
    return time.perf_counter() - start, text


def queries(report, byline, oxigraph, folder):
    """The same queries to Byline, as a process each, and to oxigraph's server."""
    prefixes = (ROOT / "tests/interop/prefixes.rq").read_text()
    texts = {name: prefixes + (ROOT / f"queries/{name}.rq").read_text() for name in QUERIES}
    texts |= {name: prefixes + text for name, text in WRITTEN.items()}
    server = subprocess.Popen([oxigraph, "serve-read-only", "--location", folder / "oxigraph.store", "--bind",
                               f"localhost:{PORT}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                ask("ASK {}")
                break
            except OSError:
                time.sleep(0.2)
        ours, inside, theirs = {}, {}, {}
        for name, text in texts.items():
            file = folder / "query.rq"
            file.write_text(text)
            for _ in range(3):
                command = [byline, "query", "--store", folder / "byline.store", file, "--to", "csv", "--timeout", "300"]
                start = time.perf_counter()
                done = subprocess.run(command, capture_output=True)
                ours.setdefault(name, []).append(time.perf_counter() - start)
                inside.setdefault(name, []).append(float(done.stderr.split()[-2]))
                wall, answer = ask(text)
                theirs.setdefault(name, []).append(wall)
                if sorted(done.stdout.split()) != sorted(answer.split()):
                    sys.exit(f"{name}: the answers differ: {done.stderr.decode()}")
            print(f"  {name:<24} byline {min(ours[name]):.3f} s ({min(inside[name]):.3f} inside), server {min(theirs[name]):.3f} s, {answer.count(10) - 1} rows",
                  flush=True)
        least = lambda times: sum(min(walls) for walls in times.values())
        report.line("query, answering alone / oxigraph's server, time", least(inside) / least(theirs), "ratio", 1.1)
        report.line("query, process and all / oxigraph's server, time", least(ours) / least(theirs), "ratio")
    finally:
        server.terminate()
        server.wait()


def opening(report, byline, folder):
    store = ["--store", folder / "byline.store"]
    report.repeated("byline --help", [run(byline, "--help")[0] for _ in range(20)], 0.020)
    question = ["query", *store, "-e", "ASK { ?s a by:Entity }"]
    report.repeated("query opens the store, asks and ends", [run(byline, *question)[0] for _ in range(10)], 0.200)
    stats = [run(byline, "stats", *store)[0] for _ in range(5)]
    report.repeated("stats", stats, None)
    draw = ["draw", *store, "--to", "dot", "--focus"]
    listed = subprocess.run([byline, "list", "entities", "-n", "3", "--to", "tsv", *store], capture_output=True, text=True)
    names = [line.split("\t")[0] for line in listed.stdout.splitlines()[1:]]
    report.repeated("draw --focus on what most articles speak of", [run(byline, *draw, name)[0] for name in names], 1.0)
    path = [run(byline, "path", names[0], names[1], *store, codes=(0, 1))[0] for _ in range(2)]
    report.repeated("path between two of them", path, None)
    why = [run(byline, "why", names[0], "visit", "_", *store, codes=(0, 1))[0] for _ in range(2)]
    report.repeated("why", why, None)
    forget = [run(byline, "forget", f"made-up-{number}", *store)[0] for number in (7, 111, 200, 299, 305)]
    report.repeated("forget one article", forget, 0.5)
    run(byline, "check", *store)


def main():
    byline, oxigraph, folder, quads = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), int(sys.argv[4])
    folder.mkdir(parents=True, exist_ok=True)
    report = Report()
    load(report, byline, oxigraph, folder, quads // 5, 3)
    load(report, byline, oxigraph, folder, quads, 1)
    queries(report, byline, oxigraph, folder)
    opening(report, byline, folder)
    sys.exit(0 if report.is_good else 1)


if __name__ == "__main__":
    main()
