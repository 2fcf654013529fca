/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trust/bytes.h"

#include <string.h>

bool bytes_name(struct bytes *bytes, char name[static TRUST_NAME_MAX + 1])
{
    size_t length;
    const char *text = bytes_text(bytes, &length);
    if (!text || !trust_name_valid(text, length, TRUST_NAME_MAX))
        return false;
    memcpy(name, text, length);
    name[length] = '\0';
    return true;
}

int bytes_compare(const void *a, size_t a_size, const void *b, size_t b_size)
{
    int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

enum hs_status bytes_signatures(struct bytes *bytes, struct trust_signatures *signatures, const char *what, struct hs_why *why)
{
    signatures->count = (unsigned)bytes_number(bytes, 1);
    if (signatures->count > TRUST_SIGNATURES_MAX)
        return hs_fail(why, HS_REFUSED, "%s: %u signatures, at most %d: get the file anew", what, signatures->count, TRUST_SIGNATURES_MAX);
    signatures->entry = bytes_take(bytes, (uint64_t)signatures->count * TRUST_SIGNATURE_ENTRY);
    if (bytes->cut)
        return hs_fail(why, HS_REFUSED, "%s: cut short among the signatures: get the file anew", what);
    for (unsigned i = 1; i < signatures->count; i++) {
        const unsigned char *entry = signatures->entry + (size_t)i * TRUST_SIGNATURE_ENTRY;
        int order = memcmp(entry - TRUST_SIGNATURE_ENTRY + 1, entry + 1, DIGEST_SIZE);
        if (order == 0)
            return hs_fail(why, HS_REFUSED, "%s: one key signs twice, which counts for nothing: let another person sign", what);
        if (order > 0)
            return hs_fail(why, HS_REFUSED, "%s: the signatures are not sorted by key: get the file anew", what);
    }
    return HS_OK;
}

enum hs_status bytes_fields(struct bytes *bytes, unsigned *count, struct bytes_field field[static TRUST_FIELDS_MAX], const char *what, struct hs_why *why)
{
    *count = (unsigned)bytes_number(bytes, 1);
    if (*count > TRUST_FIELDS_MAX)
        return hs_fail(why, HS_REFUSED, "%s: %u further fields, at most %d: get the file anew", what, *count, TRUST_FIELDS_MAX);
    for (unsigned i = 0; i < *count; i++) {
        uint64_t critical = bytes_number(bytes, 1);
        field[i].name = bytes_text(bytes, &field[i].name_length);
        field[i].size = (size_t)bytes_number(bytes, 2);
        field[i].value = bytes_take(bytes, field[i].size);
        field[i].critical = critical != 0;
        if (bytes->cut)
            return hs_fail(why, HS_REFUSED, "%s: cut short among the further fields: get the file anew", what);
        if (critical > 1 || !trust_name_valid(field[i].name, field[i].name_length, TRUST_NAME_MAX))
            return hs_fail(why, HS_REFUSED, "%s: further field %u has no valid name or mark: get the file anew", what, i + 1);
        if (i && bytes_compare(field[i - 1].name, field[i - 1].name_length, field[i].name, field[i].name_length) >= 0)
            return hs_fail(why, HS_REFUSED, "%s: the further fields are not sorted or one stands twice: get the file anew", what);
    }
    return HS_OK;
}
