#!/usr/bin/env python3
"""Run the Python peers on the pages that `eval pages` reads, and score them alike.

    peers_pages.py DATA [--set fundus] [--venv FOLDER]

Makes a virtual environment under target/evals/ (or FOLDER) with trafilatura and htmldate from PyPI, reads every page with each,
writes predictions beside ours and scores them with score_pages.py. Prints the versions and pages a CPU second.
"""
import argparse, glob, gzip, json, os, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
EVALS = os.path.join(HERE, "..", "target", "evals")
PEERS = ["trafilatura==2.3.1", "lxml_html_clean", "htmldate"]


def environment(folder):
    """The Python of the environment, made where it is missing."""
    python = os.path.join(folder, "bin", "python")
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    return python


def pages(source):
    for path in sorted(glob.glob(os.path.join(source, "*.json"))):
        with open(path, encoding="utf-8") as file:
            answer = json.load(file)
        with gzip.open(path[: -len(".json")] + ".html.gz") as file:
            yield answer, file.read()


def with_trafilatura(page, url):
    import trafilatura
    read = trafilatura.bare_extraction(page, url=url, with_metadata=True, include_comments=False)
    read = read.as_dict() if hasattr(read, "as_dict") else read or {}
    return {"body": read.get("text"), "headline": read.get("title"), "standfirst": read.get("description"),
            "authors": (read.get("author") or "").split("; "), "published": read.get("date"), "topics": read.get("tags")}


def with_htmldate(page, url):
    import htmldate
    return {"published": htmldate.find_date(page.decode("utf-8", "replace"), url=url, original_date=True)}


def run(data, name):
    """Inside the environment: reads every page of the set with each peer and scores it."""
    from importlib.metadata import version
    source = os.path.join(data, name)
    os.makedirs(EVALS, exist_ok=True)
    for peer, read in (("trafilatura", with_trafilatura), ("htmldate", with_htmldate)):
        out = os.path.join(EVALS, "pages-%s-%s.jsonl" % (name, peer))
        count, before = 0, time.process_time()
        with open(out, "w", encoding="utf-8") as file:
            for answer, page in pages(source):
                try:
                    found = read(page, answer.get("url"))
                except Exception as reason:  # a page that a peer cannot read counts as an empty prediction
                    found = {"error": str(reason)}
                file.write(json.dumps({"id": answer["id"], **found}) + "\n")
                count += 1
        rate = count / (time.process_time() - before)
        print("%s %s: %.0f pages a CPU second" % (peer, version(peer), rate), flush=True)
        subprocess.run([sys.executable, os.path.join(HERE, "score_pages.py"), source, out], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--set", default="fundus")
    parser.add_argument("--venv", default=os.path.join(EVALS, "peers"))
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    flags = parser.parse_args()
    if flags.inside:
        return run(flags.data, flags.set)
    python = environment(flags.venv)
    return subprocess.run([python, os.path.abspath(__file__), flags.data, "--set", flags.set, "--inside"]).returncode


if __name__ == "__main__":
    sys.exit(main())
