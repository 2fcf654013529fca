#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/unit/decimal.tsv, the known answers of decimal arithmetic, with Python's decimal module: operation, a, b, scale, rounding, answer.

Deterministic: run it again to see that the table is what it says. The test reads the table; Python is not needed there.
"""
import decimal
import random

decimal.getcontext().prec = 600
MODES = {"half-up": decimal.ROUND_HALF_UP, "half-even": decimal.ROUND_HALF_EVEN, "down": decimal.ROUND_DOWN, "up": decimal.ROUND_UP}
chance = random.Random(6)


def plain(number):
    return format(number, "f").replace("-0", "0", 1) if number == 0 else format(number, "f")


def number(digits, scale):
    sign = "-" if chance.random() < 0.3 else ""
    text = "".join(chance.choice("0123456789") for _ in range(digits)).lstrip("0") or "0"
    return decimal.Decimal(sign + text).scaleb(-scale) if scale else decimal.Decimal(sign + text)


def ties():
    for text in ("0.005", "0.015", "0.145", "0.545", "2.5", "3.5", "-2.5", "-0.005", "1.0050000001", "0.00499999", "99.995", "0"):
        yield decimal.Decimal(text)


def exponent(scale):
    return decimal.Decimal(1).scaleb(-scale)


def main():
    for value in list(ties()) + [number(chance.randint(1, 40), chance.randint(0, 12)) for _ in range(60)]:
        for mode, rounding in MODES.items():
            for scale in (0, 2, 5):
                print("round", plain(value), "", scale, mode, plain(value.quantize(exponent(scale), rounding)), sep="\t")
    for _ in range(120):
        a, b = number(chance.randint(1, 45), chance.randint(0, 12)), number(chance.randint(1, 25), chance.randint(0, 8))
        print("add", plain(a), plain(b), "", "", plain(a + b), sep="\t")
        print("subtract", plain(a), plain(b), "", "", plain(a - b), sep="\t")
        print("multiply", plain(a), plain(b), "", "", plain(a * b), sep="\t")
        print("compare", plain(a), plain(b), "", "", int(a.compare(b)), sep="\t")
        if b:
            mode, scale = chance.choice(list(MODES)), chance.choice((0, 2, 6, 24))
            exact = decimal.Context(prec=300, rounding=decimal.ROUND_DOWN).divide(a, b)
            print("divide", plain(a), plain(b), scale, mode, plain(exact.quantize(exponent(scale), MODES[mode])), sep="\t")


main()
