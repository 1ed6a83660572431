#!/usr/bin/env python3
"""Byline as a map step on Apache Spark: articles in, N-Quads (or claims) out, in parts that can be put together.

    spark-submit examples/spark/extract.py --byline PROGRAM --input NEWS.jsonl --output FOLDER [--to nq] [--partitions N]

NEWS.jsonl holds one article a line (`{"id": ..., "date": ..., "text": ...}`), on any file system that Spark reads. The
program must lie at the same path on every worker; it is one file and needs no other. Every partition goes through one
`byline extract` by `RDD.pipe`, one thread each: Spark is told the number of cores, Byline is not. What is printed of an
article does not depend on the others, so the parts hold what one process would print.

`--to articles` gives whole articles instead, for the second pass: `byline build --input articles FOLDER/part-*` puts them
into one store, where entities of one name become one, and events and conflicts between articles are found.
"""

import argparse
import hashlib
import json
import shlex

from pyspark import SparkConf, SparkContext

# Exit code 1 says that nothing was found: a part without claims is no failure. 2 is one: an article could not be read.
COMMAND = 'code=0; "$0" --quiet extract --input jsonl --to "$1" --jobs 1 - || code=$?; [ $code -le 1 ] || exit $code'


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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--byline", required=True)
    parser.add_argument("--input", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--to", default="nq", choices=["nq", "nt", "jsonl", "articles"])
    parser.add_argument("--partitions", type=int, default=0, help="parts; 0 is three for each core")
    arguments = parser.parse_args()
    context = SparkContext(conf=SparkConf().setAppName("byline extract"))
    context.setLogLevel("WARN")
    parts = arguments.partitions or 3 * context.defaultParallelism
    command = " ".join(shlex.quote(word) for word in ["sh", "-c", COMMAND, arguments.byline, arguments.to])
    lines = context.textFile(arguments.input, minPartitions=parts)
    lines.map(with_id).pipe(command, checkCode=True).saveAsTextFile(arguments.output)
    context.stop()


if __name__ == "__main__":
    main()
