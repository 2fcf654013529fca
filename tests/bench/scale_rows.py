#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""scale_rows.py OUT-TRAIN ROWS OUT-ASK ASKED FILE... - many rows made of few: the words of rows of one code, recombined.

A made row has the length of a real one of its code, drawn in proportion to how common the code is, and takes each word from one of up to three rows of
that code, at the same place in the row; a code with fewer than three rows borrows from its heading. No two rows are the same, and none of those to ask is among
those to train on. Seeded: the same files give the same rows.
"""
import random
import sys

SEED = 20, 24
TRIES = 20


def read(paths):
    rows = []
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                code, tab, text = line.rstrip("\n").partition("\t")
                words = text.split()
                if tab and len(code) >= 6 and not code.startswith("98") and words:
                    rows.append((code, words))
    return rows


def grouped(rows, digits):
    groups = {}
    for code, words in rows:
        groups.setdefault(code[:digits], []).append(words)
    return groups


def main():
    out_train, wanted, out_ask, asked, paths = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5:]
    pick = random.Random("%d %d" % SEED)
    rows = read(sorted(paths))
    of_code, of_heading = grouped(rows, 12), grouped(rows, 4)
    seen = set()

    def make():
        for _ in range(TRIES):
            code, shape = rows[int(pick.random() * len(rows))]
            sources = of_code[code] if len(of_code[code]) >= 3 else of_heading[code[:4]]
            three = [sources[int(pick.random() * len(sources))] for _ in range(3)]
            words = []
            for place in range(len(shape)):
                source = three[int(pick.random() * 3)]
                words.append(source[place] if place < len(source) else source[int(pick.random() * len(source))])
            line = code + "\t" + " ".join(words)
            if line not in seen:
                seen.add(line)
                return line
        return line

    with open(out_train, "w", encoding="utf-8") as out:
        for _ in range(wanted):
            out.write(make() + "\n")
    with open(out_ask, "w", encoding="utf-8") as out:
        for _ in range(asked):
            out.write(make() + "\n")


main()
