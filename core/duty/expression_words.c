/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/expression_words.h"

#include <string.h>

static bool is_letter(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
}

static unsigned char lower(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte + 'a' - 'A') : byte;
}

void words_skip_space(struct cursor *cursor)
{
    while (cursor->at < cursor->end && *cursor->at == ' ')
        cursor->at++;
}

/* A word that was broken at the end of a line, "li- ter"; "m - 3" is a difference. */
static void skip_hyphen(struct cursor *cursor, const char *start, unsigned char next)
{
    if (cursor->at > start && cursor->end - cursor->at > 1 && cursor->at[0] == '-' && cursor->at[1] == ' ' && is_letter((unsigned char)cursor->at[-1]) &&
        is_letter(next))
        cursor->at++;
}

/* Where the phrase ends, or NULL. */
static const char *behind(struct cursor cursor, const char *phrase)
{
    const char *last = phrase, *start = cursor.at;
    for (;; phrase++) {
        while (*phrase == ' ')
            phrase++;
        if (!*phrase)
            break;
        skip_hyphen(&cursor, start, (unsigned char)*phrase);
        words_skip_space(&cursor);
        if (cursor.at == cursor.end || lower((unsigned char)*cursor.at) != lower((unsigned char)*phrase))
            return NULL;
        cursor.at++;
        last = phrase;
    }
    unsigned char end = (unsigned char)*last, next = cursor.at < cursor.end ? (unsigned char)*cursor.at : ' ';
    bool divides_word = is_letter(end) && end < 0x80 ? is_letter(next) && next < 0x80 : is_letter(end) && next >= 0x80;
    bool divides_number = end >= '0' && end <= '9' && next >= '0' && next <= '9';
    return divides_word || divides_number ? NULL : cursor.at;
}

bool words_take(struct cursor *cursor, const char *phrase)
{
    const char *end = behind(*cursor, phrase);
    if (end)
        cursor->at = end;
    return end != NULL;
}

static const struct {
    const char *word;
    enum measure_unit unit;
    enum measure_part part;
} unit_words[] = {
    { "kg", UNIT_KILOGRAM, PART_WHOLE },
    { "clean kg", UNIT_KILOGRAM, PART_CLEAN },
    { "g", UNIT_GRAM, PART_WHOLE },
    { "t", UNIT_TONNE, PART_WHOLE },
    { "tonne", UNIT_TONNE, PART_WHOLE },
    { "l", UNIT_LITRE, PART_WHOLE },
    { "liter", UNIT_LITRE, PART_WHOLE },
    { "litre", UNIT_LITRE, PART_WHOLE },
    { "hl", UNIT_HECTOLITRE, PART_WHOLE },
    { "% vol/hl", UNIT_HECTOLITRE, PART_STRENGTH },
    { "m3", UNIT_CUBIC_METRE, PART_WHOLE },
    { "cm3", UNIT_CUBIC_CENTIMETRE, PART_WHOLE },
    { "bbl", UNIT_BARREL, PART_WHOLE },
    { "m", UNIT_METRE, PART_WHOLE },
    { "lin. m", UNIT_METRE, PART_WHOLE },
    { "m2", UNIT_SQUARE_METRE, PART_WHOLE },
    { "item", UNIT_PIECE, PART_WHOLE },
    { "items", UNIT_PIECE, PART_WHOLE },
    { "p/st", UNIT_PIECE, PART_WHOLE },
    { "head", UNIT_PIECE, PART_WHOLE },
    { "article", UNIT_PIECE, PART_WHOLE },
    { "pins", UNIT_PIECE, PART_WHOLE },
    { "doz.", UNIT_DOZEN, PART_WHOLE },
    { "gross", UNIT_GROSS, PART_WHOLE },
    { "thousand", UNIT_THOUSAND, PART_WHOLE },
    { "pr.", UNIT_PAIR, PART_WHOLE },
    { "pair", UNIT_PAIR, PART_WHOLE },
    { "pack", UNIT_PACK, PART_WHOLE },
    { "jewel", UNIT_JEWEL, PART_WHOLE },
    { "line/gross", UNIT_LINE_GROSS, PART_WHOLE },
    { "pf. liter", UNIT_PROOF_LITRE, PART_WHOLE },
    { "кг", UNIT_KILOGRAM, PART_WHOLE },
    { "т", UNIT_TONNE, PART_WHOLE },
    { "л", UNIT_LITRE, PART_WHOLE },
    { "м2", UNIT_SQUARE_METRE, PART_WHOLE }, /* a bare "м" lost its superscript in print and stands for no unit */
    { "м²", UNIT_SQUARE_METRE, PART_WHOLE },
    { "шт", UNIT_PIECE, PART_WHOLE },
    { "пар", UNIT_PAIR, PART_WHOLE },
    { "пару", UNIT_PAIR, PART_WHOLE },
    { "см3", UNIT_CUBIC_CENTIMETRE, PART_WHOLE },
    { "см3, мл", UNIT_CUBIC_CENTIMETRE, PART_WHOLE },
    { "см³", UNIT_CUBIC_CENTIMETRE, PART_WHOLE },
    { "см³ объема двигателя", UNIT_CUBIC_CENTIMETRE, PART_ENGINE },
    { "см3 объема двигателя", UNIT_CUBIC_CENTIMETRE, PART_ENGINE },
    { "см объема двигателя", UNIT_CUBIC_CENTIMETRE, PART_ENGINE }, /* the superscript is lost, but a capacity is cubic */
};

bool words_take_unit(struct cursor *cursor, enum measure_unit *unit, enum measure_part *part)
{
    const char *furthest = NULL;
    for (size_t i = 0; i < sizeof unit_words / sizeof *unit_words; i++) {
        const char *end = behind(*cursor, unit_words[i].word);
        if (!end || (furthest && end <= furthest))
            continue;
        furthest = end;
        *unit = unit_words[i].unit;
        *part = unit_words[i].part;
    }
    if (furthest)
        cursor->at = furthest;
    return furthest != NULL;
}

/* What schedules call a part, beside its canonical name. */
static const struct {
    const char *phrase;
    enum measure_part part;
} part_words[] = {
    { "gross", PART_GROSS_MASS },
    { "br", PART_GROSS_MASS },
    { "net", PART_WHOLE },
    { "net drained wt", PART_DRAINED },
    { "eda", PART_DRAINED },
    { "on drained weght", PART_DRAINED },
    { "net dry", PART_DRY_MATTER },
    { "mas", PART_DRY_MATTER },
    { "lactic matter", PART_LACTIC_MATTER },
    { "dry lactic matter", PART_DRY_LACTIC_MATTER },
    { "std qual", PART_STANDARD_QUALITY },
    { "tot alc", PART_ALCOHOL },
    { "tot/alc", PART_ALCOHOL },
    { "net/% sacchar.", PART_SUCROSE },
    { "on case and strap, band or bracelet", PART_CASE_AND_STRAP },
    { "on the entire set", PART_WHOLE }, /* the set is what is declared */
    { "on the full value of the imported article", PART_WHOLE },
};

static bool is_valued(enum measure_part part)
{
    return part >= PART_CASE && part <= PART_PARTS_COST;
}

static bool is_measured(enum measure_part part)
{
    return (part > PART_WHOLE && part < PART_CASE) || part == PART_SUCROSE;
}

/* The longest phrase for a part of the wanted kind; phrases of the whole that begin with "on" are for values. */
static const char *part_behind(struct cursor cursor, bool valued, enum measure_part *part)
{
    const char *furthest = NULL;
    for (int i = 0; i < PART_COUNT; i++) {
        const char *end =
            (valued ? is_valued((enum measure_part)i) : is_measured((enum measure_part)i)) ? behind(cursor, measure_part_name((enum measure_part)i)) : NULL;
        if (end && (!furthest || end > furthest)) {
            furthest = end;
            *part = (enum measure_part)i;
        }
    }
    for (size_t i = 0; i < sizeof part_words / sizeof *part_words; i++) {
        enum measure_part named = part_words[i].part;
        bool wanted = named == PART_WHOLE ? valued == (part_words[i].phrase[0] == 'o') : valued ? is_valued(named) : is_measured(named);
        const char *end = wanted ? behind(cursor, part_words[i].phrase) : NULL;
        if (end && (!furthest || end > furthest)) {
            furthest = end;
            *part = named;
        }
    }
    return furthest;
}

bool words_take_valued_part(struct cursor *cursor, enum measure_part *part)
{
    const char *end = part_behind(*cursor, true, part);
    if (end)
        cursor->at = end;
    return end != NULL;
}

bool words_take_measured_part(struct cursor *cursor, enum measure_part *part)
{
    struct cursor ahead = *cursor;
    words_skip_space(&ahead);
    if (ahead.at < ahead.end && (*ahead.at == '/' || *ahead.at == ','))
        ahead.at++;
    const char *end = part_behind(ahead, false, part);
    if (end)
        cursor->at = end;
    return end != NULL;
}

bool words_take_currency(struct cursor *cursor, char currency[static 4])
{
    static const struct {
        const char *word, *code;
    } words[] = { { "€", "EUR" },          { "£", "GBP" },   { "евро", "EUR" }, { "долларов США", "USD" }, { "доллара США", "USD" },
                  { "доллар США", "USD" }, { "EUR", "EUR" }, { "USD", "USD" },  { "GBP", "GBP" } };
    words_skip_space(cursor);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words_take(cursor, words[i].word)) {
            memcpy(currency, words[i].code, 4);
            return true;
        }
    struct cursor ahead = *cursor;
    for (int i = 0; i < 3; i++, ahead.at++)
        if (ahead.at == ahead.end || *ahead.at < 'A' || *ahead.at > 'Z')
            return false;
    const char *name = cursor->at;
    struct cursor slash = ahead;
    words_skip_space(&slash);
    if (slash.at == slash.end || *slash.at != '/')
        return false;
    memcpy(currency, name, 3);
    currency[3] = '\0';
    cursor->at = ahead.at;
    return true;
}
