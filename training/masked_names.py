"""Coreference training data out of news that has none: repeated names replaced by pronouns.

usage: masked_names.py --data DIR --work DIR --checkpoint FILE [--onnx MODEL_DIR] --names FILE --articles 300

A person's surname that returns in an article means the same person. Where such a mention is a whole noun phrase and no other
person stands between it and the one before, "he" or "she" could stand there too: the text is written so, and the pronoun's
antecedents are known (as in MaskedWiki, Kocijan et al. 2019). Names and trees are the checkpoint's own; the sex is told by the given
name in the article (FILE: name, tab, m or f). Articles come from PolNeAR's train part. Writes WORK/masked_names.pickle.
"""
import argparse
import os
import pickle
import random

import torch

import decode
import labels as label_sets
import readers
from coreference import PRONOUNS
from model import Model
from pieces import Vocabulary
from words import tokenise

SUBJECT, OBJECT = {"nsubj", "nsubj:pass"}, {"obj", "iobj", "obl", "nmod", "obl:agent"}
FORMS = {"m": ("he", "him", "his"), "f": ("she", "her", "her")}
TITLES = "mr mrs ms sen rep gov dr president senator governor representative secretary judge justice prime minister".split()
FOLLOWING_SENTENCES, BLOCKS_BEFORE = 2, 4


def people(r, forms, sents, given):
    """-> [(first, last, surname, sex or None)] of the names of persons, surnames of two different people left out."""
    found, first_names, titled = [], {}, {}
    for a, e, kind in decode.names(r, sents):
        if kind != 0:
            continue
        while e > a and not forms[e][0].isalpha():
            e -= 1
        while a > 0 and r.words[a - 1][0] == r.words[a][0] and forms[a - 1].lower().rstrip(".") in TITLES:
            a -= 1
        surname = forms[e].lower()
        found.append((a, e, surname))
        first = next((forms[i].lower() for i in range(a, e) if forms[i].lower().rstrip(".") not in TITLES), None)
        title = {"mr": "m", "mrs": "f", "ms": "f"}.get(forms[a].lower().rstrip("."))
        if title:
            titled.setdefault(surname, set()).add(title)
        if first:
            first_names.setdefault(surname, set()).add(first)
    out = []
    for a, e, s in found:
        names = first_names.get(s, set())
        sexes = {given[n] for n in names if n in given} | titled.get(s, set())
        out.append((a, e, s if len(names) <= 1 else None, sexes.pop() if len(names) <= 1 and len(sexes) == 1 else None))
    return out


def top_of(heads, a, e):
    return next((i for i in range(a, e + 1) if not a <= heads[i] <= e), a)


def masked(model, r, given, rng):
    d = r.document
    words = [d.blocks[b].words[k] for b, k in r.words]
    forms = [w.form for w in words]
    sents = decode.sentences(r)
    sentence = {n: i for i, s in enumerate(sents) for n in s}
    heads, relations = decode.trees(model, r, sents)
    upos = [model.labels["upos"][i] for i in r["upos"].argmax(1).tolist()]
    named = people(r, forms, sents, given)
    swaps, masked_spans = {}, set()
    for n, (a, e, surname, sex) in enumerate(named):
        if n == 0 or surname is None or sex is None:
            continue
        earlier = [x for x in named[:n] if sentence[a] - sentence[x[0]] <= FOLLOWING_SENTENCES and x[:2] not in masked_spans]
        same = [i for i, x in enumerate(earlier) if x[2] == surname]
        # Between the two no one else may stand whom the pronoun could mean; but a subject of the sentence before holds out.
        if not same or any(x[3] in (None, sex) for x in earlier[same[-1] + 1:]) and not (
                relations[top_of(heads, *earlier[same[-1]][:2])] in SUBJECT and sentence[a] - sentence[earlier[same[-1]][0]] <= 1 and rng.random() < 0.7):
            continue
        top = top_of(heads, a, e)
        if any(a <= heads[i] <= e and not a <= i <= e and relations[i] not in ("case", "punct") for i in range(len(words)) if abs(i - a) < 60):
            continue    # something more hangs on the name: no pronoun could stand for it
        possessive = e + 1 < len(words) and forms[e + 1] in ("'s", "’s") and heads[e + 1] == top
        if possessive:
            swaps[a, e + 1] = FORMS[sex][2], surname
            masked_spans.add((a, e))
        elif relations[top] in SUBJECT:
            swaps[a, e] = FORMS[sex][0], surname
            masked_spans.add((a, e))
        elif relations[top] in OBJECT:
            swaps[a, e] = FORMS[sex][1], surname
            masked_spans.add((a, e))
    if not swaps:
        return None
    starts = {a: (e, v) for (a, e), v in swaps.items()}
    at, new = {}, readers.Document(d.id + " masked", "masked")
    for b, block in enumerate(d.blocks):
        text, made, k, end = "", [], 0, 0
        while k < len(block.words):
            n = index_of(r, b, k)
            w = block.words[k]
            text += block.text[end:w.start]
            last, form = n, block.text[w.start:w.end]
            if n in starts:
                last, (form, _) = starts[n]
                if sents[sentence[n]][0] == n:
                    form = form.capitalize()
            start = len(text)
            text += form
            for i in range(n, last + 1):
                at[i] = (b, len(made))
            word = readers.Word(start, len(text), form, upos="PRON" if n in starts else upos[n], sentence=sentence[n])
            made.append(word)
            k += last - n + 1
            end = block.words[k - 1].end
        for w in made:
            w.sentence -= made[0].sentence
        new.blocks.append(readers.Block(text, made))
    # mentions: names with their noun phrases, the new pronouns, and what is no person as wrong choices
    found = decode.mentions(model, r, sents, heads)
    known = {}
    for a, e, surname, _ in named:
        for i in range(a, e + 1):
            known[i] = surname
    types = model.labels["mention_types"]
    for a, e, h, t in found:
        if any(a <= x <= e or x <= a <= y for (x, y) in swaps) or (len(forms[a:e + 1]) == 1 and forms[a].lower() in PRONOUNS):
            continue
        if at[a][0] != at[e][0]:
            continue
        if h in known and known[h] is not None:
            new.mentions.append((at[a], at[e], at[h], known[h], False))
        elif types[t] != "person":
            new.mentions.append((at[a], at[e], at[h], None, False))
    for (a, _), (_, surname) in swaps.items():
        new.mentions.append((at[a], at[a], at[a], surname, True))
    new.mentions.sort(key=lambda m: m[:3])
    near = {b for (b, _), _, _, _, new_pronoun in new.mentions if new_pronoun}
    return cut_to(new, {b for b in range(len(new.blocks)) if any(b <= n <= b + BLOCKS_BEFORE for n in near)})


def cut_to(d, kept):
    """Only the blocks that the pronouns need."""
    place = {b: n for n, b in enumerate(sorted(kept))}
    move = lambda w: (place[w[0]], w[1])
    d.mentions = [(move(a), move(e), move(h), s, p) for a, e, h, s, p in d.mentions if a[0] in place]
    d.blocks = [d.blocks[b] for b in sorted(kept)]
    return d


def index_of(r, b, k):
    if not hasattr(r, "place"):
        r.place = {w: n for n, w in enumerate(r.words)}
    return r.place[b, k]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True)
    p.add_argument("--work", required=True)
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--onnx")
    p.add_argument("--names", required=True)
    p.add_argument("--articles", type=int, default=300)
    a = p.parse_args()
    torch.set_num_threads(1)
    rng = random.Random(1)
    labels, vocabulary = label_sets.load(os.path.join(a.work, "labels.json")), Vocabulary.load(os.path.join(a.work, "vocabulary.txt"))
    model = Model(labels, os.path.join(a.work, "base.safetensors"))
    model.load_state_dict(torch.load(a.checkpoint, map_location="cpu")["model"])
    model.eval()
    run = None
    if a.onnx:
        import export
        run, vocabulary = export.runner(a.onnx, model), Vocabulary.load(os.path.join(a.onnx, "vocabulary.txt"))
    with open(a.names, encoding="utf-8") as f:
        given = dict(line.rstrip("\n").split("\t") for line in f if not line.startswith("#"))
    documents = readers.polnear(a.data, "train")
    rng.shuffle(documents)
    out = []
    for d in documents[:a.articles]:
        for r in decode.rows_of(model, [d], vocabulary, run=run):
            made = masked(model, r, given, rng)
            if made is not None:
                out.append(made)
    with open(os.path.join(a.work, "masked_names.pickle"), "wb") as f:
        pickle.dump(out, f)
    print(len(out), "articles,", sum(m[4] for d in out for m in d.mentions), "pronouns,", sum(len(d.mentions) for d in out), "mentions")


if __name__ == "__main__":
    main()
