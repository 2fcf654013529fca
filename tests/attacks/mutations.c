/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mutations.c - every bit of a small package flipped, the file cut at every byte, and media that change between two reads: none is accepted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/trust/verify.h"
#include "keys/sign.h"
#include "tests/attacks/world.h"

#define REQUIRE(condition)                                                                                                                                     \
    do {                                                                                                                                                       \
        if (!(condition)) {                                                                                                                                    \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                                                                            \
            exit(1);                                                                                                                                           \
        }                                                                                                                                                      \
    } while (0)

struct trial {
    struct world world;
    struct root_chain trusted;
    struct trust_context context;
    struct writer good;
    int fd; /* a file in memory that holds it */
};

static int memory_file(const struct writer *bytes)
{
    int fd = memfd_create("package", MFD_CLOEXEC);
    REQUIRE(fd >= 0 && pwrite(fd, bytes->bytes, bytes->size, 0) == (ssize_t)bytes->size);
    return fd;
}

static enum hs_status verify(struct trial *trial, int fd, struct hs_why *why)
{
    struct package *package;
    enum hs_status status = trust_verify(fd, &trial->context, &package, NULL, why);
    package_close(package);
    return status;
}

static void start(struct trial *trial, const struct writer *chain, enum package_kind kind)
{
    struct draft draft;
    struct hs_why why;
    draft_make(&trial->world, kind, 11, &draft);
    if (kind != PACKAGE_ROOT)
        draft.chain = chain;
    draft_encode(&draft, &trial->good);
    draft_free(&draft);
    REQUIRE(root_chain_parse(trial->world.chain[1].bytes, trial->world.chain[1].size, &trial->trusted, &why) == HS_OK);
    trial->context = (struct trust_context) { .trusted = &trial->trusted, .now = trial->world.now, .tool = "0.1.0" };
    trial->fd = memory_file(&trial->good);
    REQUIRE(verify(trial, trial->fd, &why) == HS_OK);
}

static void stop(struct trial *trial)
{
    REQUIRE(verify(trial, trial->fd, NULL) == HS_OK); /* what was changed was put back, so each mutation stood alone */
    close(trial->fd);
    writer_free(&trial->good);
}

static void flip(struct trial *trial, const char *what)
{
    struct hs_why why;
    size_t tried = 0;
    for (size_t at = 0; at < trial->good.size; at++)
        for (int bit = 0; bit < 8; bit++, tried++) {
            unsigned char byte = trial->good.bytes[at] ^ (unsigned char)(1 << bit);
            REQUIRE(pwrite(trial->fd, &byte, 1, (off_t)at) == 1);
            enum hs_status status = verify(trial, trial->fd, &why);
            if (status != HS_REFUSED)
                fprintf(stderr, "%s: bit %d of byte %zu flipped: status %d\n", what, bit, at, (int)status);
            REQUIRE(status == HS_REFUSED);
            REQUIRE(pwrite(trial->fd, trial->good.bytes + at, 1, (off_t)at) == 1);
        }
    printf("%s: %zu bits flipped, none accepted\n", what, tried);
}

static void cut(struct trial *trial, const char *what)
{
    struct hs_why why;
    for (size_t size = trial->good.size; size-- > 0;) {
        REQUIRE(ftruncate(trial->fd, (off_t)size) == 0);
        REQUIRE(verify(trial, trial->fd, &why) == HS_REFUSED);
    }
    REQUIRE(pwrite(trial->fd, trial->good.bytes, trial->good.size, 0) == (ssize_t)trial->good.size);
    printf("%s: cut at each of %zu bytes, none accepted\n", what, trial->good.size);
}

/* The medium gives other bytes the second time. */
static void change_between_reads(struct trial *trial)
{
    struct package *package;
    const struct root_chain *newest;
    struct hs_why why;
    unsigned char buffer[PACKAGE_CHUNK], other = 'x';
    size_t length;
    uint64_t size;
    off_t last = (off_t)trial->good.size - 1;
    /* Verified, then changed: a later read of a chunk refuses. */
    REQUIRE(trust_verify(trial->fd, &trial->context, &package, &newest, &why) == HS_OK);
    REQUIRE(package_read(package, 1, 0, buffer, &length, &why) == HS_OK);
    REQUIRE(pwrite(trial->fd, &other, 1, last) == 1);
    REQUIRE(package_read(package, 1, 0, buffer, &length, &why) == HS_REFUSED && strstr(why.text, "not what was signed"));
    /* Signing reads the payload again: it refuses, and writes nothing. */
    REQUIRE(sign(package, trial->world.release[2], "/nonexistent/signed", &why) == HS_REFUSED);
    REQUIRE(ftruncate(trial->fd, last) == 0);
    REQUIRE(package_read(package, 1, 0, buffer, &length, &why) == HS_REFUSED && strstr(why.text, "became shorter"));
    /* The head is not read again: what was shown is what counts. */
    struct digest before = package_id(&package_head(package)->manifest);
    REQUIRE(ftruncate(trial->fd, 0) == 0);
    struct digest after = package_id(&package_head(package)->manifest);
    REQUIRE(digest_equal(&before, &after) && trust_verify_head(package_head(package), &trial->context, &newest, &why) == HS_OK);
    package_close(package);
    REQUIRE(pwrite(trial->fd, trial->good.bytes, trial->good.size, 0) == (ssize_t)trial->good.size);
    /* The staged copy stays what it is, whatever becomes of the source. */
    int copy = memfd_create("staged", MFD_CLOEXEC);
    REQUIRE(copy >= 0 && lseek(trial->fd, 0, SEEK_SET) == 0);
    REQUIRE(package_stage(trial->fd, copy, &size, &why) == HS_OK && size == trial->good.size);
    REQUIRE(ftruncate(trial->fd, 0) == 0);
    REQUIRE(verify(trial, copy, &why) == HS_OK);
    close(copy);
    REQUIRE(pwrite(trial->fd, trial->good.bytes, trial->good.size, 0) == (ssize_t)trial->good.size);
    printf("media that change between two reads: each refused\n");
}

int main(void)
{
    static struct trial trial;
    struct hs_why why;
    REQUIRE(crypto_start(&why) == HS_OK);
    world_make(&trial.world);
    start(&trial, NULL, PACKAGE_TARIFF);
    flip(&trial, "a tariff");
    cut(&trial, "a tariff");
    change_between_reads(&trial);
    stop(&trial);
    start(&trial, NULL, PACKAGE_ROOT);
    flip(&trial, "a root");
    cut(&trial, "a root");
    stop(&trial);
    world_free(&trial.world);
    return 0;
}
