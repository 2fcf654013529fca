/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/origin_make.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/file.h"
#include "core/duty/origin_form.h"
#include "core/duty/origin_line.h"

enum { NONE = 0xffffffff, LINES_MOST = 0x7fffffff };

struct made_line {
    uint32_t certificate; /* its place in `certificate` */
    bool revokes;
    struct digest digest;
};

struct building {
    const struct origin *before; /* may be NULL */
    char country[3];
    struct arena arena;              /* texts of what the batch brings */
    struct certificate *certificate; /* those held, then those of the batch */
    uint32_t *revocation;            /* the line that revokes each; NONE */
    struct made_line *line;
    uint32_t *slot; /* a table by number: places in `certificate`, or NONE */
    size_t certificates, lines, most, slots;
    struct digest head;
    struct origin_counts *counts;
    struct origin_line parsed;
};

static enum hs_status no_memory(struct hs_why *why)
{
    return hs_fail(why, HS_NO_MEMORY, "certificates of origin: no memory: close other programs");
}

/* ---- numbers that are taken ---- */

/* FNV-1a over what counts in a number, as origin_compare_numbers has it. */
static size_t slot_of(const struct building *building, const char *number)
{
    uint32_t hash = 2166136261u;
    for (; *number; number++) {
        char sign = *number;
        if (sign >= 'a' && sign <= 'z')
            sign = (char)(sign - 'a' + 'A');
        if ((sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z'))
            hash = (hash ^ (unsigned char)sign) * 16777619u;
    }
    return hash & (building->slots - 1);
}

/* The slot that holds the number, or the free one where it belongs. */
static uint32_t *slot_for(const struct building *building, const char *number)
{
    size_t at = slot_of(building, number);
    while (building->slot[at] != NONE && origin_compare_numbers(building->certificate[building->slot[at]].number, number) != 0)
        at = (at + 1) & (building->slots - 1);
    return &building->slot[at];
}

/* ---- what is held ---- */

/* Room for what is held and for `lines` more. */
static enum hs_status make_room(struct building *building, size_t lines, struct hs_why *why)
{
    building->most = (building->before ? origin_lines(building->before) : 0) + lines;
    if (building->most > LINES_MOST)
        return hs_fail(why, HS_TOO_LARGE, "certificates of origin of %s: more than %d lines: too many for one store", building->country, LINES_MOST);
    for (building->slots = 16; building->slots < 2 * building->most; building->slots *= 2)
        ;
    building->certificate = calloc(building->most + 1, sizeof *building->certificate);
    building->revocation = calloc(building->most + 1, sizeof *building->revocation);
    building->line = calloc(building->most + 1, sizeof *building->line);
    building->slot = malloc(building->slots * sizeof *building->slot);
    if (!building->certificate || !building->revocation || !building->line || !building->slot)
        return no_memory(why);
    memset(building->slot, 0xff, building->slots * sizeof *building->slot);
    return HS_OK;
}

static enum hs_status take_held(struct building *building, struct hs_why *why)
{
    const struct origin *before = building->before;
    building->head = origin_genesis(building->country);
    if (!before)
        return HS_OK;
    enum hs_status status = origin_check(before, why);
    for (uint32_t i = 0; status == HS_OK && i < origin_certificates(before); i++) {
        status = origin_certificate(before, i, &building->certificate[i], why);
        building->revocation[i] = NONE;
        *slot_for(building, building->certificate[i].number) = i;
    }
    if (status != HS_OK)
        return status;
    building->certificates = origin_certificates(before);
    for (uint32_t i = 0; i < origin_lines(before); i++) {
        struct made_line *line = &building->line[building->lines++];
        origin_line_of(before, i, &line->certificate, &line->revokes);
        line->digest = origin_line_digest(before, i);
        if (line->revokes)
            building->revocation[line->certificate] = i;
    }
    building->head = origin_head(before);
    return HS_OK;
}

/* ---- the batch ---- */

/* How many lines are held up to the one that has this digest. */
static bool find_start(const struct building *building, const struct digest *before, size_t *at)
{
    struct digest genesis = origin_genesis(building->country);
    for (*at = building->lines; *at > 0; --*at)
        if (digest_equal(&building->line[*at - 1].digest, before))
            return true;
    return digest_equal(&genesis, before);
}

static enum hs_status copy_texts(struct building *building, const struct certificate *from, struct certificate *to, struct hs_why *why)
{
    *to = *from;
    const char **const texts[] = { &to->number, &to->form, &to->exporter, &to->consignee, &to->goods, &to->agreement, &to->quantity };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!(*texts[i] = arena_copy(&building->arena, *texts[i], strlen(*texts[i]))))
            return no_memory(why);
    return HS_OK;
}

static enum hs_status issue(struct building *building, struct hs_why *why)
{
    const struct certificate *issued = &building->parsed.certificate;
    uint32_t *slot = slot_for(building, issued->number);
    if (*slot != NONE)
        return hs_fail(why, HS_INVALID, "certificate of origin %s: this number was issued before, as %s: give each its own", issued->number,
                       building->certificate[*slot].number);
    struct certificate *made = &building->certificate[building->certificates];
    enum hs_status status = copy_texts(building, issued, made, why);
    if (status != HS_OK)
        return status;
    made->line = (uint32_t)building->lines + 1;
    building->revocation[building->certificates] = NONE;
    *slot = (uint32_t)building->certificates;
    building->line[building->lines].certificate = (uint32_t)building->certificates++;
    building->counts->issued++;
    return HS_OK;
}

static enum hs_status revoke(struct building *building, struct hs_why *why)
{
    char as_issued[ORIGIN_LINE_MAX], stated[ORIGIN_LINE_MAX];
    const struct certificate *parsed = &building->parsed.certificate;
    uint32_t at = *slot_for(building, parsed->number);
    if (at == NONE)
        return hs_fail(why, HS_INVALID, "certificate of origin %s: revoked, but never issued: correct the number", parsed->number);
    struct certificate *certificate = &building->certificate[at];
    if (certificate->revoked)
        return hs_fail(why, HS_INVALID, "certificate of origin %s: revoked before: leave it out", parsed->number);
    size_t issued_length = origin_line_print(certificate, false, as_issued), stated_length = origin_line_print(parsed, false, stated);
    if (issued_length != stated_length || memcmp(as_issued, stated, stated_length) != 0)
        return hs_fail(why, HS_INVALID, "certificate of origin %s: its revocation says other things of it than were issued: repeat them as they are",
                       parsed->number);
    certificate->revoked = parsed->revoked;
    building->revocation[at] = (uint32_t)building->lines;
    building->line[building->lines].certificate = at;
    building->line[building->lines].revokes = true;
    building->counts->revoked++;
    return HS_OK;
}

/* Line `at` of the chain, from 0. `before` is the digest of the line above and becomes this one's. */
static enum hs_status take_line(struct building *building, size_t at, const char *line, size_t length, struct digest *before, struct hs_why *why)
{
    char fields[ORIGIN_LINE_MAX];
    enum hs_status status = origin_line_parse(line, length, building->country, &building->parsed, why);
    if (status != HS_OK)
        return status;
    const struct origin_line *parsed = &building->parsed;
    size_t printed = origin_line_print(&parsed->certificate, parsed->revokes, fields);
    struct digest link = origin_link(before, fields, printed);
    if (!digest_equal(&link, &parsed->digest))
        return hs_fail(why, HS_REFUSED,
                       "certificate of origin %s: it does not follow from the line before it: one of the two was altered, or one between was removed: ask the "
                       "authority for the batch anew",
                       parsed->certificate.number);
    *before = link;
    if (at < building->lines) {
        building->counts->repeated++;
        return digest_equal(&link, &building->line[at].digest)
                   ? HS_OK
                   : hs_fail(why, HS_REFUSED,
                             "certificate of origin %s: line %zu of the chain is held otherwise, as that of %s: the authority's chain was rewritten: keep both "
                             "and ask it",
                             parsed->certificate.number, at + 1, building->certificate[building->line[at].certificate].number);
    }
    status = parsed->revokes ? revoke(building, why) : issue(building, why);
    if (status == HS_OK) {
        building->line[building->lines++].digest = link;
        building->head = link;
    }
    return status;
}

static enum hs_status at_line(size_t number, enum hs_status status, struct hs_why *why)
{
    if (!why)
        return status;
    struct hs_why inner = *why;
    return hs_fail(why, status, "line %zu: %s", number, inner.text);
}

static enum hs_status take_batch(struct building *building, const char *bytes, size_t size, struct hs_why *why)
{
    struct lines lines = { bytes, bytes + size, 0 }; /* not lines_of: a byte order mark is none of a batch's bytes */
    struct digest before;
    const char *line;
    size_t length, at;
    char country[3];
    if (!size || bytes[size - 1] != '\n' || memchr(bytes, '\r', size))
        return hs_fail(why, HS_INVALID,
                       "certificates of origin: the file is empty, cut off, or its lines do not end with LF alone: ask the authority for the batch anew");
    lines_next(&lines, &line, &length);
    enum hs_status status = origin_header_parse(line, length, country, &before, why);
    if (status != HS_OK)
        return status;
    if (memcmp(country, building->country, 2) != 0)
        return hs_fail(why, HS_REFUSED, "certificates of origin: the batch is of %s, where one of %s is wanted: each authority issues only its own", country,
                       building->country);
    if (!find_start(building, &before, &at))
        return hs_fail(why, HS_REFUSED,
                       "certificates of origin of %s: the batch continues one that is not held: %zu lines are held; apply what was issued between first",
                       country, building->lines);
    if (lines.at >= lines.end)
        return hs_fail(why, HS_INVALID, "certificates of origin of %s: the batch has no certificate", country);
    while (status == HS_OK && lines_next(&lines, &line, &length)) {
        status = take_line(building, at++, line, length, &before, why);
        if (status != HS_OK)
            return at_line(lines.number, status, why);
    }
    return HS_OK;
}

/* ---- the value ---- */

struct pool {
    char *text;
    size_t size, room;
};

static bool pool_add(struct pool *pool, const char *text, uint32_t *offset)
{
    size_t length = strlen(text) + 1;
    if (pool->size + length > UINT32_MAX)
        return false;
    if (pool->size + length > pool->room) {
        size_t room = 2 * (pool->room + length) + 4096;
        char *larger = realloc(pool->text, room);
        if (!larger)
            return false;
        pool->text = larger;
        pool->room = room;
    }
    memcpy(pool->text + pool->size, text, length);
    *offset = length == 1 ? 0 : (uint32_t)pool->size;
    pool->size += length == 1 && pool->size ? 0 : length;
    return true;
}

static bool lay_certificate(const struct building *building, uint32_t at, struct pool *pool, struct origin_certificate_record *record)
{
    const struct certificate *certificate = &building->certificate[at];
    memcpy(record->code, certificate->code.digits, CODE_MAX);
    record->unit = certificate->unit;
    record->part = certificate->part;
    record->issued = certificate->issued;
    record->until = certificate->until;
    record->revoked = certificate->revoked;
    record->line = certificate->line - 1;
    record->revocation = building->revocation[at];
    return pool_add(pool, certificate->number, &record->number) && pool_add(pool, certificate->form, &record->form) &&
           pool_add(pool, certificate->exporter, &record->exporter) && pool_add(pool, certificate->consignee, &record->consignee) &&
           pool_add(pool, certificate->goods, &record->goods) && pool_add(pool, certificate->agreement, &record->agreement) &&
           pool_add(pool, certificate->quantity, &record->quantity);
}

static int compare_places(const void *a, const void *b, void *context)
{
    const struct building *building = context;
    return origin_compare_numbers(building->certificate[*(const uint32_t *)a].number, building->certificate[*(const uint32_t *)b].number);
}

static enum hs_status lay_out(struct building *building, void **value, size_t *size, struct hs_why *why)
{
    struct origin_head_record head = { .country = { building->country[0], building->country[1] } };
    uint32_t count = (uint32_t)building->certificates, *order = calloc(count + 1, sizeof *order), *place = calloc(count + 1, sizeof *place), nothing;
    struct origin_certificate_record *certificates = calloc(count + 1, sizeof *certificates);
    struct origin_line_record *lines = calloc(building->lines + 1, sizeof *lines);
    struct pool pool = { NULL, 0, 0 };
    bool laid = order && place && certificates && lines && pool_add(&pool, "", &nothing);
    memcpy(head.digest, building->head.bytes, DIGEST_SIZE);
    for (uint32_t i = 0; laid && i < count; i++)
        order[i] = i;
    if (laid)
        qsort_r(order, count, sizeof *order, compare_places, building);
    for (uint32_t i = 0; laid && i < count; i++) {
        place[order[i]] = i;
        laid = lay_certificate(building, order[i], &pool, &certificates[i]);
    }
    for (size_t i = 0; laid && i < building->lines; i++) {
        lines[i].certificate = place[building->line[i].certificate];
        lines[i].revokes = building->line[i].revokes;
        memcpy(lines[i].digest, building->line[i].digest.bytes, DIGEST_SIZE);
    }
    struct layout layout = {
        .section = { &head, certificates, lines }, .count = { 1, count, (uint32_t)building->lines }, .text = pool.text, .text_size = (uint32_t)pool.size
    };
    enum hs_status status = laid ? layout_make(&layout, &origin_form, value, size, why) : no_memory(why);
    free(order);
    free(place);
    free(certificates);
    free(lines);
    free(pool.text);
    return status;
}

enum hs_status origin_make(const struct origin *before, const char country[static 2], const char *bytes, size_t size, void **value, size_t *value_size,
                           struct origin_counts *counts, struct hs_why *why)
{
    struct building *building = calloc(1, sizeof *building);
    size_t lines = 0;
    if (!building)
        return no_memory(why);
    memset(counts, 0, sizeof *counts);
    building->before = before;
    building->counts = counts;
    memcpy(building->country, country, 2);
    for (size_t i = 0; i < size; i++)
        lines += bytes[i] == '\n';
    enum hs_status status = HS_OK;
    if (before && memcmp(before->country, country, 2) != 0)
        status = hs_fail(why, HS_INVALID, "certificates of origin: what is held is of %s, not of %s", before->country, building->country);
    if (status == HS_OK)
        status = make_room(building, lines, why);
    if (status == HS_OK)
        status = take_held(building, why);
    if (status == HS_OK)
        status = take_batch(building, bytes, size, why);
    if (status == HS_OK)
        status = lay_out(building, value, value_size, why);
    arena_free(&building->arena);
    free(building->certificate);
    free(building->revocation);
    free(building->line);
    free(building->slot);
    free(building);
    return status;
}
