/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>
#include <unistr.h>

#include "core/base/file.h"
#include "core/lang/fold.h"

enum { TITLE_WORDS = 12, TEMPLATE_TERMS = 6, WHERE_SIZE = 400, LIST_MOST = 1 << 20 };

struct checking {
    const struct goods_source *source;
    struct goods_findings *findings;
    struct arena arena;
};

static const char *const TAG[] = {
#define GOODS_CHECK_TAG(name, tag, words) [CHECK_##name] = tag,
    GOODS_CHECKS(GOODS_CHECK_TAG)
#undef GOODS_CHECK_TAG
};

const char *goods_check_tag(enum goods_check check)
{
    return TAG[check];
}

void goods_found(struct goods_findings *findings, enum goods_check check, const char *format, ...)
{
    char where[WHERE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(where, sizeof where, format, arguments);
    va_end(arguments);
    findings->found[check]++;
    findings->hear(findings->context, check, where);
}

static enum hs_status check_codes(struct checking *checking, const char *directory, struct hs_why *why)
{
    char path[4096], *bytes;
    const char *line;
    size_t size, length, listed = 0;
    const struct goods_source *source = checking->source;
    snprintf(path, sizeof path, "%s/goods/hs2022.tsv", directory);
    enum hs_status status = file_read(path, LIST_MOST, &checking->arena, &bytes, &size, why);
    if (status != HS_OK)
        return status;
    struct lines lines = lines_of(bytes, size);
    size_t next = 0;
    while (lines_next(&lines, &line, &length)) {
        struct code code;
        if (length == 0 || line[0] == '#')
            continue;
        if (code_parse(line, length, &code, why) != HS_OK)
            return HS_INVALID;
        listed++;
        while (next < source->titles && code_compare(&source->title[next].code, &code) < 0)
            goods_found(checking->findings, CHECK_CODES, "%s is no code of HS 2022", source->title[next++].code.digits);
        if (next < source->titles && code_compare(&source->title[next].code, &code) == 0)
            next++;
        else
            goods_found(checking->findings, CHECK_CODES, "%s has no titles", code.digits);
    }
    while (next < source->titles)
        goods_found(checking->findings, CHECK_CODES, "%s is no code of HS 2022", source->title[next++].code.digits);
    return listed ? HS_OK : hs_fail(why, HS_INVALID, "%s: it lists no code: restore the file", path);
}

static size_t count_words(const char *text)
{
    size_t words = 0;
    for (const char *at = text; *at; at++)
        words += *at != ' ' && (at == text || at[-1] == ' ');
    return words;
}

/* Whether a text is as it should lie in a file. */
static bool is_clean(const char *text)
{
    size_t length = strlen(text), normal_length = 0;
    for (const char *at = text; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            return false;
    if (text[0] == ' ' || text[length - 1] == ' ')
        return false;
    uint8_t *normal = u8_normalize(UNINORM_NFC, (const uint8_t *)text, length, NULL, &normal_length);
    bool same = normal && normal_length == length && memcmp(normal, text, length) == 0;
    free(normal);
    return same;
}

/* Latin for en, az and tr; Cyrillic or Latin for ru, as traders type it; a letter foreign to the language counts as another script. */
static bool script_fits(const char *text, enum language language)
{
    for (const uint8_t *at = (const uint8_t *)text; *at;) {
        ucs4_t c;
        int step = u8_strmbtouc(&c, at);
        if (step <= 0)
            return false;
        bool cyrillic = c >= 0x400 && c < 0x530;
        if ((cyrillic && language != LANGUAGE_RU) || (c >= 0x530 && c < 0x1e00) || (c >= 0x3040 && c < 0xfb00))
            return false;
        if (language != LANGUAGE_AZ && (c == 0x259 || c == 0x18f)) /* ə */
            return false;
        at += step;
    }
    return true;
}

static void check_texts(struct checking *checking)
{
    const struct goods_source *source = checking->source;
    for (size_t i = 0; i < source->titles; i++)
        for (int language = 0; language < TREE_LANGUAGE_COUNT; language++) {
            const char *text = source->title[i].text[language], *digits = source->title[i].code.digits;
            if (count_words(text) > TITLE_WORDS)
                goods_found(checking->findings, CHECK_TITLES, "%s: %s", digits, text);
            if (!is_clean(text))
                goods_found(checking->findings, CHECK_TEXT, "%s: %s", digits, text);
            if (!script_fits(text, (enum language)language))
                goods_found(checking->findings, CHECK_SCRIPT, "%s %s: %s", digits, language_tag((enum language)language), text);
        }
    for (size_t i = 0; i < source->terms; i++) {
        const struct goods_term *term = &source->term[i];
        if (!is_clean(term->text))
            goods_found(checking->findings, CHECK_TEXT, "%s:%zu: %s", term->file, term->line, term->text);
        if (term->language != LANGUAGE_UNKNOWN && !script_fits(term->text, term->language))
            goods_found(checking->findings, CHECK_SCRIPT, "%s:%zu: %s", term->file, term->line, term->text);
    }
}

/* A term with its folded form: what is the same to the program. */
struct folded_term {
    const struct goods_term *term;
    const char *form;
};

static int by_form(const void *a, const void *b)
{
    const struct folded_term *x = a, *y = b;
    int order = x->term->language == y->term->language ? 0 : x->term->language < y->term->language ? -1 : 1;
    if (!order)
        order = strcmp(x->form, y->form);
    return order ? order : code_compare(&x->term->code, &y->term->code);
}

static bool same_form(const struct folded_term *a, const struct folded_term *b)
{
    return a->term->language == b->term->language && strcmp(a->form, b->form) == 0;
}

/* A heading and its own subheadings may share a term: it is inherited anyway. */
static bool is_homograph(const struct folded_term *a, const struct folded_term *b)
{
    return !code_within(&a->term->code, &b->term->code) && !code_within(&b->term->code, &a->term->code);
}

static void check_run(struct checking *checking, const struct folded_term *run, size_t count)
{
    bool homograph = false;
    for (size_t i = 1; i < count; i++) {
        if (code_compare(&run[i - 1].term->code, &run[i].term->code) == 0)
            goods_found(checking->findings, CHECK_TWICE, "%s:%zu: %s under %s", run[i].term->file, run[i].term->line, run[i].term->text, run[i].term->code.digits);
        homograph = homograph || is_homograph(&run[i - 1], &run[i]);
    }
    for (size_t i = 0; homograph && i < count; i++)
        if (run[i].term->strength != STRENGTH_AMBIGUOUS)
            goods_found(checking->findings, CHECK_HOMOGRAPHS, "%s:%zu: %s: also under %s", run[i].term->file, run[i].term->line, run[i].term->text,
                 run[i ? 0 : count - 1].term->code.digits);
}

static enum hs_status check_forms(struct checking *checking, struct hs_why *why)
{
    const struct goods_source *source = checking->source;
    struct folded_term *folded = malloc((source->terms + 1) * sizeof *folded);
    struct words *words = malloc(sizeof *words);
    bool whole = folded && words;
    for (size_t i = 0; whole && i < source->terms; i++) {
        char form[WORDS_JOINED_MAX];
        const char *text = source->term[i].text;
        fold_words(text, strlen(text), words);
        folded[i] = (struct folded_term){ &source->term[i], arena_copy(&checking->arena, form, fold_join(words, form)) };
        whole = folded[i].form != NULL;
    }
    if (whole) {
        qsort(folded, source->terms, sizeof *folded, by_form);
        for (size_t from = 0, to; from < source->terms; from = to) {
            for (to = from + 1; to < source->terms && same_form(&folded[from], &folded[to]);)
                to++;
            check_run(checking, folded + from, to - from);
        }
    }
    free(folded);
    free(words);
    return whole ? HS_OK : hs_fail(why, HS_NO_MEMORY, "check-data: no memory: close other programs");
}

/* ---- templates ---- */

/* Where two texts differ by one word only, that word of each; false otherwise. */
static bool differ_by_one_word(const char *a, const char *b, struct cell *of_a, struct cell *of_b)
{
    bool found = false;
    for (;;) {
        size_t x = strcspn(a, " "), y = strcspn(b, " ");
        if (x != y || memcmp(a, b, x) != 0) {
            if (found || !x || !y)
                return false;
            found = true;
            *of_a = (struct cell){ a, x };
            *of_b = (struct cell){ b, y };
        }
        a += x;
        b += y;
        if (!*a || !*b)
            return found && *a == *b;
        a++;
        b++;
    }
}

static bool same_cell(struct cell a, struct cell b)
{
    return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

/* Of the English terms first..middle-1 and middle..last-1 of two siblings: the most that one exchange of words turns into another. */
static size_t exchanged(const struct goods_term *term, size_t first, size_t middle, size_t last)
{
    enum { EXCHANGES = 64 };
    struct {
        struct cell from, to;
        size_t count;
    } exchange[EXCHANGES];
    size_t exchanges = 0, most = 0;
    for (size_t i = first; i < middle; i++)
        for (size_t j = middle; j < last; j++) {
            struct cell from, to;
            if (term[i].language != LANGUAGE_EN || term[j].language != LANGUAGE_EN || count_words(term[i].text) < 2 ||
                !differ_by_one_word(term[i].text, term[j].text, &from, &to))
                continue;
            size_t e = 0;
            while (e < exchanges && !(same_cell(exchange[e].from, from) && same_cell(exchange[e].to, to)))
                e++;
            if (e == EXCHANGES)
                continue;
            if (e == exchanges) {
                exchange[exchanges].from = from;
                exchange[exchanges].to = to;
                exchange[exchanges++].count = 0;
            }
            if (++exchange[e].count > most)
                most = exchange[e].count;
        }
    return most;
}

/* The terms of a file come by code, so siblings are neighbours. */
static void check_templates(struct checking *checking)
{
    const struct goods_source *source = checking->source;
    for (size_t first = 0, middle, last; first < source->terms; first = middle) {
        for (middle = first; middle < source->terms && code_compare(&source->term[middle].code, &source->term[first].code) == 0;)
            middle++;
        for (last = middle; middle < source->terms && last < source->terms && code_compare(&source->term[last].code, &source->term[middle].code) == 0;)
            last++;
        size_t most = exchanged(source->term, first, middle, last);
        if (most >= TEMPLATE_TERMS)
            goods_found(checking->findings, CHECK_TEMPLATES, "%s and %s: %zu terms differ by the same word", source->term[first].code.digits, source->term[middle].code.digits, most);
    }
}

enum hs_status goods_check(const char *directory, const struct goods_source *source, struct goods_findings *findings, struct hs_why *why)
{
    struct checking checking = { source, findings, { NULL } };
    enum hs_status status = check_codes(&checking, directory, why);
    if (status == HS_OK) {
        check_texts(&checking);
        status = check_forms(&checking, why);
    }
    if (status == HS_OK)
        check_templates(&checking);
    arena_free(&checking.arena);
    return status;
}
