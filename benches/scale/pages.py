#!/usr/bin/env python3
"""Reads a gigabyte of news as web pages, and tells the peak of memory.

    benches/scale/pages.py [BYLINE] [--bytes N] [--page N] [--jobs N]

Makes a folder of HTML pages as news sites serve them: an article of 400 words (as `stream.py` makes them) among scripts,
styles, menus and other stories' headlines, N bytes each (60,000), until there are N bytes (1,000,000,000); reads it with
`byline read --format json` and prints pages, bytes, words read, seconds and the peak of resident memory.
"""

import argparse
import html
import json
import pathlib
import random
import resource
import subprocess
import tempfile
import time

import stream

TEMPLATE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="{date}"><style>{style}</style><script>{script}</script></head><body>
<nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>{paragraphs}</article></main>
<aside><h2>More stories</h2>{others}</aside><footer><p>All rights reserved.</p></footer></body></html>
"""


def page(article, stock, size, drawn):
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in article["text"].splitlines())
    menu = "".join(f'<li><a href="/s/{n}">Section {n}</a></li>' for n in range(40))
    others = "".join(f'<div class="teaser"><a href="/a/{n}">{html.escape(drawn.choice(stock)[:60])}</a></div>' for n in range(30))
    style = "".join(f".c{n}{{margin:{n % 7}px;color:#{n:06x}}}" for n in range(300))
    rest = size - len(paragraphs) - len(menu) - len(others) - len(style)
    step = 'window.dataLayer.push({"event":"view","slot":"%06d"});'
    script = "".join(step % n for n in range(max(rest, 0) // len(step % 0)))
    title = html.escape(article["title"])
    return TEMPLATE.format(title=title, date=article["date"], style=style, script=script, menu=menu, paragraphs=paragraphs, others=others)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("byline", nargs="?", default=stream.ROOT / "target/release/byline")
    parser.add_argument("--bytes", type=int, default=1_000_000_000)
    parser.add_argument("--page", type=int, default=60_000)
    parser.add_argument("--jobs", type=int, default=0)
    arguments = parser.parse_args()
    stock = stream.sentences(stream.ROOT / "data/articles")
    drawn = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        written = pages = 0
        while written < arguments.bytes:
            text = page(stream.article(pages, stock, 400, drawn), stock, arguments.page, drawn)
            written += pathlib.Path(folder, f"page-{pages:07}.html").write_bytes(text.encode())
            pages += 1
        begin = time.monotonic()
        command = [arguments.byline, "read", "--format", "json", "--jobs", str(arguments.jobs), folder]
        words = read = 0
        with subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE) as reader:
            for line in reader.stdout:
                words += sum(len(sentence["tokens"]) for sentence in json.loads(line)["sentences"])
                read += 1
        seconds = time.monotonic() - begin
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{pages:,} pages, {written / 1e6:,.0f} MB, {read:,} read, {words:,} words, {seconds:,.0f} s, peak {peak:.0f} MB, exit code {reader.returncode}")


if __name__ == "__main__":
    main()
