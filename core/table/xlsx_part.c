/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/table/xlsx_part.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "core/table/xlsx.h"

struct xlsx_archive {
    zip_t *zip;
    const char *path;
};

enum { CHUNK = 65536 };
#define NAMESPACE_MARK '\x1f'

static const char *local_name(const char *name)
{
    const char *mark = strrchr(name, NAMESPACE_MARK);
    return mark ? mark + 1 : name;
}

const char *xlsx_attribute(const char **attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(local_name(*attributes), name) == 0)
            return attributes[1];
    return NULL;
}

enum hs_status xlsx_archive_open(const void *bytes, size_t size, const char *path, struct xlsx_archive **result, struct hs_why *why)
{
    zip_error_t error;
    zip_error_init(&error);
    struct xlsx_archive *archive = calloc(1, sizeof *archive);
    zip_source_t *source = archive ? zip_source_buffer_create(bytes, size, 0, &error) : NULL;
    if (!source) {
        free(archive);
        zip_error_fini(&error);
        return hs_fail(why, HS_NO_MEMORY, "%s: no memory to open it: close other programs", path);
    }
    archive->path = path;
    archive->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    enum hs_status status = HS_OK;
    if (!archive->zip) {
        status = hs_fail(why, HS_INVALID, "%s: not a workbook: %s: save it anew as .xlsx", path, zip_error_strerror(&error));
        zip_source_free(source);
    } else if (zip_get_num_entries(archive->zip, 0) > XLSX_PARTS_MAX)
        status = hs_fail(why, HS_TOO_LARGE, "%s: more than %d parts: this is no workbook of a tariff", path, XLSX_PARTS_MAX);
    zip_error_fini(&error);
    if (status == HS_OK)
        *result = archive;
    else
        xlsx_archive_close(archive);
    return status;
}

void xlsx_archive_close(struct xlsx_archive *archive)
{
    if (archive->zip)
        zip_discard(archive->zip);
    free(archive);
}

/* ---- XML ---- */

struct parsing {
    XML_Parser parser;
    const struct xlsx_handler *handler;
    struct hs_why *why;
    bool stopped;
    const char *refused; /* by us, not by the handler */
};

static void stop(struct parsing *parsing)
{
    parsing->stopped = true;
    XML_StopParser(parsing->parser, XML_FALSE);
}

static void on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct parsing *parsing = context;
    if (!parsing->stopped && !parsing->handler->start(parsing->handler->context, local_name(name), attributes, parsing->why))
        stop(parsing);
}

static void on_end(void *context, const XML_Char *name)
{
    struct parsing *parsing = context;
    if (!parsing->stopped && !parsing->handler->end(parsing->handler->context, local_name(name), parsing->why))
        stop(parsing);
}

static void on_text(void *context, const XML_Char *bytes, int length)
{
    struct parsing *parsing = context;
    if (!parsing->stopped && !parsing->handler->text(parsing->handler->context, bytes, (size_t)length, parsing->why))
        stop(parsing);
}

/* A workbook needs none, and entities are declared in it. */
static void on_doctype(void *context, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
    struct parsing *parsing = context;
    (void)name, (void)system, (void)public, (void)internal;
    parsing->refused = "a document type declaration, which workbooks do not have";
    stop(parsing);
}

static enum hs_status parse_chunks(const struct xlsx_archive *archive, const char *name, zip_file_t *file, zip_uint64_t packed, struct parsing *parsing)
{
    char *chunk = malloc(CHUNK);
    zip_uint64_t unpacked = 0;
    zip_int64_t got = 1;
    enum hs_status status = chunk ? HS_OK : hs_fail(parsing->why, HS_NO_MEMORY, "%s: no memory to read it: close other programs", archive->path);
    while (status == HS_OK && got > 0) {
        got = zip_fread(file, chunk, CHUNK);
        if (got < 0) {
            status = hs_fail(parsing->why, HS_INVALID, "%s: its part %s is damaged: save the workbook anew", archive->path, name);
            break;
        }
        unpacked += (zip_uint64_t)got;
        if (unpacked > XLSX_PART_MAX || unpacked > CHUNK + packed * XLSX_RATIO_MAX) /* what the archive says of its sizes may be a lie */
            status = hs_fail(parsing->why, HS_TOO_LARGE, "%s: its part %s unpacks beyond measure: this is no workbook of a tariff", archive->path, name);
        else if (XML_Parse(parsing->parser, chunk, (int)got, got == 0) != XML_STATUS_OK)
            status = parsing->refused   ? hs_fail(parsing->why, HS_INVALID, "%s: its part %s has %s", archive->path, name, parsing->refused)
                     : parsing->stopped ? parsing->why->status
                                        : hs_fail(parsing->why, HS_INVALID, "%s: its part %s, line %lu: %s: save the workbook anew", archive->path, name,
                                                  (unsigned long)XML_GetCurrentLineNumber(parsing->parser), XML_ErrorString(XML_GetErrorCode(parsing->parser)));
    }
    free(chunk);
    return status;
}

enum hs_status xlsx_part_read(struct xlsx_archive *archive, const char *name, const struct xlsx_handler *handler, struct hs_why *why)
{
    zip_stat_t info;
    if (zip_stat(archive->zip, name, ZIP_FL_ENC_RAW, &info) < 0)
        return hs_fail(why, HS_NOT_FOUND, "%s: it has no part %s: it is not a whole workbook", archive->path, name);
    zip_file_t *file = zip_fopen_index(archive->zip, info.index, 0);
    struct parsing parsing = { .parser = XML_ParserCreateNS(NULL, NAMESPACE_MARK), .handler = handler, .why = why };
    enum hs_status status = HS_OK;
    if (!parsing.parser)
        status = hs_fail(why, HS_NO_MEMORY, "%s: no memory to read it: close other programs", archive->path);
    else if (!file)
        status = hs_fail(why, HS_INVALID, "%s: its part %s cannot be unpacked: %s", archive->path, name, zip_strerror(archive->zip));
    if (status == HS_OK) {
        XML_SetUserData(parsing.parser, &parsing);
        XML_SetElementHandler(parsing.parser, on_start, on_end);
        XML_SetCharacterDataHandler(parsing.parser, on_text);
        XML_SetStartDoctypeDeclHandler(parsing.parser, on_doctype);
        status = parse_chunks(archive, name, file, info.comp_size, &parsing);
    }
    if (file)
        zip_fclose(file);
    if (parsing.parser)
        XML_ParserFree(parsing.parser);
    return status;
}
