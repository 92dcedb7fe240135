"""The encoder and its heads.

Everything that costs a matrix over all words is in two tables, `syntax` and `meaning` (one linear map each from a learned mix
of the layers to a row of numbers a word); what is left are small scorers of pairs (arcs, links, mentions, coreference),
written so that Rust can apply them to the rows with a few loops. `LAYOUT` says which columns are whose.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

HIDDEN, HEADS = 384, 12
ARC, RELATION, SPAN, LINK, MENTION, PAIR, COREFERENCE, COREFERENCE_HIDDEN = 192, 160, 128, 64, 96, 64, 128, 64
LINKS = ("content to cue", "content to source", "cue to cue")    # columns: all cues; all sources and none; all cues


def layout(labels):
    """-> {table: [(name, width)]} in the order of the columns."""
    return {
        "syntax": [("sentence", 2), ("upos", len(labels["upos"])), ("features", len(labels["features"])), ("lemma", len(labels["lemma_scripts"])),
                   ("arc_dependent", ARC), ("arc_head", ARC), ("relation_dependent", RELATION), ("relation_head", RELATION)],
        "meaning": [("names", len(labels["names"])), ("attribution", len(labels["attribution"])), ("factuality", 1),
                    ("span_first", SPAN), ("span_last", SPAN),
                    ("mention_first", MENTION), ("mention_last", MENTION), ("pair_first", PAIR), ("pair_last", PAIR),
                    ("chain_first", COREFERENCE), ("chain_last", COREFERENCE), ("chain_head", COREFERENCE)],
    }


def leaky(x):
    return F.leaky_relu(x, 0.1)


def bucket(distance):
    """0 for 0; 1..9 for 1, 2-3, 4-7 ... 256 and more ahead; 10..18 the same behind."""
    a = distance.abs().clamp(min=1).float().log2().floor().long().clamp(max=8)
    return torch.where(distance == 0, torch.zeros_like(distance), torch.where(distance > 0, a + 1, a + 10))


class Encoder(nn.Module):
    def __init__(self, base, layers=6, dropout=0.1):
        super().__init__()
        w = load_file(base)
        self.dropout = dropout
        self.word = nn.Parameter(w["embeddings.word_embeddings.weight"].clone())
        self.position = nn.Parameter(w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0])
        self.casing, self.glue, self.quote = (nn.Parameter(torch.zeros(n, HIDDEN)) for n in (8, 4, 4))

        def linear(*names):
            weight = torch.cat([w[n + ".weight"] for n in names])
            m = nn.Linear(weight.shape[1], weight.shape[0])
            m.weight.data.copy_(weight)
            m.bias.data.copy_(torch.cat([w[n + ".bias"] for n in names]))
            return m

        def norm(name):
            m = nn.LayerNorm(HIDDEN, eps=1e-12)
            m.weight.data.copy_(w[name + ".weight"])
            m.bias.data.copy_(w[name + ".bias"])
            return m

        self.norm = norm("embeddings.LayerNorm")
        self.layers = nn.ModuleList()
        for i in range(layers):
            p = f"encoder.layer.{i}."
            self.layers.append(nn.ModuleDict(dict(
                qkv=linear(*(p + "attention.self." + n for n in ("query", "key", "value"))),
                out=linear(p + "attention.output.dense"), norm1=norm(p + "attention.output.LayerNorm"),
                up=linear(p + "intermediate.dense"), down=linear(p + "output.dense"), norm2=norm(p + "output.LayerNorm"))))

    def forward(self, ids, casing, glue, quote, mask=None):
        """[B, T] each -> the hidden states after each layer, [B, T, 384]. mask: True where a piece is real, None for all."""
        B, T = ids.shape
        drop = lambda x: F.dropout(x, self.dropout, self.training)
        x = F.embedding(ids, self.word) + self.position[:T] + F.embedding(casing, self.casing) + F.embedding(glue, self.glue) + F.embedding(quote, self.quote)
        x = drop(self.norm(x))
        attend = None if mask is None or bool(mask.all()) else (~mask[:, None, None, :]).float() * -1e4
        states = []
        for l in self.layers:
            q, k, v = l["qkv"](x).view(B, T, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
            # Written out: on CPUs two bf16 products beat the fused attention, forward in float and backward, by half.
            s = q @ k.transpose(-1, -2) * (1 / math.sqrt(HIDDEN // HEADS))
            if attend is not None:
                s = s + attend.to(s.dtype)
            a = s.softmax(-1).to(q.dtype) @ v
            x = l["norm1"](x + drop(l["out"](a.transpose(1, 2).reshape(B, T, -1))))
            x = l["norm2"](x + drop(l["down"](F.gelu(l["up"](x)))))
            states.append(x)
        return states


class Model(nn.Module):
    def __init__(self, labels, base, layers=6):
        super().__init__()
        self.labels, self.layout = labels, layout(labels)
        self.encoder = Encoder(base, layers)
        self.syntax_mix = nn.Parameter(torch.linspace(-1, 1, layers))
        self.meaning_mix = nn.Parameter(torch.linspace(-2, 2, layers))
        width = {t: sum(n for _, n in cols) for t, cols in self.layout.items()}
        self.syntax, self.meaning = nn.Linear(HIDDEN, width["syntax"]), nn.Linear(HIDDEN, width["meaning"])
        # trees
        self.arc_root = nn.Parameter(torch.zeros(ARC))
        self.arc_head_bias = nn.Parameter(torch.zeros(ARC))
        self.arc_distance = nn.Parameter(torch.zeros(33))
        self.relation = nn.Linear(RELATION, len(labels["relations"]))
        # attribution links
        self.link_query, self.link_key = nn.ModuleList(nn.Linear(SPAN, LINK) for _ in LINKS), nn.ModuleList(nn.Linear(SPAN, LINK) for _ in LINKS)
        self.link_distance = nn.Parameter(torch.zeros(len(LINKS), 2, 19))
        self.link_none = nn.Parameter(torch.zeros(LINK))
        # mentions
        self.mention = nn.Linear(MENTION, len(labels["mention_types"]))
        # coreference
        self.chain_query, self.chain_key = nn.Linear(COREFERENCE, COREFERENCE), nn.Linear(COREFERENCE, COREFERENCE)
        self.chain_left, self.chain_right = nn.Linear(COREFERENCE, COREFERENCE_HIDDEN), nn.Linear(COREFERENCE, COREFERENCE_HIDDEN)
        self.chain_new = nn.Linear(COREFERENCE, 1)
        self.chain_mentions = nn.Embedding(10, COREFERENCE_HIDDEN)
        self.chain_sentences = nn.Embedding(8, COREFERENCE_HIDDEN)
        self.chain_match = nn.Embedding(6, COREFERENCE_HIDDEN)
        self.chain_kinds = nn.Embedding(100, COREFERENCE_HIDDEN)
        self.chain_quotes = nn.Embedding(4, COREFERENCE_HIDDEN)
        self.chain_out = nn.Linear(COREFERENCE_HIDDEN, 1)
        for e in (self.chain_mentions, self.chain_sentences, self.chain_match, self.chain_kinds, self.chain_quotes):
            nn.init.normal_(e.weight, std=0.05)

    def rows(self, states, first):
        """Hidden states and the first piece of each word (indices into B*T) -> {column name: [words, width]}."""
        out = {}
        for table, mix in (("syntax", self.syntax_mix), ("meaning", self.meaning_mix)):
            weight = mix.softmax(0)
            h = sum(w * s.reshape(-1, HIDDEN)[first].float() for w, s in zip(weight, states))
            h = F.dropout(h, 0.1, self.training)
            with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
                y = getattr(self, table)(h).float()
            out.update(zip([n for n, _ in self.layout[table]], y.split([n for _, n in self.layout[table]], 1)))
        return out

    # ---- pairs: each function takes rows of words and says how the pair is scored

    def arcs(self, rows, index, mask, drop=0.25):
        """index, mask [S, L] (words of each sentence) -> scores [S, L, L + 1]; column 0 is the root, column 1 + j word j as head."""
        d = leaky(rows["arc_dependent"])[index]
        h = leaky(rows["arc_head"])[index]
        d, h = F.dropout(d, drop, self.training), F.dropout(h, drop, self.training)
        L = index.shape[1]
        at = torch.arange(L)
        distance = self.arc_distance[(at[None, :] - at[:, None]).clamp(-16, 16) + 16]
        s = d @ h.transpose(1, 2) / math.sqrt(ARC) + (h @ self.arc_head_bias)[:, None, :] + distance
        s = s.masked_fill(~mask[:, None, :], -1e4).masked_fill(torch.eye(L, dtype=torch.bool), -1e4)
        return torch.cat([(d @ self.arc_root)[:, :, None] / math.sqrt(ARC), s], 2)

    def relations(self, rows, dependent, head, drop=0.25):
        x = leaky(rows["relation_dependent"][dependent] + rows["relation_head"][head])
        return self.relation(F.dropout(x, drop, self.training))

    def spans(self, rows, first, last):
        return leaky(rows["span_first"][first] + rows["span_last"][last])

    def links(self, span, query, key, kind, distance, same_block):
        """Scores of pairs; distance and same_block [Q, K], in pieces from the query's first piece to the key's."""
        q, k = self.link_query[kind](span[query]), self.link_key[kind](span[key])
        s = q @ k.T / math.sqrt(LINK) + self.link_distance[kind][(~same_block).long(), bucket(distance)]
        if LINKS[kind] == "content to source":
            s = torch.cat([s, (q @ self.link_none)[:, None] / math.sqrt(LINK)], 1)
        return s

    def mentions(self, rows, first, last):
        """Pairs of words (ends inclusive) -> scores over no mention and the types."""
        x = leaky(rows["mention_first"][first] + rows["mention_last"][last])
        s = self.mention(F.dropout(x, 0.1, self.training))
        is_mention = (leaky(rows["pair_first"][first]) * leaky(rows["pair_last"][last])).sum(1, keepdim=True) / math.sqrt(PAIR)
        return torch.cat([s[:, :1], s[:, 1:] + is_mention], 1)

    def chains(self, rows, first, last, head, features):
        """Mentions in order of the text; features: dict of [N, N] ids (row the mention, column a candidate before it).
        -> scores [N, N + 1], column 0 for a new chain; columns of mentions not before the row's are for the caller to mask."""
        r = leaky(rows["chain_first"][first] + rows["chain_last"][last] + rows["chain_head"][head])
        r = F.dropout(r, 0.2, self.training)
        s = self.chain_query(r) @ self.chain_key(r).T / math.sqrt(COREFERENCE)
        x = self.chain_left(r)[:, None, :] + self.chain_right(r)[None, :, :]
        for name in ("mentions", "sentences", "match", "kinds", "quotes"):
            x = x + getattr(self, "chain_" + name)(features[name])
        s = s + self.chain_out(leaky(x))[:, :, 0]
        return torch.cat([self.chain_new(r), s], 1)
