/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/seal.h"

#include <stdlib.h>
#include <string.h>

#include "core/crypto/hash_tree.h"

static const char TITLE[] = "hsdesk seal 1\n", GENERATION[] = "generation ", SEALED[] = "sealed ", DOMAIN[] = "hsdesk store seal";
enum { LINE_MOST = 160 };

/* The digest of lines in a row: each is hashed behind the digest of those before it. */
static void chain(struct digest *chained, const char *line, size_t length)
{
    unsigned char both[DIGEST_SIZE + LINE_MOST];
    memcpy(both, chained->bytes, DIGEST_SIZE);
    memcpy(both + DIGEST_SIZE, line, length);
    *chained = digest_of(DOMAIN, both, DIGEST_SIZE + length);
}

static void print_generation(char line[static LINE_MOST], unsigned generation)
{
    snprintf(line, LINE_MOST, "%s%u\n", GENERATION, generation);
}

static void print_manifest(char line[static LINE_MOST], const char *manifest, size_t size)
{
    char hex[DIGEST_HEX + 1];
    struct digest digest = digest_of(DOMAIN, manifest, size);
    digest_print(&digest, hex);
    snprintf(line, LINE_MOST, "manifest %zu %s\n", size, hex);
}

static void print_digest(char line[static LINE_MOST], const char *before, const struct digest *digest)
{
    char hex[DIGEST_HEX + 1];
    digest_print(digest, hex);
    snprintf(line, LINE_MOST, "%s%s\n", before, hex);
}

static enum hs_status open_data(const char *path, FILE **data, void **piece, struct hs_why *why)
{
    *piece = malloc(HASH_TREE_LEAF);
    if (!*piece)
        return hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", path);
    *data = fopen(path, "rbe");
    if (*data)
        return HS_OK;
    free(*piece);
    return hs_fail_errno(why, "%s: cannot be opened", path);
}

static void put(FILE *stream, struct digest *chained, const char *line)
{
    fputs(line, stream);
    chain(chained, line, strlen(line));
}

enum hs_status seal_write(FILE *stream, unsigned generation, const char *data_path, const char *manifest, size_t manifest_size, struct hs_why *why)
{
    struct digest chained = { { 0 } };
    char line[LINE_MOST];
    FILE *data;
    void *piece;
    enum hs_status status = open_data(data_path, &data, &piece, why);
    if (status != HS_OK)
        return status;
    put(stream, &chained, TITLE);
    print_generation(line, generation);
    put(stream, &chained, line);
    print_manifest(line, manifest, manifest_size);
    put(stream, &chained, line);
    size_t got;
    for (uint64_t index = 0; (got = fread(piece, 1, HASH_TREE_LEAF, data)) > 0; index++) {
        struct digest digest = hash_tree_leaf(index, piece, got);
        print_digest(line, "", &digest);
        put(stream, &chained, line);
    }
    if (ferror(data))
        status = hs_fail_errno(why, "%s: cannot be read", data_path);
    print_digest(line, SEALED, &chained);
    fputs(line, stream);
    fclose(data);
    free(piece);
    return status;
}

/* ---- comparing ---- */

struct comparing {
    FILE *seal, *data;
    struct digest chained;
    int64_t line_at; /* of the line last read, in the seal */
    char line[LINE_MOST];
    size_t length;
    struct seal_found *found;
};

/* A line with its LF; what is longer than any line of a seal comes in parts, none of which will fit. False at the end. */
static bool next_line(struct comparing *comparing)
{
    int byte;
    comparing->line_at += (int64_t)comparing->length;
    comparing->length = 0;
    while (comparing->length < LINE_MOST - 1 && (byte = getc(comparing->seal)) != EOF) {
        comparing->line[comparing->length++] = (char)byte;
        if (byte == '\n')
            break;
    }
    comparing->line[comparing->length] = '\0';
    return comparing->length > 0;
}

static bool line_is(struct comparing *comparing, const char *expected)
{
    size_t length = strlen(expected), same = 0;
    while (same < length && same < comparing->length && comparing->line[same] == expected[same])
        same++;
    if (same == length && same == comparing->length)
        return true;
    if (comparing->found->seal_differs < 0)
        comparing->found->seal_differs = comparing->line_at + (int64_t)same;
    return false;
}

/* The lines before the pieces. */
static void compare_head(struct comparing *comparing, unsigned generation, const char *manifest, size_t manifest_size)
{
    struct seal_found *found = comparing->found;
    char expected[LINE_MOST], *end;
    next_line(comparing);
    line_is(comparing, TITLE);
    chain(&comparing->chained, comparing->line, comparing->length);
    next_line(comparing);
    print_generation(expected, generation);
    if (line_is(comparing, expected))
        found->generation = generation;
    else if (strncmp(comparing->line, GENERATION, sizeof GENERATION - 1) == 0) {
        unsigned long named = strtoul(comparing->line + sizeof GENERATION - 1, &end, 10);
        found->generation = *end == '\n' && named < 1000000 ? (unsigned)named : 0;
    }
    chain(&comparing->chained, comparing->line, comparing->length);
    next_line(comparing);
    print_manifest(expected, manifest, manifest_size);
    found->manifest_differs = !line_is(comparing, expected);
    chain(&comparing->chained, comparing->line, comparing->length);
}

static void compare_pieces(struct comparing *comparing, unsigned char *piece)
{
    struct seal_found *found = comparing->found;
    char expected[LINE_MOST];
    int64_t at = 0;
    for (uint64_t index = 0;; index++) {
        bool named = next_line(comparing) && strncmp(comparing->line, SEALED, sizeof SEALED - 1) != 0;
        size_t got = fread(piece, 1, HASH_TREE_LEAF, comparing->data);
        struct digest digest = got ? hash_tree_leaf(index, piece, got) : comparing->chained;
        print_digest(expected, got ? "" : SEALED, &digest);
        if (!line_is(comparing, expected) && (named || got) && found->data_differs < 0)
            found->data_differs = at;
        if (!named)
            break;
        at += (int64_t)got;
        chain(&comparing->chained, comparing->line, comparing->length);
    }
    print_digest(expected, SEALED, &comparing->chained);
    found->intact = strcmp(comparing->line, expected) == 0 && getc(comparing->seal) == EOF;
    if (!found->intact && found->seal_differs < 0) /* something stands behind the last line */
        found->seal_differs = comparing->line_at + (int64_t)comparing->length;
}

enum hs_status seal_compare(const char *seal_path, unsigned generation, const char *data_path, const char *manifest, size_t manifest_size,
                            struct seal_found *found, struct hs_why *why)
{
    struct comparing comparing = { .found = found };
    void *piece;
    *found = (struct seal_found) { .data_differs = -1, .seal_differs = -1 };
    enum hs_status status = open_data(data_path, &comparing.data, &piece, why);
    if (status != HS_OK)
        return status;
    comparing.seal = fopen(seal_path, "rbe");
    if (comparing.seal) {
        compare_head(&comparing, generation, manifest, manifest_size);
        compare_pieces(&comparing, piece);
        if (ferror(comparing.seal) || ferror(comparing.data))
            status = hs_fail_errno(why, "%s: cannot be read", ferror(comparing.data) ? data_path : seal_path);
        fclose(comparing.seal);
    } else
        status = hs_fail_errno(why, "%s: cannot be opened", seal_path);
    fclose(comparing.data);
    free(piece);
    return status;
}
