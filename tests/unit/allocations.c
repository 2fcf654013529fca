/* SPDX-License-Identifier: GPL-3.0-or-later */
/* allocations.c - a query allocates nothing: not we, and none of the libraries that we call.
 *
 * The program's own malloc stands before the C library's for every shared library too, so that what libstemmer or libunistring takes is counted. Under the address
 * sanitizer, which has its own, its hooks count. */
#include "tests/unit/unit.h"

#include <stdbool.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/classify/classifier.h"

enum { DESCRIPTIONS = 2000 };
static volatile bool counting; /* volatile: to the compiler a strdup reads neither */
static volatile size_t allocations;

#ifdef __SANITIZE_ADDRESS__
int __sanitizer_install_malloc_and_free_hooks(void (*allocated)(const volatile void *, size_t), void (*freed)(const volatile void *));

static void on_malloc(const volatile void *memory, size_t size)
{
    (void)memory;
    (void)size;
    allocations += counting;
}

static void on_free(const volatile void *memory)
{
    (void)memory;
}

static void count_allocations(void)
{
    assert_true(__sanitizer_install_malloc_and_free_hooks(on_malloc, on_free) > 0);
}
#else
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

void *malloc(size_t size)
{
    allocations += counting;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    allocations += counting;
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    allocations += counting;
    return __libc_realloc(memory, size);
}

static void count_allocations(void)
{
}
#endif

/* ---- descriptions ---- */

static char *description[DESCRIPTIONS];
static size_t descriptions;

static void add(const char *text, size_t length)
{
    if (descriptions < DESCRIPTIONS && text_check(text, length, "test", NULL) == HS_OK) {
        description[descriptions] = strndup(text, length);
        assert_non_null(description[descriptions++]);
    }
}

static unsigned random_state = 11;
static unsigned random_below(unsigned bound)
{
    random_state = random_state * 1103515245u + 12345u;
    return (random_state >> 16) % bound;
}

/* As long as a description may be, of one piece repeated. */
static void add_longest(const char *piece)
{
    size_t size = strlen(piece), used = 0;
    char *text = malloc(TEXT_DESCRIPTION_MAX);
    assert_non_null(text);
    for (; used + size <= TEXT_DESCRIPTION_MAX; used += size)
        memcpy(text + used, piece, size);
    add(text, used);
    free(text);
}

/* As long as a description may be, with no word twice: as many features as there can be. */
static void add_all_different(const char *const *letters, size_t count)
{
    char *text = malloc(TEXT_DESCRIPTION_MAX + 64);
    size_t used = 0;
    assert_non_null(text);
    while (used < TEXT_DESCRIPTION_MAX - 64) {
        for (size_t i = 3 + random_below(12); i-- > 0;) {
            const char *letter = letters[random_below((unsigned)count)];
            memcpy(text + used, letter, strlen(letter));
            used += strlen(letter);
        }
        text[used++] = random_below(9) ? ' ' : '-';
    }
    add(text, used);
    free(text);
}

static void add_hostile(void)
{
    static const char *const pieces[] = { "a",       "я",     "ъ",      "İ",        "ə ",  "ß",    "e\xcc\x87\xcc\x88", "ﷺ ", "㍿", "中文 ", "ყავა ", "1.", "1,5 ml ", "x-", "don't", "not ", "without sugar ",
                                          "made in china ", "ҹ ", "ій", "ﬁ", "¼", "\xf0\x9f\x92\xa9 ", "\xe2\x80\xae", "yyyyying ", "aeiouied ", "ü-", "ation", "schlüßel" };
    static const char *const latin[] = { "a", "e", "i", "o", "u", "y", "b", "k", "l", "m", "n", "r", "s", "t", "ing", "ed", "ß", "ç", "ü" };
    static const char *const cyrillic[] = { "а", "е", "и", "о", "у", "ы", "б", "к", "л", "м", "н", "р", "с", "т", "щ", "ю", "ость", "ами", "ё" };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        add_longest(pieces[i]);
        add(pieces[i], strlen(pieces[i]));
    }
    for (int i = 0; i < 8; i++) {
        add_all_different(latin, sizeof latin / sizeof *latin);
        add_all_different(cyrillic, sizeof cyrillic / sizeof *cyrillic);
    }
}

/* The goods of tests/languages.tsv: each as it is, with a letter lost, and two together in different languages. */
static void add_goods(void)
{
    struct arena arena = { NULL };
    struct cell cells[8], before = { "sugar", 5 };
    char path[4096], *bytes;
    const char *line;
    size_t size, length;
    snprintf(path, sizeof path, "%s/tests/languages.tsv", getenv("srcdir") ? getenv("srcdir") : ".");
    assert_int_equal(file_read(path, 1 << 20, &arena, &bytes, &size, NULL), HS_OK);
    struct lines lines = lines_of(bytes, size);
    while (lines_next(&lines, &line, &length)) {
        size_t count = cells_of(line, length, cells, 8);
        for (size_t i = 1; i < count && line[0] != '#'; i++) {
            char text[1024];
            size_t lost = random_below((unsigned)cells[i].length);
            add(cells[i].text, cells[i].length);
            add(text, (size_t)snprintf(text, sizeof text, "%.*s%.*s", (int)lost, cells[i].text, (int)(cells[i].length - lost - 1), cells[i].text + lost + 1));
            add(text, (size_t)snprintf(text, sizeof text, "%.*s, %.*s 250 g", (int)before.length, before.text, (int)cells[i].length, cells[i].text));
            before = cells[i];
        }
    }
    arena_free(&arena);
}

/* ---- the test ---- */

static void classify_all(const char *store_variable)
{
    struct store *store;
    struct classifier *classifier;
    static struct classification classification;
    struct hs_why why;
    size_t answered = 0;
    const char *path = getenv(store_variable);
    if (!path)
        skip();
    assert_int_equal(store_open(path, &store, &why), HS_OK);
    assert_int_equal(classifier_open(store, &classifier, &why), HS_OK);
    classify(classifier, "sugar", 5, 6, 3, 3, &classification);
    for (size_t i = 0; i < descriptions; i++) {
        size_t length = strlen(description[i]);
        counting = true;
        classify(classifier, description[i], length, 6, CLASSIFY_RESULTS_MAX, 3, &classification);
        counting = false;
        answered += classification.count > 0;
        if (allocations)
            fail_msg("%zu allocations for description %zu: %.60s", allocations, i, description[i]);
    }
    assert_true(answered > DESCRIPTIONS / 4);
    classifier_close(classifier);
    store_close(store);
}

static void nothing_on_the_fixture(void **state)
{
    (void)state;
    classify_all("HSDESK_FIXTURE_STORE");
}

static void nothing_on_our_own_store(void **state)
{
    (void)state;
    classify_all("HSDESK_TEST_STORE");
}

static void the_counter_counts(void **state)
{
    (void)state;
    counting = true;
    char *volatile copy = strdup("counted"); /* made inside the C library; volatile, or the compiler sees through it */
    counting = false;
    assert_int_equal(allocations, 1);
    free(copy);
    allocations = 0;
}

static int start(void **state)
{
    (void)state;
    count_allocations();
    add_hostile();
    add_goods();
    return descriptions != DESCRIPTIONS;
}

static int stop(void **state)
{
    (void)state;
    while (descriptions)
        free(description[--descriptions]);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_counter_counts), cmocka_unit_test(nothing_on_the_fixture), cmocka_unit_test(nothing_on_our_own_store) };
    return cmocka_run_group_tests(tests, start, stop);
}
