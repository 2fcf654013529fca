/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lang/stem.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "core/lang/azerbaijani.h"

struct stemmer {
    struct sb_stemmer *snowball[LANGUAGE_COUNT];
};

static const char *const TAG[] = {
#define LANGUAGE_TAG(name, tag) [LANGUAGE_##name] = tag,
    LANGUAGES(LANGUAGE_TAG)
#undef LANGUAGE_TAG
        [LANGUAGE_UNKNOWN] = "",
};

static const char *const SNOWBALL[LANGUAGE_COUNT] = {
    [LANGUAGE_EN] = "english", [LANGUAGE_RU] = "russian", [LANGUAGE_DE] = "german", [LANGUAGE_FR] = "french", [LANGUAGE_ES] = "spanish",
};

const char *language_tag(enum language language)
{
    return TAG[language];
}

enum language language_of_tag(const char *tag, size_t length)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        if (length == 2 && memcmp(tag, TAG[language], 2) == 0)
            return (enum language)language;
    return LANGUAGE_UNKNOWN;
}

enum hs_status stemmer_new(struct stemmer **result, struct hs_why *why)
{
    struct stemmer *stemmer = calloc(1, sizeof *stemmer);
    for (int language = 0; stemmer && language < LANGUAGE_COUNT; language++) {
        if (!SNOWBALL[language])
            continue;
        stemmer->snowball[language] = sb_stemmer_new(SNOWBALL[language], "UTF_8");
        if (!stemmer->snowball[language]) {
            stemmer_free(stemmer);
            return hs_fail(why, HS_IO, "stemmer: libstemmer has no %s: install libstemmer0d", SNOWBALL[language]);
        }
        /* Its buffer grows with the longest word seen: grow it now, so that no query allocates. */
        char longest[WORD_BYTES_MAX];
        memset(longest, 'a', sizeof longest);
        sb_stemmer_stem(stemmer->snowball[language], (const sb_symbol *)longest, sizeof longest);
    }
    if (!stemmer)
        return hs_fail(why, HS_NO_MEMORY, "stemmer: no memory: close other programs");
    *result = stemmer;
    return HS_OK;
}

void stemmer_free(struct stemmer *stemmer)
{
    if (!stemmer)
        return;
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        if (stemmer->snowball[language])
            sb_stemmer_delete(stemmer->snowball[language]);
    free(stemmer);
}

size_t stem_word(struct stemmer *stemmer, const char *word, size_t length, enum word_kind kind, enum language language, char *out)
{
    if (kind == WORD_CYRILLIC)
        language = LANGUAGE_RU;
    else if (language == LANGUAGE_RU)
        language = LANGUAGE_UNKNOWN;
    if (kind == WORD_LATIN && (language == LANGUAGE_AZ || language == LANGUAGE_TR))
        return azerbaijani_stem(word, length, out);
    const char *stem = word;
    if ((kind == WORD_LATIN || kind == WORD_CYRILLIC) && language < LANGUAGE_COUNT && stemmer->snowball[language]) {
        struct sb_stemmer *snowball = stemmer->snowball[language];
        const sb_symbol *found = sb_stemmer_stem(snowball, (const sb_symbol *)word, (int)length);
        if (found && sb_stemmer_length(snowball) > 0) {
            stem = (const char *)found;
            length = (size_t)sb_stemmer_length(snowball);
        }
    }
    if (kind == WORD_CYRILLIC)
        return fold_to_latin(stem, length, out, 2 * WORD_BYTES_MAX);
    memcpy(out, stem, length);
    return length;
}
