/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/tariff_make.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/duty/tariff_form.h"

/* An array that grows. */
struct pile {
    void *item;
    size_t count, room;
};

/* Where in a pile something stands, by the hash of its first `length` bytes. Open addressing; 0 is an empty place. */
struct places {
    struct place {
        uint32_t hash, at, length; /* `at` is one more than the number of the item */
    } * place;
    size_t count, room;
};

/* A rate that was parsed before: the text and dialect are the key. */
struct rate {
    uint32_t text, dialect, block;
};

struct tariff_maker {
    struct tariff_source_record source;
    struct pile blocks, lines, measures, text, rates;
    struct places at_text, at_block, at_rate;
};

static enum hs_status no_memory(struct hs_why *why)
{
    return hs_fail(why, HS_NO_MEMORY, "tariff: no memory for its lines: close other programs");
}

/* Room for `more` items behind those that are there; NULL when there is no memory. */
static void *extend(struct pile *pile, size_t more, size_t size)
{
    if (pile->count + more > pile->room) {
        size_t room = pile->room ? pile->room : 64;
        while (room < pile->count + more)
            room *= 2;
        void *item = realloc(pile->item, room * size);
        if (!item)
            return NULL;
        pile->item = item;
        pile->room = room;
    }
    char *end = (char *)pile->item + pile->count * size;
    memset(end, 0, more * size);
    pile->count += more;
    return end;
}

static bool make_places(struct places *places)
{
    if (places->count * 2 < places->room)
        return true;
    struct places larger = { .count = places->count, .room = places->room ? places->room * 2 : 1024 };
    larger.place = calloc(larger.room, sizeof *larger.place);
    if (!larger.place)
        return false;
    for (size_t i = 0; i < places->room; i++) {
        const struct place *old = &places->place[i];
        size_t at = old->hash & (larger.room - 1);
        while (old->at && larger.place[at].at)
            at = (at + 1) & (larger.room - 1);
        if (old->at)
            larger.place[at] = *old;
    }
    free(places->place);
    *places = larger;
    return true;
}

/* The place of the item of `pile` that begins with these bytes, or an empty one that is filled in with the item to come. NULL when there is no memory. */
static struct place *look(struct places *places, const struct pile *pile, size_t size, const void *bytes, uint32_t length, bool *found)
{
    if (!make_places(places))
        return NULL;
    uint32_t hash = hash_bytes(bytes, length, 0);
    for (size_t at = hash & (places->room - 1);; at = (at + 1) & (places->room - 1)) {
        struct place *place = &places->place[at];
        *found = place->at != 0;
        if (!*found) {
            *place = (struct place) { hash, (uint32_t)pile->count + 1, length };
            places->count++;
            return place;
        }
        if (place->hash == hash && place->length == length && memcmp((const char *)pile->item + (place->at - 1) * size, bytes, length) == 0)
            return place;
    }
}

/* ---- texts and blocks ---- */

static bool keep_text(struct tariff_maker *maker, const char *text, uint32_t *offset)
{
    size_t length = text ? strlen(text) : 0;
    bool found;
    *offset = 0;
    if (length == 0)
        return true;
    if (length >= UINT32_MAX / 2 - maker->text.count)
        return false;
    struct place *place = look(&maker->at_text, &maker->text, 1, text, (uint32_t)length, &found);
    if (!place)
        return false;
    *offset = place->at - 1;
    char *copy = found ? NULL : extend(&maker->text, length + 1, 1);
    if (copy)
        memcpy(copy, text, length);
    return found || copy;
}

static bool keep_block(struct tariff_maker *maker, const struct expression *expression, uint32_t *block)
{
    size_t size = expression_size(expression);
    bool found;
    struct place *place = look(&maker->at_block, &maker->blocks, EXPRESSION_ALIGNMENT, expression, (uint32_t)size, &found);
    if (!place)
        return false;
    *block = place->at - 1;
    void *copy = found ? NULL : extend(&maker->blocks, (size + EXPRESSION_ALIGNMENT - 1) / EXPRESSION_ALIGNMENT, EXPRESSION_ALIGNMENT);
    if (copy)
        memcpy(copy, expression, size);
    return found || copy;
}

/* The block of a rate's text, parsed the first time. */
static enum hs_status parse_rate(struct tariff_maker *maker, uint32_t text, enum expression_dialect dialect, uint32_t *block, struct hs_why *why)
{
    uint32_t key[2] = { text, dialect };
    bool found;
    struct place *place = look(&maker->at_rate, &maker->rates, sizeof(struct rate), key, sizeof key, &found);
    if (!place)
        return no_memory(why);
    if (found) {
        *block = ((const struct rate *)maker->rates.item)[place->at - 1].block;
        return HS_OK;
    }
    struct arena arena = { NULL };
    const struct expression *expression;
    const char *bytes = (const char *)maker->text.item + text;
    enum hs_status status = expression_parse(bytes, strlen(bytes), dialect, &arena, &expression, why);
    struct rate *rate = status == HS_OK ? extend(&maker->rates, 1, sizeof *rate) : NULL;
    if (rate && keep_block(maker, expression, block))
        *rate = (struct rate) { text, dialect, *block };
    else {
        memset(place, 0, sizeof *place);
        maker->at_rate.count--;
        status = status == HS_OK ? no_memory(why) : status;
    }
    arena_free(&arena);
    return status;
}

/* ---- the doors ---- */

enum hs_status tariff_maker_start(const struct tariff_source *source, struct tariff_maker **result, struct hs_why *why)
{
    for (int i = 0; i < 2; i++)
        if (source->country[i] < 'A' || source->country[i] > 'Z')
            return hs_fail(why, HS_INVALID, "country \"%.2s\": not two capital letters: name it as ISO 3166 does, like AZ", source->country);
    if (source->digits < CODE_SUBHEADING || source->digits > CODE_MAX)
        return hs_fail(why, HS_INVALID, "tariff: declarable lines of %u digits: they have %d to %d", source->digits, CODE_SUBHEADING, CODE_MAX);
    struct tariff_maker *maker = calloc(1, sizeof *maker);
    if (!maker || !extend(&maker->text, 1, 1) || !keep_text(maker, source->name, &maker->source.name)) {
        if (maker)
            tariff_maker_free(maker);
        return no_memory(why);
    }
    memcpy(maker->source.country, source->country, 2);
    maker->source.training = source->training;
    maker->source.effective = source->effective;
    maker->source.digits = source->digits;
    *result = maker;
    return HS_OK;
}

enum hs_status tariff_maker_line(struct tariff_maker *maker, const struct tariff_line *line, struct hs_why *why)
{
    uint32_t number = (uint32_t)maker->lines.count;
    if ((line->parent != TARIFF_LINE_NONE && line->parent >= number) || line->indent > UINT8_MAX || (line->declarable && !line->code.digits[0]))
        return hs_fail(why, HS_INVALID,
                       "line %u, code %s: its parent does not stand before it, its indent is too deep, or it is declarable without a code: correct it",
                       line->source, line->code.digits);
    struct tariff_line_record *record = extend(&maker->lines, 1, sizeof *record);
    if (!record || !keep_text(maker, line->title, &record->title))
        return no_memory(why);
    memcpy(record->code, line->code.digits, CODE_MAX);
    record->parent = line->parent;
    record->source = line->source;
    record->indent = (uint8_t)line->indent;
    record->declarable = line->declarable;
    for (int i = 0; i < TARIFF_LINE_UNITS; i++) {
        record->unit[i] = (uint8_t)line->unit[i];
        record->part[i] = (uint8_t)line->part[i];
    }
    record->measure = (uint32_t)maker->measures.count;
    return HS_OK;
}

enum hs_status tariff_maker_measure(struct tariff_maker *maker, const struct tariff_measure *measure, enum expression_dialect dialect, struct hs_why *why)
{
    struct tariff_measure_record record = {
        .kind = (uint8_t)measure->kind, .inherited = measure->inherited, .from = measure->from, .until = measure->until, .block = TARIFF_BLOCK_NONE
    };
    enum hs_status status = HS_OK;
    if (!maker->lines.count)
        return hs_fail(why, HS_INVALID, "tariff: a measure before the first line: give its line first");
    if (!keep_text(maker, measure->text, &record.text) || !keep_text(maker, measure->group, &record.group) ||
        !keep_text(maker, measure->origins, &record.origins))
        return no_memory(why);
    if (tariff_kind_owes(measure->kind) && measure->expression)
        status = keep_block(maker, measure->expression, &record.block) ? HS_OK : no_memory(why);
    else if (tariff_kind_owes(measure->kind))
        status = parse_rate(maker, record.text, dialect, &record.block, why);
    if (status != HS_OK)
        return status;
    struct tariff_measure_record *kept = extend(&maker->measures, 1, sizeof *kept);
    if (!kept)
        return no_memory(why);
    *kept = record;
    ((struct tariff_line_record *)maker->lines.item)[maker->lines.count - 1].measures++;
    return HS_OK;
}

const struct expression *tariff_maker_stored(const struct tariff_maker *maker)
{
    const struct tariff_measure_record *measure = maker->measures.item;
    uint32_t block = maker->measures.count ? measure[maker->measures.count - 1].block : TARIFF_BLOCK_NONE;
    return block == TARIFF_BLOCK_NONE ? NULL : (const struct expression *)((const char *)maker->blocks.item + (size_t)block * EXPRESSION_ALIGNMENT);
}

/* ---- the order of codes ---- */

struct coded {
    char code[CODE_MAX];
    uint32_t declarable, line;
};

static int compare_coded(const void *left, const void *right)
{
    const struct coded *a = left, *b = right;
    int order = tariff_code_compare(a->code, b->code);
    if (order == 0)
        order = (int)b->declarable - (int)a->declarable;
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

/* Fills both indexes, which have room for every line. */
static bool sort_codes(const struct tariff_maker *maker, uint32_t *coded, uint32_t *coded_count, uint32_t *declarable, uint32_t *declarable_count)
{
    const struct tariff_line_record *line = maker->lines.item;
    struct coded *sorted = calloc(maker->lines.count + 1, sizeof *sorted);
    size_t count = 0;
    if (!sorted)
        return false;
    for (size_t i = 0; i < maker->lines.count; i++)
        if (line[i].code[0]) {
            memcpy(sorted[count].code, line[i].code, CODE_MAX);
            sorted[count].declarable = line[i].declarable;
            sorted[count++].line = (uint32_t)i;
        }
    qsort(sorted, count, sizeof *sorted, compare_coded);
    for (size_t i = 0; i < count; i++) {
        coded[(*coded_count)++] = sorted[i].line;
        if (sorted[i].declarable)
            declarable[(*declarable_count)++] = sorted[i].line;
    }
    free(sorted);
    return true;
}

enum hs_status tariff_maker_finish(struct tariff_maker *maker, void **bytes, size_t *size, struct hs_why *why)
{
    struct layout layout = { .section = { maker->blocks.item, &maker->source, maker->lines.item, maker->measures.item },
                             .count = { (uint32_t)maker->blocks.count, 1, (uint32_t)maker->lines.count, (uint32_t)maker->measures.count },
                             .text = maker->text.item,
                             .text_size = (uint32_t)maker->text.count };
    uint32_t *coded = calloc(maker->lines.count + 1, sizeof *coded), *declarable = calloc(maker->lines.count + 1, sizeof *declarable);
    enum hs_status status = HS_OK;
    layout.section[TARIFF_CODED] = coded;
    layout.section[TARIFF_DECLARABLE] = declarable;
    if (!coded || !declarable || !sort_codes(maker, coded, &layout.count[TARIFF_CODED], declarable, &layout.count[TARIFF_DECLARABLE]))
        status = no_memory(why);
    if (status == HS_OK)
        status = layout_make(&layout, &tariff_form, bytes, size, why);
    free(coded);
    free(declarable);
    tariff_maker_free(maker);
    return status;
}

void tariff_maker_free(struct tariff_maker *maker)
{
    void *const held[] = { maker->blocks.item, maker->lines.item,    maker->measures.item,  maker->text.item,
                           maker->rates.item,  maker->at_text.place, maker->at_block.place, maker->at_rate.place };
    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        free(held[i]);
    free(maker);
}
