/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/verbs/origin_uses.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/duty/entry.h"
#include "tui/i18n.h"

enum { FILE_MOST = 1 << 28, CELL_MAX = 512 };

static const enum entry_field COLUMNS[] = { ENTRY_ORIGIN, ENTRY_PROOF, ENTRY_CODE, ENTRY_QUANTITY, ENTRY_DATE };
enum { COLUMN_COUNT = sizeof COLUMNS / sizeof *COLUMNS };

static enum hs_status no_memory(struct hs_why *why)
{
    return hs_fail(why, HS_NO_MEMORY, _("uses of certificates: no memory: close other programs"));
}

/* ---- tallies ---- */

static enum hs_status add_tally(struct origin_tallies *tallies, const char *issuer, size_t lines, struct hs_why *why)
{
    struct origin_tally *larger = realloc(tallies->tally, (tallies->count + 1) * sizeof *larger);
    if (!larger)
        return no_memory(why);
    tallies->tally = larger;
    struct origin_tally *tally = &larger[tallies->count];
    memset(tally, 0, sizeof *tally);
    memcpy(tally->issuer, issuer, sizeof tally->issuer);
    if (lines && !(tally->used = calloc(lines, sizeof *tally->used)))
        return no_memory(why);
    for (tally->lines = 0; tally->lines < lines; tally->lines++)
        decimal_init(&tally->used[tally->lines]);
    tallies->count++;
    return HS_OK;
}

static struct origin_tally *tally_of(const struct origin_tallies *tallies, const char *issuer)
{
    for (size_t i = 0; i < tallies->count; i++)
        if (strcmp(tallies->tally[i].issuer, issuer) == 0)
            return &tallies->tally[i];
    return NULL;
}

void origin_uses_clear(struct origin_tallies *tallies)
{
    for (size_t i = 0; i < tallies->count; i++) {
        for (size_t line = 0; line < tallies->tally[i].lines; line++)
            decimal_clear(&tallies->tally[i].used[line]);
        free(tallies->tally[i].used);
    }
    free(tallies->tally);
    *tallies = (struct origin_tallies) { NULL, NULL, 0 };
}

const struct decimal *origin_uses_of(const struct origin_tallies *tallies, const struct certificate *certificate)
{
    const struct origin_tally *tally = tally_of(tallies, certificate->issuer);
    return tally && certificate->line && certificate->line <= tally->lines ? &tally->used[certificate->line - 1] : NULL;
}

/* ---- uses ---- */

static void grant(struct origin_tally *tally, struct decimal *used, const struct certificate *certificate, const struct entry *entry)
{
    struct decimal declared;
    tally->granted++;
    decimal_init(&declared);
    if (used && origin_declared(certificate, entry->input, entry->inputs, &declared))
        decimal_add(used, used, &declared);
    decimal_clear(&declared);
}

static enum hs_status count_use(struct origin_tallies *tallies, const struct entry *entry, struct hs_why *why)
{
    struct certificate certificate;
    enum hs_status status = HS_OK;
    if (!tally_of(tallies, entry->origin))
        status = add_tally(tallies, entry->origin, 0, why);
    if (status != HS_OK)
        return status;
    struct origin_tally *tally = tally_of(tallies, entry->origin);
    unsigned faults = 0;
    bool checked = true;
    struct decimal *used = NULL;
    status = origins_find(tallies->origins, entry->origin, entry->proof, &certificate, NULL);
    if (status == HS_OK) {
        used = (struct decimal *)(uintptr_t)origin_uses_of(tallies, &certificate);
        struct origin_use use = { &entry->code, entry->origin, entry->date, entry->input, entry->inputs, used };
        faults = origin_faults(&certificate, &use);
    } else if (status == HS_NOT_FOUND && !origins_of(tallies->origins, entry->origin)) {
        checked = false;
    } else {
        faults = 1u << (status == HS_CORRUPT ? FAULT_ALTERED : FAULT_UNKNOWN);
    }
    tally->uses++;
    tally->unchecked += !checked;
    for (enum origin_fault fault = 0; fault < FAULT_COUNT; fault++)
        tally->fault[fault] += faults >> fault & 1;
    if (checked && !faults)
        grant(tally, used, &certificate, entry);
    return HS_OK;
}

static enum hs_status take_line(struct origin_tallies *tallies, const char *line, size_t length, struct hs_why *why)
{
    struct cell cells[COLUMN_COUNT];
    size_t count = cells_of(line, length, cells, COLUMN_COUNT);
    struct entry entry;
    if (count != COLUMN_COUNT)
        return hs_fail(why, HS_INVALID, _("%zu cells: it has five: origin, proof, code, quantity with its unit, day"), count);
    entry_init(&entry);
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < COLUMN_COUNT; i++) {
        char text[CELL_MAX];
        if (!cells[i].length || cells[i].length >= sizeof text || memchr(cells[i].text, '\0', cells[i].length))
            status = hs_fail(why, HS_INVALID, _("%s: empty, too long, or with a NUL: write it as \"%s\""), entry_field_name(COLUMNS[i]),
                             entry_field_like(COLUMNS[i]));
        if (status != HS_OK)
            break;
        memcpy(text, cells[i].text, cells[i].length);
        text[cells[i].length] = '\0';
        status = entry_set(&entry, COLUMNS[i], NULL, text, why);
    }
    if (status == HS_OK)
        status = count_use(tallies, &entry, why);
    entry_clear(&entry);
    return status;
}

enum hs_status origin_uses_read(const char *path, const struct origins *origins, struct origin_tallies *tallies, struct hs_why *why)
{
    struct arena arena = { NULL };
    struct hs_why problem;
    const char *line;
    char *bytes = NULL;
    size_t size = 0, length;
    *tallies = (struct origin_tallies) { origins, NULL, 0 };
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < origins->count; i++)
        status = add_tally(tallies, origins->origin[i].country, origin_lines(&origins->origin[i]), why);
    if (status == HS_OK)
        status = file_read(path, FILE_MOST, &arena, &bytes, &size, why);
    if (status == HS_NOT_FOUND) /* a file's; exit 4 is for certificates */
        status = why->status = HS_IO;
    struct lines lines = lines_of(bytes, size);
    while (status == HS_OK && lines_next(&lines, &line, &length)) {
        if (!length || *line == '#')
            continue;
        status = take_line(tallies, line, length, &problem);
        if (status != HS_OK)
            hs_fail(why, status, "%s:%zu: %s", path, lines.number, problem.text);
    }
    arena_free(&arena);
    return status;
}
