/* SPDX-License-Identifier: GPL-3.0-or-later */
/* highwater.c - the text of the high-water mark, and raising it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/utc.h"
#include "core/trust/state.h"

static const char TITLE[] = "hsdesk highwater 1", LATEST[] = "latest ";
enum { WORDS = 8 };

static int stream_order(const struct highwater_stream *a, enum package_kind kind, const char *country)
{
    return a->kind != kind ? (a->kind > kind) - (a->kind < kind) : strcmp(a->country, country);
}

/* Cuts at single spaces. False unless there are exactly WORDS words. */
static bool cut(const char *line, size_t length, struct cell word[static WORDS])
{
    size_t count = 0;
    const char *end = line + length;
    for (;;) {
        const char *space = memchr(line, ' ', (size_t)(end - line));
        const char *stop = space ? space : end;
        if (count == WORDS || stop == line)
            return false;
        word[count++] = (struct cell) { line, (size_t)(stop - line) };
        if (!space)
            return count == WORDS;
        line = space + 1;
    }
}

static bool parse_sequence(const struct cell *word, uint64_t *sequence)
{
    *sequence = 0;
    if (word->length > 9 || word->text[0] == '0') /* PACKAGE_SEQUENCE_MAX has nine digits */
        return false;
    for (size_t i = 0; i < word->length; i++) {
        if (word->text[i] < '0' || word->text[i] > '9')
            return false;
        *sequence = *sequence * 10 + (uint64_t)(word->text[i] - '0');
    }
    return true;
}

static bool parse_stream(const char *line, size_t length, struct highwater_stream *stream)
{
    struct cell word[WORDS];
    if (!cut(line, length, word) || !package_kind_find(word[0].text, word[0].length, &stream->kind) || word[1].length != 2 ||
        !trust_country_valid(word[1].text))
        return false;
    memcpy(stream->country, word[1].text, 2);
    stream->country[2] = '\0';
    return parse_sequence(&word[2], &stream->sequence) && utc_parse(word[3].text, word[3].length, &stream->created) == HS_OK &&
           utc_parse(word[4].text, word[4].length, &stream->expires) == HS_OK && utc_parse_day(word[5].text, word[5].length, &stream->effective) == HS_OK &&
           digest_parse(word[6].text, word[6].length, &stream->package) == HS_OK && digest_parse(word[7].text, word[7].length, &stream->content) == HS_OK;
}

enum hs_status highwater_parse(const char *text, size_t length, const char *path, struct highwater *highwater, struct hs_why *why)
{
    struct lines lines = lines_of(text, length);
    const char *line;
    size_t size, head = sizeof LATEST - 1;
    highwater->count = 0;
    if (!lines_next(&lines, &line, &size) || size != sizeof TITLE - 1 || memcmp(line, TITLE, size) != 0 || !lines_next(&lines, &line, &size) || size <= head ||
        memcmp(line, LATEST, head) != 0 || utc_parse(line + head, size - head, &highwater->latest) != HS_OK)
        return hs_fail(why, HS_CORRUPT, "%s: its first two lines are damaged: restore it from a backup", path);
    while (lines_next(&lines, &line, &size)) {
        struct highwater_stream *stream = &highwater->stream[highwater->count];
        if (highwater->count == HIGHWATER_STREAMS_MAX || !parse_stream(line, size, stream) ||
            (highwater->count && stream_order(stream - 1, stream->kind, stream->country) >= 0))
            return hs_fail(why, HS_CORRUPT, "%s: line %zu is damaged: restore it from a backup", path, lines.number);
        highwater->count++;
    }
    return HS_OK;
}

void highwater_write(FILE *stream, const struct highwater *highwater)
{
    char when[UTC_TEXT_MAX], until[UTC_TEXT_MAX], day[UTC_TEXT_MAX], package[DIGEST_HEX + 1], content[DIGEST_HEX + 1];
    utc_print(highwater->latest, when);
    fprintf(stream, "%s\n%s%s\n", TITLE, LATEST, when);
    for (size_t i = 0; i < highwater->count; i++) {
        const struct highwater_stream *of = &highwater->stream[i];
        utc_print(of->created, when);
        utc_print(of->expires, until);
        utc_print_day(of->effective, day);
        digest_print(&of->package, package);
        digest_print(&of->content, content);
        fprintf(stream, "%s %s %" PRIu64 " %s %s %s %s %s\n", package_kind_words(of->kind), of->country, of->sequence, when, until, day, package, content);
    }
}

enum hs_status highwater_text(const struct highwater *highwater, char **text, size_t *size, struct hs_why *why)
{
    FILE *stream = open_memstream(text, size);
    if (stream)
        highwater_write(stream, highwater);
    bool failed = !stream || ferror(stream);
    if ((stream && fclose(stream) != 0) || failed)
        return hs_fail(why, HS_NO_MEMORY, "high-water mark: no memory: close other programs");
    return HS_OK;
}

const struct highwater_stream *highwater_find(const struct highwater *highwater, enum package_kind kind, const char *country)
{
    for (size_t i = 0; i < highwater->count; i++)
        if (stream_order(&highwater->stream[i], kind, country) == 0)
            return &highwater->stream[i];
    return NULL;
}

/* Puts a stream in its place, unless a higher one is there. */
static enum hs_status raise_stream(struct highwater *highwater, const struct highwater_stream *to, struct hs_why *why)
{
    size_t at = 0;
    while (at < highwater->count && stream_order(&highwater->stream[at], to->kind, to->country) < 0)
        at++;
    struct highwater_stream *stream = &highwater->stream[at];
    bool known = at < highwater->count && stream_order(stream, to->kind, to->country) == 0;
    if (!known) {
        if (highwater->count == HIGHWATER_STREAMS_MAX)
            return hs_fail(why, HS_TOO_LARGE, "high-water mark: no room for another kind and country: use another store");
        memmove(stream + 1, stream, (highwater->count++ - at) * sizeof *stream);
    }
    if (!known || to->sequence > stream->sequence)
        *stream = *to;
    return HS_OK;
}

enum hs_status highwater_raise(struct highwater *highwater, const struct package_manifest *manifest, int64_t now, struct hs_why *why)
{
    struct highwater_stream to = { .kind = manifest->stream,
                                   .sequence = manifest->sequence,
                                   .created = manifest->created,
                                   .expires = manifest->expires,
                                   .effective = manifest->effective,
                                   .package = package_id(manifest),
                                   .content = manifest->content };
    memcpy(to.country, manifest->country, sizeof to.country);
    if (now > highwater->latest)
        highwater->latest = now;
    return raise_stream(highwater, &to, why);
}

enum hs_status highwater_merge(struct highwater *highwater, const struct highwater *other, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < other->count; i++)
        status = raise_stream(highwater, &other->stream[i], why);
    if (other->latest > highwater->latest)
        highwater->latest = other->latest;
    return status;
}

void highwater_forget(struct highwater *highwater, enum package_kind kind)
{
    size_t kept = 0;
    for (size_t i = 0; i < highwater->count; i++)
        if (highwater->stream[i].kind != kind)
            highwater->stream[kept++] = highwater->stream[i];
    highwater->count = kept;
}
