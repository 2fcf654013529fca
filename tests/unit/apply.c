/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a confined child may do and what ends it; what is believed of what it hands back; how long a package is said to hold. */
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/apply/confine.h"
#include "core/apply/content.h"
#include "core/apply/values.h"
#include "core/trust/standing.h"
#include "tests/unit/unit.h"

enum { BLOCK = 1 << 20, DAY = 86400 };

struct job {
    int in, out;
    char *name; /* of a file that exists */
};

static enum hs_status compute(void *context, struct hs_why *why)
{
    struct job *job = context;
    char *block = malloc(4 * BLOCK), word[6] = "";
    if (!block)
        return hs_fail(why, HS_NO_MEMORY, "no memory");
    memset(block, 'x', 4 * BLOCK);
    block = realloc(block, 8 * BLOCK);
    if (!block || pread(job->in, word, 5, 1) != 5 || strcmp(word, "seeds") != 0)
        return hs_fail(why, HS_INVALID, "not read");
    free(block);
    return confine_write(job->out, "fruit", 5, why);
}

static enum hs_status complain(void *context, struct hs_why *why)
{
    (void)context;
    return hs_fail(why, HS_INVALID, "rates.csv: line 3: wrong: correct it");
}

static enum hs_status open_file(void *context, struct hs_why *why)
{
    int fd = open(((struct job *)context)->name, O_RDONLY | O_CLOEXEC);
    return hs_fail(why, HS_OK, "%d", fd);
}
static enum hs_status write_elsewhere(void *context, struct hs_why *why)
{
    return confine_write(((struct job *)context)->in, "x", 1, why);
}
static enum hs_status read_elsewhere(void *context, struct hs_why *why)
{
    char byte;
    return pread(((struct job *)context)->out, &byte, 1, 0) < 0 ? hs_fail(why, HS_IO, "no") : HS_OK;
}
static enum hs_status talk(void *context, struct hs_why *why)
{
    (void)context;
    return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) < 0 ? hs_fail(why, HS_IO, "no") : HS_OK;
}
static enum hs_status breed(void *context, struct hs_why *why)
{
    (void)context;
    return fork() < 0 ? hs_fail(why, HS_IO, "no") : HS_OK;
}
static enum hs_status run_made_code(void *context, struct hs_why *why)
{
    (void)context;
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? hs_fail(why, HS_IO, "no") : HS_OK;
}
static enum hs_status map_a_file(void *context, struct hs_why *why)
{
    return mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, ((struct job *)context)->in, 0) == MAP_FAILED ? hs_fail(why, HS_IO, "no") : HS_OK;
}
static enum hs_status signal_itself(void *context, struct hs_why *why)
{
    (void)context;
    (void)why;
    raise(SIGSEGV);
    return HS_OK;
}
static enum hs_status fill_the_disk(void *context, struct hs_why *why)
{
    static char block[BLOCK];
    enum hs_status status = HS_OK;
    for (int i = 0; status == HS_OK && i < 64; i++)
        status = confine_write(((struct job *)context)->out, block, sizeof block, why);
    return status;
}
static enum hs_status never_end(void *context, struct hs_why *why)
{
    (void)context;
    (void)why;
    volatile int going = 1;
    while (going)
        continue;
    return HS_OK;
}

static struct confinement confinement_of(struct job *job, enum hs_status (*work)(void *, struct hs_why *))
{
    return (struct confinement) {
        .what = "test", .read_fd = job->in, .write_fd = job->out, .memory = 256 << 20, .file_size = 8 << 20, .seconds = 2, .work = work, .context = job
    };
}

static struct job job_start(void)
{
    static char in[] = "/tmp/hsdesk-confine-XXXXXX";
    char out[] = "/tmp/hsdesk-confine-XXXXXX";
    strcpy(in + strlen(in) - 6, "XXXXXX");
    struct job job = { mkstemp(in), mkstemp(out), in };
    assert_true(job.in >= 0 && job.out >= 0 && write(job.in, " seeds", 6) == 6);
    unlink(out);
    return job;
}

static void job_stop(struct job *job)
{
    close(job->in);
    close(job->out);
    unlink(job->name);
}

static void work_that_only_computes_is_done(void **state)
{
    struct hs_why why;
    char word[6] = "";
    (void)state;
    struct job job = job_start();
    struct confinement confinement = confinement_of(&job, compute);
    assert_int_equal(confine(&confinement, &why), HS_OK);
    assert_int_equal(pread(job.out, word, 5, 0), 5);
    assert_string_equal(word, "fruit");
    confinement.work = complain;
    assert_int_equal(confine(&confinement, &why), HS_INVALID);
    assert_string_equal(why.text, "rates.csv: line 3: wrong: correct it");
    confinement.prepare = complain;
    confinement.work = compute;
    assert_int_equal(confine(&confinement, &why), HS_INVALID);
    job_stop(&job);
}

static void all_else_ends_it(void **state)
{
    static const struct {
        enum hs_status (*work)(void *, struct hs_why *);
        const char *says;
    } bad[] = { { open_file, "what it may not" },  { write_elsewhere, "what it may not" }, { read_elsewhere, "what it may not" },
                { talk, "what it may not" },       { breed, "what it may not" },           { run_made_code, "what it may not" },
                { map_a_file, "what it may not" }, { signal_itself, "what it may not" },           { fill_the_disk, "makes more than it may" },
                { never_end, "took too long" } };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct hs_why why = { .text = "" };
        struct job job = job_start();
        struct confinement confinement = confinement_of(&job, bad[i].work);
        assert_int_equal(confine(&confinement, &why), HS_REFUSED);
        if (!strstr(why.text, bad[i].says))
            fail_msg("case %zu: %s", i, why.text);
        assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
        job_stop(&job);
    }
}

static const char allowed[][MANIFEST_NAME_MAX] = { "axes", "facts" };

static enum hs_status parse(const char *bytes, size_t size, struct values *values)
{
    struct hs_why why;
    return values_parse(bytes, size, allowed, 2, values, &why);
}

static void values_come_back_as_they_were_taken(void **state)
{
    struct hs_why why;
    struct values values;
    (void)state;
    struct job job = job_start();
    assert_int_equal(values_take(&job.out, "facts", "one", 3, &why), HS_OK);
    assert_int_equal(values_take(&job.out, "axes", "three", 5, &why), HS_OK);
    assert_int_equal(values_end(job.out, &why), HS_OK);
    assert_int_equal(values_open(job.out, allowed, 2, &values, &why), HS_OK);
    assert_int_equal(values.count, 2);
    assert_string_equal(values.value[0].name, "facts");
    assert_memory_equal(values.value[0].bytes, "one", 3);
    assert_int_equal(values.value[1].size, 5);
    values_close(&values);
    assert_int_equal(values_open(job.out, allowed, 1, &values, &why), HS_REFUSED); /* facts are not this kind's */
    job_stop(&job);
}

#define SIZE_OF_3 "\3\0\0\0\0\0\0\0"
static void what_a_child_may_not_hand_back(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
    } bad[] = {
#define BYTES(text) { text, sizeof text - 1 }
        BYTES(""),
        BYTES("\0"),                                               /* nothing at all */
        BYTES("\5facts" SIZE_OF_3 "one"),                          /* no end */
        BYTES("\5facts" SIZE_OF_3 "one\0\0"),                      /* more behind it */
        BYTES("\5facts" SIZE_OF_3 "on"),                           /* cut */
        BYTES("\5facts\0\0\0\0\0\0\0\0\0"),                        /* empty */
        BYTES("\5facts\377\377\377\377\377\377\377\377one\0"),     /* a size beyond everything */
        BYTES("\5facts" SIZE_OF_3 "one\5facts" SIZE_OF_3 "two\0"), /* twice */
        BYTES("\4tree" SIZE_OF_3 "one\0"),                         /* another kind's */
        BYTES("\6facts\0" SIZE_OF_3 "one\0"),                      /* a name with a zero */
        BYTES("\377facts" SIZE_OF_3 "one\0"),
#undef BYTES
    };
    struct values values;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (parse(bad[i].bytes, bad[i].size, &values) != HS_REFUSED)
            fail_msg("case %zu was believed", i);
}

static void names_belong_to_their_kind_and_country(void **state)
{
    char name[CONTENT_VALUES_MAX][MANIFEST_NAME_MAX];
    static const struct content_builders none = { { NULL } };
    struct hs_why why;
    (void)state;
    assert_int_equal(content_values(PACKAGE_TARIFF, "AZ", name), 1);
    assert_string_equal(name[0], "tariff.az");
    assert_int_equal(content_values(PACKAGE_RULES, "XX", name), 4);
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++)
        assert_int_equal(content_check_kind((enum package_kind)kind, "AZ", &none, &why), HS_REFUSED);
}

static void the_time_that_is_left(void **state)
{
    static const struct {
        int64_t left;
        enum standing_state state;
        int days;
    } at[] = { { 400 * DAY, STANDING_OK, 400 }, { 30 * DAY + 1, STANDING_OK, 31 },  { 30 * DAY, STANDING_SOON, 30 },        { DAY + 1, STANDING_SOON, 2 },
               { DAY, STANDING_SOON, 1 },       { 1, STANDING_SOON, 1 },            { 0, STANDING_EXPIRED, 0 },             { -99 * DAY, STANDING_EXPIRED, 0 } };
    (void)state;
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        struct highwater packages = { .count = 2,
                                      .stream = { { .kind = PACKAGE_TARIFF, .country = "AZ", .sequence = 7, .expires = 1100000000 },
                                                  { .kind = PACKAGE_MODEL, .country = "XX", .sequence = 9, .expires = 1100000000 } } };
        struct standing standing;
        standing_of(&packages, PACKAGE_TARIFF, "AZ", 1100000000 - at[i].left, &standing);
        assert_int_equal(standing.state, at[i].state);
        assert_int_equal(standing.days, at[i].days);
        assert_int_equal(standing.package.sequence, 7);
        standing_of(&packages, PACKAGE_MODEL, NULL, 1100000000 - at[i].left, &standing);
        assert_int_equal(standing.state, at[i].state);
        assert_int_equal(standing.package.sequence, 9);
        standing_of(&packages, PACKAGE_TARIFF, "GE", 1100000000 - at[i].left, &standing);
        assert_int_equal(standing.state, STANDING_LOCAL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(work_that_only_computes_is_done),        cmocka_unit_test(all_else_ends_it),
                                        cmocka_unit_test(values_come_back_as_they_were_taken),    cmocka_unit_test(what_a_child_may_not_hand_back),
                                        cmocka_unit_test(names_belong_to_their_kind_and_country), cmocka_unit_test(the_time_that_is_left) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
