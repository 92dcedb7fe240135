"""Exports a checkpoint: one file with the encoder's ONNX graph, the pair scorers, the label sets and the vocabulary.

usage: export.py --work DIR --checkpoint FILE --out DIR [--pieces N] [--float]

Writes OUT/language.safetensors: tensor `graph` (bytes of an ONNX model), tensors of the scorers (f16), and in the header's
metadata `format`, `labels` (JSON: label sets, layout of the rows, feature classes) and `vocabulary` (one piece a line).
Readable copies of the last two lie beside it. --pieces leaves out the rarest pieces, down to that many. With --float the graph is left in 32-bit floats (to compare, not to ship).
"""
import argparse
import json
import os

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from safetensors import safe_open

import labels as label_sets
from coreference import KINDS
from files import save
from model import HEADS, HIDDEN, LINKS, Model
from order import Nodes
from pieces import CASING_CLASSES, GLUE_CLASSES, MAX_PIECES_OF_WORD, QUOTE_CLASSES, Vocabulary
from windows import MAX_PIECES

LARGEST = 63    # 7 bits: two products with 8-bit activations fit 16 bits, which x86 kernels without VNNI need


def quantised(weight, axis):
    """Symmetric, one scale for each slice along `axis`, the scale chosen for the least squared error."""
    w = np.moveaxis(weight.astype(np.float32), axis, 0)
    top = np.abs(w).max(1) + 1e-12
    best, scale = np.full(len(w), np.inf), top / LARGEST
    for shrink in np.linspace(0.6, 1.0, 21):
        s = (top * shrink / LARGEST)[:, None]
        e = ((np.clip(np.round(w / s), -LARGEST, LARGEST) * s - w) ** 2).sum(1)
        better = e < best
        best[better], scale[better] = e[better], s[better, 0]
    q = np.clip(np.round(w / scale[:, None]), -LARGEST, LARGEST).astype(np.int8)
    return np.ascontiguousarray(np.moveaxis(q, 0, axis)), scale.astype(np.float32)


class Graph(Nodes):
    """The nodes of the encoder."""

    def __init__(self, floats):
        super().__init__()
        self.floats, self.shared = floats, {}

    def linear(self, x, weight, bias, name=None):
        """x W^T + b; weight [out, in] as in PyTorch."""
        w = weight.T
        if self.floats:
            return self.op("Add", self.op("MatMul", x, self.constant(w)), self.constant(bias), name=name)
        q, scale = quantised(w, 1)
        if x not in self.shared:
            self.shared[x] = self.op("DynamicQuantizeLinear", x, outputs=3)
        xq, xs, xz = self.shared[x]
        y = self.op("MatMulInteger", xq, self.constant(q), xz, self.constant(np.zeros(q.shape[1], dtype=np.int8)))
        y = self.op("Mul", self.op("Cast", y, to=TensorProto.FLOAT), self.op("Mul", xs, self.constant(scale)))
        return self.op("Add", y, self.constant(bias), name=name)

    def table(self, weight, ids):
        """Rows of a large table."""
        if self.floats:
            return self.op("Gather", self.constant(weight), ids)
        q, scale = quantised(weight, 0)
        rows = self.op("Cast", self.op("Gather", self.constant(q), ids), to=TensorProto.FLOAT)
        return self.op("Mul", rows, self.op("Gather", self.constant(scale[:, None]), ids))

    def norm_by(self, layer, x):
        return self.norm(x, self.constant(layer.weight.detach().numpy()), self.constant(layer.bias.detach().numpy()), layer.eps, HIDDEN)


def build(model, floats):
    g = Graph(floats)
    a = lambda t: t.detach().numpy().astype(np.float32)
    e = model.encoder
    x = g.table(a(e.word), "ids")
    places = g.table(a(e.position), "places")
    x = g.op("Add", x, places)
    for name in ("casing", "glue", "quote"):
        x = g.op("Add", x, g.op("Gather", g.constant(a(getattr(e, name))), name))
    x = g.norm_by(e.norm, x)
    split = g.constant(np.array([1, 1, 1], dtype=np.int64))
    shape = g.constant(np.array([-1, 3, HEADS, HIDDEN // HEADS], dtype=np.int64))
    flat = g.constant(np.array([-1, HIDDEN], dtype=np.int64))
    axis0 = g.constant(np.array([0], dtype=np.int64))
    states = []
    for n, l in enumerate(e.layers):
        last = n == len(e.layers) - 1
        w, b = a(l["qkv"].weight).copy(), a(l["qkv"].bias).copy()
        w[:HIDDEN] /= np.sqrt(HIDDEN / HEADS)      # the scale of attention, folded into the queries
        b[:HIDDEN] /= np.sqrt(HIDDEN / HEADS)
        y = g.op("Transpose", g.op("Reshape", g.linear(x, w, b), shape), perm=[1, 2, 0, 3])    # [3, heads, T, 32]
        q, k, v = (g.op("Squeeze", p, axis0) for p in g.op("Split", y, split, outputs=3, axis=0))
        s = g.op("MatMul", q, g.op("Transpose", k, perm=[0, 2, 1]))
        y = g.op("Reshape", g.op("Transpose", g.attended(s, v, HIDDEN // HEADS), perm=[1, 0, 2]), flat)
        if last:    # from here on only the first pieces of words are read
            x, y = g.op("Gather", x, "first"), g.op("Gather", y, "first")
        x = g.norm_by(l["norm1"], g.op("Add", x, g.linear(y, a(l["out"].weight), a(l["out"].bias))))
        up = g.op("Gelu", g.linear(x, a(l["up"].weight), a(l["up"].bias)))
        x = g.norm_by(l["norm2"], g.op("Add", x, g.linear(up, a(l["down"].weight), a(l["down"].bias))))
        states.append(x if last else g.op("Gather", x, "first"))
    for table, mix in (("syntax", model.syntax_mix), ("meaning", model.meaning_mix)):
        h = None
        for weight, s in zip(mix.softmax(0).tolist(), states):
            part = g.op("Mul", s, g.constant(np.array(weight, dtype=np.float32)))
            h = part if h is None else g.op("Add", h, part)
        m = getattr(model, table)
        g.linear(h, a(m.weight), a(m.bias), name=table)
    vector = lambda name, size: helper.make_tensor_value_info(name, TensorProto.INT64, [size])
    graph = helper.make_graph(
        g.nodes, "language",
        [vector("ids", "pieces"), vector("casing", "pieces"), vector("glue", "pieces"), vector("quote", "pieces"), vector("places", "pieces"), vector("first", "words")],
        [helper.make_tensor_value_info(t, TensorProto.FLOAT, ["words", getattr(model, t).out_features]) for t in ("syntax", "meaning")], g.constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9, producer_name="onrecord training")
    onnx.checker.check_model(made)
    return made.SerializeToString()


def fewer_pieces(model, vocabulary, counts, size):
    """Leaves out the rarest pieces (never special ones or ASCII characters); words that held one fall into smaller pieces."""
    rank = lambda i: (0, i) if i < 4 or len(vocabulary.lines[i].removeprefix("##")) == 1 and vocabulary.lines[i][-1].isascii() else (1, -counts[i], i)
    kept = sorted(sorted(range(len(vocabulary.lines)), key=rank)[:size])
    model.encoder.word = torch.nn.Parameter(model.encoder.word.data[kept].clone())
    return Vocabulary([vocabulary.lines[i] for i in kept])


def scorers(model):
    """The tensors that Rust applies itself, by their names in model.py; no encoder, no mixes, no tables of columns."""
    skip = ("encoder.", "syntax", "meaning")
    return {k: v.detach().numpy() for k, v in model.state_dict().items() if not k.startswith(skip)}


def described(model):
    columns, out = {}, {}
    for table, names in model.layout.items():
        at, columns[table] = 0, {}
        for name, width in names:
            columns[table][name] = [at, at + width]
            at += width
    out.update(model.labels)
    out.update(columns=columns, casing=CASING_CLASSES, glue=GLUE_CLASSES, quote=QUOTE_CLASSES, links=list(LINKS), chain_kinds=KINDS,
               max_pieces=MAX_PIECES, max_pieces_of_word=MAX_PIECES_OF_WORD)
    return out


def write(model, vocabulary, out, floats=False, name="language"):
    tensors = scorers(model)
    if not floats:
        tensors = {k: v.astype(np.float16) for k, v in tensors.items()}
    tensors["graph"] = np.frombuffer(build(model, floats), dtype=np.uint8)
    return save(tensors, described(model), vocabulary.lines, out, name)


def runner(folder, model, name="language"):
    """A function window -> rows that runs the exported graph (onnxruntime), and puts the exported scorers into `model`."""
    import onnxruntime
    with safe_open(os.path.join(folder, f"{name}.safetensors"), "numpy") as f:
        graph = f.get_tensor("graph").tobytes()
        state = {k: torch.from_numpy(f.get_tensor(k).astype(np.float32)) for k in f.keys() if k != "graph"}
    model.load_state_dict(state, strict=False)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def run(window):
        n = len(window.ids)
        feed = {k: np.array(v, dtype=np.int64) for k, v in (("ids", window.ids), ("casing", window.casing), ("glue", window.glue), ("quote", window.quote),
                                                            ("places", range(n)), ("first", window.first))}
        out = {}
        for table, y in zip(("syntax", "meaning"), session.run(["syntax", "meaning"], feed)):
            names = model.layout[table]
            out.update(zip([k for k, _ in names], torch.from_numpy(y).split([w for _, w in names], 1)))
        return out
    return run


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--work", required=True)
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--pieces", type=int)
    p.add_argument("--float", action="store_true")
    a = p.parse_args()
    labels, vocabulary = label_sets.load(os.path.join(a.work, "labels.json")), Vocabulary.load(os.path.join(a.work, "vocabulary.txt"))
    model = Model(labels, os.path.join(a.work, "base.safetensors"))
    model.load_state_dict(torch.load(a.checkpoint, map_location="cpu")["model"])
    model.eval()
    if a.pieces:
        with open(os.path.join(a.work, "counts.json"), encoding="utf-8") as f:
            vocabulary = fewer_pieces(model, vocabulary, json.load(f), a.pieces)
    path = write(model, vocabulary, a.out, a.float)
    print(path, os.path.getsize(path), "bytes")


if __name__ == "__main__":
    main()
