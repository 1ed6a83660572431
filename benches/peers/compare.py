"""Byline against spaCy's medium model on the same articles, in turn, in one run; see compare.sh.

    python compare.py BYLINE ROUNDS REPEATS FILE...

Each round reads every file REPEATS times with each program on one thread. Words are spaCy's tokens for both, so that
the ratio is one of CPU time. Byline's time is that of its whole process, start and model included; spaCy's is that of
its pipeline, without the import and the loading of the model.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ONE_THREAD = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")


def cpu_of(command):
    """CPU-seconds of a child, from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ONE_THREAD)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(byline, rounds, repeats, *files):
    spacy = [sys.executable, str(Path(__file__).with_name("spacy_read.py")), repeats, *files]
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        for copy in range(int(repeats)):
            for file in files:
                shutil.copy(file, Path(folder, f"{copy}-{Path(file).name}"))
        for number in range(int(rounds)):
            words, _, seconds, *_ = subprocess.run(spacy, check=True, capture_output=True, text=True, env=ONE_THREAD).stdout.split()
            theirs = float(words) / float(seconds)
            ours = float(words) / cpu_of([byline, "read", "--jobs", "1", "--format", "conllu", folder])
            ratios.append(ours / theirs)
            print(f"round {number + 1}: spaCy medium {theirs:.0f}, byline {ours:.0f} words a CPU-second, ratio {ours / theirs:.2f}")
    print(f"median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
