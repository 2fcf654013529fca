/* SPDX-License-Identifier: GPL-3.0-or-later */
/* readers.c - sessions that read a store through many publishes: no error, nothing of two generations together, never back.
 *
 *     readers [--readers N] [--publishes N]
 *
 * Every value of a generation is filled with the same pattern, which no other generation has. A reader opens the current generation, holds the one before open
 * beside it as a session that moves over does, and compares every byte of both. After each publish the publisher waits until readers have opened the new
 * generation, so that however busy the machine is each of them is read; readers that are slow are caught holding generations that were removed meanwhile.
 */
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/crypto/digest.h"
#include "core/store/publish.h"
#include "core/store/store.h"
#include "tests/torture/scratch.h"

enum { READERS_MAX = 200, VALUES = 3, OPENS_PER_PUBLISH = 8 };

/* One on a shared page, one inside and one beyond what is checked at each reading. */
static const struct {
    const char *name;
    size_t size;
} values[VALUES] = { { "small", 300 }, { "middle", 20000 }, { "large", 150000 } };

struct shared {
    _Atomic long opens, moves; /* of all readers; moves: to another generation */
    _Atomic unsigned published;
    _Atomic long opens_of_newest;
    _Atomic bool over;
};

static char store[SCRATCH_PATH + 16];

static void fill(unsigned char *bytes, size_t size, unsigned generation)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)(generation * 31 + i * 7 + i / 256);
}

static void require(bool holds, const char *what, const struct hs_why *why)
{
    if (holds)
        return;
    printf("FAIL: %s%s%s\n", what, why ? ": " : "", why ? why->text : "");
    fflush(stdout);
    _exit(1);
}

/* The generation is of one piece, and the one that it says. */
static void require_one(const struct store *open)
{
    static unsigned char expected[150000];
    struct hs_why why;
    for (size_t v = 0; v < VALUES; v++) {
        const void *bytes;
        size_t size;
        require(store_value(open, values[v].name, &bytes, &size, &why) == HS_OK, "a value cannot be read", &why);
        fill(expected, values[v].size, store_generation(open));
        require(size == values[v].size && memcmp(bytes, expected, size) == 0, "a value is of another generation", NULL);
    }
}

static void read_on(struct shared *shared)
{
    struct store *before = NULL, *now;
    struct hs_why why;
    bool over;
    do {
        over = shared->over; /* asked first, so that the last generation is read by all */
        unsigned published = shared->published;
        require(store_open(store, &now, &why) == HS_OK, "the store cannot be opened", &why);
        require(store_generation(now) >= published, "an older generation than the one that was published", NULL);
        require(!before || store_generation(now) >= store_generation(before), "the store went back", NULL);
        require_one(now);
        if (before)
            require_one(before);
        shared->opens++;
        shared->opens_of_newest += store_generation(now) >= shared->published;
        shared->moves += before && store_generation(before) != store_generation(now);
        store_close(before);
        before = now;
    } while (!over);
    require(store_verify(before, &why) == HS_OK, "the last generation is damaged", &why);
    store_close(before);
}

static unsigned publish(void)
{
    static unsigned char bytes[VALUES][150000];
    struct store_publish *work;
    struct hs_why why;
    unsigned generation, next = store_current(store) + 1;
    require(store_publish_start(store, &work, &why) == HS_OK, "publishing", &why);
    for (size_t v = 0; v < VALUES; v++) {
        fill(bytes[v], values[v].size, next);
        require(store_publish_value(work, values[v].name, bytes[v], values[v].size, &why) == HS_OK, "publishing", &why);
    }
    require(store_publish_finish(work, &generation, &why) == HS_OK, "publishing", &why);
    require(generation == next, "a generation's number was left out", NULL);
    return generation;
}

int main(int argc, char **argv)
{
    long readers = 50, publishes = 200;
    struct hs_why why;
    char work[SCRATCH_PATH];
    for (int i = 1; i + 1 < argc; i += 2)
        *(strcmp(argv[i], "--readers") == 0 ? &readers : &publishes) = atol(argv[i + 1]);
    if (readers < 1 || readers > READERS_MAX || publishes < 1)
        return 2;
    struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED || crypto_start(&why) != HS_OK)
        scratch_fail("readers");
    scratch_make(work);
    snprintf(store, sizeof store, "%s/store", work);
    shared->published = publish();
    pid_t child[READERS_MAX];
    for (long i = 0; i < readers; i++) {
        if ((child[i] = fork()) == 0) {
            read_on(shared);
            _exit(0);
        }
        if (child[i] < 0)
            scratch_fail("fork");
    }
    long failures = 0, alive = readers;
    for (long i = 0; i < publishes && alive == readers; i++) {
        int status;
        unsigned generation = publish();
        shared->opens_of_newest = 0;
        shared->published = generation;
        while (shared->opens_of_newest < OPENS_PER_PUBLISH && alive == readers) {
            sched_yield();
            if (waitpid(-1, &status, WNOHANG) > 0) { /* only one that found something ends before it is over */
                alive--;
                failures++;
            }
        }
    }
    shared->over = true;
    for (int status; alive-- > 0 && wait(&status) > 0;)
        failures += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    printf("readers: %ld read through %ld publishes, %ld opens, %ld of them moved over, %ld readers failed\n", readers, publishes, (long)shared->opens,
           (long)shared->moves, failures);
    scratch_remove(work);
    return failures ? 1 : 0;
}
