"""Label sets, made from the training parts and stored beside the weights."""
import json
from collections import Counter

FEATURES = ("Case", "Definite", "Degree", "Gender", "Mood", "Number", "NumType", "Person", "Polarity", "Poss", "PronType", "Reflex", "Tense", "VerbForm", "Voice")
NAMES = ["O"] + [p + t for t in ("PER", "ORG", "LOC") for p in ("B-", "I-")]
ATTRIBUTION = ["O"] + [p + r for r in ("source", "cue", "content") for p in ("B-", "I-")]


def features(feats):
    """The part of UD's FEATS that the model predicts, as one label."""
    kept = [f for f in feats.split("|") if f.split("=")[0] in FEATURES]
    return "|".join(kept) or "_"


def lemma_script(form, lemma):
    """How to make the lemma: `case|drop|add`. case: l = from the lower-cased form, k = as written, t = Titlecased; then drop
    that many characters at the end and add the rest. `killed` -> kill is `l|2|`, `Forces` -> force `l|1|`, `n't` -> not `l|2|ot`."""
    best = None
    for mode in "lkt":
        base = cased(form, mode)
        same = 0
        while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
            same += 1
        cost = len(base) - same + len(lemma) - same
        if best is None or cost < best[0]:
            best = (cost, f"{mode}|{len(base) - same}|{lemma[same:]}")
    return best[1]


def cased(form, mode):
    return form.lower() if mode == "l" else form if mode == "k" else form[:1].upper() + form[1:].lower()


def apply_script(form, script):
    mode, drop, add = script.split("|", 2)
    base = cased(form, mode)
    return (base[:len(base) - int(drop)] if int(drop) <= len(base) else "") + add


def make(documents):
    """Documents of EWT and GUM, train parts -> label sets."""
    upos, feats, relations, scripts, types = Counter(), Counter(), Counter(), Counter(), Counter()
    for d in documents:
        for b in d.blocks:
            for w in b.words:
                upos[w.upos] += 1
                feats[features(w.feats)] += 1
                relations[w.relation] += 1
                scripts[lemma_script(w.form, w.lemma)] += 1
        for m in d.mentions:
            types[m.type] += 1
    common = lambda c, least: [k for k, n in c.most_common() if n >= least]
    return dict(upos=sorted(upos), features=common(feats, 3), relations=sorted(relations), lemma_scripts=common(scripts, 4),
                names=NAMES, attribution=ATTRIBUTION, mention_types=["-"] + common(types, 1))


def save(labels, path):
    with open(path, "w", encoding="utf-8") as f:
        json.dump(labels, f, ensure_ascii=False, indent=1)


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)
