"""What words tell of people: lists that the Rust crate reads too (crates/language/data)."""
import os
import tomllib

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "crates", "language", "data")


def load():
    with open(os.path.join(DATA, "people.toml"), "rb") as f:
        lists = {k: frozenset(v["words"]) for k, v in tomllib.load(f).items()}
    with open(os.path.join(DATA, "given-names.tsv"), encoding="utf-8") as f:
        given = dict(line.rstrip("\n").split("\t") for line in f if not line.startswith("#"))
    return lists, given


LISTS, GIVEN = load()
FAMILIES = LISTS["families"]
TITLES = LISTS["titles"] | {w + "." for w in LISTS["titles"]}


def sex(forms, upos, first, last, head):
    """1 a man, -1 a woman, 0 not known: by the head of a mention, else the first title in its name, else the first given name there."""
    words = [f.lower().rstrip(".") for f in forms[first:last + 1]]
    of = lambda w: 1 if w in LISTS["men"] else -1 if w in LISTS["women"] else 0
    if of(words[head - first]) or upos[head] != "PROPN":
        return of(words[head - first])
    a = e = head
    while a > first and upos[a - 1] == "PROPN":
        a -= 1
    while e < last and upos[e + 1] == "PROPN":
        e += 1
    name = words[a - first:e - first + 1]
    return next((of(w) for w in name if of(w)), 0) or next(({"m": 1, "f": -1}[GIVEN[w]] for w in name if w in GIVEN), 0)
