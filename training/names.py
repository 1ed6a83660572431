"""Training targets for names: partial labels from gold tags and trees, GUM's entities and silver OntoNotes types.

Every token gets the set of tags that the evidence allows; the loss is minus the log of their summed probability, so
where the evidence is silent (all tags allowed) nothing is learned from the token.
"""

TYPES = [
    "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE",
    "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL",
]
TAGS = ["O"] + [f"{p}-{t}" for t in TYPES for p in "BI"]
TAG = {tag: i for i, tag in enumerate(TAGS)}
PROPER = {"PERSON", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}
MEASURES = {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"}
GUM_TYPES = {
    "person": {"PERSON", "NORP"},
    "organization": {"ORG"},
    "place": {"GPE", "LOC", "FAC"},
    "event": {"EVENT"},
    "object": {"PRODUCT", "WORK_OF_ART", "FAC"},
    "abstract": {"WORK_OF_ART", "LAW", "EVENT", "PRODUCT", "ORG", "LANGUAGE"},
}
JOINERS = {"of", "the", "and", "for", "&", "de", "del", "la", "von", "van", "al", "bin", "-", "'s", "’s", "."}


def proper_runs(sentence):
    """Maximal stretches of proper nouns: neighbours, or joined by `of`, `the`, `-` ... inside one noun phrase."""
    upos, forms, heads = sentence.upos, sentence.forms, sentence.heads
    runs, token = [], 0
    while token < len(forms):
        if upos[token] != "PROPN":
            token += 1
            continue
        last, ahead = token, token + 1
        while ahead < len(forms):
            if upos[ahead] == "PROPN" and connected(heads, token, last, ahead):
                last = ahead
            elif not (forms[ahead].lower() in JOINERS and ahead - last <= 2 and forms[ahead].lower() not in ("and", "'s", "’s")):
                break
            ahead += 1
        runs.append((token, last))
        token = last + 1
    return runs


def connected(heads, first, last, token):
    """Whether `token` hangs on first..=last or the other way round."""
    inside = range(first, last + 1)
    return heads[token] - 1 in inside or any(heads[t] - 1 == token for t in inside)


def strip_edges(sentence, first, last):
    """Drops determiners and possessive marks from the edges."""
    while first < last and sentence.upos[first] in ("DET", "PUNCT", "PRON"):
        first += 1
    while last > first and (sentence.forms[last] in ("'s", "’s", "'", "’") or sentence.upos[last] == "PUNCT"):
        last -= 1
    return first, last


def targets(sentence, silver):
    """Per token: None (nothing known) or the set of allowed tag numbers."""
    n = len(sentence.forms)
    allowed = [{0} for _ in range(n)]

    def put(first, last, types):
        for token in range(first, last + 1):
            prefix = "B" if token == first else "I"
            allowed[token] = {TAG[f"{prefix}-{t}"] for t in types}

    def unknown(first, last):
        for token in range(first, last + 1):
            allowed[token] = None

    runs = proper_runs(sentence)
    for first, last in runs:
        unknown(first, last)
    for kind, first, last in silver:
        if kind in MEASURES:
            put(first, last, {kind})
            continue
        first, last = strip_edges(sentence, first, last)
        overlaps = [r for r in runs if r[0] <= last and first <= r[1]]
        if kind in ("NORP", "LANGUAGE") and not overlaps:
            put(first, last, {kind})
        elif not overlaps or any(web_address(sentence.forms[t]) for t in range(first, last + 1)):
            # A silver name without a proper noun in it: doubt it.
            unknown(first, last)
        else:
            put(min(first, overlaps[0][0]), max(last, overlaps[-1][1]), {kind})
    named = []
    for first, last, _, etype, _ in sentence.mentions:
        head = next((t for t in range(first, last + 1) if not first <= sentence.heads[t] - 1 <= last), first)
        run = next((r for r in runs if r[0] <= head <= r[1] and first <= r[0] and r[1] <= last), None)
        if etype in GUM_TYPES and run is not None:
            start, end = run
            while start > first and sentence.forms[start - 1][0].isupper() and sentence.upos[start - 1] in ("ADJ", "NOUN", "PROPN", "VERB"):
                start -= 1
            named.append((end - start, start, end, etype))
    taken = set()
    for _, first, last, etype in sorted(named, reverse=True):
        if taken.intersection(range(first, last + 1)):
            continue
        taken.update(range(first, last + 1))
        types = GUM_TYPES[etype]
        before = {TAGS[t].split("-")[1] for t in allowed[last] or () if t}
        put(first, last, types & before or types - {"NORP"})
        after = last + 1
        while after < n and any(TAGS[t].startswith("I-") for t in allowed[after] or ()):
            allowed[after] = None  # the rest of a silver name that gold has cut
            after += 1
    for token, form in enumerate(sentence.forms):
        if web_address(form):
            allowed[token] = {0}
    return allowed


def web_address(form):
    return "://" in form or "@" in form or form.startswith("www.")
