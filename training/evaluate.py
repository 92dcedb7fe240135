"""Scores a checkpoint (or the exported ONNX model) on the dev parts.

usage: evaluate.py --data DIR --work DIR --checkpoint FILE [--onnx MODEL_DIR] [--scorer FILE] [--json FILE] [--only ewt,gum,polnear]

--scorer is score_attribution.py (evals/ of the repository). Figures: see README.md.
"""
import argparse
import copy
import importlib.util
import json
import os
import time

import numpy as np
import torch

import decode
import labels as label_sets
import readers
from coreference import PRONOUNS
from coreference_scores import conll, f1
from model import Model
from pieces import Vocabulary
from words import tokenise


def percent(right, of):
    return round(100 * right / of, 2) if of else 0.0


def scores(right, predicted, gold):
    return round(100 * f1(right / predicted if predicted else 0, right / gold if gold else 0), 2)


def words_of(r):
    return [r.document.blocks[b].words[k] for b, k in r.words]


def gold_tokens(model, found):
    """UPOS, features, lemmas and trees with gold words and sentences."""
    n = upos = feats = lemma = uas = las = strict = 0
    L = model.labels
    for r in found:
        words = words_of(r)
        sents = decode.sentences(r, gold=True)
        heads, relations = decode.trees(model, r, sents)
        place = {w: i for i, w in enumerate(r.words)}
        u, f, s = (r[k].argmax(1).tolist() for k in ("upos", "features", "lemma"))
        for i, w in enumerate(words):
            n += 1
            upos += L["upos"][u[i]] == w.upos
            feats += L["features"][f[i]] == label_sets.features(w.feats)
            lemma += label_sets.apply_script(w.form, L["lemma_scripts"][s[i]]) == w.lemma
            gold = -1 if w.head == -1 else place[r.words[i][0], w.head]
            if heads[i] == gold:
                uas += 1
                las += relations[i].split(":")[0] == w.relation.split(":")[0]
                strict += relations[i] == w.relation
    return dict(words=n, upos=percent(upos, n), features=percent(feats, n), lemma=percent(lemma, n), uas=percent(uas, n), las=percent(las, n), las_subtypes=percent(strict, n))


def sentence_f1(found):
    right = predicted = gold = 0
    for r in found:
        spans = lambda sents: {(s[0], s[-1]) for s in sents}
        g, p = spans(decode.sentences(r, gold=True)), spans(decode.sentences(r))
        right, predicted, gold = right + len(g & p), predicted + len(p), gold + len(g)
    return scores(right, predicted, gold)


def retokenised(documents):
    """The same blocks with words by rule instead of gold ones."""
    out = []
    for d in documents:
        e = readers.Document(d.id, d.source)
        e.blocks = [readers.Block(b.text, [readers.Word(x, y, b.text[x:y]) for x, y in tokenise(b.text)]) for b in d.blocks]
        out.append(e)
    return out


def raw_text(model, gold_documents, found):
    """As the CoNLL 2018 shared task: words aligned by their characters, F1 each; relations without subtypes."""
    count = dict.fromkeys(("words", "sentences", "upos", "uas", "las"), 0)
    total_gold = total_predicted = sents_gold = sents_predicted = 0
    by_id = {r.document.id: r for r in found}
    for d in gold_documents:
        r = by_id[d.id]
        sents = decode.sentences(r)
        heads, relations = decode.trees(model, r, sents)
        u = r["upos"].argmax(1).tolist()
        words = words_of(r)
        span = [(b, w.start, w.end) for (b, _), w in zip(r.words, words)]
        gold, gold_span, gold_sents = {}, {}, {}
        for b, block in enumerate(d.blocks):
            for k, w in enumerate(block.words):
                gold_span[b, k] = (b, w.start, w.end)
                gold[b, w.start, w.end] = (b, k, w)
                s = gold_sents.setdefault((b, w.sentence), [w.start, w.end])
                s[1] = w.end
        total_gold += len(gold)
        total_predicted += len(words)
        g = {(b, s, e) for (b, _), (s, e) in gold_sents.items()}
        p = {(span[s[0]][0], span[s[0]][1], span[s[-1]][2]) for s in sents}
        count["sentences"] += len(g & p)
        sents_gold, sents_predicted = sents_gold + len(g), sents_predicted + len(p)
        for i, key in enumerate(span):
            if key not in gold:
                continue
            b, k, w = gold[key]
            count["words"] += 1
            count["upos"] += model.labels["upos"][u[i]] == w.upos
            h = None if w.head == -1 else gold_span[b, w.head]
            if (None if heads[i] == -1 else span[heads[i]]) == h:
                count["uas"] += 1
                count["las"] += relations[i].split(":")[0] == w.relation.split(":")[0]
    out = {k: scores(v, total_predicted, total_gold) for k, v in count.items()}
    out["sentences"] = scores(count["sentences"], sents_predicted, sents_gold)
    return out


def name_f1(found):
    right, predicted, gold = [0] * 3, [0] * 3, [0] * 3
    for r in found:
        words = words_of(r)
        sents = decode.sentences(r, gold=True)
        p = set(decode.names(r, sents))
        g = set()
        index = {t: i for i, t in enumerate(label_sets.NAMES)}
        for s in sents:
            if words[s[0]].name is not None:
                g |= set(decode.spans_of([index[words[i].name] for i in s], s))
        for k in range(3):
            right[k] += sum(x[2] == k for x in g & p)
            predicted[k] += sum(x[2] == k for x in p)
            gold[k] += sum(x[2] == k for x in g)
    out = {t: scores(right[k], predicted[k], gold[k]) for k, t in enumerate(("PER", "ORG", "LOC"))}
    out["all"] = scores(sum(right), sum(predicted), sum(gold))
    return out


def factuality(found):
    x, y = [], []
    for r in found:
        for i, w in enumerate(words_of(r)):
            if w.factuality is not None:
                x.append(float(r["factuality"][i, 0]))
                y.append(w.factuality)
    sign = [(a >= 0) == (b >= 0) for a, b in zip(x, y) if abs(b) >= 1.5]
    return dict(pearson=round(float(np.corrcoef(x, y)[0, 1]), 4), mean_absolute_error=round(float(np.abs(np.array(x) - y).mean()), 3), sign=percent(sum(sign), len(sign)))


def coreference(model, found, gold_sentences):
    """Mentions and chains from gold words; trees, tags and (unless gold_sentences) sentences are the model's own."""
    pairs, right = [], [0, 0, 0]
    people = {}
    typed = 0
    for r in found:
        words = words_of(r)
        forms = [w.form for w in words]
        upos = [model.labels["upos"][i] for i in r["upos"].argmax(1).tolist()]
        sents = decode.sentences(r, gold=gold_sentences)
        heads, relations = decode.trees(model, r, sents)
        mentions = decode.mentions(model, r, sents, heads)
        chain = decode.chains(model, r, mentions, sents, upos, forms, heads, relations, decode.attributions(model, r))
        clusters = {}
        for m, c in zip(mentions, chain):
            clusters.setdefault(c, set()).add(m[:2])
        place = {w: i for i, w in enumerate(r.words)}
        gold, types = {}, {}
        gold_mentions = []
        for m in r.document.mentions:
            a, e = place[m.block, m.start], place[m.block, m.end]
            if (a, e) in types:
                continue
            types[a, e] = m.type
            gold.setdefault(m.entity, set()).add((a, e))
            head = next((i for i in range(a, e + 1) if not (words[i].head >= 0 and a <= place[r.words[i][0], words[i].head] <= e)), a)
            gold_mentions.append((a, e, head, m))
        found_spans = {m[:2] for m in mentions}
        right[0] += len(found_spans & set(types))
        right[1] += len(found_spans)
        right[2] += len(types)
        typed += sum(model.labels["mention_types"][m[3]] == types.get(m[:2]) for m in mentions)
        pairs.append((list(gold.values()), list(clusters.values())))
        genre = r.document.id.split("_")[1]
        for where in ("all genres",) + (("news and interview",) if genre in ("news", "interview") else ()):
            for k, v in person_links(mentions, chain, upos, gold_mentions, words).items():
                x = people.setdefault(where, {}).setdefault(k, [0, 0])
                x[0] += v[0]
                x[1] += v[1]
    return dict(mention_f1=scores(*right), mention_typed_f1=scores(typed, *right[1:]),
                conll={k: round(v, 2) for k, v in conll(pairs, False).items()}, with_singletons={k: round(v, 2) for k, v in conll(pairs, True).items()},
                people={where: {k: [percent(*v), v[1]] for k, v in kinds.items()} for where, kinds in people.items()})


def person_links(mentions, chain, upos, gold_mentions, words):
    """Gold pronouns and titles (common-noun mentions) of people whose chain holds a name: is the mention found (same head),
    and is the name nearest to it in its predicted chain (before it if there is one) one of the gold chain's? GUM's interviews
    give the speakers in comments, not in the text, so that "I" and "you" there cannot be linked: see `all but I, we, you`."""
    named = {}
    for a, e, h, m in gold_mentions:
        if words[h].upos == "PROPN":
            named.setdefault(m.entity, set()).add(h)
    by_head = {}
    for n, m in enumerate(mentions):
        if m[2] not in by_head or m[1] - m[0] > mentions[by_head[m[2]]][1] - mentions[by_head[m[2]]][0]:
            by_head[m[2]] = n
    out = {}
    for a, e, h, m in gold_mentions:
        if m.type != "person" or m.entity not in named or h in named[m.entity]:
            continue
        pronoun = words[h].upos in ("PRON", "DET")
        kind = "title" if not pronoun else "pronoun"
        third = pronoun and words[h].form.lower() in PRONOUNS and PRONOUNS[words[h].form.lower()] in (2, 3)
        right = 0
        exact = next((n for n, x in enumerate(mentions) if x[:2] == (a, e)), by_head.get(h))
        if exact is not None:
            names = [x for n, x in enumerate(mentions) if chain[n] == chain[exact] and upos[x[2]] == "PROPN"]
            before = [x for x in names if x[0] <= a]
            nearest = max(before, key=lambda x: x[0]) if before else min(names, key=lambda x: x[0]) if names else None
            right = nearest is not None and nearest[2] in named[m.entity]
        first = pronoun and PRONOUNS.get(words[h].form.lower()) in (0, 1)
        for key in ("all", kind) + (("he, she",) if third else ()) + (() if first else ("all but I, we, you",)):
            x = out.setdefault(key, [0, 0])
            x[0] += right
            x[1] += 1
    return out


def polnear(model, found, documents, scorer):
    spec = importlib.util.spec_from_file_location("score_attribution", scorer)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    predicted = {}
    for r in found:
        d = r.document
        place = [(d.offsets[b] + d.blocks[b].words[k].start, d.offsets[b] + d.blocks[b].words[k].end) for b, k in r.words]
        chars = lambda spans: [[place[a][0], place[e][1]] for a, e in spans]
        predicted[d.id] = {"id": d.id, "attributions": [dict(source=chars(s), cue=chars(q), content=chars(c)) for s, q, c in decode.attributions(model, r)]}
    golds = {d.id: {"id": d.id, "text": d.text, "attributions": d.attributions} for d in documents}
    return {k: [round(v[x], 2) for x in ("p", "r", "f1")] for k, v in module.score(golds, predicted).items()}


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True)
    p.add_argument("--work", required=True)
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--onnx", help="a model folder made by export.py: its weights are scored instead")
    p.add_argument("--scorer", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "evals", "score_attribution.py"))
    p.add_argument("--only", default="ewt,gum,polnear")
    p.add_argument("--amp", action="store_true", help="bf16: faster, for a look while training")
    p.add_argument("--json")
    a = p.parse_args()
    torch.set_num_threads(1)
    labels, vocabulary = label_sets.load(os.path.join(a.work, "labels.json")), Vocabulary.load(os.path.join(a.work, "vocabulary.txt"))
    model = Model(labels, os.path.join(a.work, "base.safetensors"))
    model.load_state_dict(torch.load(a.checkpoint, map_location="cpu")["model"])
    model.eval()
    run = None
    if a.onnx:
        import export
        run, vocabulary = export.runner(a.onnx, model), Vocabulary.load(os.path.join(a.onnx, "vocabulary.txt"))
    rows = lambda documents: decode.rows_of(model, documents, vocabulary, amp=a.amp, run=run)
    out, started = {}, time.time()
    if "ewt" in a.only:
        documents = readers.ewt(a.data, "dev")
        found = rows(documents)
        out["ewt gold tokens"] = gold_tokens(model, found)
        out["ewt sentences, gold tokens"] = sentence_f1(found)
        out["ewt names"] = name_f1(found)
        out["ewt factuality"] = factuality(found)
        out["ewt raw"] = raw_text(model, documents, rows(retokenised(documents)))
    if "gum" in a.only:
        documents = readers.gum(a.data, "dev")
        found = rows(documents)
        out["gum gold tokens"] = gold_tokens(model, found)
        out["gum news, gold tokens"] = gold_tokens(model, [r for r in found if "_news_" in r.document.id])
        out["gum sentences, gold tokens"] = sentence_f1(found)
        out["gum raw"] = raw_text(model, documents, rows(retokenised(documents)))
        out["gum coreference"] = coreference(model, found, False)
    if "polnear" in a.only:
        documents = readers.polnear(a.data, "dev")
        out["polnear"] = polnear(model, rows(documents), documents, a.scorer)
    out["seconds"] = round(time.time() - started)
    for k, v in out.items():
        print(k, json.dumps(v))
    if a.json:
        with open(a.json, "w", encoding="utf-8") as f:
            json.dump(out, f, indent=1)


if __name__ == "__main__":
    main()
