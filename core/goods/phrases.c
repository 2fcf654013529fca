/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/phrases.h"

#include <stdlib.h>
#include <string.h>

static const uint64_t FNV_START = 14695981039346656037u, FNV_PRIME = 1099511628211u, STARRED = 0x9e3779b97f4a7c15u;

/* FNV-1a over the state, then over the letters one by one, so that all prefixes of a word cost one pass. */
static uint64_t key_start(uint32_t state)
{
    return (FNV_START ^ state) * FNV_PRIME;
}

static uint64_t key_step(uint64_t key, char letter)
{
    return (key ^ (unsigned char)letter) * FNV_PRIME;
}

static uint64_t key_end(uint64_t key, int starred)
{
    key ^= starred ? STARRED : 0;
    key ^= key >> 29;
    key *= 0xbf58476d1ce4e5b9u;
    return key ^ key >> 32;
}

static const struct phrase_edge *find_edge(const struct phrase_edge *edge, uint32_t edges, uint64_t key)
{
    uint32_t high = (uint32_t)(key >> 32), low = (uint32_t)key;
    for (uint32_t at = low & (edges - 1);; at = (at + 1) & (edges - 1))
        if (!edge[at].to_state || (edge[at].key_high == high && edge[at].key_low == low))
            return &edge[at];
}

int phrases_are_sound(const struct phrases *phrases)
{
    uint32_t empty = 0;
    if (!phrases->edges || phrases->edges & (phrases->edges - 1) || !phrases->states)
        return 0;
    for (uint32_t i = 0; i < phrases->edges; i++) {
        empty += phrases->edge[i].to_state == 0;
        if (phrases->edge[i].to_state >= phrases->states)
            return 0;
    }
    for (uint32_t i = 0; i < phrases->states; i++)
        if (phrases->state[i].first > phrases->meanings || phrases->state[i].count > phrases->meanings - phrases->state[i].first)
            return 0;
    return empty > 0; /* or a search would never end */
}

static size_t latin_word(const struct words *words, size_t number, char out[static 2 * WORD_BYTES_MAX])
{
    const struct word *word = &words->word[number];
    if (word->kind == WORD_CYRILLIC)
        return fold_to_latin(word_text(words, word), word->size, out, 2 * WORD_BYTES_MAX);
    memcpy(out, word_text(words, word), word->size);
    return word->size;
}

/* The longest phrase that goes on from `state` with the words from `at`; more than one edge may fit a word ("wool", "wool*"). */
static size_t follow(const struct phrases *phrases, const struct words *words, size_t at, uint32_t state, size_t depth, uint32_t *last)
{
    char text[2 * WORD_BYTES_MAX];
    uint32_t next[2 * WORD_BYTES_MAX + 1];
    size_t found = 0, longest = 0;
    if (phrases->state[state].count)
        *last = state;
    if (depth == PHRASE_WORDS || at >= words->count)
        return 0;
    size_t length = latin_word(words, at, text);
    uint64_t key = key_start(state);
    for (size_t i = 0; i < length; i++) {
        key = key_step(key, text[i]);
        uint32_t starred = find_edge(phrases->edge, phrases->edges, key_end(key, 1))->to_state;
        if (starred)
            next[found++] = starred;
    }
    uint32_t exact = length ? find_edge(phrases->edge, phrases->edges, key_end(key, 0))->to_state : 0;
    if (exact)
        next[found++] = exact;
    while (found--) { /* the exact word first, then the longest beginning */
        uint32_t end = 0;
        size_t more = follow(phrases, words, at + 1, next[found], depth + 1, &end);
        if (end && more + 1 > longest) {
            longest = more + 1;
            *last = end;
        }
    }
    return longest;
}

size_t phrases_match(const struct phrases *phrases, const struct words *words, size_t at, struct phrase_state *found)
{
    uint32_t last = 0;
    if (!phrases->edges)
        return 0;
    size_t length = follow(phrases, words, at, 0, 0, &last);
    if (length)
        *found = phrases->state[last];
    return length;
}

/* ---- laying out ---- */

/* The states of one phrase, adding those that are not there. Returns the last, or 0. */
static uint32_t add_phrase(struct phrase_table *table, const char *text, struct words *words)
{
    uint32_t state = 0;
    fold_words(text, strlen(text), words);
    if (words->count == 0 || words->count > PHRASE_WORDS)
        return 0;
    for (size_t w = 0; w < words->count; w++) {
        char latin[2 * WORD_BYTES_MAX];
        size_t length = latin_word(words, w, latin);
        uint64_t key = key_start(state);
        for (size_t i = 0; i < length; i++)
            key = key_step(key, latin[i]);
        key = key_end(key, text[words->word[w].start + words->word[w].length] == '*');
        struct phrase_edge *edge = (struct phrase_edge *)find_edge(table->edge, table->edges, key);
        if (!edge->to_state)
            *edge = (struct phrase_edge){ (uint32_t)(key >> 32), (uint32_t)key, table->states++ };
        state = edge->to_state;
    }
    return state;
}

enum hs_status phrases_lay_out(const struct phrase *phrases, size_t count, struct phrase_table *table, struct hs_why *why)
{
    size_t most = 1;
    memset(table, 0, sizeof *table);
    for (size_t i = 0; i < count; i++)
        most += PHRASE_WORDS < strlen(phrases[i].text) ? PHRASE_WORDS : strlen(phrases[i].text);
    for (table->edges = 16; table->edges < most; table->edges *= 2)
        ;
    table->states = 1;
    table->edge = calloc(table->edges, sizeof *table->edge);
    table->state = calloc(most + 1, sizeof *table->state);
    table->meaning = calloc(count + 1, sizeof *table->meaning);
    uint32_t *last = calloc(count + 1, sizeof *last);
    struct words *words = malloc(sizeof *words);
    enum hs_status status = table->edge && table->state && table->meaning && last && words ? HS_OK : hs_fail(why, HS_NO_MEMORY, "phrases: no memory: close other programs");
    for (size_t i = 0; status == HS_OK && i < count; i++) {
        last[i] = add_phrase(table, phrases[i].text, words);
        if (!last[i])
            status = hs_fail(why, HS_INVALID, "phrase \"%s\": it has no word, or more than %d: shorten it", phrases[i].text, PHRASE_WORDS);
        else
            table->state[last[i]].count++;
    }
    for (uint32_t s = 0; status == HS_OK && s < table->states; s++) {
        table->state[s].first = table->meanings;
        table->meanings += table->state[s].count;
        table->state[s].count = 0;
    }
    for (size_t i = 0; status == HS_OK && i < count; i++) {
        struct phrase_state *state = &table->state[last[i]];
        table->meaning[state->first + state->count++] = phrases[i].meaning;
    }
    free(last);
    free(words);
    if (status != HS_OK)
        phrase_table_free(table);
    return status;
}

void phrase_table_free(struct phrase_table *table)
{
    free(table->edge);
    free(table->state);
    free(table->meaning);
    memset(table, 0, sizeof *table);
}
