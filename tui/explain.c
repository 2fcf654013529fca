/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/explain.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tui/i18n.h"

enum { LINE_MAX_BYTES = 2048, QUOTE_MAX_BYTES = 400 };

struct teller {
    explain_line *line;
    void *context;
};

static void tell(const struct teller *teller, enum explain_kind kind, int indent, const char *format, ...) __attribute__((format(printf, 4, 5)));
static void tell(const struct teller *teller, enum explain_kind kind, int indent, const char *format, ...)
{
    char text[LINE_MAX_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    teller->line(teller->context, kind, indent, text);
}

const char *explain_number(double probability, char out[static EXPLAIN_NUMBER_MAX])
{
    int hundredths = (int)(probability * 100 + 0.5);
    hundredths = hundredths < 1 ? 1 : hundredths > 99 ? 99 : hundredths;
    snprintf(out, EXPLAIN_NUMBER_MAX, "%s.%02d", probability < 0.005 ? "<" : "", hundredths);
    return out;
}

const char *explain_likelihood(double probability)
{
    return probability >= 0.7 ? _("likely") : probability >= 0.2 ? _("possible") : _("weak");
}

const char *explain_flags(unsigned flags, char out[static EXPLAIN_FLAGS_MAX])
{
    static const struct {
        unsigned flag;
        const char *name;
    } names[] = { { CLASSIFY_VAGUE, "vague" },
                  { CLASSIFY_AGREE, "agree" },
                  { CLASSIFY_DISAGREE, "disagree" },
                  { CLASSIFY_RESIDUAL, "residual" },
                  { CLASSIFY_UNKNOWN_WORDS, "unknown_words" },
                  { CLASSIFY_CONTRADICTS, "contradicts" } };
    char *end = out;
    *end = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & names[i].flag) {
            if (end != out)
                *end++ = ',';
            end = stpcpy(end, names[i].name);
        }
    return out;
}

/* At most QUOTE_MAX_BYTES of a text, cut at a character: a declared text may be a page long. */
static int quoted_length(const char *text)
{
    size_t length = strlen(text);
    if (length <= QUOTE_MAX_BYTES)
        return (int)length;
    length = QUOTE_MAX_BYTES;
    while (length && ((unsigned char)text[length] & 0xc0) == 0x80)
        length--;
    return (int)length;
}

/* The nodes from the chapter down to `node`, at most CODE_MAX. */
static size_t path_of(const struct tree *tree, uint32_t node, uint32_t path[static CODE_MAX])
{
    size_t depth = 0;
    for (uint32_t at = node; at != TREE_NONE && depth < CODE_MAX; at = tree_node(tree, at)->parent)
        path[depth++] = at;
    for (size_t i = 0; i < depth / 2; i++) {
        uint32_t other = path[i];
        path[i] = path[depth - 1 - i];
        path[depth - 1 - i] = other;
    }
    return depth;
}

void explain_path(const struct tree *tree, uint32_t node, enum tree_language language, explain_line *line, void *context)
{
    struct teller teller = { line, context };
    uint32_t path[CODE_MAX];
    size_t depth = path_of(tree, node, path);
    for (size_t i = 0; i < depth; i++) {
        char code[CODE_PRINT_MAX];
        code_print(&tree_node(tree, path[i])->code, CODE_SPACED, code);
        tell(&teller, EXPLAIN_LINE, 2, "%-7s  %s", code, tree_title(tree, path[i], language));
    }
}

static void tell_agreement(const struct teller *teller, unsigned flags, int indent)
{
    if (flags & CLASSIFY_AGREE)
        tell(teller, EXPLAIN_LINE, indent, "%s", _("both opinions put the same code first"));
    if (flags & CLASSIFY_DISAGREE)
        tell(teller, EXPLAIN_LINE, indent, "%s", _("the two opinions differ: compare their first codes"));
}

static void tell_opinions(const struct teller *teller, const struct classification *classification, const struct classify_result *result, int indent)
{
    char number[EXPLAIN_NUMBER_MAX], none[EXPLAIN_NUMBER_MAX], words[16] = "-", examples[16] = "-";
    unsigned flags = result->flags | classification->flags;
    if (result->bayes_rank)
        snprintf(words, sizeof words, "%u", result->bayes_rank);
    if (result->knn_rank)
        snprintf(examples, sizeof examples, "%u", result->knn_rank);
    tell(teller, EXPLAIN_LINE, indent, _("%s %s; rank by words %s, by examples %s; none of these %s"), explain_likelihood(result->probability),
         explain_number(result->probability, number), words, examples, explain_number(classification->none, none));
    tell_agreement(teller, flags, indent);
}

/* "learned from declarations: 1806 32 .62, 1704 90 .30"; nothing where the generation has but one source. */
static void tell_sources(const struct teller *teller, const struct tree *tree, const struct classification *classification, int indent)
{
    const struct classify_opinion *source = classification->source;
    for (int s = 0; s < SOURCE_COUNT; s++) {
        char text[LINE_MAX_BYTES];
        size_t length = 0;
        for (size_t i = 0; i < source[s].count; i++) {
            char code[CODE_PRINT_MAX], number[EXPLAIN_NUMBER_MAX];
            code_print(&tree_node(tree, source[s].node[i])->code, CODE_SPACED, code);
            length += (size_t)snprintf(text + length, sizeof text - length, "%s%s %s", i ? ", " : "", code, explain_number(source[s].share[i], number));
        }
        if (length)
            tell(teller, EXPLAIN_LINE, indent, "%s %s", s == SOURCE_LEARNED ? _("learned from declarations:") : _("written in our terms:"), text);
    }
    if (source[SOURCE_LEARNED].count && source[SOURCE_WRITTEN].count)
        tell(teller, EXPLAIN_LINE, indent, "%s",
             source[SOURCE_LEARNED].node[0] == source[SOURCE_WRITTEN].node[0] ? _("what was learned and what is written agree") : _("what was learned and what is written differ"));
}

static void tell_warnings(const struct teller *teller, const struct classification *classification, unsigned flags, enum tree_language language, int indent)
{
    const struct vagueness *vague = &classification->vague;
    if (vague->level >= VAGUE_LEVEL_WARNING)
        tell(teller, EXPLAIN_LINE, indent, "%s", classification->rules->vague.text + classification->rules->vague.row[vague->row].message[language]);
    else if (flags & CLASSIFY_VAGUE)
        tell(teller, EXPLAIN_LINE, indent, "%s", _("too vague for an opinion: add the material, the use, the form"));
    if (flags & CLASSIFY_UNKNOWN_WORDS)
        tell(teller, EXPLAIN_LINE, indent, "%s", _("some words are not known to any example"));
    if (flags & CLASSIFY_RESIDUAL)
        tell(teller, EXPLAIN_LINE, indent, "%s", _("an \"other\" code: it fits only where no named one does"));
}

/* "against it: "without cocoa": composition = cocoa". */
static void tell_reason(const struct teller *teller, const struct rules *rules, const struct ruling_reason *reason, const char *description,
                        enum tree_language language, int indent)
{
    char condition[CONDITION_TEXT_MAX];
    const char *said = description + reason->start;
    int length = reason->length < 64 ? (int)reason->length : 64;
    while (length < (int)reason->length && length && ((unsigned char)said[length] & 0xc0) == 0x80)
        length--;
    if (reason->kind == RULING_NOTE) {
        tell(teller, EXPLAIN_LINE, indent, _("against it: \"%.*s\": %s (%s)"), length, said, note_text(&rules->notes, reason->row, language),
             rules->notes.text + rules->notes.note[reason->row].citation);
        return;
    }
    condition_print(&rules->conditions.row[reason->row].condition, rules->conditions.value, &rules->lexicon, language, condition);
    tell(teller, EXPLAIN_LINE, indent, reason->kind == RULING_CONTRADICTS ? _("against it: \"%.*s\": goods of this code have %s") : _("for it: \"%.*s\": %s"), length,
         said, condition);
}

/* "ask: Is it knitted or woven? knitted 6109; woven 6205, 6206; don't know". */
static void tell_question(const struct teller *teller, const struct classification *classification, enum tree_language language, int indent)
{
    if (!classification->rules || classification->question == ASSESS_NOTHING)
        return;
    const struct rules *rules = classification->rules;
    const struct questions *questions = &rules->questions;
    const struct question *question = &questions->question[classification->question];
    char text[LINE_MAX_BYTES];
    size_t length = (size_t)snprintf(text, sizeof text, _("ask: %s"), questions->text + question->text[language]);
    for (uint32_t a = 0; a < question->answers && length < sizeof text; a++) {
        const struct answer *answer = &questions->answer[question->answer + a];
        char condition[CONDITION_TEXT_MAX];
        condition_print(&answer->condition, questions->value, &rules->lexicon, language, condition);
        const char *value = strstr(condition, " = "); /* the axis goes without saying */
        length += (size_t)snprintf(text + length, sizeof text - length, "%s %s:", a ? ";" : "", value ? value + 3 : condition);
        for (uint32_t c = 0; c < answer->codes && length < sizeof text; c++) {
            char code[CODE_PRINT_MAX];
            code_print(&questions->code[answer->code + c], CODE_SPACED, code);
            length += (size_t)snprintf(text + length, sizeof text - length, "%s %s", c ? "," : "", code);
        }
    }
    if (length < sizeof text)
        snprintf(text + length, sizeof text - length, "; %s", _("don't know"));
    tell(teller, EXPLAIN_LINE, indent, "%s", text);
}

static void tell_example(const struct teller *teller, const struct tree *tree, const struct classify_example *example, int indent)
{
    char code[CODE_PRINT_MAX], number[EXPLAIN_NUMBER_MAX];
    code_print(&tree_node(tree, example->node)->code, CODE_SPACED, code);
    tell(teller, EXPLAIN_LINE, indent, _("%s \"%.*s\" (%s at %s)"), explain_number(example->similarity, number), quoted_length(example->text), example->text,
         example->declared ? _("declared") : _("written"), code);
}

static void tell_words(const struct teller *teller, const struct classify_result *result, const char *description, int indent, const char *before)
{
    char text[LINE_MAX_BYTES];
    size_t length = 0;
    for (size_t i = 0; i < result->words; i++) {
        const struct classify_word *word = &result->word[i];
        int shown = word->length < 64 ? (int)word->length : 64;
        while (shown < (int)word->length && shown && ((unsigned char)description[word->start + (size_t)shown] & 0xc0) == 0x80)
            shown--;
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%.*s %+.1f", i ? ", " : "", shown, description + word->start, (double)word->weight);
    }
    if (length)
        tell(teller, EXPLAIN_LINE, indent, "%s%s", before, text);
}

void explain_result(const struct tree *tree, const struct classification *classification, size_t which, const char *description, enum tree_language language,
                    explain_line *line, void *context)
{
    struct teller teller = { line, context };
    const struct classify_result *result = &classification->result[which];
    tell(&teller, EXPLAIN_HEADING, 0, "%s", _("Path"));
    explain_path(tree, result->node, language, line, context);
    tell(&teller, EXPLAIN_HEADING, 0, "%s", _("Opinions"));
    tell_opinions(&teller, classification, result, 2);
    tell_sources(&teller, tree, classification, 2);
    tell_warnings(&teller, classification, result->flags | classification->flags, language, 2);
    if (result->reasons || classification->question != ASSESS_NOTHING) {
        tell(&teller, EXPLAIN_HEADING, 0, "%s", _("Facts and notes"));
        for (size_t i = 0; i < result->reasons; i++)
            tell_reason(&teller, classification->rules, &result->reason[i], description, language, 2);
        tell_question(&teller, classification, language, 2);
    }
    if (result->examples) {
        tell(&teller, EXPLAIN_HEADING, 0, "%s", _("Like"));
        for (size_t i = 0; i < result->examples; i++)
            tell_example(&teller, tree, &result->example[i], 2);
    }
    if (result->words) {
        tell(&teller, EXPLAIN_HEADING, 0, "%s", _("Words that spoke for it, and how far"));
        tell_words(&teller, result, description, 2, "");
    }
    tell(&teller, EXPLAIN_REMARK, 0, "%s", _("This is a supplementary opinion; the decision is yours."));
}

void explain_briefly(const struct tree *tree, const struct classification *classification, size_t which, const char *description, enum tree_language language,
                     explain_line *line, void *context)
{
    struct teller teller = { line, context };
    const struct classify_result *result = &classification->result[which];
    char text[LINE_MAX_BYTES];
    uint32_t path[CODE_MAX];
    size_t depth = path_of(tree, result->node, path), length = 0;
    for (size_t i = 0; i < depth && length < sizeof text; i++) {
        char code[CODE_PRINT_MAX];
        code_print(&tree_node(tree, path[i])->code, CODE_SPACED, code);
        /* The last one's title stands in the list already. */
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s%s%s", i ? " > " : "", code, i + 1 < depth ? " " : "",
                                   i + 1 < depth ? tree_title(tree, path[i], language) : "");
    }
    tell(&teller, EXPLAIN_LINE, 0, "%s", text);
    if (result->examples) {
        const struct classify_example *example = &result->example[0];
        char number[EXPLAIN_NUMBER_MAX];
        tell(&teller, EXPLAIN_LINE, 0, _("like \"%.*s\" %s"), quoted_length(example->text), example->text, explain_number(example->similarity, number));
    }
    tell_words(&teller, result, description, 0, _("words: "));
    unsigned flags = which == 0 ? result->flags | classification->flags : result->flags & CLASSIFY_RESIDUAL;
    if (result->flags & CLASSIFY_CONTRADICTS)
        tell_reason(&teller, classification->rules, &result->reason[0], description, language, 0);
    else if (flags & CLASSIFY_VAGUE)
        tell_warnings(&teller, classification, CLASSIFY_VAGUE, language, 0);
    else if (which == 0 && classification->question != ASSESS_NOTHING)
        tell_question(&teller, classification, language, 0);
    else if (flags & (CLASSIFY_UNKNOWN_WORDS | CLASSIFY_RESIDUAL))
        tell_warnings(&teller, classification, flags, language, 0);
    else if (flags & (CLASSIFY_AGREE | CLASSIFY_DISAGREE))
        tell_agreement(&teller, flags, 0);
}
