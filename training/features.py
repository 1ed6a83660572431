"""Features of a word's form that an uncased encoder cannot see; `src/language/encoder/features.rs` is its twin."""

BUCKETS = 16384
SLOTS = 8  # shape, three prefixes, four suffixes
CASES = ["lower", "Initial", "UPPER", "Mixed", "SingleUpper", "digits", "digits and letters", "other"]


def fnv1a(data):
    """FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/)."""
    state = 0x811C9DC5
    for byte in data:
        state = ((state ^ byte) * 0x01000193) & 0xFFFFFFFF
    return state


def shape(form):
    """Runs of upper case, lower case and digits as X, x, d; other characters as they are; at most 10 long."""
    out = ""
    for char in form:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "d" if char.isnumeric() else char
        if not out or out[-1] != kind:
            out += kind
        if len(out) >= 10:
            break
    return out


def case_class(form):
    """Index into CASES."""
    letters = [c for c in form if c.isalpha()]
    digits = any(c.isnumeric() for c in form)
    if not letters:
        return 5 if digits else 7
    if digits:
        return 6
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 0
    if upper == len(letters):
        return 4 if len(letters) == 1 else 2
    return 1 if letters[0].isupper() and upper == 1 else 3


def buckets(form):
    """SLOTS bucket numbers: hashes of (slot, text)."""
    chars = list(form)[:64]
    texts = [shape(form)]
    texts += ["".join(chars[:n]) for n in (1, 2, 3)]
    texts += ["".join(chars[-n:]) for n in (1, 2, 3, 4)]
    return [fnv1a(bytes([slot]) + text.encode()) % BUCKETS for slot, text in enumerate(texts)]
