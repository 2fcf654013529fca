/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/audit/risk_file.h"
#include "core/audit/risk_make.h"
#include "core/crypto/digest.h"

/* By itself, the code alone and with the origin, both with less of the code as well, and a band of the price for a kilogram. */
static const struct given {
    const char *column, *key;
    int64_t points;
} GIVEN[] = { { "importer", "A", 500000 },
              { "importer", "B", -250001 },
              { "code", "17", 10 },
              { "code", "1704", 200 },
              { "code", "170490", 3000 },
              { "code+origin", "170490|CN", 700000 },
              { "code+origin", "1704|TR", -40000 },
              { "mass", "00", -1 },
              { "mass", "02", 1 },
              { "unit_price", "00", 90000 } };
enum { GIVEN_COUNT = sizeof GIVEN / sizeof *GIVEN };

static struct risk_maker *start(void)
{
    struct risk_maker *maker;
    struct hs_why why;
    assert_int_equal(risk_maker_start(-1000000, &maker, &why), HS_OK);
    assert_int_equal(risk_maker_edge(maker, RISK_MASS, 1000000, &why), HS_OK);
    assert_int_equal(risk_maker_edge(maker, RISK_MASS, 2500000, &why), HS_OK);
    assert_int_equal(risk_maker_edge(maker, RISK_UNIT_PRICE, 500000, &why), HS_OK);
    assert_int_equal(risk_maker_typical(maker, "17", 2, 1000000, &why), HS_OK);
    assert_int_equal(risk_maker_typical(maker, "170490", 6, 8000000, &why), HS_OK);
    return maker;
}

static enum hs_status give(struct risk_maker *maker, const char *column, const char *key, int64_t points)
{
    struct hs_why why;
    uint32_t fields;
    assert_true(risk_column_find(column, strlen(column), &fields));
    return risk_maker_points(maker, fields, key, strlen(key), points, &why);
}

static void *lay_out(struct risk *risk, size_t *size)
{
    struct risk_maker *maker = start();
    struct hs_why why;
    void *bytes;
    for (size_t i = 0; i < GIVEN_COUNT; i++)
        assert_int_equal(give(maker, GIVEN[i].column, GIVEN[i].key, GIVEN[i].points), HS_OK);
    assert_int_equal(risk_maker_finish(maker, &bytes, size, &why), HS_OK);
    assert_int_equal(risk_open(bytes, *size, risk, &why), HS_OK);
    assert_int_equal(risk_check(risk, &why), HS_OK);
    return bytes;
}

static struct risk_line line_of(const char *importer, const char *code, const char *origin, double mass, double price)
{
    struct risk_line line = { .tax_rate = NAN, .mass = mass, .price = price };
    line.text[RISK_IMPORTER] = (struct cell) { importer, strlen(importer) };
    line.text[RISK_CODE] = (struct cell) { code, strlen(code) };
    line.text[RISK_ORIGIN] = (struct cell) { origin, strlen(origin) };
    return line;
}

static int64_t points_of(const struct risk *risk, const char *importer, const char *code, const char *origin, double mass, double price)
{
    struct risk_line line = line_of(importer, code, origin, mass, price);
    return risk_score(risk, &line, NULL, 0).points + 1000000;
}

static void points_add_up_exactly(void **state)
{
    struct risk risk;
    size_t size;
    void *bytes = lay_out(&risk, &size);
    (void)state;
    assert_int_equal(points_of(&risk, "", "", "", NAN, NAN), 0);
    assert_int_equal(points_of(&risk, "A", "170490", "CN", NAN, NAN), 500000 + 3000 + 700000);
    assert_int_equal(points_of(&risk, "B", "1704909000", "CN", NAN, NAN), -250001 + 3000 + 700000);
    assert_int_equal(points_of(&risk, "nobody", "999999", "ZZ", NAN, NAN), 0);
    /* What is no text of a key is not stated. */
    assert_int_equal(points_of(&risk, "A|B", "", "", NAN, NAN), 0);
    assert_int_equal(points_of(&risk, "A\n", "", "", NAN, NAN), 0);
    struct risk_line line = line_of("", "", "", NAN, NAN);
    assert_true(fabs(risk_score(&risk, &line, NULL, 0).probability - 0.268941421) < 1e-9); /* 1 / (1 + e) */
    free(bytes);
}

static void a_code_is_asked_with_less_of_it(void **state)
{
    struct risk risk;
    size_t size;
    void *bytes = lay_out(&risk, &size);
    (void)state;
    assert_int_equal(points_of(&risk, "", "170410", "", NAN, NAN), 200);
    assert_int_equal(points_of(&risk, "", "1701", "", NAN, NAN), 10);
    assert_int_equal(points_of(&risk, "", "17", "", NAN, NAN), 10);
    assert_int_equal(points_of(&risk, "", "1", "", NAN, NAN), 0);
    assert_int_equal(points_of(&risk, "", "170410", "TR", NAN, NAN), 200 - 40000);
    /* Another origin of six digits is no reason to ask about this one: the key with four is. */
    assert_int_equal(points_of(&risk, "", "170490", "TR", NAN, NAN), 3000 - 40000);
    assert_int_equal(points_of(&risk, "", "17 04 90", "", NAN, NAN), 10);
    free(bytes);
}

static void numbers_fall_into_bands(void **state)
{
    struct risk risk;
    size_t size;
    void *bytes = lay_out(&risk, &size);
    (void)state;
    assert_int_equal(points_of(&risk, "", "", "", 0.999999, NAN), -1);
    assert_int_equal(points_of(&risk, "", "", "", 1, NAN), 0);
    assert_int_equal(points_of(&risk, "", "", "", 2.5, NAN), 1);
    assert_int_equal(points_of(&risk, "", "", "", 0, NAN), 0);
    assert_int_equal(points_of(&risk, "", "", "", -3, NAN), 0);
    assert_int_equal(points_of(&risk, "", "", "", INFINITY, NAN), 0);
    /* 3.99 for a kilogram is below half of 8, 4 is not; of the chapter 1 is typical. */
    assert_int_equal(points_of(&risk, "", "170490", "", 2, 7.98), 3000 + 90000);
    assert_int_equal(points_of(&risk, "", "170490", "", 2, 8), 3000);
    assert_int_equal(points_of(&risk, "", "1701", "", 2, 0.98), 10 + 90000);
    assert_int_equal(points_of(&risk, "", "9999", "", 2, 0.98), 0);
    free(bytes);
}

static void the_largest_reasons_come_first(void **state)
{
    struct risk risk;
    struct risk_reason reason[3];
    size_t size;
    void *bytes = lay_out(&risk, &size);
    struct risk_line line = line_of("B", "170490", "CN", 1, 2);
    (void)state;
    struct risk_score score = risk_score(&risk, &line, reason, 3);
    assert_int_equal(score.reasons, 3);
    assert_int_equal(score.known, 4);
    assert_string_equal(reason[0].key, "170490|CN");
    assert_int_equal(reason[1].points, -250001);
    assert_int_equal(reason[2].points, 90000);
    char name[RISK_COLUMN_NAME_MAX];
    risk_column_name(risk_column_fields(&risk, reason[0].column), name);
    assert_string_equal(name, "code+origin");
    free(bytes);
}

static void what_makes_no_sense_is_refused(void **state)
{
    static const char *const BAD[][2] = { { "importer", "" },
                                          { "importer", "A|B" },
                                          { "importer", "A\t" },
                                          { "importer", "\xff" },
                                          { "code", "170" },
                                          { "code", "17x490" },
                                          { "code+origin", "170490" },
                                          { "code+origin", "170490|" },
                                          { "code+origin", "170490|A|B" },
                                          { "mass", "03" },
                                          { "mass", "2" },
                                          { "mass", "xx" },
                                          { "price", "01" } };
    struct risk_maker *maker = start();
    struct hs_why why;
    void *bytes;
    size_t size;
    uint32_t fields;
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        assert_int_equal(give(maker, BAD[i][0], BAD[i][1], 1), HS_INVALID);
    assert_int_equal(give(maker, "importer", "M", RISK_POINTS_MAX + 1), HS_INVALID);
    assert_int_equal(give(maker, "importer", "M", -RISK_POINTS_MAX), HS_OK);
    assert_int_equal(give(maker, "importer", "M", 1), HS_INVALID);
    assert_int_equal(give(maker, "importer", "L", 1), HS_INVALID);
    assert_int_equal(give(maker, "code", "17", 1), HS_OK);
    assert_int_equal(give(maker, "importer", "N", 1), HS_INVALID);
    assert_int_equal(risk_maker_edge(maker, RISK_PRICE, 1, &why), HS_INVALID);
    assert_int_equal(risk_maker_typical(maker, "18", 2, 1, &why), HS_INVALID);
    assert_int_equal(risk_maker_finish(maker, &bytes, &size, &why), HS_OK);
    free(bytes);
    maker = start();
    assert_int_equal(risk_maker_edge(maker, RISK_MASS, 2500000, &why), HS_INVALID);
    assert_int_equal(risk_maker_edge(maker, RISK_CODE, 1, &why), HS_INVALID);
    assert_int_equal(risk_maker_typical(maker, "1", 1, 1, &why), HS_INVALID);
    assert_int_equal(risk_maker_typical(maker, "20", 2, 0, &why), HS_INVALID);
    assert_int_equal(risk_maker_typical(maker, "17", 2, 1, &why), HS_INVALID);
    risk_maker_free(maker);
    assert_int_equal(risk_maker_start(RISK_POINTS_MAX + 1, &maker, &why), HS_INVALID);
    assert_false(risk_column_find("origin+code", 11, &fields));
    assert_false(risk_column_find("code+code", 9, &fields));
    assert_false(risk_column_find("", 0, &fields));
    assert_false(risk_column_find("code+", 5, &fields));
    assert_false(risk_column_find("codes", 5, &fields));
}

/* Every bit, turned over: refused by the deep check, or as sound as any; and scored without harm in either case. Every cut is refused. */
static void any_changed_byte_is_refused_or_harmless(void **state)
{
    struct risk risk;
    struct risk_line line = line_of("A", "170490", "CN", 2, 3);
    struct hs_why why;
    size_t size, refused = 0;
    unsigned char *bytes = lay_out(&risk, &size);
    (void)state;
    for (size_t i = 0; i < size; i++)
        for (unsigned bit = 1; bit < 256; bit <<= 1) {
            struct risk_reason reason[4];
            bytes[i] ^= (unsigned char)bit;
            if (risk_open(bytes, size, &risk, &why) == HS_OK) {
                struct risk_score score = risk_score(&risk, &line, reason, 4);
                assert_true(score.probability >= 0 && score.probability <= 1 && score.reasons <= 4);
                refused += risk_check(&risk, &why) != HS_OK;
            }
            bytes[i] ^= (unsigned char)bit;
        }
    assert_true(refused > 1000);
    for (size_t cut = 0; cut < size; cut++) {
        unsigned char *copy = malloc(cut + 1); /* in memory of just its size, for a sanitizer */
        memcpy(copy, bytes, cut);
        assert_int_equal(risk_open(copy, cut, &risk, &why), HS_CORRUPT);
        free(copy);
    }
    assert_int_equal(risk_open(bytes, RISK_SIZE_MAX + 1, &risk, &why), HS_TOO_LARGE);
    free(bytes);
}

static void the_file_is_secret_and_held_against_its_digest(void **state)
{
    char store[] = "/tmp/hsdesk-risk-XXXXXX", path[64], directory[64];
    struct arena arena = { NULL };
    struct risk risk;
    struct stat info;
    struct hs_why why;
    static struct highwater packages;
    size_t size;
    void *bytes = lay_out(&risk, &size);
    (void)state;
    assert_non_null(mkdtemp(store));
    snprintf(directory, sizeof directory, "%s/state", store);
    snprintf(path, sizeof path, "%s/state/risk", store);
    assert_int_equal(risk_file_read(store, &arena, &risk, &packages, &why), HS_NOT_FOUND);
    assert_int_equal(risk_file_write(store, bytes, size, NULL, &why), HS_OK);
    assert_int_equal(risk_file_write(store, bytes, size, NULL, &why), HS_OK);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(stat(directory, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    assert_int_equal(risk_file_read(store, &arena, &risk, &packages, &why), HS_OK);
    assert_int_equal(points_of(&risk, "A", "", "", NAN, NAN), 500000);
    for (long at = 0; at < (long)size + 48; at += 7) {
        FILE *file = fopen(path, "r+b");
        assert_non_null(file);
        fseek(file, at, SEEK_SET);
        int byte = fgetc(file);
        fseek(file, at, SEEK_SET);
        fputc(byte ^ 16, file);
        fclose(file);
        assert_int_equal(risk_file_read(store, &arena, &risk, &packages, &why), HS_CORRUPT);
        assert_int_equal(risk_file_write(store, bytes, size, NULL, &why), HS_OK);
    }
    assert_int_equal(truncate(path, 20), 0);
    assert_int_equal(risk_file_read(store, &arena, &risk, &packages, &why), HS_CORRUPT);
    /* What does not pass the deep check never takes the place of what does. */
    assert_int_equal(risk_file_write(store, bytes, size, NULL, &why), HS_OK);
    ((unsigned char *)bytes)[size - 2] = '|';
    assert_int_equal(risk_file_write(store, bytes, size, NULL, &why), HS_CORRUPT);
    assert_int_equal(risk_file_read(store, &arena, &risk, &packages, &why), HS_OK);
    assert_int_equal(packages.count, 0);
    unlink(path);
    rmdir(directory);
    rmdir(store);
    arena_free(&arena);
    free(bytes);
}

static int begin(void **state)
{
    struct hs_why why;
    (void)state;
    return crypto_start(&why) == HS_OK ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(points_add_up_exactly),
                                        cmocka_unit_test(a_code_is_asked_with_less_of_it),
                                        cmocka_unit_test(numbers_fall_into_bands),
                                        cmocka_unit_test(the_largest_reasons_come_first),
                                        cmocka_unit_test(what_makes_no_sense_is_refused),
                                        cmocka_unit_test(any_changed_byte_is_refused_or_harmless),
                                        cmocka_unit_test(the_file_is_secret_and_held_against_its_digest) };
    return cmocka_run_group_tests(tests, begin, NULL);
}
