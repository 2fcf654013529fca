/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are a workbook; and, behind a first byte that is no P, the XML of a sheet in a good one. What is read has its rows in order. */
#include "tests/fuzz/fuzz.h"

#include <zip.h>

#include "core/table/xlsx.h"

static const char WORKBOOK[] = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"1\"/></sheets></workbook>";
static const char RELATIONS[] = "<Relationships><Relationship Id=\"1\" Target=\"s.xml\"/></Relationships>";
static const char STRINGS[] = "<sst><si><t>code</t></si><si><r><t>ti</t></r><rPh><t>x</t></rPh></si></sst>";

static void read_workbook(const void *bytes, size_t size)
{
    struct arena arena = { NULL };
    struct xlsx xlsx;
    struct hs_why why;
    if (xlsx_read_bytes(bytes, size, "fuzz.xlsx", NULL, &arena, &xlsx, &why) == HS_OK) {
        size_t line = 0, length = 0;
        for (size_t i = 0; i < xlsx.rows; i++) {
            FUZZ_REQUIRE(xlsx.row[i].line > line && xlsx.row[i].count > 0 && xlsx.row[i].count <= XLSX_COLUMNS_MAX);
            line = xlsx.row[i].line;
            for (size_t c = 0; c < xlsx.row[i].count; c++)
                length += xlsx.row[i].cell[c].length && xlsx.row[i].cell[c].text[xlsx.row[i].cell[c].length - 1] != '\0';
        }
        FUZZ_REQUIRE(length <= XLSX_CELLS_MAX);
    } else
        FUZZ_REQUIRE(why.text[0]);
    arena_free(&arena);
}

/* Stored, not packed: the fuzzer's time goes into the reader. */
static void read_sheet(const void *sheet, size_t size)
{
    const struct {
        const char *name;
        const void *bytes;
        size_t size;
    } parts[] = { { "xl/workbook.xml", WORKBOOK, sizeof WORKBOOK - 1 },
                  { "xl/_rels/workbook.xml.rels", RELATIONS, sizeof RELATIONS - 1 },
                  { "xl/sharedStrings.xml", STRINGS, sizeof STRINGS - 1 },
                  { "xl/s.xml", sheet, size } };
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_TRUNCATE, &error) : NULL;
    FUZZ_REQUIRE(zip);
    zip_source_keep(source);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        zip_int64_t at = zip_file_add(zip, parts[i].name, zip_source_buffer(zip, parts[i].bytes, parts[i].size, 0), 0);
        FUZZ_REQUIRE(at >= 0 && zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0) == 0);
    }
    FUZZ_REQUIRE(zip_close(zip) == 0 && zip_source_open(source) == 0);
    zip_source_seek(source, 0, SEEK_END);
    size_t all = (size_t)zip_source_tell(source);
    zip_source_seek(source, 0, SEEK_SET);
    void *bytes = malloc(all);
    FUZZ_REQUIRE(bytes && zip_source_read(source, bytes, all) == (zip_int64_t)all);
    zip_source_close(source);
    zip_source_free(source);
    read_workbook(bytes, all);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *bytes = fuzz_copy(data, size);
    if (size && data[0] != 'P')
        read_sheet(bytes, size);
    else
        read_workbook(bytes, size);
    free(bytes);
    return 0;
}
