"""Trains the language model: one encoder, all heads, batches of three corpora in turn.

usage: train.py --data DIR --work DIR [--polnear 6 --ewt 13 --gum 14] [--resume]
       train.py --data DIR --work DIR --checkpoints DIR --start FILE --lr 4e-5 ...      (a second stage)

WORK holds what prune.py wrote; checkpoints go there too (`last.pt`, `final.pt`, and `step_N.pt` at each tenth of the way). The order of the
batches depends on the seed alone, so a run that is stopped goes on where its last checkpoint stands.
"""
import argparse
import json
import math
import os
import pickle
import random
import time

import torch
import torch.nn.functional as F

import labels as label_sets
import readers
from coreference import MentionText, features
from model import LINKS, Model
from pieces import INSIDE, SPECIAL, Vocabulary
from windows import IGNORE, Batch, Gold, batches, whole_documents, windows

MENTION_WORDS = 40    # the longest mention, in words
UNKNOWN_ID = 1        # [UNK]: prune.py writes the special pieces first


def cross_entropy(scores, targets):
    keep = targets != IGNORE
    return F.cross_entropy(scores[keep], targets[keep]) if bool(keep.any()) else None


def word_losses(model, rows, batch, golds):
    flat = lambda name: torch.tensor([v for g in golds for v in getattr(g, name)])
    out = {}
    for name in ("upos", "features", "lemma", "sentence", "names", "attribution"):
        targets = flat(name)
        if name == "lemma":    # a lemma's case cannot be read off recased words
            targets[torch.tensor([r for g, r in zip(golds, batch.recased) for _ in g.words])] = IGNORE
        loss = cross_entropy(rows[name], targets)
        if loss is not None:
            out[name] = loss
    told = [(n, v) for n, v in enumerate(v for g in golds for v in g.factuality) if v is not None]
    if told:
        at, value = zip(*told)
        out["factuality"] = F.smooth_l1_loss(rows["factuality"][list(at), 0], torch.tensor(value))
    return out


def tree_losses(model, rows, batch, golds):
    """Sentences of like length together, so that the tables of pairs hold little padding."""
    items = sorted(((members, heads, rel, base) for g, base in zip(golds, batch.base) for members, heads, rel in g.sentences), key=lambda x: len(x[0]))
    arc_loss, count, dependents, heads_at, relation = 0.0, 0, [], [], []
    at = 0
    while at < len(items):
        end = at
        while end < len(items) and (end + 1 - at) * len(items[end][0]) ** 2 <= 40000 or end == at:
            end += 1
        group = items[at:end]
        at = end
        L = len(group[-1][0])
        index, mask = torch.zeros(len(group), L, dtype=torch.long), torch.zeros(len(group), L, dtype=torch.bool)
        target = torch.full((len(group), L), IGNORE)
        for n, (members, heads, rel, base) in enumerate(group):
            local = {m: i for i, m in enumerate(members)}
            index[n, :len(members)] = torch.tensor(members) + base
            mask[n, :len(members)] = True
            target[n, :len(members)] = torch.tensor([0 if h == -1 else 1 + local[h] for h in heads])
            for m, h, r in zip(members, heads, rel):
                if h != -1 and r != IGNORE:
                    dependents.append(base + m)
                    heads_at.append(base + h)
                    relation.append(r)
        scores = model.arcs(rows, index, mask)
        arc_loss = arc_loss + F.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=IGNORE, reduction="sum")
        count += int(mask.sum())
    if not count:
        return {}
    out = {"arc": arc_loss / count}
    if relation:
        out["relation"] = F.cross_entropy(model.relations(rows, dependents, heads_at), torch.tensor(relation))
    return out


def mention_losses(model, rows, batch, golds):
    first, last, target, words = [], [], [], 0
    for g, base in zip(golds, batch.base):
        known = {(a, e): t for a, e, _, t, _ in g.mentions}
        for members, _, _ in g.sentences:
            words += len(members)
            for i, a in enumerate(members):
                for e in members[i:i + MENTION_WORDS]:
                    first.append(base + a)
                    last.append(base + e)
                    target.append(known.get((a, e), 0))
    if not words:
        return {}
    scores = model.mentions(rows, torch.tensor(first), torch.tensor(last))
    return {"mention": F.cross_entropy(scores, torch.tensor(target), reduction="sum") / words}


def chain_losses(model, rows, batch, golds):
    by_document = {}
    for w, g, base in zip(batch.windows, golds, batch.base):
        if w.document.source == "gum":
            by_document.setdefault(w.document.id, []).append((w, g, base))
    total, count = 0.0, 0
    for parts in by_document.values():
        first, last, head, texts, entity = [], [], [], [], []
        for w, g, base in parts:
            for a, e, h, _, ent in g.mentions:
                first.append(base + a)
                last.append(base + e)
                head.append(base + h)
                words = g.words[a:e + 1]
                texts.append(MentionText([x.form for x in words], [x.upos for x in words], h - a, w.where[a][0], sentence_number(w, a), g.quoted[a]))
                entity.append(ent)
        n = len(first)
        if n < 2:
            continue
        scores = model.chains(rows, first, last, head, features(texts))
        before = torch.ones(n, n).tril(-1).bool()
        ids = {e: i for i, e in enumerate(dict.fromkeys(entity))}
        ent = torch.tensor([ids[e] for e in entity])
        right = (ent[:, None] == ent[None, :]) & before
        scores = torch.cat([scores[:, :1], scores[:, 1:].masked_fill(~before, -1e4)], 1)
        right = torch.cat([~right.any(1, keepdim=True), right], 1)
        total = total + (scores.logsumexp(1) - scores.masked_fill(~right, -1e4).logsumexp(1)).sum()
        count += n
    return {"chain": total / count} if count else {}


def masked_losses(model, rows, batch, golds):
    """masked_names.py: the new pronouns find a mention of their person among all mentions before them."""
    by_document = {}
    for w, g, base in zip(batch.windows, golds, batch.base):
        by_document.setdefault(w.document.id, []).append((w, g, base))
    total, count = 0.0, 0
    for parts in by_document.values():
        place = {where: (w, n, base) for w, _, base in parts for n, where in enumerate(w.where)}
        d = parts[0][0].document
        known = [m for m in d.mentions if all(x in place for x in m[:3]) and place[m[0]][0] is place[m[1]][0]]
        row = lambda where: place[where][2] + place[where][1]
        texts = []
        for a, e, h, _, _ in known:
            w, n, _ = place[a]
            words = d.blocks[a[0]].words[a[1]:e[1] + 1]
            texts.append(MentionText([x.form for x in words], [x.upos for x in words], h[1] - a[1], a[0], sentence_number(w, n), w.quote[w.first[n]] == INSIDE))
        asked = [i for i, m in enumerate(known) if m[4] and any(m[3] == x[3] for x in known[:i])]
        if not asked:
            continue
        n = len(known)
        scores = model.chains(rows, [row(m[0]) for m in known], [row(m[1]) for m in known], [row(m[2]) for m in known], features(texts))[asked]
        before = torch.tensor([[j < i for j in range(n)] for i in asked])
        right = torch.tensor([[j < i and known[j][3] == known[i][3] for j in range(n)] for i in asked])
        scores = torch.cat([scores[:, :1], scores[:, 1:].masked_fill(~before, -1e4)], 1)
        right = torch.cat([torch.zeros(len(asked), 1, dtype=torch.bool), right], 1)
        total = total + (scores.logsumexp(1) - scores.masked_fill(~right, -1e4).logsumexp(1)).sum()
        count += len(asked)
    return {"masked": total / count} if count else {}


def sentence_number(window, word):
    """A running number of sentences over the document."""
    d = window.document
    if not hasattr(d, "sentences_before"):
        d.sentences_before, n = [], 0
        for b in d.blocks:
            d.sentences_before.append(n)
            n += (b.words[-1].sentence or 0) + 1 if b.words else 0
    b, k = window.where[word]
    return d.sentences_before[b] + (d.blocks[b].words[k].sentence or 0)


def link_losses(model, rows, batch, golds):
    total, parts = 0.0, 0
    scores_of, count = [0.0] * len(LINKS), [0] * len(LINKS)
    for w, g, base in zip(batch.windows, golds, batch.base):
        if not g.spans:
            continue
        span = model.spans(rows, [base + s for s, _, _ in g.spans], [base + e for _, e, _ in g.spans])
        for kind in range(len(LINKS)):
            wanted = 0 if kind == 1 else 1
            key = [n for n, s in enumerate(g.spans) if s[2] == wanted]
            query = [(n, v) for (k, n), v in sorted(g.links.items()) if k == kind and v != IGNORE]
            if not query or (not key and kind != 1):
                continue
            place = {k: i for i, k in enumerate(key)}
            target = torch.tensor([len(key) if v == -1 else place[v] for _, v in query])
            q = [n for n, _ in query]
            scores = model.links(span, q, key, kind, *geometry(w, g.spans, q, key))
            scores_of[kind] = scores_of[kind] + F.cross_entropy(scores, target, reduction="sum")
            count[kind] += len(query)
    losses = [s / c for s, c in zip(scores_of, count) if c]
    return {"link": sum(losses)} if losses else {}


def geometry(window, spans, query, key):
    """Distances in words between the spans' first words, and whether both stand in one block."""
    q, k = torch.tensor([spans[n][0] for n in query]), torch.tensor([spans[n][0] for n in key], dtype=torch.long)
    block = torch.tensor([b for b, _ in window.where])
    return k[None, :] - q[:, None], block[q][:, None] == block[k][None, :]


WEIGHTS = dict(upos=1.0, features=0.6, lemma=0.5, sentence=1.0, names=1.5, factuality=0.15, arc=1.0, relation=1.0, mention=0.3, chain=0.4, attribution=2.0, link=0.4, masked=0.6)


def losses(model, batch, drop=0.0):
    if drop:    # some pieces are hidden, so that the words around them count
        hidden = (torch.rand(batch.ids.shape) < drop) & (batch.casing != SPECIAL)
        batch.ids = batch.ids.masked_fill(hidden, UNKNOWN_ID)
    with torch.autocast("cpu", torch.bfloat16):
        states = model.encoder(batch.ids, batch.casing, batch.glue, batch.quote, batch.mask)
    golds = [w.gold for w in batch.windows]
    rows = model.rows(states, batch.first)
    source = batch.windows[0].document.source
    if source == "masked":
        return masked_losses(model, rows, batch, golds)
    out = word_losses(model, rows, batch, golds)
    if source == "polnear":
        out.update(link_losses(model, rows, batch, golds))
    else:
        out.update(tree_losses(model, rows, batch, golds))
    if source == "gum":
        out.update(mention_losses(model, rows, batch, golds))
        out.update(chain_losses(model, rows, batch, golds))
    return out


def prepared(documents, vocabulary, labels):
    out = []
    for d in documents:
        for w in windows(d, vocabulary):
            w.gold = Gold(w, labels)
            out.append(w)
    return out


def together(documents, words=220):
    """EWT's documents are short: joins neighbours, so that windows are full. Blocks stay apart."""
    out = []
    for d in documents:
        if out and out[-1].source == d.source and sum(len(b.words) for b in out[-1].blocks) + sum(len(b.words) for b in d.blocks) <= words:
            out[-1].blocks += d.blocks
        else:
            out.append(d)
    return out


def plan(wins, passes, room, rng):
    """All batches of the run in order: each corpus spread evenly over it."""
    out = []
    for name, make in (("polnear", batches), ("ewt", batches), ("gum", whole_documents), ("masked", whole_documents)):
        some = [b for _ in range(math.ceil(passes[name])) for b in make(wins[name], room, rng)] if wins[name] else []
        some = some[:round(len(some) * passes[name] / math.ceil(passes[name]))] if passes[name] else []
        out += [((n + rng.random()) / len(some), b) for n, b in enumerate(some)]
    return [b for _, b in sorted(out, key=lambda x: x[0])]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True)
    p.add_argument("--work", required=True)
    p.add_argument("--polnear", type=float, default=6, help="passes over PolNeAR")
    p.add_argument("--ewt", type=float, default=13)
    p.add_argument("--gum", type=float, default=14)
    p.add_argument("--masked", type=float, default=0, help="passes over WORK/masked_names.pickle (masked_names.py)")
    p.add_argument("--room", type=int, default=2200, help="padded pieces a batch")
    p.add_argument("--steps", type=int, help="end after so many steps of the plan; with --resume, the learning rate falls to zero there")
    p.add_argument("--lr", type=float, default=1.2e-4)
    p.add_argument("--head-lr", type=float, default=8e-4)
    p.add_argument("--layers", type=int, default=6)
    p.add_argument("--recase", type=float, default=0.06)
    p.add_argument("--drop", type=float, default=0.0, help="share of pieces hidden behind [UNK]")
    p.add_argument("--weight", nargs="*", default=[], metavar="LOSS=X", help="other weights of losses than WEIGHTS")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--checkpoints", help="where checkpoints go and are looked for, if not in WORK")
    p.add_argument("--start", help="weights to start from instead of the base (a second stage)")
    p.add_argument("--resume", action="store_true")
    p.add_argument("--bench", type=int, default=0, help="stop after so many steps")
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    path = lambda name: os.path.join(a.work, name)
    labels, vocabulary = label_sets.load(path("labels.json")), Vocabulary.load(path("vocabulary.txt"))
    started = time.time()
    wins = dict(ewt=prepared(together(readers.ewt(a.data, "train")), vocabulary, labels), gum=prepared(readers.gum(a.data, "train"), vocabulary, labels),
                polnear=prepared(readers.polnear(a.data, "train"), vocabulary, labels), masked=[])
    if a.masked:
        with open(path("masked_names.pickle"), "rb") as f:
            wins["masked"] = prepared(pickle.load(f), vocabulary, labels)
    order = plan(wins, vars(a), a.room, rng)
    order = order[:a.steps] if a.steps else order
    print(json.dumps(dict(args=vars(a), pieces={k: sum(len(w.ids) for w in v) for k, v in wins.items()}, windows={k: len(v) for k, v in wins.items()},
                          words={k: sum(len(w.first) for w in v) for k, v in wins.items()}, mentions=sum(len(w.gold.mentions) for w in wins["gum"]),
                          spans=sum(len(w.gold.spans) for w in wins["polnear"]), lost=sum(w.gold.lost for w in wins["polnear"]),
                          sentences=sum(len(w.gold.sentences) for w in wins["ewt"] + wins["gum"]), steps=len(order), prepared_s=round(time.time() - started))), flush=True)

    model = Model(labels, path("base.safetensors"), a.layers)
    if a.start:
        model.load_state_dict(torch.load(a.start)["model"])
    slow = [q for n, q in model.named_parameters() if n.startswith("encoder.") and n.split(".")[1] not in ("casing", "glue", "quote")]
    known = set(map(id, slow))
    fast = [q for q in model.parameters() if id(q) not in known]
    optimiser = torch.optim.AdamW([dict(params=slow, lr=a.lr), dict(params=fast, lr=a.head_lr)], betas=(0.9, 0.98), weight_decay=0.01, foreach=True)
    warm = max(1, len(order) // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / warm, max(0.0, (len(order) - s) / max(1, len(order) - warm))))
    done = 0
    saved = lambda name: os.path.join(a.checkpoints or a.work, name)
    os.makedirs(saved(""), exist_ok=True)
    if a.resume and os.path.exists(saved("last.pt")):
        c = torch.load(saved("last.pt"))
        model.load_state_dict(c["model"])
        optimiser.load_state_dict(c["optimiser"])
        schedule.load_state_dict(c["schedule"])
        done = c["step"]

    def checkpoint(name, step, whole):
        state = dict(model=model.state_dict(), step=step)
        if whole:
            state.update(optimiser=optimiser.state_dict(), schedule=schedule.state_dict())
        torch.save(state, saved(name + ".new"))
        os.replace(saved(name + ".new"), saved(name))

    weights = {**WEIGHTS, **{k: float(x) for k, x in (w.split("=") for w in a.weight)}}
    model.train()
    seen, clock, sums = 0, time.time(), {}
    for step in range(done, len(order)):
        batch = Batch(order[step], vocabulary, random.Random(a.seed * 1000003 + step), a.recase)
        parts = losses(model, batch, a.drop)
        loss = sum(weights[k] * v for k, v in parts.items())
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        schedule.step()
        seen += batch.pieces
        for k, v in parts.items():
            s, n = sums.get(k, (0.0, 0))
            sums[k] = (s + v.item(), n + 1)
        if (step + 1) % 100 == 0 or step + 1 == a.bench:
            print(f"{step + 1}/{len(order)} {seen / (time.time() - clock):.0f} pieces/s, " + ", ".join(f"{k} {s / n:.3f}" for k, (s, n) in sums.items()), flush=True)
            sums = {}
        if step + 1 == a.bench:
            return
        if (step + 1) % 400 == 0:
            checkpoint("last.pt", step + 1, True)
        if (step + 1) % max(1, len(order) // 10) == 0:
            checkpoint(f"step_{step + 1}.pt", step + 1, False)
    checkpoint("last.pt", len(order), True)
    checkpoint("final.pt", len(order), False)
    print("done", flush=True)


if __name__ == "__main__":
    main()
