#!/usr/bin/env python3
"""Fits crates/record/data/event-confidence.toml: a logistic regression of "type and sides are right" on events judged by hand.

usage: (cargo xtask eval labels --data DIR --dump; cargo xtask eval surplus --data DIR --part all --dump) |
       python3 evals/events/fit_confidence.py > crates/record/data/event-confidence.toml

Reads lines `set/id TAB type right TAB sides right TAB features`. Weights are fitted on all of them with an L2 penalty, those of
features seen less than five times left out; how well they are calibrated is told on stderr by ten-fold cross-validation over articles, of
all and of articles with three states or more (DIPLOMATIC). Python 3, standard library only.
"""
import hashlib, math, sys

PENALTY, ROUNDS, SEEN, FOLDS = 12.0, 40, 5, 10
DIPLOMATIC = {"different-states-3", "different-states-4"}


def probability(weights, features):
    return 1 / (1 + math.exp(-sum(weights.get(f, 0.0) for f in features)))


def fit(rows):
    """Weights by Newton steps on one feature at a time, which settle in a few dozen rounds."""
    count, where = {}, {}
    for features, _ in rows:
        for f in features:
            count[f] = count.get(f, 0) + 1
    kept = sorted(f for f in count if count[f] >= SEEN)
    for at, (features, _) in enumerate(rows):
        for f in features:
            where.setdefault(f, []).append(at)
    weights, sums = dict.fromkeys(kept, 0.0), [0.0] * len(rows)
    for _ in range(ROUNDS):
        for f in kept:
            penalty = 0.0 if f == "bias" else PENALTY
            slope, bend = penalty * weights[f], penalty + 1e-6
            for at in where[f]:
                p = 1 / (1 + math.exp(-sums[at]))
                slope += p - rows[at][1]
                bend += p * (1 - p)
            step = max(-1.0, min(1.0, slope / bend))
            weights[f] -= step
            for at in where[f]:
                sums[at] -= step
    return weights


def report(name, told):
    n_right = sum(right for _, right in told)
    print(f"{name}: {len(told)} events, {n_right:.0f} right", file=sys.stderr)
    for low in (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85):
        own = [right for p, right in told if low <= p]
        if own:
            share, shown = sum(own) / len(own), sum(own) / max(n_right, 1)
            print(f"  from {low}: {len(own)}, right {share:.3f}; {shown:.2f} of the right are shown", file=sys.stderr)


def main():
    lines = [line.rstrip("\n").split("\t") for line in sys.stdin]
    rows = {}
    for line in lines:
        # An event that both files judge counts once.
        if len(line) == 4 and "/" in line[0]:
            rows[(line[0], line[3])] = (line[3].split(), float(line[1] == line[2] == "true"))
    articles, rows = [key[0] for key in rows], list(rows.values())
    fold_of = [int(hashlib.sha1(article.encode()).hexdigest(), 16) % FOLDS for article in articles]
    told = []
    for fold in range(FOLDS):
        weights = fit([row for row, own in zip(rows, fold_of) if own != fold])
        told += [(probability(weights, row[0]), row[1], row[0]) for row, own in zip(rows, fold_of) if own == fold]
    report("all", [(p, right) for p, right, _ in told])
    report("diplomatic", [(p, right) for p, right, features in told if DIPLOMATIC & set(features)])
    loss = -sum(math.log(p if right else 1 - p) for p, right, _ in told) / len(told)
    print(f"log loss {loss:.4f}", file=sys.stderr)
    print("# How likely the type and the sides of an event are right: weights of a logistic regression on events judged by hand")
    print("# (`evals/events/`). An event's weights are added up, and 1 / (1 + e^-sum) is the share of such events that were right")
    print("# there. `evals/events/fit_confidence.py` makes this table.\n")
    for feature, weight in fit(rows).items():
        if abs(weight) >= 0.005:
            print(f"{feature} = {weight:.2f}")


main()
