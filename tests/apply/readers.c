/* SPDX-License-Identifier: GPL-3.0-or-later */
/* readers.c STORE SESSIONS STOP - so many processes that open the store, read it, look whether it moved, and go over to the new generation as a session does,
 * until the file STOP is there. Each checks that all rates of a generation carry one number, which never goes back, and that every small value has its digest.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/crypto/digest.h"
#include "core/duty/fx.h"
#include "core/store/store.h"

/* People type at ten strokes a second at most; without a rest the readers would leave the publisher no processor. */
static const struct timespec keystroke = { .tv_nsec = 50000000 };

struct reading {
    const char *path;
    int64_t last;
    unsigned generation, moves;
    unsigned long reads;
};

static _Noreturn void complain(const char *what, const char *detail)
{
    fprintf(stderr, "readers: %s: %s\n", what, detail);
    exit(1);
}

static void read_rates(struct reading *reading, const struct store *store)
{
    struct hs_why why;
    struct fx fx;
    const void *bytes;
    size_t size;
    if (store_value(store, "fx.az", &bytes, &size, &why) != HS_OK || fx_open(bytes, size, &fx, &why) != HS_OK)
        complain("rates", why.text);
    struct digest digest = manifest_digest(bytes, size);
    if (!digest_equal(&digest, &manifest_find(store_manifest(store), "fx.az")->digest))
        complain("rates", "not those of the manifest");
    for (uint32_t i = 0; i < fx_count(&fx); i++) {
        struct fx_rate rate, first;
        fx_at(&fx, 0, &first);
        fx_at(&fx, i, &rate);
        for (; rate.scale < 6; rate.scale++)
            rate.number *= 10;
        for (; first.scale < 6; first.scale++)
            first.number *= 10;
        if (rate.number != first.number)
            complain("rates", "of two generations");
        if (rate.number < reading->last)
            complain("rates", "older than before");
        reading->last = rate.number;
    }
    reading->reads++;
}

static void read_store(struct reading *reading)
{
    struct hs_why why;
    struct store *store;
    const void *bytes;
    size_t size;
    if (store_open(reading->path, &store, &why) != HS_OK)
        complain("store", why.text);
    reading->moves += reading->generation && reading->generation != store_generation(store);
    reading->generation = store_generation(store);
    do {
        read_rates(reading, store);
        if (store_value(store, "tree", &bytes, &size, &why) != HS_OK)
            complain("tree", why.text);
        nanosleep(&keystroke, NULL);
    } while (store_current(reading->path) == store_generation(store) && reading->reads % 16);
    store_close(store);
}

static int read_on(const char *path, const char *stop)
{
    struct reading reading = { .path = path };
    do
        read_store(&reading);
    while (access(stop, F_OK) != 0);
    read_store(&reading);
    return reading.moves ? 0 : 2;
}

int main(int count, char **argument)
{
    struct hs_why why;
    int sessions = count == 4 ? atoi(argument[2]) : 0, failed = 0, still = 0, how;
    if (!sessions || crypto_start(&why) != HS_OK)
        complain("usage", "readers STORE SESSIONS STOP");
    for (int i = 0; i < sessions; i++)
        if (fork() == 0)
            _exit(read_on(argument[1], argument[3]));
    while (wait(&how) > 0) {
        failed += !WIFEXITED(how) || WEXITSTATUS(how) == 1;
        still += WIFEXITED(how) && WEXITSTATUS(how) == 2;
    }
    printf("readers: %d sessions, %d failed, %d saw only one generation\n", sessions, failed, still);
    return failed || still == sessions;
}
