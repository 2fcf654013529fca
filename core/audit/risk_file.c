/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audit/risk_file.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/crypto/digest.h"

static const char MAGIC[8] = "HSRISKF2", DOMAIN[] = "hsdesk risk model";
enum { SIZE_BYTES = 8, SIZE_AT = sizeof MAGIC + DIGEST_SIZE, VALUE_AT = SIZE_AT + SIZE_BYTES };

static enum hs_status read_packages(const char *text, size_t size, struct highwater *packages, struct hs_why *why)
{
    packages->count = 0;
    packages->latest = 0;
    return size ? highwater_parse(text, size, "risk model's packages", packages, why) : HS_OK;
}

enum hs_status risk_file_read(const char *store, struct arena *arena, struct risk *risk, struct highwater *packages, struct hs_why *why)
{
    char *bytes;
    size_t size;
    struct digest stated, found;
    struct hs_why inner;
    enum hs_status status = state_read(store, RISK_FILE_NAME, VALUE_AT + RISK_SIZE_MAX + HIGHWATER_SIZE_MAX, arena, &bytes, &size, &inner);
    if (status == HS_NOT_FOUND)
        return hs_fail(why, HS_NOT_FOUND, "store %s: it has no risk model: apply one, or run `hsdesk-admin train-risk`", store);
    if (status != HS_OK)
        return hs_fail(why, status, "%s", inner.text);
    if (size < VALUE_AT || memcmp(bytes, MAGIC, sizeof MAGIC) != 0)
        return hs_fail(why, HS_CORRUPT, "store %s: state/%s is not in the form this program reads: apply or train the risk model anew", store, RISK_FILE_NAME);
    memcpy(stated.bytes, bytes + sizeof MAGIC, sizeof stated.bytes);
    found = digest_of(DOMAIN, bytes + SIZE_AT, size - SIZE_AT);
    uint64_t value = 0;
    for (int i = SIZE_BYTES; i-- > 0;)
        value = value << 8 | (unsigned char)bytes[SIZE_AT + i];
    if (!digest_equal(&stated, &found) || value > size - VALUE_AT)
        return hs_fail(why, HS_CORRUPT, "store %s: state/%s is damaged: its digest is another: apply or train the risk model anew", store, RISK_FILE_NAME);
    status = risk_open(bytes + VALUE_AT, (size_t)value, risk, why);
    if (status == HS_OK && packages)
        status = read_packages(bytes + VALUE_AT + value, size - VALUE_AT - (size_t)value, packages, why);
    return status == HS_OK ? risk_check(risk, why) : status;
}

static const struct highwater_stream *find_risk(const struct highwater *packages)
{
    for (size_t i = 0; i < packages->count; i++)
        if (packages->stream[i].kind == PACKAGE_RISK)
            return &packages->stream[i];
    return NULL;
}

enum hs_status risk_file_matches(const char *store, const struct highwater *packages, const struct highwater *mark, struct hs_why *why)
{
    const struct highwater_stream *own = find_risk(packages), *applied = find_risk(mark);
    char of[32] = "no package";
    if (!applied || (own && (own->sequence > applied->sequence || digest_equal(&own->package, &applied->package))))
        return HS_OK;
    if (own)
        snprintf(of, sizeof of, "package %" PRIu64, own->sequence);
    return hs_fail(why, HS_CORRUPT, "store %s: state/%s is of %s, but %" PRIu64 " was applied: apply that one again", store, RISK_FILE_NAME, of,
                   applied->sequence);
}

enum hs_status risk_file_write(const char *store, const void *bytes, size_t size, const struct highwater *packages, struct hs_why *why)
{
    struct risk risk;
    char *text = NULL;
    size_t length = 0;
    enum hs_status status = risk_open(bytes, size, &risk, why);
    if (status == HS_OK)
        status = risk_check(&risk, why);
    if (status == HS_OK && packages)
        status = highwater_text(packages, &text, &length, why);
    unsigned char *all = status == HS_OK ? malloc(VALUE_AT + size + length) : NULL;
    if (status == HS_OK && !all)
        status = hs_fail(why, HS_NO_MEMORY, "risk model: no memory: close other programs");
    if (status == HS_OK) {
        memcpy(all, MAGIC, sizeof MAGIC);
        for (int i = 0; i < SIZE_BYTES; i++)
            all[SIZE_AT + i] = (unsigned char)((uint64_t)size >> (8 * i));
        memcpy(all + VALUE_AT, bytes, size);
        if (length)
            memcpy(all + VALUE_AT + size, text, length);
        struct digest digest = digest_of(DOMAIN, all + SIZE_AT, SIZE_BYTES + size + length);
        memcpy(all + sizeof MAGIC, digest.bytes, sizeof digest.bytes);
        status = state_replace(store, RISK_FILE_NAME, (const char *)all, VALUE_AT + size + length, why);
    }
    free(all);
    free(text);
    return status;
}
