/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include "core/lang/azerbaijani.h"
#include "core/lang/fold.h"

static struct words words;

/* The folded words with one space between them. */
static const char *folded(const char *text)
{
    static char out[WORDS_BYTES];
    size_t length = 0;
    fold_words(text, strlen(text), &words);
    for (size_t i = 0; i < words.count; i++)
        length += (size_t)snprintf(out + length, sizeof out - length, "%s%.*s", i ? " " : "", words.word[i].size, word_text(&words, &words.word[i]));
    out[length] = '\0';
    return out;
}

static void spellings_meet(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        { "İSTİFADƏ", "istifade" }, { "ISTIFADE", "istifade" }, { "ıstıfadə", "istifade" }, { "i\xcc\x87stifad\xc9\x99", "istifade" },
        { "ŞÇĞÖÜ şçğöü", "scgou scgou" }, { "Ağ Şokolad", "ag sokolad" }, { "Größe Straße", "grosse strasse" }, { "crème brûlée", "creme brulee" },
        { "Пальто Ёлка", "пальто елка" }, { "чайник", "чайник" }, { "ШОКОЛАДНЫЙ", "шоколадный" }, { "T-shirt", "t shirt" }, { "men's", "mens" },
        { "330ml 1,7 л", "330 ml 1.7 л" }, { "20x3/4\"", "20 x 3 4" }, { "cm³", "cm 3" }, { "ＡＢＣ", "abc" }, { "", "" }, { "...", "" },
        { "памбығ т-шорт көјнәк", "pambig t sort koynek" } /* Cyrillic Azerbaijani, known by its ә and ј */
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_string_equal(folded(pairs[i][0]), pairs[i][1]);
}

static void words_know_where_they_stood(void **state)
{
    (void)state;
    static const char text[] = "ağ t-shirt 5kg";
    fold_words(text, strlen(text), &words);
    assert_int_equal(words.count, 5);
    assert_int_equal(words.word[0].length, 3);
    assert_memory_equal(text + words.word[2].start, "shirt", 5);
    assert_true(words.word[2].joined);
    assert_false(words.word[1].joined);
    assert_int_equal(words.word[3].kind, WORD_NUMBER);
    assert_true(words.word[4].joined);
}

static void endless_input_is_cut(void **state)
{
    (void)state;
    static char text[60000];
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = i % 3 == 2 ? ' ' : 'a';
    fold_words(text, sizeof text - 1, &words);
    assert_true(words.cut);
    assert_int_equal(words.count, WORDS_MAX);
    memset(text, 'a', sizeof text - 1); /* one word */
    fold_words(text, sizeof text - 1, &words);
    assert_int_equal(words.count, 1);
    assert_int_equal(words.word[0].size, WORD_BYTES_MAX);
    assert_int_equal(words.word[0].length, sizeof text - 1);
    static const char az[] = "көјнәк "; /* what is cut off changes nothing in how the rest is read */
    for (size_t i = 0; i + sizeof az < sizeof text; i += sizeof az - 1)
        memcpy(text + i, az, sizeof az);
    fold_words(text, strlen(text), &words);
    assert_true(words.cut);
    assert_int_equal(words.word[0].kind, WORD_LATIN);
    assert_memory_equal(word_text(&words, &words.word[0]), "koynek", 6);
}

static void russian_becomes_what_traders_type(void **state)
{
    (void)state;
    static const char *const pairs[][2] = { { "футболка", "futbolka" }, { "мужская", "mujskaya" }, { "чайник", "caynik" }, { "халат", "xalat" }, { "подъезд", "podezd" } };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char out[64];
        out[fold_to_latin(pairs[i][0], strlen(pairs[i][0]), out, sizeof out - 1)] = '\0';
        assert_string_equal(out, pairs[i][1]);
    }
}

static void azerbaijani_forms_join(void **state)
{
    (void)state;
    static const char *const groups[][5] = {
        { "kitab", "kitablar", "kitabin", "kitablardan", "kitabi" },
        { "koynek", "koynekler", "koynekleri", "koynekden", "koynekli" },
        { "pambiq", "pambigi", "pambiqdan", "pambiqli", "pambigin" },
        { "corek", "corekler", "coreyi", "corekden", "coreyin" },
        { "sirniyyat", "sirniyyatlar", "sirniyyatin", "sirniyyatdan", "sirniyyati" },
    };
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        char lemma[64], stem[64];
        size_t length = azerbaijani_stem(groups[g][0], strlen(groups[g][0]), lemma);
        for (size_t i = 1; i < 5; i++) {
            size_t other = azerbaijani_stem(groups[g][i], strlen(groups[g][i]), stem);
            if (other != length || memcmp(stem, lemma, length) != 0)
                fail_msg("%s: %.*s, %s: %.*s", groups[g][0], (int)length, lemma, groups[g][i], (int)other, stem);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(spellings_meet), cmocka_unit_test(words_know_where_they_stood),
                                        cmocka_unit_test(endless_input_is_cut), cmocka_unit_test(russian_becomes_what_traders_type),
                                        cmocka_unit_test(azerbaijani_forms_join) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
