/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/crypto/digest.h"
#include "core/store/publish.h"
#include "core/store/store.h"

static char directory[] = "/tmp/hsdesk-store-XXXXXX";
static char path[64];
static unsigned char large[100000];

static int start(void **state)
{
    struct hs_why why;
    (void)state;
    for (size_t i = 0; i < sizeof large; i++)
        large[i] = (unsigned char)(i * 7 + i / 251);
    return crypto_start(&why) != HS_OK || !mkdtemp(directory) || snprintf(path, sizeof path, "%s/deep/store", directory) < 0;
}

static int stop(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", directory);
    return system(command);
}

static unsigned publish(const char *small)
{
    struct store_publish *work;
    struct hs_why why;
    unsigned generation;
    assert_int_equal(store_publish_start(path, &work, &why), HS_OK);
    assert_int_equal(store_publish_value(work, "small", small, strlen(small), &why), HS_OK);
    assert_int_equal(store_publish_value(work, "large", large, sizeof large, &why), HS_OK);
    assert_int_equal(store_publish_value(work, "large", large, sizeof large, &why), HS_INVALID);
    assert_int_equal(store_publish_finish(work, &generation, &why), HS_OK);
    return generation;
}

static void what_is_published_is_read(void **state)
{
    struct store *store;
    struct hs_why why;
    const void *bytes;
    size_t size;
    (void)state;
    assert_int_equal(store_open(path, &store, &why), HS_NOT_FOUND);
    assert_non_null(strstr(why.text, "hsdesk-admin"));
    assert_int_equal(publish("first"), 1);
    assert_int_equal(store_open(path, &store, &why), HS_OK);
    assert_int_equal(publish("second"), 2); /* an open session keeps what it has */
    assert_int_equal(store_value(store, "small", &bytes, &size, &why), HS_OK);
    assert_int_equal(size, 5);
    assert_memory_equal(bytes, "first", 5);
    assert_int_equal((uintptr_t)bytes % 16, 0);
    assert_int_equal(store_value(store, "large", &bytes, &size, &why), HS_OK);
    assert_int_equal(size, sizeof large);
    assert_memory_equal(bytes, large, sizeof large);
    assert_int_equal((uintptr_t)bytes % 16, 0);
    assert_int_equal(store_value(store, "absent", &bytes, &size, &why), HS_NOT_FOUND);
    assert_int_equal(store_verify(store, &why), HS_OK);
    assert_int_equal(store_current(path), 2);
    store_close(store);
}

static void what_is_not_replaced_is_carried_over(void **state)
{
    struct store_publish *work;
    struct store *store;
    struct hs_why why;
    const void *bytes;
    size_t size;
    unsigned generation;
    (void)state;
    publish("kept");
    assert_int_equal(store_publish_start(path, &work, &why), HS_OK);
    assert_int_equal(store_publish_value(work, "large", "new", 3, &why), HS_OK);
    assert_int_equal(store_publish_carry(work, "sm", &why), HS_OK);
    assert_int_equal(store_publish_carry(work, "", &why), HS_OK);
    assert_int_equal(store_publish_finish(work, &generation, &why), HS_OK);
    assert_int_equal(store_open(path, &store, &why), HS_OK);
    assert_int_equal(store_manifest(store)->count, 2);
    assert_int_equal(store_value(store, "small", &bytes, &size, &why), HS_OK);
    assert_int_equal(size, 4);
    assert_memory_equal(bytes, "kept", 4);
    assert_int_equal(store_value(store, "large", &bytes, &size, &why), HS_OK);
    assert_int_equal(size, 3);
    store_close(store);
}

static void a_damaged_value_is_not_carried_over(void **state)
{
    struct store_publish *work;
    struct hs_why why;
    char name[128];
    (void)state;
    unsigned generation, damaged = publish("kept");
    snprintf(name, sizeof name, "%s/gen-%06u/data.mdb", path, damaged);
    assert_int_equal(chmod(name, 0644), 0);
    int fd = open(name, O_RDWR);
    assert_true(fd >= 0);
    static unsigned char whole[1 << 20];
    ssize_t read_bytes = read(fd, whole, sizeof whole);
    unsigned char *at = memmem(whole, (size_t)read_bytes, large + 5000, 100);
    assert_non_null(at);
    assert_int_equal(pwrite(fd, "!", 1, at - whole), 1);
    close(fd);
    assert_int_equal(store_publish_start(path, &work, &why), HS_OK);
    assert_int_equal(store_publish_carry(work, "", &why), HS_OK);
    assert_int_equal(store_publish_finish(work, &generation, &why), HS_CORRUPT);
    assert_non_null(strstr(why.text, "large"));
    assert_int_equal(store_current(path), damaged);
    publish("again");
}

static void three_generations_are_kept(void **state)
{
    char name[128];
    struct stat info;
    (void)state;
    unsigned last = 0;
    while (last < 6)
        last = publish("again");
    for (unsigned generation = 1; generation <= last; generation++) {
        snprintf(name, sizeof name, "%s/gen-%06u", path, generation);
        assert_int_equal(stat(name, &info) == 0, generation + 3 > last);
    }
    snprintf(name, sizeof name, "%s/gen-%06u/data.mdb", path, last);
    assert_int_equal(stat(name, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0444);
}

static void one_publisher_at_a_time(void **state)
{
    struct store_publish *first, *second;
    struct hs_why why;
    (void)state;
    assert_int_equal(store_publish_start(path, &first, &why), HS_OK);
    assert_int_equal(store_publish_start(path, &second, &why), HS_REFUSED);
    store_publish_abandon(first);
    assert_int_equal(store_publish_start(path, &second, &why), HS_OK);
    store_publish_abandon(second);
}

static void an_enrolled_root_refuses(void **state)
{
    char name[128];
    struct store_publish *work;
    struct hs_why why;
    (void)state;
    snprintf(name, sizeof name, "%s/state", path);
    assert_int_equal(mkdir(name, 0700), 0);
    strcat(name, "/root");
    close(open(name, O_CREAT | O_WRONLY, 0600));
    assert_int_equal(store_publish_start(path, &work, &why), HS_REFUSED);
    unlink(name);
}

/* Any flipped bit of the data, and any cut, is found by opening or by store_verify, and crashes neither. */
static void damage_is_found(void **state)
{
    char name[128];
    struct store *store;
    struct hs_why why;
    (void)state;
    snprintf(name, sizeof name, "%s/current/data.mdb", path);
    struct stat info;
    assert_int_equal(stat(name, &info), 0);
    chmod(name, 0644);
    FILE *file = fopen(name, "r+b");
    assert_non_null(file);
    size_t found = 0, tried = 0;
    for (long at = 0; at < info.st_size; at += 331) {
        fseek(file, at, SEEK_SET);
        int byte = fgetc(file);
        fseek(file, at, SEEK_SET);
        fputc(byte ^ 0x10, file);
        fflush(file);
        bool whole = store_open(path, &store, &why) == HS_OK;
        if (whole) {
            whole = store_verify(store, &why) == HS_OK;
            store_close(store);
        }
        found += !whole;
        tried++;
        fseek(file, at, SEEK_SET);
        fputc(byte, file);
        fflush(file);
    }
    fclose(file);
    assert_int_equal(found, tried);
    for (long cut = info.st_size - 1; cut > 0; cut /= 2) {
        assert_int_equal(truncate(name, cut), 0);
        assert_int_equal(store_open(path, &store, &why), HS_CORRUPT);
    }
    snprintf(name, sizeof name, "%s/current/manifest", path);
    assert_int_equal(unlink(name), 0);
    assert_int_equal(store_open(path, &store, &why), HS_CORRUPT);
    publish("whole again");
    assert_int_equal(store_open(path, &store, &why), HS_OK);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_published_is_read), cmocka_unit_test(what_is_not_replaced_is_carried_over), cmocka_unit_test(a_damaged_value_is_not_carried_over),
        cmocka_unit_test(three_generations_are_kept), cmocka_unit_test(one_publisher_at_a_time),
                                        cmocka_unit_test(an_enrolled_root_refuses), cmocka_unit_test(damage_is_found) };
    return cmocka_run_group_tests(tests, start, stop);
}
