/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/profile_source.h"

#include <dirent.h>
#include <ini.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/base/file.h"
#include "core/base/iso.h"
#include "core/base/text.h"
#include "core/duty/profile.h"
#include "data/profile_words.h"

enum { LINE_BYTES_MAX = 190, RATES_MAX = 256, AGREEMENTS_MAX = 96, PROCEDURES_MAX = 32, RELIEFS_MAX = 16, TEXTS_MAX = 65536 };

enum section { SECTION_NONE, SECTION_COUNTRY, SECTION_INCOTERMS, SECTION_CHARGE, SECTION_AGREEMENT, SECTION_PROCEDURE, SECTION_RELIEF };

struct reading {
    struct profile_country country;
    struct profile_charge charge[PROFILE_CHARGES_MAX];
    struct profile_rate rate[RATES_MAX];
    struct profile_agreement agreement[AGREEMENTS_MAX];
    struct profile_procedure procedure[PROCEDURES_MAX];
    struct profile_relief relief[RELIEFS_MAX];
    uint32_t charges, rates, agreements, procedures, reliefs, text_size;
    char text[TEXTS_MAX];
    enum section section;
    char heading[64]; /* of the section that is being read */
    struct hs_why why; /* the first problem */
};

static bool bad(struct reading *reading, const char *what, const char *why)
{
    hs_fail(&reading->why, HS_INVALID, "\"%s\": %s", what, why);
    return false;
}

/* ---- texts ---- */

static bool keep(struct reading *reading, uint32_t *offset, const char *text)
{
    size_t length = strlen(text);
    if (*offset)
        return bad(reading, text, "this field was given before");
    if (text_first_invalid(text, length) < length)
        return bad(reading, "a text", "not UTF-8");
    if (length + 1 > sizeof reading->text - reading->text_size)
        return bad(reading, "the texts", "more than 65536 bytes");
    if (length) {
        *offset = reading->text_size;
        memcpy(reading->text + reading->text_size, text, length + 1);
        reading->text_size += (uint32_t)length + 1;
    }
    return true;
}

/* Countries with commas between them; a further line of the same field adds to it. */
static bool keep_countries(struct reading *reading, uint32_t *offset, const char *value)
{
    char list[2048];
    size_t used = *offset ? strlen(reading->text + *offset) : 0;
    if (used >= sizeof list)
        return bad(reading, value, "too many countries");
    memcpy(list, reading->text + *offset, used);
    for (size_t at = 0; value[at];) {
        size_t length = strcspn(value + at, " ,");
        char country[3];
        if (length && iso_country(value + at, length, "country", country, &reading->why) != HS_OK)
            return false;
        if (length && used + 3 >= sizeof list)
            return bad(reading, value, "too many countries");
        if (length)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%s", used ? "," : "", country);
        at += length;
        at += strspn(value + at, " ,");
    }
    list[used] = '\0';
    *offset = 0;
    return keep(reading, offset, list);
}

/* ---- sections ---- */

static bool in_country(struct reading *reading, const char *name, const char *value)
{
    struct profile_country *country = &reading->country;
    char code[3];
    if (strcmp(name, "code") == 0) {
        if (iso_country(value, strlen(value), "code", code, &reading->why) != HS_OK)
            return false;
        memcpy(country->country, code, sizeof code);
        return true;
    }
    if (strcmp(name, "currency") == 0)
        return iso_currency(value, strlen(value), "currency", country->currency, &reading->why) == HS_OK;
    if (strcmp(name, "name") == 0)
        return keep(reading, &country->name, value);
    if (strcmp(name, "nomenclature") == 0)
        return keep(reading, &country->nomenclature, value);
    if (strcmp(name, "notice") == 0)
        return keep(reading, &country->notice, value);
    if (strcmp(name, "digits") == 0)
        return words_number(value, CODE_MAX, &country->digits, &reading->why);
    if (strcmp(name, "typography") == 0)
        return words_choice(value, (const char *const[]) { "plain", "spaced", "dotted", NULL }, &country->style, &reading->why);
    if (strcmp(name, "valuation") == 0)
        return words_choice(value, (const char *const[]) { "cif", "fob", NULL }, &country->valuation, &reading->why);
    if (strcmp(name, "rate-day") == 0)
        return words_choice(value, (const char *const[]) { "declaration", "export", "month", NULL }, &country->rate_day, &reading->why);
    if (strcmp(name, "decimals") == 0)
        return words_number(value, 6, &country->decimals, &reading->why);
    if (strcmp(name, "rounding") == 0)
        return words_choice(value, (const char *const[]) { "half-up", "half-even", "down", "up", NULL }, &country->rounding, &reading->why);
    if (strcmp(name, "column-2") == 0)
        return keep_countries(reading, &country->column_2, value);
    return bad(reading, name, "there is no such field of a country");
}

static bool in_incoterms(struct reading *reading, const char *name, const char *value)
{
    static const struct word_flag flags[] = { { "freight", PRICE_HOLDS_FREIGHT }, { "insurance", PRICE_HOLDS_INSURANCE }, { "duty", PRICE_HOLDS_DUTY }, { NULL, 0 } };
    for (enum incoterm incoterm = 0; incoterm < INCOTERM_COUNT; incoterm++)
        if (strcmp(name, incoterm_name(incoterm)) == 0)
            return words_flags(value, flags, &reading->country.incoterm[incoterm], &reading->why);
    return bad(reading, name, "not of the Incoterms 2020");
}

/* Charges by their ids; those from `most` on may not be named. `value` is bit 0 where `with_value`. */
static bool read_charges(struct reading *reading, const char *list, uint32_t most, bool with_value, uint32_t *bits)
{
    for (const char *at = list; *at; at += strspn(at, " +")) {
        size_t length = strcspn(at, " +");
        uint32_t charge = 0;
        while (charge < most && (strlen(reading->text + reading->charge[charge].id) != length || memcmp(reading->text + reading->charge[charge].id, at, length) != 0))
            charge++;
        if (with_value && length == 5 && memcmp(at, "value", 5) == 0)
            *bits |= 1;
        else if (charge < most)
            *bits |= 1u << (with_value ? charge + 1 : charge);
        else
            return bad(reading, list, "it names no charge that stands above");
        at += length;
    }
    return true;
}

static bool read_measure(struct reading *reading, const char *value, uint32_t *measure)
{
    for (enum tariff_kind kind = 0; kind < TARIFF_KIND_COUNT; kind++)
        if (tariff_kind_owes(kind) && strcmp(value, tariff_kind_name(kind)) == 0) {
            *measure = kind;
            return true;
        }
    return bad(reading, value, "no kind of measure that owes a rate");
}

static bool in_charge(struct reading *reading, const char *name, const char *value)
{
    static const struct word_flag transports[] = {
#define TRANSPORT_WORD(id, text) { text, 1u << TRANSPORT_##id },
        TRANSPORT_LIST(TRANSPORT_WORD)
#undef TRANSPORT_WORD
        { NULL, 0 } };
    struct profile_charge *charge = &reading->charge[reading->charges - 1];
    if (strcmp(name, "title") == 0)
        return keep(reading, &charge->title, value);
    if (strcmp(name, "measure") == 0)
        return read_measure(reading, value, &charge->measure);
    if (strcmp(name, "base") == 0)
        return read_charges(reading, value, reading->charges - 1, true, &charge->base);
    if (strcmp(name, "transport") == 0)
        return words_flags(value, transports, &charge->transport, &reading->why);
    if (strcmp(name, "due") == 0)
        return words_flag(value, "no", CHARGE_NOT_DUE, &charge->flags, &reading->why);
    if (strcmp(name, "stated") == 0)
        return words_flag(value, "yes", CHARGE_STATED, &charge->flags, &reading->why);
    if (strcmp(name, "rate") != 0)
        return bad(reading, name, "there is no such field of a charge");
    if (reading->rates == RATES_MAX)
        return bad(reading, value, "too many rates");
    char rate_name[32] = "";
    struct profile_rate *rate = &reading->rate[reading->rates++];
    charge->rates++;
    return words_rate(value, rate, rate_name, &reading->why) && keep(reading, &rate->name, rate_name);
}

static bool in_agreement(struct reading *reading, const char *name, const char *value)
{
    static const struct word_flag conditions[] = { { "direct", AGREEMENT_DIRECT }, { "trade", AGREEMENT_TRADE }, { NULL, 0 } };
    struct profile_agreement *agreement = &reading->agreement[reading->agreements - 1];
    if (strcmp(name, "title") == 0)
        return keep(reading, &agreement->title, value);
    if (strcmp(name, "programme") == 0)
        return keep(reading, &agreement->programme, value);
    if (strcmp(name, "members") == 0)
        return keep_countries(reading, &agreement->members, value);
    if (strcmp(name, "proof") == 0)
        return keep(reading, &agreement->proof, value);
    if (strcmp(name, "conditions") == 0)
        return words_flags(value, conditions, &agreement->flags, &reading->why);
    if (strcmp(name, "from") == 0)
        return words_day(value, strlen(value), &agreement->from, &reading->why);
    if (strcmp(name, "until") == 0)
        return words_day(value, strlen(value), &agreement->until, &reading->why);
    if (strcmp(name, "sample") == 0)
        return words_flag(value, "yes", AGREEMENT_SAMPLE, &agreement->flags, &reading->why);
    if (strcmp(name, "exempts") == 0)
        return read_charges(reading, value, reading->charges, false, &agreement->exempts);
    if (strcmp(name, "rate") == 0) {
        agreement->flags |= AGREEMENT_RATE;
        return words_percent(value, &agreement->percent, &reading->why);
    }
    return bad(reading, name, "there is no such field of an agreement");
}

static bool in_procedure(struct reading *reading, const char *name, const char *value)
{
    struct profile_procedure *procedure = &reading->procedure[reading->procedures - 1];
    if (strcmp(name, "title") == 0)
        return keep(reading, &procedure->title, value);
    if (strcmp(name, "also") == 0)
        return keep(reading, &procedure->also, value);
    if (strcmp(name, "sample") == 0)
        return words_flag(value, "yes", PROCEDURE_SAMPLE, &procedure->flags, &reading->why);
    if (strcmp(name, "relief") == 0)
        return words_flag(value, "yes", PROCEDURE_RELIEF, &procedure->flags, &reading->why);
    if (strcmp(name, "due") != 0)
        return bad(reading, name, "there is no such field of a procedure");
    if (strncmp(value, "refer ", 6) == 0) {
        procedure->due = DUE_REFER;
        return keep(reading, &procedure->reason, value + 6);
    }
    return words_choice(value, (const char *const[]) { "all", "none", NULL }, &procedure->due, &reading->why);
}

static bool in_relief(struct reading *reading, const char *name, const char *value)
{
    struct profile_relief *relief = &reading->relief[reading->reliefs - 1];
    if (strcmp(name, "title") == 0)
        return keep(reading, &relief->title, value);
    if (strcmp(name, "scope") == 0)
        return words_choice(value, (const char *const[]) { "consignment", "day", "month", NULL }, &relief->scope, &reading->why);
    if (strcmp(name, "limit") == 0)
        return words_money(value, &relief->limit, relief->currency, &reading->why);
    if (strcmp(name, "delivery") == 0)
        return words_flag(value, "yes", RELIEF_DELIVERY, &relief->flags, &reading->why);
    if (strcmp(name, "excise") == 0)
        return words_flag(value, "no", RELIEF_NO_EXCISE, &relief->flags, &reading->why);
    if (strcmp(name, "sample") == 0)
        return words_flag(value, "yes", RELIEF_SAMPLE, &relief->flags, &reading->why);
    if (strcmp(name, "waives") == 0)
        return read_charges(reading, value, reading->charges, false, &relief->charges);
    if (strcmp(name, "above") == 0)
        return keep(reading, &relief->above, value);
    if (strcmp(name, "from") == 0)
        return words_day(value, strlen(value), &relief->from, &reading->why);
    if (strcmp(name, "until") == 0)
        return words_day(value, strlen(value), &relief->until, &reading->why);
    return bad(reading, name, "there is no such field of a relief");
}

/* A new record for "charge ID" and its like. */
static bool begin(struct reading *reading, const char *heading)
{
    const char *space = strchr(heading, ' '), *id = space ? space + 1 : "";
    size_t length = space ? (size_t)(space - heading) : strlen(heading);
#define IS(word) (length == sizeof word - 1 && memcmp(heading, word, length) == 0)
    snprintf(reading->heading, sizeof reading->heading, "%s", heading);
    if (IS("country") || IS("incoterms")) {
        reading->section = IS("country") ? SECTION_COUNTRY : SECTION_INCOTERMS;
        return *id ? bad(reading, heading, "this section has no name") : true;
    }
    reading->section = IS("charge") ? SECTION_CHARGE : IS("agreement") ? SECTION_AGREEMENT : IS("procedure") ? SECTION_PROCEDURE : IS("relief") ? SECTION_RELIEF : SECTION_NONE;
#undef IS
    if (reading->section == SECTION_NONE)
        return bad(reading, heading, "there is no such section: say country, incoterms, charge, agreement, procedure or relief");
    if (!*id || strlen(id) > 15 || strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(id))
        return bad(reading, heading, "name it by up to 15 small letters, digits and dashes");
    if (reading->section == SECTION_CHARGE && reading->charges < PROFILE_CHARGES_MAX) {
        struct profile_charge *charge = &reading->charge[reading->charges++];
        charge->measure = PROFILE_NO_MEASURE;
        charge->rate = reading->rates;
        return keep(reading, &charge->id, id);
    }
    if (reading->section == SECTION_AGREEMENT && reading->agreements < AGREEMENTS_MAX)
        return keep(reading, &reading->agreement[reading->agreements++].id, id);
    if (reading->section == SECTION_PROCEDURE && reading->procedures < PROCEDURES_MAX)
        return keep(reading, &reading->procedure[reading->procedures++].id, id);
    if (reading->section == SECTION_RELIEF && reading->reliefs < RELIEFS_MAX)
        return keep(reading, &reading->relief[reading->reliefs++].id, id);
    return bad(reading, heading, "too many of this kind");
}

/* As libinih wants it: 0 for a problem, of which it keeps the first line. */
static int take(void *context, const char *section, const char *name, const char *value)
{
    static bool (*const readers[])(struct reading *, const char *, const char *) = { NULL,         in_country,   in_incoterms, in_charge,
                                                                                   in_agreement, in_procedure, in_relief };
    struct reading *reading = context;
    if (reading->why.status != HS_OK)
        return 1;
    if (!*section || !name)
        return bad(reading, name ? name : section, "it stands in no section");
    if (strcmp(section, reading->heading) != 0 && !begin(reading, section))
        return 0;
    return readers[reading->section](reading, name, value);
}

/* ---- the whole ---- */

static bool is_complete(struct reading *reading)
{
    const struct profile_country *country = &reading->country;
    if (!*country->country || !*country->currency || !country->name || !country->nomenclature || !country->digits)
        return bad(reading, "country", "code, name, nomenclature, digits and currency are needed");
    for (uint32_t i = 0; i < reading->charges; i++) {
        const struct profile_charge *charge = &reading->charge[i];
        if (!charge->title || (charge->flags & CHARGE_STATED ? charge->rates != 0 : !charge->base))
            return bad(reading, reading->text + charge->id, "a charge needs its title, and its base or `stated = yes`");
        if (!(charge->flags & CHARGE_STATED) && charge->measure == PROFILE_NO_MEASURE && !charge->rates)
            return bad(reading, reading->text + charge->id, "a charge needs a measure or a rate");
    }
    for (uint32_t i = 0; i < reading->agreements; i++)
        if (!reading->agreement[i].title || !reading->agreement[i].members || !reading->agreement[i].proof)
            return bad(reading, reading->text + reading->agreement[i].id, "an agreement needs its title, members and proof");
    for (uint32_t i = 0; i < reading->procedures; i++)
        if (!reading->procedure[i].title)
            return bad(reading, reading->text + reading->procedure[i].id, "a procedure needs its title");
    for (uint32_t i = 0; i < reading->reliefs; i++)
        if (!reading->relief[i].title || !reading->relief[i].charges || !*reading->relief[i].currency)
            return bad(reading, reading->text + reading->relief[i].id, "a relief needs its title, its limit and what it waives");
    return reading->procedures ? true : bad(reading, "procedure", "there is none: the first is the one where nobody says another");
}

static enum hs_status lay_out(const struct reading *reading, struct profile_value *value, struct hs_why *why)
{
    struct layout layout = { { &reading->country, reading->charge, reading->rate, reading->agreement, reading->procedure, reading->relief },
                             { 1, reading->charges, reading->rates, reading->agreements, reading->procedures, reading->reliefs },
                             reading->text, reading->text_size };
    struct profile profile;
    const char *country = reading->country.country;
    snprintf(value->name, sizeof value->name, "profile.%c%c", country[0] | 0x20, country[1] | 0x20);
    enum hs_status status = layout_make(&layout, &PROFILE_FORM, &value->bytes, &value->size, why);
    if (status == HS_OK && (status = profile_open(value->bytes, value->size, &profile, why)) != HS_OK) {
        free(value->bytes);
        value->bytes = NULL;
    }
    return status;
}

/* libinih takes a longer line for two. */
static size_t first_long_line(const char *text, size_t size)
{
    struct lines lines = lines_of(text, size);
    const char *line;
    size_t length;
    while (lines_next(&lines, &line, &length))
        if (length > LINE_BYTES_MAX)
            return lines.number;
    return 0;
}

enum hs_status profile_parse(const char *text, size_t size, const char *file, goods_report *report, void *context, struct profile_value *value,
                             struct hs_why *why)
{
    struct reading *reading = calloc(1, sizeof *reading);
    char *copy = malloc(size + 1);
    size_t line;
    *value = (struct profile_value) { .bytes = NULL };
    if (!reading || !copy) {
        free(reading);
        free(copy);
        return hs_fail(why, HS_NO_MEMORY, "%s: no memory: close other programs", file);
    }
    memcpy(copy, text, size);
    copy[size] = '\0';
    reading->text_size = 1;
    if (strlen(copy) < size) {
        line = 0;
        bad(reading, "a NUL byte", "this is no text");
    } else if ((line = first_long_line(text, size))) {
        bad(reading, "a line", "longer than 190 bytes: begin the rest on a new line, with a space before it");
    } else {
        int first = ini_parse_string(copy, take, reading);
        if (first > 0 && reading->why.status == HS_OK)
            bad(reading, "a line", "neither a [section] nor a field = value");
        line = first > 0 ? (size_t)first : 0;
        if (reading->why.status == HS_OK)
            is_complete(reading);
    }
    enum hs_status status = reading->why.status;
    if (status == HS_OK) {
        status = lay_out(reading, value, why);
    } else {
        report(context, file, line, reading->why.text);
        hs_fail(why, status, "%s: not a country's profile: correct what was reported", file);
    }
    free(reading);
    free(copy);
    return status;
}

static int is_profile(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length == 6 && strcmp(entry->d_name + 2, ".ini") == 0;
}

static enum hs_status read_file(const char *directory, const char *name, goods_report *report, void *context, struct profile_value *value, struct hs_why *why)
{
    struct arena arena = { NULL };
    char path[ROWS_PATH], *text;
    size_t size;
    if ((size_t)snprintf(path, sizeof path, "%s/%s", directory, name) >= sizeof path)
        return hs_fail(why, HS_TOO_LARGE, "%s: the path is too long: move it", directory);
    enum hs_status status = file_read(path, PROFILE_FILE_MAX, &arena, &text, &size, why);
    if (status == HS_OK)
        status = profile_parse(text, size, path, report, context, value, why);
    arena_free(&arena);
    if (status == HS_OK && strncasecmp(name, value->name + strlen("profile."), 2) != 0) {
        report(context, path, 0, "the file is named after another country than its code");
        return hs_fail(why, HS_INVALID, "%s: named after another country than its code: rename it", path);
    }
    return status;
}

enum hs_status profiles_read(const char *directory, goods_report *report, void *context, struct profile_source *source, struct hs_why *why)
{
    char path[ROWS_PATH];
    struct dirent **entry;
    source->values = 0;
    snprintf(path, sizeof path, "%s/countries", directory);
    int entries = scandir(path, &entry, is_profile, alphasort);
    enum hs_status status = HS_OK;
    for (int i = 0; i < entries; i++) {
        if (status == HS_OK && source->values == PROFILE_COUNTRIES_MAX)
            status = hs_fail(why, HS_TOO_LARGE, "%s: more than %d countries: remove some", path, PROFILE_COUNTRIES_MAX);
        if (status == HS_OK) {
            status = read_file(path, entry[i]->d_name, report, context, &source->value[source->values], why);
            source->values += source->value[source->values].bytes != NULL;
        }
        free(entry[i]);
    }
    if (entries >= 0)
        free(entry);
    return status;
}

void profiles_free(struct profile_source *source)
{
    for (size_t i = 0; i < source->values; i++)
        free(source->value[i].bytes);
    source->values = 0;
}
