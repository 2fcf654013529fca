/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lang/long_text.h"

#include <stdbool.h>
#include <string.h>

#include "core/lang/boilerplate.h"

/* Folded words. One of them in a sentence makes it one of procedure. */
static const char *const PROCEDURE[] = { "letter", "ruling", "rulings", "subheading", "subheadings", "htsus", "hts", "duty", "duties", "cfr", "usc", "heading", "headings", "gri", "gris",
                                         "regulations", "tariff", "importation", "customs", "entry", "submitted", "requested", "request", "provides", "valorem", "sincerely",
                                         "submission", "website", "port", "quota", "marking", "origin", "chapter", "notes", "liquidated", "statute", NULL };
/* One of them makes it a sentence that describes: says what it is, what of, or what for. */
static const char *const HEADS[] = { "consideration", "described", "identified", "issue", "concerned", "consists", "consist", "composed", "comprised", "constructed", "made", "used", "designed",
                                     "contains", "containing", "known", "intended", NULL };

static bool is_one_of(const struct words *words, const struct word *word, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == word->size && memcmp(*list, word_text(words, word), word->size) == 0)
            return true;
    return false;
}

/* Whether a sentence ends between two words: a full stop, semicolon or line end there, and no single letter before it ("U.S."). */
static bool ends_between(const char *text, const struct word *before, const struct word *after)
{
    for (uint32_t at = before->start + before->length; at < after->start; at++)
        if (text[at] == ';' || text[at] == '\n' || ((text[at] == '.' || text[at] == '!' || text[at] == '?') && before->size > 1 && at + 1 < after->start))
            return true;
    return false;
}

struct sentence {
    size_t first, end;
    bool procedure, head;
};

static struct sentence sentence_at(const char *text, const struct words *words, size_t first)
{
    struct sentence sentence = { first, first, false, false };
    do {
        const struct word *word = &words->word[sentence.end];
        sentence.procedure = sentence.procedure || is_one_of(words, word, PROCEDURE);
        sentence.head = sentence.head || is_one_of(words, word, HEADS);
        sentence.end++;
    } while (sentence.end < words->count && !ends_between(text, &words->word[sentence.end - 1], &words->word[sentence.end]));
    return sentence;
}

/* Marks the words that are kept with 1; returns how many. */
static size_t keep(const char *text, const struct words *words, bool only_heads, bool procedure_too, unsigned char kept[static WORDS_MAX])
{
    size_t count = 0;
    bool any = false;
    memset(kept, 0, words->count);
    for (size_t first = 0; first < words->count && count < LONG_TEXT_KEPT;) {
        struct sentence sentence = sentence_at(text, words, first);
        if ((!sentence.procedure || procedure_too) && (!any || !only_heads || sentence.head)) {
            any = true;
            for (size_t w = first; w < sentence.end && count < LONG_TEXT_KEPT; w++, count++)
                kept[w] = 1;
        }
        first = sentence.end;
    }
    return count;
}

void find_heads(const char *text, const struct words *words, unsigned char role[static WORDS_MAX])
{
    unsigned char kept[WORDS_MAX];
    if (words->count <= LONG_TEXT_WORDS)
        return;
    size_t count = keep(text, words, true, false, kept);
    if (count < 4) /* all of it is procedure, or one long sentence */
        count = keep(text, words, false, true, kept);
    for (size_t w = 0; count && w < words->count; w++)
        if (!kept[w])
            role[w] = ROLE_ASIDE;
}
