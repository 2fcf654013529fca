#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people would reach for instead, at its plain settings, on the same rows in the same run: accuracy at six digits, time, memory."""
import os
import resource
import subprocess
import sys
import tempfile
import time

train_file, test_file = sys.argv[1:3]
admin, data = os.environ["HSDESK_ADMIN"], os.environ["HSDESK_DATA"]


def read(path):
    rows = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            code, text = line.rstrip("\n").split("\t")[:2]
            rows.append((code[:6], text))
    return [r[0] for r in rows], [r[1] for r in rows]


def say(name, top1, top3, train_seconds, microseconds, megabytes):
    show = lambda value, form: "" if value is None else form % value
    print("\t".join([name, show(top1, "%.4f"), show(top3, "%.4f"), show(train_seconds, "%.1f"), show(microseconds, "%.0f"), show(megabytes, "%.0f")]), flush=True)


def ours():
    with tempfile.TemporaryDirectory() as store:
        subprocess.run([admin, "--store", store, "build", data], check=True, stdout=subprocess.DEVNULL)
        start = time.time()
        subprocess.run([admin, "--store", store, "train", "--only", train_file], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seconds = time.time() - start
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        out = subprocess.run([admin, "--store", store, "evaluate", test_file], check=True, capture_output=True, text=True).stdout
        figures = [line.split("\t") for line in out.splitlines()]
        p50 = [float(f[6]) for f in figures if f[1] == "us_p50"][0]
        for member in ("knn", "bayes", "ensemble"):
            top = {f[3]: float(f[6]) for f in figures if f[1] == "top" and f[2] == "6" and f[4] == member and f[5] == "all"}
            whole = member == "ensemble"
            say("hsdesk " + member, top["1"], top["3"], seconds if whole else None, p50 if whole else None, memory if whole else None)


def scikit(codes, texts, test_codes, test_texts):
    import numpy
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.naive_bayes import ComplementNB, MultinomialNB
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.pipeline import make_union
    from sklearn.svm import LinearSVC

    words = lambda: TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
    both = lambda: make_union(words(), TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(3, 5), max_features=200000))
    peers = [("scikit-learn 5-NN words", words, lambda: KNeighborsClassifier(5, metric="cosine", weights="distance")),
             ("scikit-learn 5-NN words+characters", both, lambda: KNeighborsClassifier(5, metric="cosine", weights="distance")),
             ("scikit-learn multinomial NB words", words, lambda: MultinomialNB(alpha=0.01)),
             ("scikit-learn complement NB words+characters", both, lambda: ComplementNB()),
             ("scikit-learn linear SVM words", words, lambda: LinearSVC()),
             ("scikit-learn linear SVM words+characters", both, lambda: LinearSVC())]
    for name, features, model in peers[:None if "--all" in sys.argv else 5]:
        start = time.time()
        vectorizer, classifier = features(), model()
        classifier.fit(vectorizer.fit_transform(texts), codes)
        trained = time.time() - start
        start = time.time()
        rows = vectorizer.transform(test_texts)
        scores = classifier.predict_proba(rows) if hasattr(classifier, "predict_proba") else classifier.decision_function(rows)
        asked = (time.time() - start) / len(test_codes) * 1e6
        best = numpy.argsort(-scores, axis=1)[:, :3]
        names = classifier.classes_[best]
        truth = numpy.array(test_codes)
        say(name, float((names[:, 0] == truth).mean()), float((names == truth[:, None]).any(axis=1).mean()), trained, asked,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def fasttext(codes, texts, test_codes, test_texts):
    with tempfile.TemporaryDirectory() as folder:
        for name, c, t in (("train", codes, texts), ("test", test_codes, test_texts)):
            with open(f"{folder}/{name}", "w", encoding="utf-8") as out:
                out.writelines(f"__label__{code} {text.lower()}\n" for code, text in zip(c, t))
        start = time.time()
        subprocess.run(["fasttext", "supervised", "-input", f"{folder}/train", "-output", f"{folder}/model", "-epoch", "25", "-lr", "0.5", "-wordNgrams", "2", "-minn", "3",
                        "-maxn", "5", "-thread", "2"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        trained = time.time() - start
        start = time.time()
        out = subprocess.run(["fasttext", "predict", f"{folder}/model.bin", f"{folder}/test", "3"], check=True, capture_output=True, text=True).stdout
        asked = (time.time() - start) / len(test_codes) * 1e6
        rows = [[label.replace("__label__", "") for label in line.split()] for line in out.splitlines()]
        say("fastText", sum(r[:1] == [c] for r, c in zip(rows, test_codes)) / len(rows), sum(c in r for r, c in zip(rows, test_codes)) / len(rows), trained, asked,
            resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


print("\t".join(["what", "top-1", "top-3", "train s", "us a description", "MiB"]), flush=True)
ours()
codes, texts = read(train_file)
test_codes, test_texts = read(test_file)
scikit(codes, texts, test_codes, test_texts)
if "--all" in sys.argv:
    fasttext(codes, texts, test_codes, test_texts)
