"""From rows of numbers to sentences, trees, names, attributions, mentions and chains.

The rules here are the reference for the Rust crate: README.md tells them in prose.
"""
import numpy as np
import torch

from chains import Article, Joining
from coreference import MentionText, features
from model import LINKS
from pieces import INSIDE, quotation
from windows import Batch, windows

OVERLAP = 64
MENTION_WORDS = 40
SPOKEN = 0.5           # added to the scores of source and cue tags (chosen on PolNeAR dev)
LINK_BLOCKS = 1        # links reach at most so many blocks back or ahead
SENTENCE_WORDS = 256   # a longer sentence is cut (tables of pairs grow with the square)
MENTION = 0.5          # taken off the score of no mention


def starts(block):
    """Where each word's first character stands with regard to quotation marks."""
    q = quotation(block.text)
    return [q[w.start] for w in block.words]


class Rows:
    """The rows of all words of a document, in the order of the text."""

    def __init__(self, document, tables):
        self.document, self.tables = document, tables
        self.words = [(b, k) for b, block in enumerate(document.blocks) for k in range(len(block.words))]
        self.quoted = [c == INSIDE for block in document.blocks for c in starts(block)]

    def __getitem__(self, name):
        return self.tables[name]


def edge_distance(window, word):
    """How far a word stands from a cut edge of its window, in words; edges that are ends of a block cut nothing."""
    block = window.document.blocks[window.where[word][0]]
    first, last = window.where[0], window.where[-1]
    left = word if first[1] > 0 else 10 ** 6
    right = len(window.where) - 1 - word if last[0] == window.where[word][0] and last[1] < len(block.words) - 1 else 10 ** 6
    return min(left, right)


@torch.no_grad()
def rows_of(model, documents, vocabulary, room=8000, amp=False, run=None):
    """Documents -> Rows each. `run(window) -> {name: array}` replaces the model (ONNX)."""
    model.eval()
    jobs = [(n, w) for n, d in enumerate(documents) for w in windows(d, vocabulary, OVERLAP)]
    best = [{} for _ in documents]
    results = []
    order = sorted(range(len(jobs)), key=lambda j: len(jobs[j][1].ids))
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and (end + 1 - at) * len(jobs[order[end]][1].ids) <= room or end == at:
            end += 1
        group = [jobs[j] for j in order[at:end]]
        at = end
        if run is None:
            batch = Batch([w for _, w in group], vocabulary)
            with torch.autocast("cpu", torch.bfloat16, enabled=amp):
                states = model.encoder(batch.ids, batch.casing, batch.glue, batch.quote, batch.mask)
            rows = model.rows(states, batch.first)
            parts = [{k: v[a:b] for k, v in rows.items()} for a, b in zip(batch.base, batch.base[1:])]
        else:
            parts = [run(w) for _, w in group]
        for (n, w), part in zip(group, parts):
            results.append(part)
            for i, where in enumerate(w.where):
                d = edge_distance(w, i)
                if where not in best[n] or d > best[n][where][0]:
                    best[n][where] = (d, len(results) - 1, i)
    out = []
    for n, d in enumerate(documents):
        r = Rows(d, None)
        if not r.words:
            continue
        picks = [best[n][w] for w in r.words]
        names = results[0].keys()
        r.tables = {k: torch.stack([results[j][k][i] for _, j, i in picks]) for k in names}
        out.append(r)
    return out


# ---- sentences

def sentences(rows, gold=False):
    """-> [[word numbers]]. A block's first word always begins a sentence; any other where the head says so, or after 256 words."""
    begins = (rows["sentence"][:, 1] > rows["sentence"][:, 0]).tolist()
    out, last = [], None
    for n, (b, k) in enumerate(rows.words):
        block = rows.document.blocks[b]
        if gold:
            begin = k == 0 or block.words[k].sentence != block.words[k - 1].sentence
        else:
            begin = k == 0 or begins[n] or len(out[-1]) == SENTENCE_WORDS
        if begin:
            out.append([])
        out[-1].append(n)
    return out


# ---- trees

def maximum_tree(scores):
    """Chu-Liu-Edmonds. scores[i, j]: node j as the head of node i; node 0 is the root. -> head of each node (0's is -1)."""
    n = len(scores)
    s = scores.copy()
    np.fill_diagonal(s, -np.inf)
    heads = s.argmax(1)
    heads[0] = -1
    state = np.zeros(n, dtype=int)
    state[0] = 2
    cycle = None
    for i in range(1, n):
        path, v = [], i
        while state[v] == 0:
            state[v] = 1
            path.append(v)
            v = heads[v]
        if state[v] == 1:
            cycle = path[path.index(v):]
        for u in path:
            state[u] = 2
        if cycle:
            break
    if not cycle:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    m = len(rest)
    t = np.full((m + 1, m + 1), -np.inf)
    t[:m, :m] = s[np.ix_(rest, rest)]
    cyc = np.array(cycle)
    out_scores = s[np.ix_(rest, cyc)]                      # the cycle as head of the rest
    t[:m, m] = out_scores.max(1)
    out_arg = cyc[out_scores.argmax(1)]
    own = s[cyc, heads[cyc]]
    in_scores = s[np.ix_(cyc, rest)] - own[:, None]        # the rest as head of the cycle
    t[m, :m] = in_scores.max(0)
    in_arg = cyc[in_scores.argmax(0)]
    t[0, :] = -np.inf
    sub = maximum_tree(t)
    result = heads.copy()
    for i in range(1, m):
        result[rest[i]] = out_arg[i] if sub[i] == m else rest[sub[i]]
    entry = sub[m]
    result[in_arg[entry]] = rest[entry]
    return result


def one_rooted_tree(scores):
    """As above, with exactly one child of the root: where there are more, the best tree over each of them as the only one."""
    heads = maximum_tree(scores)
    roots = np.flatnonzero(heads == 0)
    if len(roots) <= 1:
        return heads
    best = None
    for r in roots:
        s = scores.copy()
        s[1:, 0] = -np.inf
        s[r, :] = -np.inf
        s[r, 0] = scores[r, 0]
        s[s == -np.inf] = -1e9
        h = maximum_tree(s)
        total = sum(scores[i, h[i]] for i in range(1, len(h)))
        if best is None or total > best[0]:
            best = (total, h)
    return best[1]


@torch.no_grad()
def trees(model, rows, sents):
    """-> heads (word number, -1 root) and relations of all words."""
    labels = model.labels["relations"]
    root = labels.index("root")
    heads, dependents, head_of = [-1] * len(rows.words), [], []
    for words in sents:
        index = torch.tensor([words])
        s = model.arcs(rows, index, torch.ones_like(index, dtype=torch.bool))[0].log_softmax(1).numpy().astype(np.float64)
        full = np.full((len(words) + 1, len(words) + 1), -1e9)
        full[1:] = s
        h = one_rooted_tree(full)
        for i, w in enumerate(words):
            if h[i + 1] > 0:
                heads[w] = words[h[i + 1] - 1]
                dependents.append(w)
                head_of.append(heads[w])
    relations = ["root"] * len(rows.words)
    if dependents:
        scores = model.relations(rows, dependents, head_of)
        scores[:, root] = -1e9
        for w, r in zip(dependents, scores.argmax(1).tolist()):
            relations[w] = labels[r]
    return heads, relations


# ---- tags

def bio(scores):
    """Viterbi over BIO labels [n, 1 + 2k] (O, B-0, I-0, B-1 ...): I-x only after B-x or I-x. -> labels."""
    s = torch.as_tensor(scores).log_softmax(1).numpy()
    n, k = s.shape
    bad = np.zeros((k, k))
    for j in range(2, k, 2):
        bad[:, j] = -1e9
        bad[j, j] = bad[j - 1, j] = 0
    v = s[0].copy()
    v[2::2] = -1e9
    back = []
    for t in range(1, n):
        m = v[:, None] + bad
        a = m.argmax(0)
        back.append(a)
        v = m[a, np.arange(k)] + s[t]
    y = [int(v.argmax())]
    for a in reversed(back):
        y.append(int(a[y[-1]]))
    return y[::-1]


def spans_of(labels, words):
    out, current = [], None
    for w, l in zip(words, labels):
        if l == 0:
            current = None
        elif l % 2 or current is None:
            current = [w, w, (l - 1) // 2]
            out.append(current)
        else:
            current[1] = w
    return [tuple(s) for s in out]


def names(rows, sents):
    """-> [(first, last, 0 PER 1 ORG 2 LOC)]"""
    return [s for words in sents for s in spans_of(bio(rows["names"][words]), words)]


# ---- attribution

@torch.no_grad()
def attributions(model, rows):
    """-> [(source spans, cue spans, content spans)], spans as (first word, last word)."""
    blocks = {}
    for n, (b, _) in enumerate(rows.words):
        blocks.setdefault(b, []).append(n)
    bias = torch.tensor([0, SPOKEN, SPOKEN, SPOKEN, SPOKEN, 0, 0])
    spans = [s for words in blocks.values() for s in spans_of(bio(rows["attribution"][words] + bias), words)]
    if not spans:
        return []
    reps = model.spans(rows, [s for s, _, _ in spans], [e for _, e, _ in spans])
    block = [rows.words[s][0] for s, _, _ in spans]
    cues, sources, contents = ([n for n, s in enumerate(spans) if s[2] == r] for r in (1, 0, 2))

    def scores(kind, query, key):
        q, k = torch.tensor([spans[n][0] for n in query]), torch.tensor([spans[n][0] for n in key], dtype=torch.long)
        qb, kb = torch.tensor([block[n] for n in query]), torch.tensor([block[n] for n in key], dtype=torch.long)
        s = model.links(reps, query, key, kind, k[None, :] - q[:, None], qb[:, None] == kb[None, :])
        far = (qb[:, None] - kb[None, :]).abs() > LINK_BLOCKS
        if LINKS[kind] == "content to source":
            far = torch.cat([far, torch.zeros(len(query), 1, dtype=torch.bool)], 1)
        return s.masked_fill(far, -1e4)

    head = dict(zip(cues, (cues[i] for i in scores(2, cues, cues).argmax(1).tolist()))) if cues else {}
    groups = {}
    if contents:
        to_cue = scores(0, contents, cues) if cues else None
        to_source = scores(1, contents, sources)
        for i, c in enumerate(contents):
            key = ("content", c)
            if cues:
                q = cues[int(to_cue[i].argmax())]
                near = abs(block[q] - block[c]) <= LINK_BLOCKS
                if block[q] == block[c] or near and not any(block[x] == block[c] for x in cues):
                    key = ("cue", head[q])
            groups.setdefault(key, []).append(i)
    out = []
    for (kind, k), members in groups.items():
        source = int(to_source[members].sum(0).argmax())
        out.append(([spans[sources[source]][:2]] if source < len(sources) else [],
                    [spans[q][:2] for q in cues if kind == "cue" and head[q] == k or q == k and kind == "cue"],
                    [spans[contents[i]][:2] for i in members]))
    return out


# ---- mentions and chains

@torch.no_grad()
def mentions(model, rows, sents, heads):
    """-> [(first, last, head, type)] in the order of the text. Spans of a sentence at most 40 words long; no two may cross."""
    out = []
    for words in sents:
        first, last = zip(*[(a, e) for i, a in enumerate(words) for e in words[i:i + MENTION_WORDS]])
        s = model.mentions(rows, torch.tensor(first), torch.tensor(last))
        s[:, 0] -= MENTION
        kind = s.argmax(1)
        sure = s.max(1).values - s[:, 0]
        found = sorted(((float(sure[i]), first[i], last[i], int(kind[i])) for i in torch.nonzero(kind).flatten().tolist()), reverse=True)
        kept = []
        for _, a, e, t in found:
            if not any(a < x <= e < y or x < a <= y < e for x, y, _ in kept):
                kept.append((a, e, t))
        for a, e, t in kept:
            h = next((n for n in range(a, e + 1) if not a <= heads[n] <= e), a)
            out.append((a, e, h, t))
    return sorted(out, key=lambda m: (m[0], m[1]))


@torch.no_grad()
def chains(model, rows, found, sents, upos, forms, heads, relations, said=()):
    """-> the chain's number of each mention (chains.py). `said` are attributions."""
    if not found:
        return []
    sentence = {n: i for i, words in enumerate(sents) for n in words}
    texts = [MentionText(forms[a:e + 1], upos[a:e + 1], h - a, rows.words[a][0], sentence[a], rows.quoted[a]) for a, e, h, _ in found]
    scores = model.chains(rows, [m[0] for m in found], [m[1] for m in found], [m[2] for m in found], features(texts)).numpy()
    block = [b for b, _ in rows.words]
    article = Article(found, texts, model.labels["mention_types"], forms, upos, heads, relations, block, [sentence[n] for n in range(len(forms))], said)
    return Joining(article, scores).run()
