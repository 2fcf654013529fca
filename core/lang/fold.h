/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fold.h - words without case, diacritics and script: one spelling for what traders spell many ways.
 *
 * Folding is neutral to the language: I, İ and ı all become i; ə becomes e; ş, ç, ğ, ö, ü lose their marks, as does every other Latin letter
 * (NFKD, marks dropped: also the stray U+0307 that case folding leaves behind İ). Russian stays Cyrillic here, because its stemmer wants
 * that; fold_to_latin brings it over afterwards, to the spelling that people in the Caucasus type. A text with a letter that only Azerbaijani Cyrillic has is
 * turned into Latin at once. An apostrophe inside a word is dropped ("men's" -> "mens").
 */
#ifndef HS_LANG_FOLD_H
#define HS_LANG_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum word_kind {
    WORD_LATIN,
    WORD_CYRILLIC,
    WORD_NUMBER, /* digits with at most one decimal point, a comma folded to a point */
    WORD_OTHER   /* letters of other scripts, as they are but in lower case */
};

struct word {
    uint32_t start, length; /* bytes of the source */
    uint32_t text;          /* offset into `bytes` */
    uint16_t size;          /* bytes of the folded form; at least 1 */
    uint8_t kind;           /* enum word_kind */
    uint8_t joined;         /* nothing, or only a hyphen, stands between this word and the one before it */
};

/* The first WORDS_MAX words of a text; what lies behind them is not looked at. */
enum { WORDS_MAX = 512, WORDS_BYTES = 16384, WORD_BYTES_MAX = 64 };

struct words {
    size_t count;
    bool azerbaijani_cyrillic; /* such a letter occurs */
    bool cut;                  /* there was more */
    size_t used;
    struct word word[WORDS_MAX];
    char bytes[WORDS_BYTES];
};

/* `text` must be UTF-8. */
void fold_words(const char *text, size_t length, struct words *words);

static inline const char *word_text(const struct words *words, const struct word *word)
{
    return words->bytes + word->text;
}

/* The folded words with a space behind each, and a NUL: two texts that agree in it are the same to the program. Returns the length. */
enum { WORDS_JOINED_MAX = WORDS_BYTES + WORDS_MAX + 1 };
size_t fold_join(const struct words *words, char out[static WORDS_JOINED_MAX]);

/* Russian Cyrillic in the Latin letters that traders type (ж j, х x, ч c, ш s, щ s, ц ts, ю yu, я ya; ъ and ь dropped), already folded. At most `size`
 * bytes; returns how many. Bytes that are not Cyrillic are copied. */
size_t fold_to_latin(const char *text, size_t length, char *out, size_t size);

#endif
