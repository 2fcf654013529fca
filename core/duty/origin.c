/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/origin.h"

#include <string.h>

#include "core/base/utc.h"
#include "core/duty/origin_form.h"
#include "core/duty/origin_line.h"

const struct layout_form origin_form = { "HSORIGN1",
                                         "certificates of origin",
                                         { sizeof(struct origin_head_record), sizeof(struct origin_certificate_record), sizeof(struct origin_line_record) } };

static const struct origin_head_record *head_of(const struct origin *origin)
{
    return origin->layout.section[ORIGIN_HEAD];
}

static const struct origin_line_record *line_of(const struct origin *origin, uint32_t at)
{
    return (const struct origin_line_record *)origin->layout.section[ORIGIN_LINES] + at;
}

static const struct origin_certificate_record *record_of(const struct origin *origin, uint32_t at)
{
    return (const struct origin_certificate_record *)origin->layout.section[ORIGIN_CERTIFICATES] + at;
}

enum hs_status origin_open(const void *bytes, size_t size, struct origin *origin, struct hs_why *why)
{
    enum hs_status status = layout_open(bytes, size, &origin_form, &origin->layout, why);
    if (status != HS_OK)
        return status;
    if (origin->layout.count[ORIGIN_HEAD] != 1)
        return layout_corrupt(&origin_form, "the head", 0, why);
    for (int i = 0; i < 2; i++)
        if (head_of(origin)->country[i] < 'A' || head_of(origin)->country[i] > 'Z')
            return layout_corrupt(&origin_form, "the country", 0, why);
    if (origin->layout.count[ORIGIN_CERTIFICATES] > origin->layout.count[ORIGIN_LINES])
        return layout_corrupt(&origin_form, "the count of certificates", 0, why);
    memcpy(origin->country, head_of(origin)->country, 2);
    origin->country[2] = '\0';
    return HS_OK;
}

uint32_t origin_certificates(const struct origin *origin)
{
    return origin->layout.count[ORIGIN_CERTIFICATES];
}

/* ---- the chain ---- */

uint32_t origin_lines(const struct origin *origin)
{
    return origin->layout.count[ORIGIN_LINES];
}

struct digest origin_line_digest(const struct origin *origin, uint32_t at)
{
    struct digest digest;
    memcpy(digest.bytes, line_of(origin, at)->digest, DIGEST_SIZE);
    return digest;
}

struct digest origin_head(const struct origin *origin)
{
    struct digest digest;
    memcpy(digest.bytes, head_of(origin)->digest, DIGEST_SIZE);
    return digest;
}

bool origin_line_of(const struct origin *origin, uint32_t at, uint32_t *certificate, bool *revokes)
{
    const struct origin_line_record *line = line_of(origin, at);
    *certificate = line->certificate;
    *revokes = line->revokes;
    return line->certificate < origin_certificates(origin) && line->revokes <= 1;
}

/* Whether line `at` is this certificate's, and has the digest that follows from it and from the line before. */
static bool is_linked(const struct origin *origin, uint32_t at, uint32_t place, const struct certificate *certificate, bool revokes)
{
    char fields[ORIGIN_LINE_MAX];
    uint32_t of;
    bool does;
    if (at >= origin_lines(origin) || !origin_line_of(origin, at, &of, &does) || of != place || does != revokes)
        return false;
    size_t length = origin_line_print(certificate, revokes, fields);
    struct digest before = at ? origin_line_digest(origin, at - 1) : origin_genesis(origin->country), held = origin_line_digest(origin, at);
    struct digest link = origin_link(&before, fields, length);
    return length && digest_equal(&link, &held);
}

/* ---- one certificate ---- */

static const char *text_at(const struct origin *origin, uint32_t offset, bool *sound)
{
    if (offset < origin->layout.text_size)
        return origin->layout.text + offset;
    *sound = false;
    return "";
}

/* False where the record cannot be one; what can be read is in `certificate` all the same. */
static bool read_record(const struct origin *origin, const struct origin_certificate_record *record, struct certificate *certificate)
{
    bool sound = true;
    memset(certificate, 0, sizeof *certificate);
    memcpy(certificate->issuer, origin->country, sizeof certificate->issuer);
    certificate->number = text_at(origin, record->number, &sound);
    certificate->form = text_at(origin, record->form, &sound);
    certificate->exporter = text_at(origin, record->exporter, &sound);
    certificate->consignee = text_at(origin, record->consignee, &sound);
    certificate->goods = text_at(origin, record->goods, &sound);
    certificate->agreement = text_at(origin, record->agreement, &sound);
    certificate->quantity = text_at(origin, record->quantity, &sound);
    for (size_t i = 0; i < CODE_MAX && record->code[i]; i++) {
        certificate->code.digits[i] = record->code[i];
        sound &= record->code[i] >= '0' && record->code[i] <= '9';
    }
    if (!sound)
        memset(&certificate->code, 0, sizeof certificate->code);
    if (record->unit == UNIT_NONE || record->unit >= UNIT_COUNT || record->part >= PART_COUNT)
        return false;
    certificate->unit = (enum measure_unit)record->unit;
    certificate->part = (enum measure_part)record->part;
    if (!utc_day_valid(record->issued) || (record->until && !utc_day_valid(record->until)) || (record->revoked && !utc_day_valid(record->revoked)))
        return false;
    certificate->issued = record->issued;
    certificate->until = record->until;
    certificate->revoked = record->revoked;
    certificate->line = record->line + 1;
    return sound;
}

enum hs_status origin_certificate(const struct origin *origin, uint32_t at, struct certificate *certificate, struct hs_why *why)
{
    const struct origin_certificate_record *record = record_of(origin, at);
    bool sound = read_record(origin, record, certificate) && is_linked(origin, record->line, at, certificate, false) &&
                 (!certificate->revoked || is_linked(origin, record->revocation, at, certificate, true));
    if (sound)
        return HS_OK;
    return hs_fail(
        why, HS_CORRUPT,
        "certificate of origin %.64s of %s: altered after it was issued, or the one before it was: do not rely on it, and apply the authority's batches anew",
        certificate->number, origin->country);
}

/* ---- by number ---- */

/* The next letter, as a capital, or digit; NUL at the end. */
static char next_sign(const char **at)
{
    while (**at) {
        char sign = *(*at)++;
        if ((sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z'))
            return sign;
        if (sign >= 'a' && sign <= 'z')
            return (char)(sign - 'a' + 'A');
    }
    return '\0';
}

int origin_compare_numbers(const char *a, const char *b)
{
    for (;;) {
        char x = next_sign(&a), y = next_sign(&b);
        if (x != y || !x)
            return (x > y) - (x < y);
    }
}

static const char *number_at(const struct origin *origin, uint32_t at)
{
    bool sound;
    return text_at(origin, record_of(origin, at)->number, &sound);
}

static bool search(const struct origin *origin, const char *number, uint32_t *at)
{
    uint32_t low = 0, high = origin_certificates(origin);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = origin_compare_numbers(number_at(origin, middle), number);
        if (order == 0) {
            *at = middle;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* Whether what stands before `rest` in `number` is the form. */
static bool names_form(const char *number, const char *rest, const char *form)
{
    char word[ORIGIN_WORD_MAX + 1];
    size_t length = (size_t)(rest - number);
    if (length >= sizeof word)
        return false;
    memcpy(word, number, length);
    word[length] = '\0';
    return origin_compare_numbers(word, form) == 0;
}

enum hs_status origin_find(const struct origin *origin, const char *number, struct certificate *certificate, struct hs_why *why)
{
    uint32_t at;
    const char *nothing = number;
    bool found = next_sign(&nothing) && search(origin, number, &at);
    for (const char *rest = number; !found && (rest = strchr(rest, ' ')); rest += !found) {
        bool sound;
        found = search(origin, rest, &at) && names_form(number, rest, text_at(origin, record_of(origin, at)->form, &sound));
    }
    if (!found)
        return hs_fail(
            why, HS_NOT_FOUND,
            "certificate of origin \"%.128s\": %s issued none of this number that is known here: check the number, or whether a batch is outstanding", number,
            origin->country);
    return origin_certificate(origin, at, certificate, why);
}

/* ---- all of them ---- */

enum hs_status origin_check(const struct origin *origin, struct hs_why *why)
{
    uint32_t lines = origin_lines(origin), revocations = 0;
    struct digest head = origin_head(origin), last = lines ? origin_line_digest(origin, lines - 1) : origin_genesis(origin->country);
    for (uint32_t i = 0; i < lines; i++) {
        struct certificate certificate;
        uint32_t place;
        bool revokes;
        if (!origin_line_of(origin, i, &place, &revokes) || !read_record(origin, record_of(origin, place), &certificate) ||
            !is_linked(origin, i, place, &certificate, revokes))
            return hs_fail(why, HS_CORRUPT,
                           "certificates of origin of %s: line %u of %u does not follow from the one before: a certificate was altered or removed: apply the "
                           "authority's batches anew",
                           origin->country, i + 1, lines);
        revocations += revokes;
    }
    for (uint32_t i = 0; i < origin_certificates(origin); i++) {
        struct certificate certificate;
        enum hs_status status = origin_certificate(origin, i, &certificate, why);
        if (status != HS_OK)
            return status;
        revocations -= certificate.revoked != 0;
        if (i && origin_compare_numbers(number_at(origin, i - 1), certificate.number) >= 0)
            return layout_corrupt(&origin_form, "the order", i, why);
    }
    if (!digest_equal(&head, &last) || revocations)
        return hs_fail(why, HS_CORRUPT,
                       "certificates of origin of %s: the chain's end is not the one that was recorded: certificates or revocations were removed: apply the "
                       "authority's batches anew",
                       origin->country);
    return HS_OK;
}

const struct origin *origins_of(const struct origins *origins, const char *country)
{
    for (size_t i = 0; origins && i < origins->count; i++)
        if (strcmp(origins->origin[i].country, country) == 0)
            return &origins->origin[i];
    return NULL;
}

enum hs_status origins_find(const struct origins *origins, const char *country, const char *number, struct certificate *certificate, struct hs_why *why)
{
    const struct origin *preferred = origins_of(origins, country);
    enum hs_status status = preferred ? origin_find(preferred, number, certificate, why)
                                      : hs_fail(why, HS_NOT_FOUND,
                                                "certificate of origin \"%.128s\": no country issued one of this number that is known here: check the number, "
                                                "or whether a batch is outstanding",
                                                number);
    for (size_t i = 0; origins && status == HS_NOT_FOUND && i < origins->count; i++)
        if (&origins->origin[i] != preferred) {
            enum hs_status other = origin_find(&origins->origin[i], number, certificate, NULL);
            if (other != HS_NOT_FOUND)
                status = other == HS_OK ? HS_OK : origin_find(&origins->origin[i], number, certificate, why);
        }
    return status;
}
