"""The file that is shipped, with readable copies of what is in its header."""
import hashlib
import json
import os

import numpy as np
from safetensors.numpy import save_file

FORMAT = "onrecord-language-1"


def digest(labels, vocabulary, tensors):
    """The hexadecimal SHA-256 of the label sets, the vocabulary, and each tensor's name and bytes in the order of names: what the product compares."""
    found = hashlib.sha256()
    found.update(labels.encode())
    found.update(vocabulary.encode())
    for name in sorted(tensors):
        found.update(name.encode())
        found.update(np.ascontiguousarray(tensors[name]).tobytes())
    return found.hexdigest()


def save(tensors, labels, pieces, out, name="language"):
    """Writes OUT/NAME.safetensors, the label sets and the vocabulary beside it, and their checksums; the file's path."""
    os.makedirs(out, exist_ok=True)
    path = os.path.join(out, f"{name}.safetensors")
    header, lines = json.dumps(labels, ensure_ascii=False), "\n".join(pieces)
    save_file(tensors, path, metadata={"format": FORMAT, "labels": header, "vocabulary": lines, "sha256": digest(header, lines, tensors)})
    with open(os.path.join(out, "labels.json"), "w", encoding="utf-8") as f:
        json.dump(labels, f, ensure_ascii=False, indent=1)
        f.write("\n")
    with open(os.path.join(out, "vocabulary.txt"), "w", encoding="utf-8") as f:
        f.write(lines + "\n")
    names = [f"{name}.safetensors", "labels.json", "vocabulary.txt"]
    with open(os.path.join(out, "SHA256SUMS"), "w", encoding="utf-8") as f:
        for n in names:
            with open(os.path.join(out, n), "rb") as g:
                f.write(f"{hashlib.sha256(g.read()).hexdigest()}  {n}\n")
    return path
