/* SPDX-License-Identifier: GPL-3.0-or-later */
/* trust.c - the remembered state, and the small values of packages. What packages are worth is tests/attacks. */
#include "tests/unit/unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "core/trust/package.h"
#include "core/trust/state.h"

static char directory[] = "/tmp/hsdesk-trust-XXXXXX";

static int start(void **state)
{
    struct hs_why why;
    (void)state;
    return crypto_start(&why) != HS_OK || !mkdtemp(directory);
}

static int stop(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", directory);
    return system(command);
}

static struct package_manifest manifest_of(enum package_kind kind, const char *country, uint64_t sequence)
{
    static const unsigned char bytes[] = "bytes that were signed";
    struct package_manifest manifest = { .bytes = bytes, .size = sizeof bytes, .kind = kind, .stream = kind, .sequence = sequence, .created = 1700000000,
                                         .expires = 1800000000, .effective = 20260101 };
    memcpy(manifest.country, country, 3);
    return manifest;
}

static void the_mark_only_rises(void **state)
{
    static struct highwater highwater, read;
    struct hs_why why;
    struct package_manifest manifest;
    (void)state;
    assert_int_equal(state_read_highwater(directory, &highwater, &why), HS_OK); /* nothing was ever applied */
    assert_int_equal(highwater.count, 0);
    static const struct {
        enum package_kind kind;
        const char *country;
        uint64_t sequence;
        int64_t now;
    } step[] = { { PACKAGE_TARIFF, "GE", 4, 100 }, { PACKAGE_FX, "AZ", 7, 300 },     { PACKAGE_TARIFF, "AZ", 5, 200 },
                 { PACKAGE_TARIFF, "GE", 9, 250 }, { PACKAGE_TARIFF, "GE", 3, 260 }, { PACKAGE_NOMENCLATURE, "XX", 1, 299 } };
    for (size_t i = 0; i < sizeof step / sizeof *step; i++) {
        manifest = manifest_of(step[i].kind, step[i].country, step[i].sequence);
        assert_int_equal(highwater_raise(&highwater, &manifest, step[i].now, &why), HS_OK);
        assert_int_equal(state_write_highwater(directory, &highwater, &why), HS_OK);
        assert_int_equal(state_read_highwater(directory, &read, &why), HS_OK);
        assert_memory_equal(&read, &highwater, offsetof(struct highwater, stream));
        for (size_t s = 0; s < read.count; s++) {
            assert_int_equal(read.stream[s].sequence, highwater.stream[s].sequence);
            assert_string_equal(read.stream[s].country, highwater.stream[s].country);
            assert_true(digest_equal(&read.stream[s].package, &highwater.stream[s].package));
        }
    }
    assert_int_equal(read.count, 4);
    assert_int_equal(read.latest, 300);
    assert_int_equal(highwater_find(&read, PACKAGE_TARIFF, "GE")->sequence, 9);
    assert_int_equal(highwater_find(&read, PACKAGE_TARIFF, "AZ")->sequence, 5);
    assert_null(highwater_find(&read, PACKAGE_TARIFF, "TR"));
    struct stat info;
    char path[128];
    snprintf(path, sizeof path, "%s/state/highwater", directory);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
    snprintf(path, sizeof path, "%s/state", directory);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0700);
}

static void a_damaged_mark_is_not_read(void **state)
{
    static const char *const bad[] = { "",
                                       "hsdesk highwater 2\nlatest 2026-01-01T00:00:00Z\n",
                                       "hsdesk highwater 1\n",
                                       "hsdesk highwater 1\nlatest yesterday\n",
                                       "hsdesk highwater 1\nlatest 2026-01-01T00:00:00Z\ntariff AZ 1\n",
                                       "hsdesk highwater 1\nlatest 2026-01-01T00:00:00Z\n\n" };
    static struct highwater highwater;
    struct hs_why why;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(highwater_parse(bad[i], strlen(bad[i]), "mark", &highwater, &why), HS_CORRUPT);
}

static void no_root_and_a_damaged_root_are_told_apart(void **state)
{
    static struct root_chain chain;
    struct arena arena = { NULL };
    struct hs_why why;
    char path[128];
    (void)state;
    assert_false(state_enrolled(directory));
    assert_int_equal(state_read_root(directory, &arena, &chain, &why), HS_NOT_FOUND);
    snprintf(path, sizeof path, "%s/state/root", directory);
    for (int what = 0; what < 3; what++) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(what == 0 ? "" : what == 1 ? "HSDROOTS" : "HSDROOTS\001", file);
        fclose(file);
        assert_true(state_enrolled(directory)); /* a file that cannot be read is no leave to publish without signatures */
        assert_int_equal(state_read_root(directory, &arena, &chain, &why), HS_CORRUPT);
    }
    unlink(path);
    arena_free(&arena);
}

static void versions_and_names(void **state)
{
    struct package_version a, b;
    (void)state;
    assert_int_equal(package_version_parse("0.9.10", &a), HS_OK);
    assert_int_equal(package_version_parse("0.10.0", &b), HS_OK);
    assert_true(package_version_compare(&a, &b) < 0 && package_version_compare(&b, &a) > 0 && package_version_compare(&a, &a) == 0);
    static const char *const versions[] = { "", "1", "1.2", "1.2.3.4", "1.2.x", "1..3", "1.2.65536", "-1.2.3", " 1.2.3", "1.2.3 " };
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++)
        assert_int_equal(package_version_parse(versions[i], &a), HS_INVALID);
    assert_true(trust_name_valid("a-b_c.9", 7, 64));
    static const char *const names[] = { "", ".", "..", ".a", "A", "a/b", "a b", "\xc3\xa9" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_false(trust_name_valid(names[i], strlen(names[i]), 64));
    assert_false(trust_name_valid("abc", 3, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(the_mark_only_rises), cmocka_unit_test(a_damaged_mark_is_not_read),
                                        cmocka_unit_test(no_root_and_a_damaged_root_are_told_apart), cmocka_unit_test(versions_and_names) };
    return cmocka_run_group_tests(tests, start, stop);
}
