#!/usr/bin/env bash
# Runs the extractor as a map step on Apache Spark (local mode; a cluster of one master and two workers) and on Dask, and
# compares their parts with what one process prints.
#   examples/run.sh [BYLINE] [ARTICLES]
# BYLINE is the program (default: target/release/byline), ARTICLES the number of made articles (default: 60). PySpark,
# Dask and their dependencies come from PyPI into target/examples; Spark needs Java 17. Every process that is started here
# listens on the loopback interface only, and is ended here.
set -euo pipefail
cd "$(dirname "$0")/.."
byline=$(realpath "${1:-target/release/byline}")
count=${2:-60}
place=$PWD/target/examples
mkdir -p "$place"
if [ ! -x "$place/venv/bin/python" ]; then
    python3 -m venv "$place/venv"
    "$place/venv/bin/pip" install -q -r examples/requirements.txt
fi
python=$place/venv/bin/python
export PYSPARK_PYTHON=$python SPARK_LOCAL_IP=127.0.0.1
SPARK_HOME=$("$python" -c 'import pathlib, pyspark; print(pathlib.Path(pyspark.__file__).parent)')
export SPARK_HOME
out=$(mktemp -d)
started=()
end() {
    for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
    rm -rf "$out"
}
trap end EXIT

"$python" benches/scale/stream.py --articles "$count" >"$out/news.jsonl"
"$byline" --quiet extract -i jsonl --to nq "$out/news.jsonl" >"$out/one.nq"

echo "== Spark, local mode"
submit=("$SPARK_HOME/bin/spark-submit" --conf spark.ui.enabled=false --conf spark.log.level=WARN)
"${submit[@]}" --master 'local[2]' examples/spark/extract.py --byline "$byline" \
    --input "$out/news.jsonl" --output "$out/spark-local" --partitions 6 2>"$out/spark-local.log"
"$python" examples/same.py "$out/one.nq" "$out/spark-local"

echo "== Spark, one master and two workers"
spark() { "$SPARK_HOME/bin/spark-class" "$@" >>"$out/spark-cluster.log" 2>&1 & started+=($!); }
spark org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 17077 --webui-port 18080
sleep 5
for worker in 1 2; do
    spark org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g --webui-port $((18080 + worker)) \
        --work-dir "$out/worker-$worker" spark://127.0.0.1:17077
done
sleep 8
"${submit[@]}" --master spark://127.0.0.1:17077 --executor-memory 600m examples/spark/extract.py --byline "$byline" \
    --input "$out/news.jsonl" --output "$out/spark-cluster" --partitions 6 2>"$out/spark-submit.log"
"$python" examples/same.py "$out/one.nq" "$out/spark-cluster"
echo "workers that ran a part: $(find "$out"/worker-* -path '*app-*' -name stderr | cut -d/ -f1-4 | sort -u | wc -l)"

echo "== Dask, one scheduler and two workers"
"$place/venv/bin/dask" scheduler --host 127.0.0.1 --port 18786 --no-dashboard >"$out/dask.log" 2>&1 & started+=($!)
for worker in 1 2; do
    "$place/venv/bin/dask" worker tcp://127.0.0.1:18786 --host 127.0.0.1 --nthreads 1 --no-dashboard \
        --local-directory "$out/dask-$worker" >>"$out/dask.log" 2>&1 & started+=($!)
done
"$python" examples/dask/extract.py --byline "$byline" --input "$out/news.jsonl" --output "$out/dask" \
    --blocksize 10kB --scheduler tcp://127.0.0.1:18786
"$python" examples/same.py "$out/one.nq" "$out/dask"

echo "== the second pass: one store of the parts, and of one process"
"$python" examples/dask/extract.py --byline "$byline" --input "$out/news.jsonl" --output "$out/articles" --to articles \
    --blocksize 10kB --scheduler tcp://127.0.0.1:18786
"$byline" --quiet build --store "$out/parts.store" -i articles "$out"/articles/part-* >/dev/null
"$byline" --quiet build --store "$out/one.store" -i jsonl "$out/news.jsonl" >/dev/null
for store in parts one; do
    # What tells whether an article has changed is of its form, not of what it says.
    "$byline" export --store "$out/$store.store" | grep -v '#sha256>' >"$out/$store.store.nq"
done
"$python" examples/same.py "$out/one.store.nq" "$out/parts.store.nq"
