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
MEASURES = {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"}
COARSE = {
    "person": {"PERSON", "NORP"},
    "organization": {"ORG"},
    "org": {"ORG"},
    "place": {"GPE", "LOC", "FAC"},
}
OTHERS = {"PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}
TITLES = set(
    "mr mrs ms miss dr prof professor president vice minister secretary senator sen rep representative gov governor gen "
    "general col colonel capt captain lt lieutenant sgt sergeant maj major adm admiral judge justice sir lord lady king "
    "queen prince princess pope sheikh shaikh sheik imam ayatollah chairman chairwoman chief director ambassador "
    "congressman congresswoman mayor chancellor premier leader spokesman spokeswoman".split()
)
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


def person_only(sentence, first, last):
    """The part of first..=last that is the person: the flat name that it ends in, where `of` or a hyphen-less noun joins
    more to it ("Minister of Defense Hazem Shaalan"), or that comes before `of` ("Ed Wong of the NYT")."""
    ofs = [t for t in range(first, last + 1) if sentence.forms[t].lower() == "of"]
    if not ofs:
        return first, last
    flat = [t for t in range(ofs[-1] + 1, last + 1) if sentence.deprels[t].startswith("flat")]
    if flat and first <= sentence.heads[flat[0]] - 1 <= last:
        head = sentence.heads[flat[0]] - 1
        if head > ofs[-1]:
            return head, last
    return first, ofs[0] - 1


def without_title(sentence, first, last):
    """The first word of a person's name in first..=last after titles such as `President`."""
    while first < last and sentence.forms[first].lower().rstrip(".") in TITLES:
        first += 1
    return first


def targets(sentence, silver, opinions=None):
    """Per token: None (nothing known) or the set of allowed tag numbers.

    `silver` is a spaCy model's [(type, first, last)]; `opinions` are name_teacher.py's on the proper nouns of a
    sentence without gold mentions, [(first, last, kind, probability)].
    """
    n = len(sentence.forms)
    allowed = [{0} for _ in range(n)]

    def put(first, last, types, or_none=False):
        if types == {"PERSON"}:
            whole = range(first, last + 1)
            first, last = person_only(sentence, first, last)
            for token in whole:
                allowed[token] = None
            for token in range(first, without_title(sentence, first, last)):
                allowed[token] = {0}
            first = without_title(sentence, first, last)
        for token in range(first, last + 1):
            prefix = "B" if token == first else "I"
            allowed[token] = {TAG[f"{prefix}-{t}"] for t in types} | ({0} if or_none else set())

    def unknown(first, last):
        for token in range(first, last + 1):
            allowed[token] = None

    runs = proper_runs(sentence)
    said = {}
    for kind, first, last in silver:
        if kind in MEASURES:
            continue
        first, last = strip_edges(sentence, first, last)
        overlaps = [r for r in runs if r[0] <= last and first <= r[1]]
        if kind in ("NORP", "LANGUAGE") and not overlaps:
            put(first, last, {kind})
        elif not overlaps or any(web_address(sentence.forms[t]) for t in range(first, last + 1)):
            # A silver name without a proper noun in it: doubt it.
            unknown(first, last)
        for run in overlaps:
            said[run] = (kind, min(first, run[0]), max(last, run[1]))
    opinions = {(first, last): (kind, sure) for first, last, kind, sure in opinions or []}
    gold = gold_names(sentence, runs)
    for run in runs:
        kind, first, last = said.get(run, (None, *run))
        unknown(first, last)
        if run in gold:
            etype, start, end = gold[run]
            if etype in COARSE:
                types = COARSE[etype]
                put(start, end, {kind} if kind in types else types - {"NORP"})
            else:
                put(start, end, {kind} if kind in OTHERS else OTHERS, or_none=kind not in OTHERS)
        elif sentence.mentions:
            if kind is None:
                put(*run, set(), or_none=True)
        elif run in opinions:
            opinion, sure = opinions[run]
            types = COARSE.get(opinion.lower(), set())
            agreed = kind in types
            if types and (agreed or sure > 0.85):
                put(first, last, {kind} if agreed else types - {"NORP"})
            elif opinion == "OTHER" and kind in OTHERS:
                put(first, last, {kind})
            elif opinion in ("OTHER", "NONE") and sure > 0.7 and (kind is None or kind == "ORG"):
                put(first, last, OTHERS, or_none=True)
    for kind, first, last in silver:
        if kind in MEASURES:
            put(first, last, {kind})
    for token, form in enumerate(sentence.forms):
        if web_address(form):
            allowed[token] = {0}
    return allowed


def gold_names(sentence, runs):
    """GUM's names: run of proper nouns -> (etype, first, last); a run inside a longer name has none of its own."""
    found = {}
    for first, last, _, etype, _ in sorted(sentence.mentions, key=lambda m: m[1] - m[0]):
        head = next((t for t in range(first, last + 1) if not first <= sentence.heads[t] - 1 <= last), first)
        run = next((r for r in runs if r[0] <= head <= r[1] and first <= r[0] and r[1] <= last), None)
        if run is None or run in found or etype == "time":
            continue
        start = run[0]
        while start > first and sentence.forms[start - 1][0].isupper() and sentence.upos[start - 1] in ("ADJ", "NOUN", "PROPN", "VERB"):
            start -= 1
        found[run] = (etype, start, run[1])
    return found


def web_address(form):
    return "://" in form or "@" in form or form.startswith("www.")
