#!/usr/bin/env python3
"""Writes endless news to standard output as JSON Lines: articles of sentences drawn from sample articles.

    benches/scale/stream.py [FOLDER] [--articles N | --bytes N] [--words N] [--seed N] [--broken N]

FOLDER holds articles as text files with optional front matter (default: data/articles). Each article that is written
has about N words (400; below 100 it is a brief, whose paragraphs are single sentences), a title, and a date within one
year; names in it are changed now and then, so that entities
grow in number as they do in real news. --broken puts a line that is no JSON in the place of every Nth article. The
same arguments give the same bytes.
"""

import argparse
import datetime
import json
import pathlib
import random
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Surnames made of syllables: none is anyone's in particular.
SYLLABLES = "ba den gor hal ist kar lom mir nov or pel rus sel tan ul vik".split()
NAME = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z][a-z]+-)?[A-Z][a-z]+\b")


def sentences(folder):
    found = []
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        if lines and lines[0].strip() == "---":
            lines = lines[lines.index("---", 1) + 1 :]
        for line in lines:
            found += [part for part in re.split(r"(?<=[.!?])\s+", line.strip()) if len(part.split()) > 4]
    if not found:
        sys.exit(f"{folder}: no articles")
    return found


def invented(drawn):
    first, last = ("".join(drawn.choice(SYLLABLES) for _ in range(2)) for _ in range(2))
    return f"{first.capitalize()} {last.capitalize()}"


def article(number, stock, words, drawn):
    paragraphs, count = [], 0
    names = {}
    while count < words:
        chosen = [drawn.choice(stock) for _ in range(drawn.randint(1, 3 if words >= 100 else 1))]
        text = " ".join(chosen)
        for name in NAME.findall(text):
            # One name in four is another person's in this article.
            if names.setdefault(name, invented(drawn) if drawn.random() < 0.25 else name) != name:
                text = text.replace(name, names[name])
        paragraphs.append(text)
        count += len(text.split())
    day = datetime.date(2024, 1, 1) + datetime.timedelta(days=drawn.randrange(366))
    return {
        "id": f"made-{number:07}",
        "title": drawn.choice(stock)[:80],
        "date": day.isoformat(),
        "publisher": f"Paper {drawn.randrange(200)}",
        "text": "\n".join(paragraphs),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default=ROOT / "data/articles")
    parser.add_argument("--articles", type=int, default=0, help="so many; 0 is without end")
    parser.add_argument("--bytes", type=int, default=0, help="end when so many are written; 0 is without end")
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--broken", type=int, default=0)
    arguments = parser.parse_args()
    stock = sentences(arguments.folder)
    drawn = random.Random(arguments.seed)
    written = number = 0
    try:
        while (not arguments.articles or number < arguments.articles) and (
            not arguments.bytes or written < arguments.bytes
        ):
            number += 1
            line = json.dumps(article(number, stock, arguments.words, drawn), ensure_ascii=False)
            if arguments.broken and number % arguments.broken == 0:
                line = line[: len(line) // 2]
            data = line.encode() + b"\n"
            written += len(data)
            sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        sys.stderr.close()


if __name__ == "__main__":
    main()
