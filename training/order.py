"""Sums of the encoder in one order on every processor.

Kernels for LayerNormalization and Softmax add up as many lanes side by side as the processor has, so that the last bits of their sums
differ between processors, and now and then a word is read otherwise. A product of matrices adds each of its numbers up by itself, one
term after another, with fused multiplication: the sums are made by products with ones.

usage: order.py --model FILE --out DIR

Puts these steps into a file that `export.py` wrote before it made them itself.
"""
import argparse
import json

import numpy as np
import onnx
from onnx import helper, numpy_helper
from safetensors import safe_open

from files import save


WIDTH_OF_HEAD = 32    # HIDDEN // HEADS in model.py, which needs PyTorch


class Nodes:
    """Builds an ONNX graph node by node."""

    def __init__(self, prefix=""):
        self.nodes, self.constants, self.count, self.prefix, self.named = [], [], 0, prefix, {}

    def constant(self, array, name=None):
        self.count += 1
        name = name or f"{self.prefix}c{self.count}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def once(self, name, array):
        """A constant that many nodes share."""
        if name not in self.named:
            self.named[name] = self.constant(array, name)
        return self.named[name]

    def op(self, kind, *inputs, outputs=1, name=None, **attributes):
        self.count += 1
        outs = [name] if name else [f"{self.prefix}v{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), outs, **attributes))
        return outs[0] if len(outs) == 1 else outs

    def norm(self, x, weight, bias, epsilon, width, name=None):
        """Layer normalisation of rows of `width`."""
        mean = self.once(f"mean{width}", np.full((width, 1), 1 / width, dtype=np.float32))
        least = self.once("epsilon", np.array(epsilon, dtype=np.float32))
        centred = self.op("Sub", x, self.op("MatMul", x, mean))
        variance = self.op("MatMul", self.op("Mul", centred, centred), mean)
        scale = self.op("Reciprocal", self.op("Sqrt", self.op("Add", variance, least)))
        return self.op("Add", self.op("Mul", self.op("Mul", centred, scale), weight), bias, name=name)

    def attended(self, scores, values, width, name=None):
        """softmax(scores) values, with values [heads, pieces, width]."""
        largest = self.op("ReduceMax", scores, self.once("last", np.array([-1], dtype=np.int64)), keepdims=1)
        weights = self.op("Exp", self.op("Sub", scores, largest))
        # A column of ones beside the values, made of them, gives the sum of the weights.
        ones = self.op("Add", self.op("MatMul", values, self.once("nothing", np.zeros((width, 1), dtype=np.float32))), self.once("one", np.array(1, dtype=np.float32)))
        with_sum = self.op("MatMul", weights, self.op("Concat", values, ones, axis=-1))
        parts = self.once("parts", np.array([width, 1], dtype=np.int64))
        summed, total = self.op("Split", with_sum, parts, outputs=2, axis=-1)
        return self.op("Div", summed, total, name=name)


def reordered(graph):
    """The graph with its normalisations and its attention made of products."""
    made = Nodes("o")
    softmax = {}
    widths = {c.name: c.dims[-1] for c in graph.initializer}
    for node in graph.node:
        if node.op_type == "LayerNormalization":
            epsilon = next(a.f for a in node.attribute if a.name == "epsilon")
            made.norm(*node.input, epsilon, widths[node.input[1]], name=node.output[0])
        elif node.op_type == "Softmax":
            softmax[node.output[0]] = node.input[0]
        elif node.op_type == "MatMul" and node.input[0] in softmax:
            made.attended(softmax[node.input[0]], node.input[1], WIDTH_OF_HEAD, name=node.output[0])
        else:
            made.nodes.append(node)
    return helper.make_graph(made.nodes, graph.name, graph.input, graph.output, [*graph.initializer, *made.constants])


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--model", required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    with safe_open(a.model, "numpy") as f:
        tensors = {name: f.get_tensor(name) for name in f.keys()}
        metadata = f.metadata()
    model = onnx.load_from_string(tensors["graph"].tobytes())
    model.graph.CopyFrom(reordered(model.graph))
    onnx.checker.check_model(model)
    tensors["graph"] = np.frombuffer(model.SerializeToString(), dtype=np.uint8)
    print(save(tensors, json.loads(metadata["labels"]), metadata["vocabulary"].split("\n"), a.out))


if __name__ == "__main__":
    main()
