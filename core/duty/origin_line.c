/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/origin_line.h"

#include <stdio.h>
#include <string.h>

#include "core/base/decimal.h"
#include "core/base/text.h"
#include "core/base/utc.h"
#include "core/duty/entry.h"

enum field { NUMBER, FORM, EXPORTER, CONSIGNEE, GOODS, CODE, QUANTITY, UNIT, ISSUED, UNTIL, AGREEMENT, STATE, REVOKED, DIGEST, FIELDS };
static const char MAGIC[] = "hsdesk-origin-1";
enum { DAY_LENGTH = 10 }; /* 2026-02-28 */

struct digest origin_genesis(const char country[static 2])
{
    return digest_of("hsdesk origin chain", country, 2);
}

struct digest origin_link(const struct digest *before, const char *fields, size_t length)
{
    char linked[DIGEST_SIZE + ORIGIN_LINE_MAX];
    if (length > ORIGIN_LINE_MAX)
        length = ORIGIN_LINE_MAX;
    memcpy(linked, before->bytes, DIGEST_SIZE);
    memcpy(linked + DIGEST_SIZE, fields, length);
    return digest_of("hsdesk origin line", linked, DIGEST_SIZE + length);
}

int origin_unit_print(enum measure_unit unit, enum measure_part part, char *out, size_t size)
{
    const char *name = measure_part_name(part);
    return snprintf(out, size, "%s%s%s", measure_unit_name(unit), *name ? " " : "", name);
}

static void print_day(uint32_t day, char text[static UTC_TEXT_MAX])
{
    text[0] = '\0';
    if (day)
        utc_print_day(day, text);
}

size_t origin_line_print(const struct certificate *certificate, bool revokes, char out[static ORIGIN_LINE_MAX])
{
    char unit[ORIGIN_UNIT_MAX], issued[UTC_TEXT_MAX], until[UTC_TEXT_MAX], revoked[UTC_TEXT_MAX];
    origin_unit_print(certificate->unit, certificate->part, unit, sizeof unit);
    print_day(certificate->issued, issued);
    print_day(certificate->until, until);
    print_day(revokes ? certificate->revoked : 0, revoked);
    int length = snprintf(out, ORIGIN_LINE_MAX, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s", certificate->number, certificate->form,
                          certificate->exporter, certificate->consignee, certificate->goods, certificate->code.digits, certificate->quantity, unit, issued,
                          until, certificate->agreement, revokes ? "revoked" : "issued", revoked);
    return length > 0 && length < ORIGIN_LINE_MAX ? (size_t)length : 0;
}

/* ---- the header ---- */

size_t origin_header_print(const char country[static 2], const struct digest *before, char out[static ORIGIN_HEADER_MAX])
{
    char hex[DIGEST_HEX + 1];
    digest_print(before, hex);
    return (size_t)snprintf(out, ORIGIN_HEADER_MAX, "%s\t%.2s\t%s", MAGIC, country, hex);
}

enum hs_status origin_header_parse(const char *line, size_t length, char country[static 3], struct digest *before, struct hs_why *why)
{
    size_t magic = sizeof MAGIC - 1, whole = magic + 4 + DIGEST_HEX;
    if (length < magic || memcmp(line, MAGIC, magic) != 0)
        return hs_fail(why, HS_INVALID,
                       "line 1: no certificates of origin: a batch begins with %s, the country and a digest; make it with `hsdesk-admin origin`", MAGIC);
    bool form = length == whole && line[magic] == '\t' && line[magic + 3] == '\t';
    for (size_t i = magic + 1; form && i < magic + 3; i++)
        form = line[i] >= 'A' && line[i] <= 'Z';
    if (!form || digest_parse(line + magic + 4, DIGEST_HEX, before) != HS_OK)
        return hs_fail(why, HS_INVALID, "line 1: behind %s it needs a country and the digest that it continues: ask the authority for the batch anew", MAGIC);
    memcpy(country, line + magic + 1, 2);
    country[2] = '\0';
    return HS_OK;
}

/* ---- a line ---- */

static enum hs_status unfit(const char *field, const char *text, const char *problem, struct hs_why *why)
{
    return hs_fail(why, HS_INVALID, "%s \"%.60s\": %s", field, text, problem);
}

static bool is_clean(const char *text)
{
    size_t length = strlen(text);
    if (text_first_invalid(text, length) < length || text[0] == ' ' || (length && text[length - 1] == ' ') || strstr(text, "  "))
        return false;
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        if (*at < ' ' || *at == 0x7f || (*at == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0)) /* C0, DEL, C1 */
            return false;
    return true;
}

static enum hs_status check_text(const char *field, const char *text, size_t least, size_t most, struct hs_why *why)
{
    if (strlen(text) < least)
        return hs_fail(why, HS_INVALID, "%s: it is empty: every certificate states it", field);
    if (strlen(text) > most)
        return hs_fail(why, HS_INVALID, "%s \"%.60s...\": longer than %zu bytes: shorten it", field, text, most);
    return is_clean(text) ? HS_OK : unfit(field, text, "not UTF-8, or with control characters or needless spaces: write it plainly", why);
}

static enum hs_status check_number(const char *text, struct hs_why *why)
{
    bool counts = false;
    for (const char *at = text; *at; at++) {
        bool letter = (*at >= '0' && *at <= '9') || (*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z');
        counts |= letter;
        if (!letter && !strchr(" ./-", *at)) /* look-alikes of other scripts could not be told apart */
            return unfit("number", text, "only letters A to Z, digits, spaces, dots, slashes and dashes may stand in it", why);
    }
    if (*text && !counts)
        return unfit("number", text, "neither a letter nor a digit: correct it", why);
    return check_text("number", text, 1, ORIGIN_NUMBER_MAX, why);
}

static enum hs_status check_quantity(const char *text, struct hs_why *why)
{
    char canonical[ORIGIN_QUANTITY_MAX + 8];
    struct decimal quantity;
    if (strlen(text) > ORIGIN_QUANTITY_MAX)
        return hs_fail(why, HS_INVALID, "quantity: more than %d digits: correct it", ORIGIN_QUANTITY_MAX);
    decimal_init(&quantity);
    enum hs_status status = decimal_parse(text, strlen(text), DECIMAL_POINT, &quantity, NULL);
    if (status == HS_OK) {
        decimal_trim(&quantity);
        decimal_print(&quantity, canonical, sizeof canonical);
        if (decimal_sign(&quantity) <= 0 || strcmp(canonical, text) != 0)
            status = HS_INVALID;
    }
    decimal_clear(&quantity);
    return status == HS_OK ? HS_OK : unfit("quantity", text, "not a number above zero in its plain form, such as 1200.5", why);
}

static enum hs_status take_day(const char *field, const char *text, bool may_lack, uint32_t *day, struct hs_why *why)
{
    *day = 0;
    if (!*text && may_lack)
        return HS_OK;
    if (strlen(text) == DAY_LENGTH && utc_parse_day(text, strlen(text), day) == HS_OK)
        return HS_OK;
    return unfit(field, text, "no day of the calendar: write it as 2026-02-28", why);
}

static enum hs_status take_days(char *const field[static FIELDS], struct origin_line *parsed, struct hs_why *why)
{
    struct certificate *certificate = &parsed->certificate;
    enum hs_status status = take_day("issued", field[ISSUED], false, &certificate->issued, why);
    if (status == HS_OK)
        status = take_day("until", field[UNTIL], true, &certificate->until, why);
    if (status == HS_OK && certificate->until && certificate->until < certificate->issued)
        return unfit("until", field[UNTIL], "before the day on which it was issued: correct one of them", why);
    parsed->revokes = strcmp(field[STATE], "revoked") == 0;
    if (status == HS_OK && !parsed->revokes && strcmp(field[STATE], "issued") != 0)
        return unfit("state", field[STATE], "neither issued nor revoked", why);
    if (status == HS_OK)
        status = take_day("revoked", field[REVOKED], !parsed->revokes, &certificate->revoked, why);
    if (status == HS_OK && certificate->revoked && (!parsed->revokes || certificate->revoked < certificate->issued))
        return unfit("revoked", field[REVOKED],
                     parsed->revokes ? "before the day on which it was issued: correct it" : "a day without the state revoked: leave it out", why);
    return status;
}

static enum hs_status take_fields(char *const field[static FIELDS], struct origin_line *parsed, struct hs_why *why)
{
    struct certificate *certificate = &parsed->certificate;
    enum hs_status status = check_number(field[NUMBER], why);
    if (status == HS_OK)
        status = check_text("form", field[FORM], 1, ORIGIN_WORD_MAX, why);
    if (status == HS_OK)
        status = check_text("exporter", field[EXPORTER], 1, ORIGIN_TEXT_MAX, why);
    if (status == HS_OK)
        status = check_text("consignee", field[CONSIGNEE], 0, ORIGIN_TEXT_MAX, why);
    if (status == HS_OK)
        status = check_text("goods", field[GOODS], 1, ORIGIN_TEXT_MAX, why);
    if (status == HS_OK)
        status = check_text("agreement", field[AGREEMENT], 0, ORIGIN_WORD_MAX, why);
    if (status == HS_OK)
        status = code_parse(field[CODE], strlen(field[CODE]), &certificate->code, why);
    if (status == HS_OK && code_length(&certificate->code) < CODE_HEADING)
        status = unfit("code", field[CODE], "a chapter is too wide: write the heading at least, better six digits", why);
    if (status == HS_OK)
        status = check_quantity(field[QUANTITY], why);
    if (status == HS_OK)
        status = entry_unit(field[UNIT], strlen(field[UNIT]), &certificate->unit, &certificate->part, why);
    if (status == HS_OK)
        status = take_days(field, parsed, why);
    certificate->number = field[NUMBER];
    certificate->form = field[FORM];
    certificate->exporter = field[EXPORTER];
    certificate->consignee = field[CONSIGNEE];
    certificate->goods = field[GOODS];
    certificate->quantity = field[QUANTITY];
    certificate->agreement = field[AGREEMENT];
    return status;
}

enum hs_status origin_line_parse(const char *line, size_t length, const char country[static 2], struct origin_line *parsed, struct hs_why *why)
{
    char *field[FIELDS], again[ORIGIN_LINE_MAX];
    size_t fields = 1;
    if (length > ORIGIN_LINE_MAX || memchr(line, '\0', length))
        return hs_fail(why, HS_INVALID, "certificate of origin: longer than %d bytes, or with a NUL: ask the authority for the batch anew", ORIGIN_LINE_MAX);
    memset(&parsed->certificate, 0, sizeof parsed->certificate);
    memcpy(parsed->room, line, length);
    parsed->room[length] = '\0';
    field[0] = parsed->room;
    for (char *at = parsed->room; (at = strchr(at, '\t')) && fields <= FIELDS; fields++) {
        *at++ = '\0';
        if (fields < FIELDS)
            field[fields] = at;
    }
    if (fields != FIELDS)
        return hs_fail(why, HS_INVALID, "certificate of origin: %s than the %d fields that it has: ask the authority for the batch anew",
                       fields < FIELDS ? "fewer" : "more", FIELDS);
    memcpy(parsed->certificate.issuer, country, 2);
    enum hs_status status = take_fields(field, parsed, why);
    if (status == HS_OK && digest_parse(field[DIGEST], strlen(field[DIGEST]), &parsed->digest) != HS_OK)
        return unfit("digest", field[DIGEST], "not 64 lower-case hexadecimal digits: ask the authority for the batch anew", why);
    if (status != HS_OK)
        return status;
    size_t printed = origin_line_print(&parsed->certificate, parsed->revokes, again);
    if (printed != length - DIGEST_HEX - 1 || memcmp(again, line, printed) != 0) /* only its code and unit can still be written in two ways */
        return unfit("certificate of origin", parsed->certificate.number,
                     "its code or unit is not in its plain form: digits only, and the unit as the program prints it", why);
    return HS_OK;
}
