/* SPDX-License-Identifier: GPL-3.0-or-later */
/* publish.c - a command that publishes to a store, killed and made to fail at every place.
 *
 *     publish [--kills N] [--stride N] [--order-only] [--once] [--file F] ADMIN TEMPLATE COMMAND...
 *
 * ADMIN is hsdesk-admin, TEMPLATE a store of three whole generations that is copied for every case, COMMAND any command line that publishes, in which
 * the word STORE is the copy. --kills: so many kills at random moments. Then every system call of the command in turn: KILL there, ENOSPC, EIO and EINTR from
 * it, and half of what it should transfer; --stride N takes only every N-th of these cases. Once, undisturbed, the order of its calls is checked (order.h).
 * --once: a command that has nothing left to do where its work is done already. --file: what it publishes is the file F of the store, and no generation.
 *
 * After each case: the command said that it had published only where the new generation is current; the old or the new one is; verify-store finds nothing but
 * what a crash may leave; the command run again succeeds in under a second of processor time; and then verify-store finds nothing at all.
 */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "core/base/arena.h"
#include "core/base/file.h"
#include "core/store/store.h"
#include "tests/torture/inject.h"
#include "tests/torture/order.h"
#include "tests/torture/scratch.h"

enum { WORDS_MAX = 64, BREACHES_SHOWN = 40 };

static char work[SCRATCH_PATH], store[SCRATCH_PATH + 16], errors[SCRATCH_PATH + 16];
static const char *template_store;
static const char *command[WORDS_MAX], *verify[] = { NULL, "--store", store, "-f", "tsv", "verify-store", NULL };
static unsigned old_generation;
static const char *published_file; /* NULL: a generation is published */
static struct arena kept;
static const char *old_bytes, *new_bytes; /* of the file, in `kept` */
static size_t old_size, new_size;
static bool once;
static long cases, failures, given_up;
static double slowest;

static void fail(const char *where, const char *what)
{
    if (++failures <= BREACHES_SHOWN)
        printf("FAIL: %s: %s\n", where, what);
}

/* ---- what is published ---- */

/* Its bytes in `arena`, NULL where it is not there. */
static char *read_file(const char *directory, struct arena *arena, size_t *size)
{
    char path[2 * SCRATCH_PATH], *bytes;
    snprintf(path, sizeof path, "%s/%s", directory, published_file);
    return file_read(path, SIZE_MAX, arena, &bytes, size, NULL) == HS_OK ? bytes : NULL;
}

/* The number of the generation that is current; of a file `old_generation` for the old one, one more for the new one, 0 for any other. */
static unsigned published(void)
{
    struct arena arena = { NULL };
    size_t size;
    if (!published_file)
        return store_current(store);
    char *bytes = read_file(store, &arena, &size);
    bool old = bytes && size == old_size && memcmp(bytes, old_bytes, size) == 0, new = bytes &&size == new_size &&memcmp(bytes, new_bytes, size) == 0;
    arena_free(&arena);
    return new ? old_generation + 1 : old ? old_generation : 0;
}

/* ---- what must hold after each case ---- */

/* What a crash, or an unlink that failed, may leave: names in the store that the next publishing removes. */
static bool is_leftover(const char *row, size_t length)
{
    static const char *const allowed[] = { "\tbuilding\t", "\tcurrent.new\t", "\tcurrent\t\tit names generation " };
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (length > strlen(allowed[i]) && memcmp(row, allowed[i], strlen(allowed[i])) == 0)
            return true;
    return false;
}

static void require_whole(const char *where, bool leftovers)
{
    struct scratch_ended ended;
    scratch_run(verify, -1, &ended);
    if (!WIFEXITED(ended.status) || (WEXITSTATUS(ended.status) != 0 && WEXITSTATUS(ended.status) != 3))
        fail(where, ended.output[0] ? ended.output : "verify-store was killed");
    else if (WEXITSTATUS(ended.status) == 3 && !strstr(ended.output, "something is wrong with it"))
        fail(where, ended.output);
    for (char *row = ended.output, *end; (end = strchr(row, '\n')); row = end + 1) {
        *end = '\0';
        if (strncmp(row, "hsdesk-admin: ", 14) != 0 && !(leftovers && is_leftover(row, (size_t)(end - row))))
            fail(where, row);
    }
}

/* Calls that libraries cannot do without: where they fail, the C library or libsodium ends the program by a signal before ours is asked. */
static bool ends_libraries(int number)
{
    return number == SYS_mmap || number == SYS_futex || number == SYS_getrandom;
}

/* `number`: of the call that was made to fail, or -1. */
static void require_sound(const char *where, int status, int number)
{
    unsigned current = published();
    bool success = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    struct scratch_ended again;
    cases++;
    if (WIFSIGNALED(status) && ends_libraries(number))
        given_up++;
    else if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
        fail(where, strsignal(WTERMSIG(status)));
    if (success && current != old_generation + 1)
        fail(where, "it said that it had published, and what it published is not in its place");
    if (current != old_generation && current != old_generation + 1)
        fail(where, "neither the old one nor the new one is in its place");
    require_whole(where, true);
    scratch_run(command, -1, &again);
    if (!scratch_succeeded(&again))
        fail(where, again.output[0] ? again.output : "the next run did not succeed");
    if (again.processor > 1)
        fail(where, "the next run took more than a second of the processor");
    if (again.wall > slowest)
        slowest = again.wall;
    if (published() <= (once ? old_generation : current))
        fail(where, "the next run published nothing");
    require_whole(where, false);
}

/* ---- the cases ---- */

static void tell_breach(const char *breach)
{
    fail("order", breach);
}

/* Undisturbed, for its calls and their order. */
static void record(struct inject_seen *seen)
{
    struct inject_plan plan = { .act = INJECT_NOTHING };
    scratch_copy(template_store, store);
    if (!inject_run(command, errors, &plan, seen))
        scratch_fail("ptrace");
    if (!WIFEXITED(seen->status) || WEXITSTATUS(seen->status) != 0) {
        printf("FAIL: the command does not publish: %s ...\n", command[0]);
        exit(1);
    }
    size_t breaches = order_check(store, published_file, seen->event, seen->events, tell_breach);
    printf("order: %ld system calls, %zu changes to files, %zu breaches\n", seen->calls, seen->events, breaches);
    require_whole("undisturbed", false);
    if (published_file)
        new_bytes = read_file(store, &kept, &new_size);
}

static bool is_empty(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && info.st_size == 0;
}

static void inject_everywhere(const struct inject_seen *recorded, long stride)
{
    static const struct {
        const char *name;
        struct inject_plan plan;
    } acts[] = { { "KILL", { .act = INJECT_KILL } },
                 { "ENOSPC", { .act = INJECT_FAIL, .error = ENOSPC } },
                 { "EIO", { .act = INJECT_FAIL, .error = EIO } },
                 { "EINTR", { .act = INJECT_FAIL, .error = EINTR } },
                 { "short", { .act = INJECT_SHORT } } };
    long count = 0, before = cases, succeeded = 0;
    for (long at = 1; at <= recorded->calls; at++)
        for (size_t a = 0; a < sizeof acts / sizeof *acts; a++) {
            char where[96];
            struct inject_plan plan = acts[a].plan;
            struct inject_seen seen;
            plan.at = at;
            if ((plan.act == INJECT_SHORT && !recorded->call[at - 1].transfers) || ++count % stride != 0)
                continue;
            scratch_copy(template_store, store);
            if (!inject_run(command, errors, &plan, &seen))
                scratch_fail("ptrace");
            snprintf(where, sizeof where, "%s at call %ld (number %d)", acts[a].name, at, at <= seen.calls ? seen.call[at - 1].number : -1);
            if (seen.hung)
                fail(where, "it went no further and did not end");
            if (!seen.done)
                fail(where, "it did not come to that call");
            succeeded += WIFEXITED(seen.status) && WEXITSTATUS(seen.status) == 0;
            if (WIFEXITED(seen.status) && WEXITSTATUS(seen.status) != 0 && recorded->call[at - 1].number != SYS_write && is_empty(errors))
                fail(where, "the command failed and said nothing");
            require_sound(where, seen.status, plan.act == INJECT_KILL ? -1 : recorded->call[at - 1].number);
            inject_free(&seen);
        }
    printf("injected: %ld of %ld cases, after %ld of them the command had published and said so, in %ld a library gave up\n", cases - before, count, succeeded,
           given_up);
}

static void kill_at_random(long kills)
{
    struct scratch_ended ended;
    uint64_t random = 7;
    long before = cases, killed = 0;
    scratch_copy(template_store, store);
    scratch_run(command, -1, &ended);
    double usual = ended.wall;
    for (long i = 0; i < kills; i++) {
        char where[64];
        double moment = 1.2 * usual * scratch_random(&random, 1000000) / 1e6;
        scratch_copy(template_store, store);
        scratch_run(command, moment, &ended);
        killed += WIFSIGNALED(ended.status);
        snprintf(where, sizeof where, "kill %ld, after %.1f ms", i, 1e3 * moment);
        require_sound(where, ended.status, -1);
    }
    printf("kills: %ld runs, %ld of them killed before they ended\n", cases - before, killed);
}

static int usage(void)
{
    fprintf(stderr, "usage: publish [--kills N] [--stride N] [--order-only] [--once] [--file F] ADMIN TEMPLATE COMMAND...\n");
    return 2;
}

int main(int argc, char **argv)
{
#ifdef __SANITIZE_ADDRESS__
    puts("torture: the sanitizers look for leaks as a tracer does, and there can be but one: not run under them");
    return 77;
#endif
    long kills = 0, stride = 1;
    int at = 1, words = 0;
    bool order_only = false;
    for (; at < argc && strncmp(argv[at], "--", 2) == 0; at++)
        if (strcmp(argv[at], "--order-only") == 0)
            order_only = true;
        else if (strcmp(argv[at], "--once") == 0)
            once = true;
        else if (strcmp(argv[at], "--file") == 0 && at + 1 < argc)
            published_file = argv[++at];
        else if (strcmp(argv[at], "--kills") == 0 && at + 1 < argc)
            kills = atol(argv[++at]);
        else if (strcmp(argv[at], "--stride") == 0 && at + 1 < argc)
            stride = atol(argv[++at]);
        else
            return usage();
    if (argc - at < 3 || argc - at - 2 >= WORDS_MAX || stride < 1)
        return usage();
    if (!inject_possible()) {
        puts("torture: system calls cannot be made to fail on this machine");
        return 77;
    }
    scratch_make(work);
    snprintf(store, sizeof store, "%s/store", work);
    snprintf(errors, sizeof errors, "%s/errors", work);
    verify[0] = argv[at];
    template_store = argv[at + 1];
    for (int i = at + 2; i < argc; i++)
        command[words++] = strcmp(argv[i], "STORE") == 0 ? store : argv[i];
    old_generation = store_current(template_store);
    if (published_file && !(old_bytes = read_file(template_store, &kept, &old_size)))
        scratch_fail(published_file);
    struct inject_seen recorded;
    record(&recorded);
    if (!order_only) {
        kill_at_random(kills);
        inject_everywhere(&recorded, stride);
        printf("torture: %ld cases, %ld failures; the slowest run afterwards took %.2f s\n", cases, failures, slowest);
    }
    arena_free(&kept);
    inject_free(&recorded);
    scratch_remove(work);
    return failures ? 1 : 0;
}
