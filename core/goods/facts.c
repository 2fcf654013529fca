/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/facts.h"

#include <string.h>

/* Folded. What stands before a value and denies it, what stands behind and does, and what may stand between. */
static const char *const BEFORE[] = { "not", "without", "excluding", "except", "non", "no", "bez", "krome", "ne", "neither", "never", NULL };
static const char *const BEHIND[] = { "free", "olmayan", "olmadan", "haric", "xaric", "icermeyen", "istisna", "yoxdur", "yok", NULL };
static const char *const BETWEEN[] = { "or", "nor", "and", "i", "ili", "ve", "ya", "veya", "any", "added", "of", "from", "than", "the", "made", NULL };
/* A material before these is a look, a layer or a trimming: it is there at most, and decides nothing. */
static const char *const LOOKS[] = { "look", "looking", "effect", "finish", "style", "colour", "color", "coloured", "colored", "lining", "lined", "trim", "trimmed", "coated", "coating", "toe",
                                     "print", "printed", "pattern", "handle", "handles", "packaging", "packing", "gorunumlu", "gorunuslu", "astarli", "kapli", "kaplama", "ortuklu", "efekti", NULL };
/* A number behind these is more than it says. */
static const char *const OVER[] = { "over", "above", "exceeding", "svise", "bolee", "uzeri", NULL };
/* "free" says nothing of the goods before these. */
static const char *const AFTER_FREE[] = { "size", "sample", "samples", "shipping", "gift", "of", "standing", NULL };

enum { PERCENTS_MAX = 16, BETWEEN_MOST = 2 };

struct percent {
    size_t word, end; /* where it stands, and the word behind it */
    float number;
};

struct reading {
    const struct lexicon *lexicon;
    const char *text;
    size_t length;
    const struct words *words;
    struct facts *facts;
    size_t first[FACTS_MAX], end[FACTS_MAX]; /* the words of each fact */
    struct percent percent[PERCENTS_MAX];
    size_t percents;
};

static bool is_one_of(const struct words *words, size_t at, const char *const *list)
{
    char latin[2 * WORD_BYTES_MAX];
    if (at >= words->count)
        return false;
    const struct word *word = &words->word[at];
    const char *text = word_text(words, word);
    size_t length = word->size;
    if (word->kind == WORD_CYRILLIC) {
        length = fold_to_latin(text, length, latin, sizeof latin);
        text = latin;
    }
    for (; *list; list++)
        if (strlen(*list) == length && memcmp(*list, text, length) == 0)
            return true;
    return false;
}

/* "other than cotton", "not knitted or crocheted", "no added sugar". */
static bool is_denied_before(const struct reading *reading, size_t at)
{
    const struct words *words = reading->words;
    const struct facts *facts = reading->facts;
    size_t steps = 0, from = at;
    while (from > 0) {
        static const char *const other[] = { "other", "otliciye", NULL }, *const than[] = { "than", "ot", NULL };
        from--;
        if (is_one_of(words, from, BEFORE) || (is_one_of(words, from, than) && from > 0 && is_one_of(words, from - 1, other)))
            return true;
        if (steps++ == BETWEEN_MOST || !is_one_of(words, from, BETWEEN))
            break;
    }
    /* A list goes on as it began. */
    return facts->count > 0 && facts->fact[facts->count - 1].denied && at > reading->end[facts->count - 1] &&
           reading->end[facts->count - 1] + BETWEEN_MOST >= at && is_one_of(words, at - 1, BETWEEN) && is_denied_before(reading, reading->first[facts->count - 1]);
}

static bool is_denied_behind(const struct words *words, size_t end)
{
    static const char *const free_word[] = { "free", NULL };
    if (!is_one_of(words, end, BEHIND))
        return false;
    return !(is_one_of(words, end, free_word) && is_one_of(words, end + 1, AFTER_FREE));
}

static void add(struct reading *reading, struct fact fact, size_t first, size_t end)
{
    struct facts *facts = reading->facts;
    const struct word *last = &reading->words->word[end - 1];
    if (facts->count == FACTS_MAX)
        return;
    fact.start = reading->words->word[first].start;
    fact.length = last->start + last->length - fact.start;
    reading->first[facts->count] = first;
    reading->end[facts->count] = end;
    facts->fact[facts->count++] = fact;
}

/* The values of a phrase. Returns how many of its meanings are values. */
static size_t add_values(struct reading *reading, struct phrase_state found, size_t first, size_t end)
{
    const struct lexicon *lexicon = reading->lexicon;
    bool turned = is_denied_before(reading, first) || is_denied_behind(reading->words, end);
    size_t values = 0;
    for (uint32_t i = 0; i < found.count; i++) {
        uint32_t meaning = lexicon->phrases.meaning[found.first + i], value = meaning & LEXICON_NUMBER;
        if (meaning & LEXICON_UNIT)
            continue;
        values++;
        add(reading, (struct fact){ .number_of = value, .share = -1, .axis = (uint8_t)lexicon->value[value].axis, .denied = turned || meaning & LEXICON_DENIED },
            first, end);
        if (reading->facts->count && lexicon->value[value].axis == AXIS_MATERIAL)
            reading->facts->fact[reading->facts->count - 1].minor = is_one_of(reading->words, end, LOOKS);
    }
    return values;
}

/* The number of a folded word: strtod would ask the locale what a decimal point is. False where it can be read in two ways. */
static bool read_number(const struct words *words, const char *source, const struct word *word, float *number)
{
    const char *text = word_text(words, word);
    double value = 0, scale = 0;
    size_t decimals = 0;
    for (size_t i = 0; i < word->size; i++)
        if (text[i] == '.')
            scale = 1;
        else {
            value = value * 10 + (text[i] - '0');
            decimals += scale > 0;
            scale *= 10;
        }
    *number = (float)(scale > 0 ? value / scale : value);
    return !(decimals == 3 && text[0] != '0' && memchr(source + word->start, ',', word->length));
}

/* The character behind a word, spaces left out. */
static char next_character(const struct reading *reading, size_t word)
{
    const struct words *words = reading->words;
    size_t at = words->word[word].start + words->word[word].length;
    size_t end = word + 1 < words->count ? words->word[word + 1].start : reading->length;
    while (at < end && reading->text[at] == ' ')
        at++;
    return at < end ? reading->text[at] : '\0';
}

/* A number with its unit, or a percentage. Returns the words it takes. */
static size_t add_number(struct reading *reading, size_t at)
{
    const struct lexicon *lexicon = reading->lexicon;
    struct phrase_state found;
    float number;
    if (!read_number(reading->words, reading->text, &reading->words->word[at], &number))
        return 1;
    static const char *const than[] = { "than", NULL }, *const more[] = { "more", NULL };
    size_t length = phrases_match(&lexicon->phrases, reading->words, at + 1, &found), units = 0;
    if (at > 0 && reading->words->word[at - 1].kind == WORD_NUMBER && next_character(reading, at - 1) == '/') /* the end of "1/2" */
        return 1;
    if (at > 0 && ((is_one_of(reading->words, at - 1, OVER) && !(at > 1 && is_one_of(reading->words, at - 2, BEFORE))) || (at > 1 && is_one_of(reading->words, at - 1, than) && is_one_of(reading->words, at - 2, more))))
        number *= 1.001f;
    for (uint32_t i = 0; length && i < found.count; i++) {
        uint32_t meaning = lexicon->phrases.meaning[found.first + i];
        if (!(meaning & LEXICON_UNIT))
            continue;
        const struct lexicon_unit *unit = &lexicon->unit[meaning & LEXICON_NUMBER];
        units++;
        add(reading, (struct fact){ .number_of = unit->dimension, .number = number * unit->factor, .share = -1, .axis = (uint8_t)unit->axis, .is_number = true }, at,
            at + 1 + length);
    }
    if (units)
        return 1 + length;
    if (next_character(reading, at) == '%' && number <= 100 && reading->percents < PERCENTS_MAX)
        reading->percent[reading->percents++] = (struct percent){ at, at + 1, number };
    return 1;
}

static bool can_have_share(const struct fact *fact)
{
    return !fact->is_number && (fact->axis == AXIS_MATERIAL || fact->axis == AXIS_COMPOSITION);
}

/* The facts that begin right behind a percentage, "of" left out, or that end right before it; how many got the share. */
static size_t bind(struct reading *reading, const struct percent *percent, bool behind)
{
    static const char *const of[] = { "of", "pure", "natural", "natuarlnyy", "tebii", "dogal", NULL };
    size_t bound = 0, wanted = percent->end + (behind && is_one_of(reading->words, percent->end, of));
    for (size_t i = 0; i < reading->facts->count; i++) {
        struct fact *fact = &reading->facts->fact[i];
        if (!can_have_share(fact) || (behind ? reading->first[i] != wanted : reading->end[i] != percent->word))
            continue;
        fact->share = percent->number;
        bound++;
    }
    return bound;
}

/* "85% cotton 15% elastane" or "cotton 85% elastane 15%": the last percentage shows which, because one of its sides is empty. */
static void bind_percents(struct reading *reading)
{
    if (!reading->percents)
        return;
    const struct percent *last = &reading->percent[reading->percents - 1];
    bool behind = bind(reading, last, true) > 0;
    for (size_t i = 0; i < reading->facts->count; i++)
        reading->facts->fact[i].share = -1;
    for (size_t i = 0; i < reading->percents; i++)
        if (!bind(reading, &reading->percent[i], behind))
            bind(reading, &reading->percent[i], !behind);
}

static void mark_minor(struct facts *facts)
{
    float largest = -1;
    for (size_t i = 0; i < facts->count; i++)
        if (facts->fact[i].axis == AXIS_MATERIAL && facts->fact[i].share > largest)
            largest = facts->fact[i].share;
    for (size_t i = 0; i < facts->count; i++) {
        struct fact *fact = &facts->fact[i];
        fact->minor = fact->minor || (fact->axis == AXIS_MATERIAL && !fact->is_number && largest >= 0 && fact->share < largest && (fact->share >= 0 || largest >= 50));
    }
}

void facts_find(const struct lexicon *lexicon, const char *text, size_t length, const struct words *words, struct facts *facts)
{
    struct reading reading = { .lexicon = lexicon, .text = text, .length = length, .words = words, .facts = facts };
    facts->count = facts->axes = 0;
    for (size_t at = 0; at < words->count;) {
        struct phrase_state found;
        size_t taken = phrases_match(&lexicon->phrases, words, at, &found);
        if (taken && add_values(&reading, found, at, at + taken))
            at += taken;
        else
            at += words->word[at].kind == WORD_NUMBER ? add_number(&reading, at) : 1;
    }
    bind_percents(&reading);
    mark_minor(facts);
    for (size_t i = 0; i < facts->count; i++)
        facts->axes |= 1u << facts->fact[i].axis;
}

bool facts_on_axis(const struct facts *facts, enum axis axis)
{
    for (size_t i = 0; i < facts->count; i++)
        if (facts->fact[i].axis == axis && !facts->fact[i].denied)
            return true;
    return false;
}
