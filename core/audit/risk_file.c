/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/audit/risk_file.h"

#include <stdlib.h>
#include <string.h>

#include "core/crypto/digest.h"
#include "core/trust/state.h"

static const char MAGIC[8] = "HSRISKF1", DOMAIN[] = "hsdesk risk model";
enum { VALUE_AT = sizeof MAGIC + DIGEST_SIZE };

enum hs_status risk_file_read(const char *store, struct arena *arena, struct risk *risk, struct hs_why *why)
{
    char *bytes;
    size_t size;
    struct digest stated, found;
    struct hs_why inner;
    enum hs_status status = state_read(store, RISK_FILE_NAME, RISK_FILE_MAX + VALUE_AT, arena, &bytes, &size, &inner);
    if (status == HS_NOT_FOUND)
        return hs_fail(why, HS_NOT_FOUND, "store %s: it has no risk model: apply one, or run `hsdesk-admin train-risk`", store);
    if (status != HS_OK)
        return hs_fail(why, status, "%s", inner.text);
    if (size < VALUE_AT || memcmp(bytes, MAGIC, sizeof MAGIC) != 0)
        return hs_fail(why, HS_CORRUPT, "store %s: state/%s is not in the form this program reads: apply or train the risk model anew", store, RISK_FILE_NAME);
    memcpy(stated.bytes, bytes + sizeof MAGIC, sizeof stated.bytes);
    found = digest_of(DOMAIN, bytes + VALUE_AT, size - VALUE_AT);
    if (!digest_equal(&stated, &found))
        return hs_fail(why, HS_CORRUPT, "store %s: state/%s is damaged: its digest is another: apply or train the risk model anew", store, RISK_FILE_NAME);
    status = risk_open(bytes + VALUE_AT, size - VALUE_AT, risk, why);
    return status == HS_OK ? risk_check(risk, why) : status;
}

enum hs_status risk_file_write(const char *store, const void *bytes, size_t size, struct hs_why *why)
{
    struct risk risk;
    enum hs_status status = risk_open(bytes, size, &risk, why);
    if (status == HS_OK)
        status = risk_check(&risk, why);
    if (status == HS_OK && size > RISK_FILE_MAX)
        status = hs_fail(why, HS_TOO_LARGE, "risk model: %zu bytes, at most %d: leave columns out", size, RISK_FILE_MAX);
    char *all = status == HS_OK ? malloc(VALUE_AT + size) : NULL;
    if (status == HS_OK && !all)
        status = hs_fail(why, HS_NO_MEMORY, "risk model: no memory: close other programs");
    if (status == HS_OK) {
        struct digest digest = digest_of(DOMAIN, bytes, size);
        memcpy(all, MAGIC, sizeof MAGIC);
        memcpy(all + sizeof MAGIC, digest.bytes, sizeof digest.bytes);
        memcpy(all + VALUE_AT, bytes, size);
        status = state_replace(store, RISK_FILE_NAME, all, VALUE_AT + size, why);
    }
    free(all);
    return status;
}
