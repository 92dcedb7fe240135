"""Writes cases for the Rust tests: what the model says before quantisation.

usage: dump.py sentences --data DIR --work DIR --checkpoint FILE --out FILE.json [--count 200]
       dump.py fixture   --work DIR --checkpoint FILE --model DIR --out FILE.json

`sentences` takes EWT dev (its texts stay outside the repository). `fixture` is one small text of our own, to be committed: it keeps
only the columns of FIXTURE_COLUMNS, as the model gives them in 32-bit floats (`float`) and as the exported file in DIR gives them
(`shipped`), and what is decoded from the exported file.
A case: `blocks` [{text, words [[start, end]] in code points}], `windows` [{ids, casing, glue, quote, first, where, syntax, meaning}] and
what is decoded from them: sentences, upos, features, lemmas, heads, relations, names, attributions, mentions, chains.
"""
import argparse
import json
import os

import torch

import decode
import export
import labels as label_sets
import readers
from model import Model
from pieces import Vocabulary
from windows import Batch, windows
from words import tokenise

FIXTURE = [
    "Minister Calls Off Talks",
    "Foreign Minister Ana Duarte said on Monday in Lisbon that they wouldn't sign. She told reporters that the U.S. envoy had promised a new offer.",
    "Her spokesman, Paul O'Neill, denied it.",
]


FIXTURE_COLUMNS = ("sentence", "upos", "names", "attribution", "factuality")


def rounded(table, digits):
    return [[round(x, digits) for x in row] for row in table.tolist()]


def case(model, vocabulary, document, run, digits=5):
    """`run(window) -> rows`: the model itself or the exported graph. -> the case and the rows of each window."""
    wins = windows(document, vocabulary, decode.OVERLAP)
    out = dict(blocks=[dict(text=b.text, words=[[w.start, w.end] for w in b.words]) for b in document.blocks],
               windows=[dict(ids=w.ids, casing=w.casing, glue=w.glue, quote=w.quote, first=w.first, where=w.where) for w in wins])
    r = decode.rows_of(model, [document], vocabulary, run=run)[0]
    words = [document.blocks[b].words[k] for b, k in r.words]
    sents = decode.sentences(r)
    heads, relations = decode.trees(model, r, sents)
    upos = [model.labels["upos"][i] for i in r["upos"].argmax(1).tolist()]
    forms = [document.blocks[b].text[w.start:w.end] for (b, _), w in zip(r.words, words)]
    found = decode.mentions(model, r, sents, heads)
    out.update(sentences=sents, upos=upos, heads=heads, relations=relations, names=decode.names(r, sents), attributions=decode.attributions(model, r),
               features=[model.labels["features"][i] for i in r["features"].argmax(1).tolist()],
               lemmas=[label_sets.apply_script(f, model.labels["lemma_scripts"][i]) for f, i in zip(forms, r["lemma"].argmax(1).tolist())],
               factuality=[round(x, digits) for x in r["factuality"][:, 0].tolist()],
               mentions=found, chains=decode.chains(model, r, found, sents, upos, forms, heads, relations, decode.attributions(model, r)))
    return out, [run(w) for w in wins]


def in_floats(model, vocabulary):
    def run(window):
        with torch.no_grad():
            batch = Batch([window], vocabulary)
            return model.rows(model.encoder(batch.ids, batch.casing, batch.glue, batch.quote), batch.first)
    return run


def main():
    p = argparse.ArgumentParser()
    p.add_argument("what", choices=("sentences", "fixture"))
    p.add_argument("--data")
    p.add_argument("--work", required=True)
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--model", help="the folder of an exported model")
    p.add_argument("--out", required=True)
    p.add_argument("--count", type=int, default=200)
    a = p.parse_args()
    labels, vocabulary = label_sets.load(os.path.join(a.work, "labels.json")), Vocabulary.load(os.path.join(a.work, "vocabulary.txt"))
    model = Model(labels, os.path.join(a.work, "base.safetensors"))
    model.load_state_dict(torch.load(a.checkpoint, map_location="cpu")["model"])
    model.eval()
    floats = in_floats(model, vocabulary)
    if a.what == "fixture":
        document = readers.Document("fixture", "plain", [readers.Block(t, [readers.Word(s, e, t[s:e]) for s, e in tokenise(t)]) for t in FIXTURE])
        shipped_vocabulary = Vocabulary.load(os.path.join(a.model, "vocabulary.txt"))
        float_rows = [floats(w) for w in windows(document, vocabulary, decode.OVERLAP)]
        out, shipped = case(model, shipped_vocabulary, document, export.runner(a.model, model), 3)
        for name, rows in (("float", float_rows), ("shipped", shipped)):
            for window, r in zip(out["windows"], rows):
                window[name] = {c: rounded(r[c], 3) for c in FIXTURE_COLUMNS}
    else:
        out, n = [], 0
        for d in readers.ewt(a.data, "dev"):
            made, rows = case(model, vocabulary, d, floats)
            for window, r in zip(made["windows"], rows):
                window.update({t: rounded(torch.cat([r[c] for c, _ in columns], 1), 5) for t, columns in model.layout.items()})
            out.append(made)
            n += len(made["sentences"])
            if n >= a.count:
                break
    with open(a.out, "w", encoding="utf-8") as f:
        json.dump(out, f, ensure_ascii=False, separators=(",", ":"))
        f.write("\n")
    print(a.out, os.path.getsize(a.out), "bytes")


if __name__ == "__main__":
    main()
