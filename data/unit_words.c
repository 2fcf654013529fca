/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/unit_words.h"

#include <stdio.h>
#include <string.h>

#include "core/duty/expression_words.h"

static const struct {
    const char *word;
    enum measure_unit unit;
    enum measure_part part;
} columns[] = {
    { "No.", UNIT_PIECE, PART_WHOLE },
    { "No", UNIT_PIECE, PART_WHOLE },
    { "pcs", UNIT_PIECE, PART_WHOLE },
    { "C62", UNIT_PIECE, PART_WHOLE },
    { "prs.", UNIT_PAIR, PART_WHOLE },
    { "Dz Pcs", UNIT_DOZEN, PART_WHOLE },
    { "liters", UNIT_LITRE, PART_WHOLE },
    { "m²", UNIT_SQUARE_METRE, PART_WHOLE },
    { "m³", UNIT_CUBIC_METRE, PART_WHOLE },
    { "thousands", UNIT_THOUSAND, PART_WHOLE },
    { "pf.liters", UNIT_PROOF_LITRE, PART_WHOLE },
    { "Jwls.", UNIT_JEWEL, PART_WHOLE },
    { "gr.lines", UNIT_LINE_GROSS, PART_WHOLE },
    { "cy kg", UNIT_KILOGRAM, PART_CLEAN },
    { "kg ttl sug", UNIT_KILOGRAM, PART_TOTAL_SUGARS },
    { "Pb kg", UNIT_KILOGRAM, PART_LEAD },
    { "Zn kg", UNIT_KILOGRAM, PART_ZINC },
    { "Cu kg", UNIT_KILOGRAM, PART_COPPER },
    { "Mo kg", UNIT_KILOGRAM, PART_MOLYBDENUM },
    { "W kg", UNIT_KILOGRAM, PART_TUNGSTEN },
    { "Mg kg", UNIT_KILOGRAM, PART_MAGNESIUM },
    { "Mn kg", UNIT_KILOGRAM, PART_MANGANESE },
    { "Si kg", UNIT_KILOGRAM, PART_SILICON },
    { "LPA", UNIT_LITRE, PART_ALCOHOL },
    { "л 100% спирта", UNIT_LITRE, PART_ALCOHOL },
    { "м", UNIT_METRE, PART_WHOLE },
    { "м 2", UNIT_SQUARE_METRE, PART_WHOLE },
    { "г", UNIT_GRAM, PART_WHOLE },
    { "1000 л", UNIT_CUBIC_METRE, PART_WHOLE },
    { "1000 шт", UNIT_THOUSAND, PART_WHOLE },
};

bool unit_word(struct cell cell, enum measure_unit *unit, enum measure_part *part)
{
    while (cell.length && cell.text[0] == ' ') {
        cell.text++;
        cell.length--;
    }
    while (cell.length && cell.text[cell.length - 1] == ' ')
        cell.length--;
    *part = PART_WHOLE;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        if (cell.length == strlen(columns[i].word) && memcmp(cell.text, columns[i].word, cell.length) == 0) {
            *unit = columns[i].unit;
            *part = columns[i].part;
            return true;
        }
    for (int i = UNIT_NONE + 1; i < UNIT_COUNT; i++) {
        const char *code = measure_unit_code((enum measure_unit)i);
        if (*code && cell.length == strlen(code) && memcmp(cell.text, code, cell.length) == 0) {
            *unit = (enum measure_unit)i;
            return true;
        }
    }
    struct cursor cursor = { cell.text, cell.text + cell.length };
    return words_take_unit(&cursor, unit, part) && cursor.at == cursor.end;
}

static bool reads_as(const char *word, enum measure_unit unit, enum measure_part part)
{
    enum measure_unit read;
    enum measure_part of;
    return *word && unit_word((struct cell) { word, strlen(word) }, &read, &of) && read == unit && of == part;
}

bool unit_word_of(enum measure_unit unit, enum measure_part part, char word[static UNIT_WORD_MAX])
{
    snprintf(word, UNIT_WORD_MAX, "%s", measure_unit_code(unit));
    if (!reads_as(word, unit, part))
        snprintf(word, UNIT_WORD_MAX, "%s%s%s", measure_unit_name(unit), part == PART_WHOLE ? "" : " ", measure_part_name(part));
    for (size_t i = 0; i < sizeof columns / sizeof *columns && !reads_as(word, unit, part); i++)
        snprintf(word, UNIT_WORD_MAX, "%s", columns[i].word);
    return reads_as(word, unit, part);
}
