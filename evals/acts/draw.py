"""Draws the statements of statements.tsv from PolNeAR: `python3 draw.py DATA/polnear/dev.jsonl.gz DATA/polnear/train.jsonl.gz`.

The order is that of a hash of article and offsets, so that the draw can be made again anywhere. Prints
`id<TAB>article<TAB>number of the attribution<TAB>stratum<TAB>half`.
"""
import gzip
import hashlib
import json
import re
import sys

# Strata after the plain one, in this order: a pattern that the lower-case cue holds, and how many are drawn.
RARE = {
    "claim": (r"\b(claim|alleg|assert|argu|insist|conten)", 4),
    "confirm": (r"\b(confirm|verif|corrobor|affirm)", 5),
    "deny": (r"\b(den(y|ie)|disput|refut|rebut|disavow)", 5),
    "admit": (r"\b(admi|acknowledg|conced|confess)", 5),
    "ask": (r"\b(ask|inquir|question|wonder)", 6),
    "demand": (r"\b(demand|call(ed|ing|s)? (for|on)|requir|insist(ed|s)? on)", 7),
    "order": (r"\b(order|instruct|rul(ed|ing)|command|direct(ed|ive))", 5),
    "advise": (r"\b(advis|urg|recommend|encourag|counsel|should)", 6),
    "propose": (r"\b(propos|suggest|put forward|idea)", 6),
    "offer": (r"\b(offer|invit|volunteer)", 5),
    "promise": (r"\b(promis|vow|pledg|swor|guarant|assur|commit)", 6),
    "threaten": (r"\bthreat", 5),
    "warn": (r"\b(warn|caution|alarm)", 5),
    "accept": (r"\b(accept|agree|approv|endors|support|back)", 6),
    "reject": (r"\b(reject|refus|declin|dismiss|oppos|against|rul(ed|ing) out)", 7),
    "praise": (r"\b(prais|laud|hail|applaud|congrat|complim|thank|celebrat|salut)", 5),
    "condemn": (r"\b(condemn|denounc|critici|slam|blast|mock|attack|ridicul|bash)", 6),
    "accuse": (r"\b(accus|blam|charg)", 5),
    "predict": (r"\b(predict|expect|forecast|estimat|project)", 5),
    "announce": (r"\b(announc|declar|reveal|disclos|unveil)", 5),
    "audience": (r"\b(tell|told|to|reporters|audience|crowd|supporters)\b", 25),
    "medium": (r"\b(interview|statement|tweet|letter|speech|email|report|poll|news conference|twitter|post|memo|book)", 25),
}


def hashed(*parts):
    return hashlib.sha256(":".join(map(str, ("acts",) + parts)).encode()).hexdigest()


def attributions(path):
    for line in gzip.open(path, "rt", encoding="utf-8"):
        article = json.loads(line)
        for number, attribution in enumerate(article["attributions"]):
            cue = " ".join(article["text"][start:end] for start, end in attribution["cue"]).lower()
            yield hashed(article["id"], number), article["id"], number, cue


def drawn(path):
    order = sorted(attributions(path))
    taken = [(article, number, "plain") for _, article, number, _ in order[:120]]
    rest = order[120:]
    for stratum, (pattern, count) in RARE.items():
        new = [item for item in rest if re.search(pattern, item[3])][:count]
        rest = [item for item in rest if item not in new]
        taken += [(article, number, stratum) for _, article, number, _ in new]
    return taken


def drawn_later(path):
    """The part `fresh`: 104 more, of which 40 plain, 40 by any rare pattern and 12 each by audience and medium."""
    earlier = {item[:2] for item in drawn(path)}
    rest = [item for item in sorted(attributions(path)) if item[1:3] not in earlier]
    taken, rest = [(*item[1:3], "fresh-plain") for item in rest[:40]], rest[40:]
    acts = "|".join(pattern for name, (pattern, _) in RARE.items() if name not in ("audience", "medium"))
    for name, pattern, count in [("acts", acts, 40), ("audience", RARE["audience"][0], 12), ("medium", RARE["medium"][0], 12)]:
        new = [item for item in rest if re.search(pattern, item[3])][:count]
        rest = [item for item in rest if item not in new]
        taken += [(*item[1:3], f"fresh-{name}") for item in new]
    return taken


def drawn_last(path, train):
    """The part `last`, for audience and medium: 40 plain and 60 by words of audiences, and of the train part 50 by words of media."""
    earlier = {item[:2] for item in drawn(path) + drawn_later(path)}
    rest = [item for item in sorted(attributions(path)) if item[1:3] not in earlier]
    taken, rest = [(*item[1:3], "last-plain") for item in rest[:40]], rest[40:]
    for name, items, count in [("audience", rest, 60), ("medium", sorted(attributions(train)), 50)]:
        fitting = [item for item in items if re.search(RARE[name][0], item[3])]
        taken += [(*item[1:3], f"last-{name}") for item in fitting[:count]]
    return taken


def drawn_hearers(path, train):
    """The part `hearers`, of the train part alone: 90 by words of audiences, 40 by words of media."""
    earlier = {item[:2] for item in drawn_last(path, train)}
    rest = [item for item in sorted(attributions(train)) if item[1:3] not in earlier]
    taken = []
    for name, count in [("audience", 90), ("medium", 40)]:
        new = [item for item in rest if re.search(RARE[name][0], item[3])][:count]
        rest = [item for item in rest if item not in new]
        taken += [(*item[1:3], f"hearers-{name}") for item in new]
    return taken


path, train = sys.argv[1:]
for place, (article, number, stratum) in enumerate(drawn(path) + drawn_later(path) + drawn_last(path, train) + drawn_hearers(path, train)):
    half = stratum.split("-")[0] if "-" in stratum else "rules" if int(hashed("half", article, number), 16) % 2 else "reported"
    print(f"{place + 1}\t{article}\t{number}\t{stratum}\t{half}")
