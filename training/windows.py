"""Windows over documents, and tensors of them.

A window is `[CLS] block [SEP] block [SEP] ...`, at most 256 pieces: whole consecutive blocks as long as they fit. A block
that does not fit into a window alone is cut: in training into parts that do not overlap, at inference into parts that do.
"""
import random
from dataclasses import dataclass, field

import numpy as np
import torch

import labels as label_sets
from pieces import AFTER_SPACE, GLUE_SPECIAL, INSIDE, LOWER, NO_LETTER, PAD, QUOTE_SPECIAL, SEPARATOR, SPECIAL, START, TITLE, UPPER, quotation, word_pieces

MAX_PIECES = 256
IGNORE = -100


@dataclass
class Window:
    document: object
    ids: list = field(default_factory=list)
    casing: list = field(default_factory=list)
    glue: list = field(default_factory=list)
    quote: list = field(default_factory=list)
    first: list = field(default_factory=list)      # of each word: its first piece
    where: list = field(default_factory=list)      # of each word: (block, number in the block)

    def special(self, vocabulary, name):
        self.ids.append(vocabulary.ids[name])
        self.casing.append(SPECIAL)
        self.glue.append(GLUE_SPECIAL)
        self.quote.append(QUOTE_SPECIAL)


def chunks(pieces, room, overlap):
    """Cuts a block's words into parts of at most `room` pieces; each part begins about `overlap` pieces before the last one's end."""
    sizes = [len(p) for p in pieces]
    start = 0
    while True:
        end, used = start, 0
        while end < len(sizes) and used + sizes[end] <= room:
            used += sizes[end]
            end += 1
        yield start, end
        if end == len(sizes):
            return
        back, start = 0, end
        while start > 0 and back + sizes[start - 1] <= overlap:
            start -= 1
            back += sizes[start]


def windows(document, vocabulary, overlap=0):
    """-> windows of one document. With an overlap a word of a cut block may stand in two windows."""
    out, current = [], None
    room = MAX_PIECES - 2

    def close():
        nonlocal current
        if current is not None and current.first:
            out.append(current)
        current = None

    for b, block in enumerate(document.blocks):
        if not block.words:
            continue
        pieces = word_pieces(vocabulary, block.text, [(w.start, w.end) for w in block.words])
        parts = list(chunks(pieces, room, overlap))
        for start, end in parts:
            size = sum(len(p) for p in pieces[start:end])
            if current is None or len(parts) > 1 or len(current.ids) + size + 1 > MAX_PIECES:
                close()
                current = Window(document)
                current.special(vocabulary, START)
            for k in range(start, end):
                current.first.append(len(current.ids))
                current.where.append((b, k))
                for i, c, g, q in pieces[k]:
                    current.ids.append(i)
                    current.casing.append(c)
                    current.glue.append(g)
                    current.quote.append(q)
            current.special(vocabulary, SEPARATOR)
            if len(parts) > 1 and (start, end) != parts[-1]:
                close()
    close()
    return out


class Gold:
    """Numbers of the labels of a window's words, and its mentions, spans and links."""

    def __init__(self, window, labels):
        d = window.document
        upos, feats, scripts, names, relations = ({k: i for i, k in enumerate(labels[n])} for n in ("upos", "features", "lemma_scripts", "names", "relations"))
        at = {w: n for n, w in enumerate(window.where)}
        words = [d.blocks[b].words[k] for b, k in window.where]
        self.at, self.words = at, words
        self.quoted = [window.quote[f] == INSIDE for f in window.first]
        annotated = d.source in ("ewt", "gum")
        self.upos = [upos.get(w.upos, IGNORE) if annotated else IGNORE for w in words]
        self.features = [feats.get(label_sets.features(w.feats), IGNORE) if annotated else IGNORE for w in words]
        self.lemma = [scripts.get(label_sets.lemma_script(w.form, w.lemma), IGNORE) if annotated else IGNORE for w in words]
        self.names = [IGNORE if w.name is None else names[w.name] for w in words]
        self.factuality = [w.factuality for w in words]
        # whether a sentence begins, but for the first word of a block, which always does
        self.sentence = [IGNORE if not annotated or k == 0 else int(w.sentence != d.blocks[b].words[k - 1].sentence) for w, (b, k) in zip(words, window.where)]
        # trees of the sentences that stand whole in the window
        self.sentences, groups = [], {}
        if annotated:
            for n, (w, (b, _)) in enumerate(zip(words, window.where)):
                groups.setdefault((b, w.sentence), []).append(n)
            for (b, s), members in groups.items():
                size = sum(w.sentence == s for w in d.blocks[b].words) if len(d.blocks[b].words) > len(members) else len(members)
                if size == len(members):
                    heads = [-1 if words[n].head == -1 else at[b, words[n].head] for n in members]
                    self.sentences.append((members, heads, [relations.get(words[n].relation, IGNORE) for n in members]))
        # mentions
        types = {k: i for i, k in enumerate(labels["mention_types"])}
        self.mentions = []
        seen = set()
        for m in d.mentions if annotated else ():
            a, e = at.get((m.block, m.start)), at.get((m.block, m.end))
            if a is None or e is None or (a, e) in seen or words[a].sentence != words[e].sentence:
                continue
            seen.add((a, e))
            head = next((n for n in range(a, e + 1) if not (words[n].head is not None and words[n].head >= 0 and a <= at.get((m.block, words[n].head), -1) <= e)), a)
            self.mentions.append((a, e, head, types[m.type], m.entity))
        self.mentions.sort(key=lambda m: (m[0], m[1]))
        # attribution
        self.attribution = [IGNORE] * len(words)
        self.spans, self.links, self.lost = [], {}, 0
        if d.source == "polnear":
            self._attribution(window)

    def _attribution(self, window):
        d, words = window.document, self.words
        self.attribution = [0] * len(words)
        place = [(d.offsets[b] + w.start, d.offsets[b] + w.end) for w, (b, _) in zip(words, window.where)]
        lo, hi = place[0][0], place[-1][1]
        known = {}

        def find(ranges, role):
            hit = sorted({n for s, e in ranges if s < hi and e > lo for n, (a, b) in enumerate(place) if a < e and b > s})
            runs = []
            for n in hit:
                if runs and n == runs[-1][1] + 1 and window.where[n][0] == window.where[n - 1][0]:
                    runs[-1][1] = n
                else:
                    runs.append([n, n])
            got = []
            for s, e in runs:
                if (s, e, role) not in known:
                    if any(self.attribution[n] for n in range(s, e + 1)):
                        self.lost += 1
                        continue
                    known[s, e, role] = len(known)
                    self.attribution[s:e + 1] = [2 + 2 * role] * (e - s + 1)
                    self.attribution[s] = 1 + 2 * role
                got.append(known[s, e, role])
            return got

        for a in d.attributions:
            source, cue, content = (find(a[r], n) for n, r in enumerate(("source", "cue", "content")))
            for c in content:
                self.links[0, c] = cue[0] if cue else IGNORE
                self.links[1, c] = source[0] if source else (-1 if not a["source"] else IGNORE)
            for q in cue:
                self.links[2, q] = cue[0]
        self.spans = list(known)


def pad(rows, value, dtype=torch.long):
    n = max(map(len, rows))
    return torch.from_numpy(np.array([list(r) + [value] * (n - len(r)) for r in rows])).to(dtype)


def recased(window, rng):
    """The window's casing as if it were set in capitals or Title Case: the pieces do not change, being uncased."""
    if rng.random() < 0.5:
        return [UPPER if c in (LOWER, TITLE, UPPER, 3) else c for c in window.casing]
    return [TITLE if c == LOWER else c for c in window.casing]


class Batch:
    """Tensors of some windows: inputs [B, T], and `first`, the place of each word's first piece in the flattened B*T."""

    def __init__(self, wins, vocabulary, rng=None, recase=0.0):
        self.windows = wins
        self.recased = [rng is not None and rng.random() < recase for _ in wins]
        pad_id = vocabulary.ids[PAD]
        self.ids = pad([w.ids for w in wins], pad_id)
        self.mask = self.ids != pad_id
        self.casing = pad([recased(w, rng) if r else w.casing for w, r in zip(wins, self.recased)], SPECIAL)
        self.glue, self.quote = pad([w.glue for w in wins], GLUE_SPECIAL), pad([w.quote for w in wins], QUOTE_SPECIAL)
        T = self.ids.shape[1]
        self.first = torch.tensor([n * T + f for n, w in enumerate(wins) for f in w.first])
        self.base = np.cumsum([0] + [len(w.first) for w in wins]).tolist()    # where each window's words begin among the rows
        self.pieces = sum(len(w.ids) for w in wins)


def batches(wins, room, rng):
    """Shuffled batches of windows of like length, at most `room` padded pieces each."""
    order = list(wins)
    rng.shuffle(order)
    out = []
    for i in range(0, len(order), 256):
        chunk = sorted(order[i:i + 256], key=lambda w: len(w.ids))
        current = []
        for w in chunk:
            if current and (len(current) + 1) * len(w.ids) > room:
                out.append(current)
                current = []
            current.append(w)
        out.append(current)
    rng.shuffle(out)
    return out


def whole_documents(wins, room, rng):
    """Shuffled batches of all windows of one document or more (coreference needs the whole text)."""
    by_document = {}
    for w in wins:
        by_document.setdefault(w.document.id, []).append(w)
    order = list(by_document.values())
    rng.shuffle(order)
    out, current = [], []
    for d in order:
        if current and sum(len(w.ids) for w in current + d) > room:
            out.append(current)
            current = []
        current = current + d
    return out + [current]
