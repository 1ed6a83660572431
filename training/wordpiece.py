"""BERT's uncased WordPiece over words that are already cut; `src/language/encoder/wordpiece.rs` is its twin."""

import unicodedata

MAX_PIECES = 12  # of one word: URLs and base64 would otherwise fill the sentence


def clean(word):
    """Lower case, accents stripped, control characters dropped."""
    text = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cc", "Cf"))


def is_punctuation(char):
    code = ord(char)
    ascii_punctuation = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_punctuation or unicodedata.category(char).startswith("P")


def is_ideograph(char):
    code = ord(char)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F


class WordPiece:
    """`pieces(word)` gives the ids of its pieces, at least one, at most MAX_PIECES."""

    def __init__(self, path):
        self.vocabulary = {line.rstrip("\n"): i for i, line in enumerate(open(path, encoding="utf-8"))}
        self.unknown = self.vocabulary["[UNK]"]
        self.start = self.vocabulary["[CLS]"]
        self.end = self.vocabulary["[SEP]"]
        self.mask = self.vocabulary["[MASK]"]
        self.cache = {}

    def pieces(self, word):
        if word not in self.cache:
            ids = []
            for part in self._parts(clean(word)):
                ids += self._greedy(part)
            self.cache[word] = (ids or [self.unknown])[:MAX_PIECES]
        return self.cache[word]

    def _parts(self, text):
        part = ""
        for char in text:
            if char.isspace() or is_punctuation(char) or is_ideograph(char):
                if part:
                    yield part
                part = ""
                if not char.isspace():
                    yield char
            else:
                part += char
        if part:
            yield part

    def _greedy(self, part):
        ids, start = [], 0
        if len(part) > 100:
            return [self.unknown]
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = ("##" if start else "") + part[start:end]
                if piece in self.vocabulary:
                    ids.append(self.vocabulary[piece])
                    start = end
                    break
            else:
                return [self.unknown]
        return ids
