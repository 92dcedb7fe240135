"""Fits the weights of statements' confidence: fit_confidence.py STATEMENTS.jsonl

STATEMENTS.jsonl (`cargo xtask eval confidence` writes it) has a line for each statement with a known answer: its part, whether it
is right, and its features. The weights are those of a logistic regression with a small penalty (L2), printed as
`crates/record/data/statements/confidence.toml` has them. PolNeAR marks what news on American politics holds to be an attribution
and knows no actors: a weight of its own takes up by how much its statements are right more or less often than those of the pages,
features of speakers are left out there, and a statement of the pages counts five times. The table below shows, by fifths of the
confidence, how many are right when each tenth of the statements is left out of the fit (cross-validation)."""
import json
import math
import sys

PENALTY, ROUNDS, RATE, PAGES = 2.0, 400, 0.5, 5.0


def read(path):
    items = []
    for line in open(path):
        item = json.loads(line)
        is_polnear = item["part"] == "polnear"
        features = [f for f in item["features"] if not (is_polnear and f.split("-")[0] in ("speaker", "actor"))]
        items.append((features + (["polnear"] if is_polnear else []), float(item["right"]), 1.0 if is_polnear else PAGES, is_polnear))
    return items


def share(weights, features):
    return 1 / (1 + math.exp(-sum(weights.get(f, 0.0) for f in features)))


def fit(items):
    """Gradient ascent with a rate of its own for each weight (AdaGrad)."""
    weights = {f: 0.0 for features, *_ in items for f in features}
    seen = {f: 1e-9 for f in weights}
    for _ in range(ROUNDS):
        slope = {f: -PENALTY * w for f, w in weights.items()}
        for features, right, count, _ in items:
            error = count * (right - share(weights, features))
            for f in features:
                slope[f] += error
        for f, s in slope.items():
            seen[f] += s * s
            weights[f] += RATE * s / math.sqrt(seen[f])
    return weights


def main(path):
    items = read(path)
    for name, weight in sorted(fit(items).items()):
        if name != "polnear":
            print(f"{name} = {weight:.2f}")
    held_out = []
    for part in range(10):
        weights = fit([item for n, item in enumerate(items) if n % 10 != part])
        held_out += [(share(weights, [f for f in item[0] if f != "polnear"]), item) for n, item in enumerate(items) if n % 10 == part]
    pages = sorted(((p, item[1]) for p, item in held_out if not item[3]), reverse=True)
    print("# pages, statements left out of the fit: at this confidence or more, so many are shown, so many of them right")
    for line in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.5, 0.0):
        shown = [right for p, right in pages if p >= line]
        print(f"# {line:.2f}  {len(shown)} of {len(pages)} shown, {100 * sum(shown) / max(1, len(shown)):.1f} % right")


main(sys.argv[1])
