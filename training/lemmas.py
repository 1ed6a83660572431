"""Edit scripts from form to lemma; `src/language/encoder/lemma.rs` is their reader.

A script is "CUT|ADD|CASE": drop CUT characters from the end, append ADD; CASE is `l` (lower-case the form first) or
`k` (keep it). "=TEXT" replaces the whole word.
"""


def script(form, lemma):
    best = None
    for case, base in (("l", form.lower()), ("k", form)):
        common = 0
        while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
            common += 1
        cut, add = len(base) - common, lemma[common:]
        if (common > 0 or not base) and (best is None or cut + len(add) < best[0]):
            best = (cut + len(add), f"{cut}|{add}|{case}")
    return best[1] if best and best[0] <= 8 else f"={lemma}"


def apply(script, form):
    if script.startswith("="):
        return script[1:]
    cut, add, case = script.split("|")
    base = form.lower() if case == "l" else form
    return base[: len(base) - int(cut)] + add if int(cut) <= len(base) else base
