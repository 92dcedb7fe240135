"""MUC, B³ and CEAFe over clusters of mentions (any hashable), and their mean, the CoNLL F1."""
import numpy as np
from scipy.optimize import linear_sum_assignment


def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def ratio(parts):
    a, b = sum(x for x, _ in parts), sum(y for _, y in parts)
    return a / b if b else 0.0


def muc(gold, predicted):
    def one(keys, responses):
        of = {m: n for n, c in enumerate(responses) for m in c}
        for c in keys:
            if len(c) > 1:
                found = [of[m] for m in c if m in of]
                yield len(c) - (len(set(found)) + len(c) - len(found)), len(c) - 1
    return list(one(predicted, gold)), list(one(gold, predicted))


def b_cubed(gold, predicted):
    def one(keys, responses):
        of = {m: c for c in responses for m in c}
        for c in keys:
            for m in c:
                yield (len(c & of[m]) / len(c) if m in of else 0.0), 1
    return list(one(predicted, gold)), list(one(gold, predicted))


def ceaf_e(gold, predicted):
    if not gold or not predicted:
        return [(0, len(predicted))], [(0, len(gold))]
    s = np.array([[2 * len(g & p) / (len(g) + len(p)) for p in predicted] for g in gold])
    total = s[linear_sum_assignment(-s)].sum()
    return [(total, len(predicted))], [(total, len(gold))]


def conll(documents, singletons):
    """[(gold clusters, predicted clusters)] as sets -> F1 of the three measures and their mean, in per cent."""
    out = {}
    for name, measure in (("muc", muc), ("b3", b_cubed), ("ceafe", ceaf_e)):
        p, r = [], []
        for gold, predicted in documents:
            keep = lambda cs: [set(c) for c in cs if singletons or len(c) > 1]
            a, b = measure(keep(gold), keep(predicted))
            p += a
            r += b
        out[name] = 100 * f1(ratio(p), ratio(r))
    out["conll"] = sum(out.values()) / 3
    return out
