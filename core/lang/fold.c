/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lang/fold.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

/* U+0430 .. U+045F */
static const char *const RUSSIAN[] = {
    "a", "b", "v", "g", "d", "e", "j", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "x", "ts", "c",
    "s", "s", "",  "i", "",  "e", "yu", "ya", "e", "yo", "d", "g", "e", "s", "i", "i", "j", "l", "n", "c", "k", "i", "u", "c",
};

/* Letters of Azerbaijani Cyrillic that Russian lacks, and those that it reads differently. */
static const char *azerbaijani(ucs4_t c)
{
    switch (c) {
    case 0x4d9: return "e"; /* ә */
    case 0x493: return "g"; /* ғ */
    case 0x49d: return "g"; /* ҝ */
    case 0x4e9: return "o"; /* ө */
    case 0x4af: return "u"; /* ү */
    case 0x4bb: return "h"; /* һ */
    case 0x4b9: return "c"; /* ҹ */
    case 0x458: return "y"; /* ј */
    case 0x433: return "q"; /* г */
    case 0x446: return "s";
    default: return NULL;
    }
}

static bool only_azerbaijani(ucs4_t c)
{
    return c == 0x4d9 || c == 0x493 || c == 0x49d || c == 0x4e9 || c == 0x4af || c == 0x4bb || c == 0x4b9 || c == 0x458;
}

static const char *cyrillic(ucs4_t c)
{
    return c >= 0x430 && c <= 0x45f ? RUSSIAN[c - 0x430] : NULL;
}

size_t fold_to_latin(const char *text, size_t length, char *out, size_t size)
{
    size_t written = 0;
    for (size_t i = 0; i < length;) {
        ucs4_t c;
        int step = u8_mbtoucr(&c, (const uint8_t *)text + i, length - i);
        if (step <= 0)
            break;
        const char *latin = cyrillic(c);
        size_t need = latin ? strlen(latin) : (size_t)step;
        if (written + need > size)
            break;
        memcpy(out + written, latin ? latin : text + i, need);
        written += need;
        i += (size_t)step;
    }
    return written;
}

/* One letter or digit, folded, as UTF-8. Returns its bytes; 0 for a mark that is dropped. */
static size_t fold_letter(ucs4_t c, char out[static 12], uint8_t *kind)
{
    if (c == 0x259 || c == 0x18f || c == 0x4d8) /* ə Ə */
        c = 'e';
    else if (c == 0x131 || c == 0x130) /* ı İ */
        c = 'i';
    else if (c >= 0x80) {
        c = uc_tolower(c);
        const char *special = c == 0xdf ? "ss" : c == 0xe6 ? "ae" : c == 0xf8 ? "o" : c == 0x142 ? "l" : c == 0x111 ? "d" : c == 0x153 ? "oe" : NULL;
        if (special) {
            *kind = WORD_LATIN;
            memcpy(out, special, strlen(special));
            return strlen(special);
        }
        if (c == 0x439) { /* й is a letter of its own */
            memcpy(out, "\xd0\xb9", 2);
            *kind = WORD_CYRILLIC;
            return 2;
        }
        ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
        for (int round = 0; round < 3; round++) {
            int tag;
            int count = uc_decomposition(c, &tag, parts);
            if (count < 1)
                break;
            c = uc_tolower(parts[0]);
        }
        if (uc_combining_class(c) != 0)
            return 0;
    } else if (c >= 'A' && c <= 'Z')
        c += 'a' - 'A';
    if (c == 0x451) /* ё where it did not decompose */
        c = 0x435;
    if (c >= '0' && c <= '9')
        *kind = WORD_NUMBER;
    else if (c < 0x250)
        *kind = WORD_LATIN;
    else if (c >= 0x400 && c < 0x530)
        *kind = WORD_CYRILLIC;
    else
        *kind = WORD_OTHER;
    int size = u8_uctomb((uint8_t *)out, c, 12);
    return size > 0 ? (size_t)size : 0;
}

static bool is_letter(ucs4_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N | UC_CATEGORY_MASK_M);
}

static bool is_apostrophe(ucs4_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2bc || c == '`' || c == 0xb4;
}

static bool digit_at(const char *text, size_t length, size_t at)
{
    return at < length && text[at] >= '0' && text[at] <= '9';
}

struct cursor {
    struct words *words;
    struct word *word; /* the one being filled; NULL between words */
    size_t last_end;   /* source offset behind the last word */
    bool hyphen_only;  /* since then */
};

static void end_word(struct cursor *at, size_t source_end)
{
    struct words *words = at->words;
    if (!at->word)
        return;
    at->word->length = (uint32_t)(source_end - at->word->start);
    at->word->size = (uint16_t)(words->used - at->word->text);
    if (at->word->size) {
        words->count++;
        at->last_end = source_end;
        at->hyphen_only = true;
    }
    at->word = NULL;
}

static bool start_word(struct cursor *at, size_t source, uint8_t kind)
{
    struct words *words = at->words;
    if (words->count == WORDS_MAX || words->used + WORD_BYTES_MAX + 16 > WORDS_BYTES) {
        words->cut = true;
        return false;
    }
    at->word = &words->word[words->count];
    *at->word = (struct word){ .start = (uint32_t)source, .text = (uint32_t)words->used, .kind = kind,
                               .joined = words->count > 0 && at->hyphen_only };
    return true;
}

static void append(struct cursor *at, const char *bytes, size_t size)
{
    struct words *words = at->words;
    if (words->used - at->word->text + size > WORD_BYTES_MAX)
        return; /* no word is this long: its start names it well enough */
    memcpy(words->bytes + words->used, bytes, size);
    words->used += size;
}

/* In place, and closing the gaps: no Latin spelling is longer than its Cyrillic letter, and neighbours must go on lying one behind the other. A word of nothing but signs (ь) is
 * none any more. */
static void transliterate_azerbaijani(struct words *words)
{
    size_t used = 0, kept = 0;
    bool is_behind_none = false;
    for (size_t i = 0; i < words->count; i++) {
        struct word *word = &words->word[kept];
        *word = words->word[i];
        word->joined = word->joined && !is_behind_none;
        const char *text = words->bytes + word->text;
        size_t start = used, size = word->size;
        for (size_t from = 0; from < size;) {
            ucs4_t c;
            int step = u8_mbtoucr(&c, (const uint8_t *)text + from, size - from);
            if (step <= 0)
                break;
            const char *latin = word->kind != WORD_CYRILLIC ? NULL : azerbaijani(c) ? azerbaijani(c) : cyrillic(c);
            size_t length = latin ? strlen(latin) : (size_t)step;
            memmove(words->bytes + used, latin ? latin : text + from, length);
            used += length;
            from += (size_t)step;
        }
        word->text = (uint32_t)start;
        word->size = (uint16_t)(used - start);
        if (word->kind == WORD_CYRILLIC)
            word->kind = WORD_LATIN;
        is_behind_none = !word->size;
        kept += word->size != 0;
    }
    words->used = used;
    words->count = kept;
}

void fold_words(const char *text, size_t length, struct words *words)
{
    struct cursor at = { .words = words };
    words->count = words->used = 0;
    words->azerbaijani_cyrillic = words->cut = false;
    for (size_t i = 0; i < length;) {
        ucs4_t c = (unsigned char)text[i];
        int step = c < 0x80 ? 1 : u8_mbtoucr(&c, (const uint8_t *)text + i, length - i);
        if (step <= 0)
            step = 1, c = ' ';
        if (is_letter(c)) {
            char folded[12];
            uint8_t kind = WORD_OTHER;
            ucs4_t lower = uc_tolower(c);
            if (only_azerbaijani(lower)) {
                words->azerbaijani_cyrillic = true;
                kind = WORD_CYRILLIC;
            }
            size_t size = kind == WORD_CYRILLIC ? (size_t)u8_uctomb((uint8_t *)folded, lower, sizeof folded) : fold_letter(c, folded, &kind);
            if (size) {
                if (at.word && at.word->kind != kind)
                    end_word(&at, i);
                if (!at.word && !start_word(&at, i, kind))
                    break;
                append(&at, folded, size);
            }
        } else if (at.word && at.word->kind == WORD_NUMBER && (c == '.' || c == ',') && digit_at(text, length, i + 1) &&
                   !memchr(words->bytes + at.word->text, '.', words->used - at.word->text)) {
            append(&at, ".", 1);
        } else if (at.word && is_apostrophe(c) && at.word->kind != WORD_NUMBER) {
            ; /* dropped, and the word goes on */
        } else {
            end_word(&at, i);
            if (c != '-' || i != at.last_end)
                at.hyphen_only = false;
        }
        i += (size_t)step;
    }
    end_word(&at, length);
    if (words->azerbaijani_cyrillic)
        transliterate_azerbaijani(words);
}

size_t fold_join(const struct words *words, char out[static WORDS_JOINED_MAX])
{
    size_t length = 0;
    for (size_t i = 0; i < words->count; i++) {
        memcpy(out + length, word_text(words, &words->word[i]), words->word[i].size);
        length += words->word[i].size;
        out[length++] = ' ';
    }
    out[length] = '\0';
    return length;
}
