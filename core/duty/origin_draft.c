/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/duty/origin_line.h"
#include "core/duty/origin_make.h"

struct origin_draft {
    char country[3];
    struct digest head;
    FILE *stream;
    char *bytes;
    size_t size, lines;
    struct origin_line parsed;
};

static enum hs_status no_memory(struct hs_why *why)
{
    return hs_fail(why, HS_NO_MEMORY, "certificates of origin: no memory: close other programs");
}

enum hs_status origin_draft_start(const char country[static 2], const struct digest *head, struct origin_draft **result, struct hs_why *why)
{
    struct origin_draft *draft = calloc(1, sizeof *draft);
    char header[ORIGIN_HEADER_MAX];
    if (!draft || !(draft->stream = open_memstream(&draft->bytes, &draft->size))) {
        free(draft);
        return no_memory(why);
    }
    memcpy(draft->country, country, 2);
    draft->head = *head;
    origin_header_print(draft->country, head, header);
    fprintf(draft->stream, "%s\n", header);
    *result = draft;
    return HS_OK;
}

enum hs_status origin_draft_add(struct origin_draft *draft, const struct certificate *certificate, bool revokes, struct hs_why *why)
{
    char line[ORIGIN_LINE_MAX + DIGEST_HEX + 2], hex[DIGEST_HEX + 1];
    size_t length = origin_line_print(certificate, revokes, line);
    if (!length || length + 1 + DIGEST_HEX > ORIGIN_LINE_MAX)
        return hs_fail(why, HS_INVALID, "certificate of origin %.64s: its line is longer than %d bytes: shorten it", certificate->number, ORIGIN_LINE_MAX);
    struct digest link = origin_link(&draft->head, line, length);
    digest_print(&link, hex);
    line[length] = '\t';
    memcpy(line + length + 1, hex, DIGEST_HEX);
    enum hs_status status = origin_line_parse(line, length + 1 + DIGEST_HEX, draft->country, &draft->parsed, why);
    if (status != HS_OK)
        return status;
    fwrite(line, 1, length + 1 + DIGEST_HEX, draft->stream);
    fputc('\n', draft->stream);
    draft->head = link;
    draft->lines++;
    return HS_OK;
}

enum hs_status origin_draft_finish(struct origin_draft *draft, char **bytes, size_t *size, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    if (!draft->lines)
        status = hs_fail(why, HS_INVALID, "certificates of origin: none were given: a batch has one line at least");
    bool written = !ferror(draft->stream);
    written &= fclose(draft->stream) == 0;
    draft->stream = NULL;
    if (status == HS_OK && !written)
        status = no_memory(why);
    if (status == HS_OK) {
        *bytes = draft->bytes;
        *size = draft->size;
        draft->bytes = NULL;
    }
    origin_draft_free(draft);
    return status;
}

void origin_draft_free(struct origin_draft *draft)
{
    if (!draft)
        return;
    if (draft->stream)
        fclose(draft->stream);
    free(draft->bytes);
    free(draft);
}
