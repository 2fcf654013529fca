/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "data/import_usitc.h"

struct json_reader {
    const struct import_file *file;
    const struct tariff_sink *sink;
    struct usitc_above above;
    struct arena arena; /* rates outlive their object */
    const char *at, *end;
    size_t line;
    bool out_of_memory;
};

/* Skips white space and counts lines. */
static void skip_space(struct json_reader *reader)
{
    for (; reader->at < reader->end && strchr(" \t\r\n", *reader->at); reader->at++)
        reader->line += *reader->at == '\n';
}

static struct cell text_of(struct json_reader *reader, json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return (struct cell) { "", 0 };
    char *copy = arena_copy(&reader->arena, json_string_value(value), json_string_length(value));
    reader->out_of_memory |= !copy;
    return copy ? (struct cell) { copy, json_string_length(value) } : (struct cell) { "", 0 };
}

static bool take_units(struct json_reader *reader, json_t *units, struct tariff_row *row)
{
    size_t index;
    json_t *unit;
    if (!units || json_is_null(units))
        return true;
    json_array_foreach(units, index, unit)
    {
        const char *text = json_string_value(unit);
        if (!text || row->units == TARIFF_UNITS)
            return false;
        if (*text && strcmp(text, "\n") != 0) {
            char *copy = arena_copy(&reader->arena, text, strlen(text));
            reader->out_of_memory |= !copy;
            row->unit[row->units++] = (struct cell) { copy ? copy : "", copy ? strlen(text) : 0 };
        }
    }
    return json_is_array(units);
}

static void take_object(struct json_reader *reader, json_t *object)
{
    struct tariff_row row = { .line = reader->line, .description = text_of(reader, object, "description") };
    const struct cell rate[USITC_MEASURES] = { text_of(reader, object, "general"), text_of(reader, object, "special"), text_of(reader, object, "other"),
                                               text_of(reader, object, "additionalDuties") };
    if (!take_units(reader, json_object_get(object, "units"), &row))
        tariff_report(reader->sink, IMPORT_REPAIRED, row.line, NULL, "the units are not a list of at most %d texts: the others are left out", TARIFF_UNITS);
    usitc_take(&reader->above, &row, text_of(reader, object, "htsno"), text_of(reader, object, "indent"), rate, reader->sink);
}

/* One element of the array at the cursor. */
static enum hs_status read_element(struct json_reader *reader, struct hs_why *why)
{
    json_error_t error;
    json_t *object = json_loadb(reader->at, (size_t)(reader->end - reader->at), JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES, &error);
    if (!object)
        return hs_fail(why, HS_INVALID, "%s: line %zu: %s: this is not the JSON that the USITC exports", reader->file->path,
                       reader->line + (size_t)error.line - 1, error.text);
    bool known = json_is_object(object) && json_object_get(object, "htsno") && json_object_get(object, "indent");
    if (known)
        take_object(reader, object);
    json_decref(object);
    if (!known)
        return hs_fail(why, HS_INVALID, "%s: line %zu: not an object with htsno and indent: name the format that the file has", reader->file->path,
                       reader->line);
    for (const char *after = reader->at + error.position; reader->at < after; reader->at++)
        reader->line += *reader->at == '\n';
    return HS_OK;
}

enum hs_status import_usitc_json(const struct import_file *file, const struct tariff_sink *sink, struct hs_why *why)
{
    struct json_reader reader = { .file = file, .sink = sink, .at = file->bytes, .end = file->bytes + file->size, .line = 1 };
    enum hs_status status = HS_OK;
    skip_space(&reader);
    if (reader.at == reader.end || *reader.at++ != '[')
        return hs_fail(why, HS_INVALID, "%s: no JSON array: name the format that the file has", file->path);
    skip_space(&reader);
    bool more = reader.at < reader.end && *reader.at != ']';
    while (status == HS_OK && more) {
        status = read_element(&reader, why);
        skip_space(&reader);
        more = reader.at < reader.end && *reader.at == ',';
        reader.at += more;
        skip_space(&reader);
    }
    if (status == HS_OK && (reader.at == reader.end || *reader.at != ']'))
        status = hs_fail(why, HS_INVALID, "%s: line %zu: the array does not end: the file is cut short", file->path, reader.line);
    if (status == HS_OK && reader.out_of_memory)
        status = hs_fail(why, HS_NO_MEMORY, "%s: no memory for its texts: close other programs", file->path);
    arena_free(&reader.arena);
    return status;
}
