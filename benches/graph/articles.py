"""Makes articles with given claims, one a line, for stores of any size: `articles.py QUADS >articles.jsonl`.

People, places and days are drawn by a fixed generator: the same number gives the same bytes. Of the claims a third is
attributed, an eighth hedged, a twelfth denied; a third has a second participant behind a preposition. A fifth of the
names is in every paper, the others are drawn from forty thousand.
"""
import json
import sys

SYLLABLES = "ba den gor hal ist kar lom mir nov or pel rus sel tan ul vik".split()
VERBS = ["meet", "visit", "help", "send", "condemn", "attack", "fund", "train", "leave", "praise"]
# Measured by `byline stats` on a store of these articles.
QUADS_PER_ARTICLE = 2200


class Draw:
    """Numbers that look drawn (Knuth's constants for a linear congruential generator)."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit


def name(number):
    words = []
    for _ in range(2):
        word = ""
        for _ in range(3):
            number, syllable = divmod(number, len(SYLLABLES))
            word += SYLLABLES[syllable]
        words.append(word.capitalize())
    return " ".join(words)


def article(number, draw):
    text, sentences, people, mentions, claims = "", [], [], [], []

    def person():
        at = draw.below(20) if draw.below(3) == 0 else 20 + draw.below(40_000)
        return name(at * 7919)

    def entity(words):
        if words not in people:
            people.append(words)
        return people.index(words)

    for index in range(25):
        subject, verb, goal = person(), VERBS[draw.below(len(VERBS))], person()
        receiver = person() if draw.below(3) == 0 else None
        source = person() if draw.below(3) == 0 else None
        hedge, denial = draw.below(8) == 0, draw.below(12) == 0
        start, parts, places = len(text), [], {}

        def put(key, words):
            places[key] = start + sum(len(part) for part in parts)
            parts.append(words + " ")

        def span(key, words):
            return {"start": places[key], "end": places[key] + len(words)}

        put("subject", subject)
        predicate = ("may " if hedge else "") + ("not " if denial else "") + verb
        put("verb", predicate)
        put("object", goal)
        if receiver:
            parts.append("for ")
            put("receiver", receiver)
        if source:
            parts.append(", ")
            put("source", source)
            put("cue", "said")

        def argument(role, key, words):
            place = span(key, words)
            mentions.append({"span": place, "head": place, "kind": "named", "entity": entity(words)})
            return {"role": role, "phrase": {"text": words, "span": place}, "head": place, "name": words,
                    "entity": entity(words)}

        claim = {"sentence": index, "rule": "verb", "confidence": 0.9, "tense": "past",
                 "predicate": {"phrase": {"text": predicate, "span": span("verb", predicate)}, "lemma": verb,
                               "label": verb, "roleset": f"{verb}.01"},
                 "subject": argument("ARG0", "subject", subject), "object": argument("ARG1", "object", goal),
                 "polarity": "negative" if denial else "positive", "certainty": "possible" if hedge else "certain"}
        if hedge:
            claim["hedge_cues"] = [{"text": "may", "span": {"start": places["verb"], "end": places["verb"] + 3}}]
        if receiver:
            claim["arguments"] = [{**argument("ARG2", "receiver", receiver), "preposition": "for"}]
        if source:
            claim["attribution"] = [{"argument": argument("source", "source", source),
                                     "cue": {"text": "said", "span": span("cue", "said")}}]
        claims.append(claim)
        line = "".join(parts).rstrip() + "."
        sentences.append({"start": start, "end": start + len(line)})
        text += line + "\n"
    date = f"20{10 + number % 15:02}-{1 + number % 12:02}-{1 + number % 28:02}"
    return {"id": f"made-up-{number}", "publication": {"date": date, "title": f"Made up, number {number}"},
            "text": text, "sentences": sentences,
            "entities": [{"name": words, "kind": "person", "named": True} for words in people],
            "mentions": mentions, "claims": claims}


def main():
    draw = Draw(1)
    for number in range(max(1, int(sys.argv[1]) // QUADS_PER_ARTICLE)):
        print(json.dumps(article(number, draw)))


if __name__ == "__main__":
    main()
