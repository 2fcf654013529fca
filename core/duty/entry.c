/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/entry.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/base/iso.h"
#include "core/base/text.h"
#include "core/base/utc.h"
#include "core/duty/expression_words.h"

static const struct {
    const char *name, *like;
} fields[] = {
#define ENTRY_FIELD_ROW(field, name, like) { name, like },
    ENTRY_FIELD_LIST(ENTRY_FIELD_ROW)
#undef ENTRY_FIELD_ROW
};

const char *entry_field_name(enum entry_field field)
{
    return fields[field].name;
}

const char *entry_field_like(enum entry_field field)
{
    return fields[field].like;
}

void entry_init(struct entry *entry)
{
    memset(entry, 0, sizeof *entry);
    entry->incoterm = INCOTERM_NONE;
    entry->transport = TRANSPORT_NONE;
    for (struct entry_money **money = (struct entry_money *[]) { &entry->value, &entry->freight, &entry->insurance, &entry->received, NULL }; *money; money++)
        decimal_init(&(*money)->amount);
    decimal_init(&entry->used.amount);
    for (size_t i = 0; i < ENTRY_INPUTS_MAX; i++)
        decimal_init(&entry->input[i].amount);
    for (size_t i = 0; i < ENTRY_COSTS_MAX; i++)
        decimal_init(&entry->cost[i].money.amount);
    for (size_t i = 0; i < ENTRY_EXCHANGES_MAX; i++)
        decimal_init(&entry->exchange[i].rate);
}

void entry_clear(struct entry *entry)
{
    for (struct entry_money **money = (struct entry_money *[]) { &entry->value, &entry->freight, &entry->insurance, &entry->received, NULL }; *money; money++)
        decimal_clear(&(*money)->amount);
    decimal_clear(&entry->used.amount);
    for (size_t i = 0; i < ENTRY_INPUTS_MAX; i++)
        decimal_clear(&entry->input[i].amount);
    for (size_t i = 0; i < ENTRY_COSTS_MAX; i++)
        decimal_clear(&entry->cost[i].money.amount);
    for (size_t i = 0; i < ENTRY_EXCHANGES_MAX; i++)
        decimal_clear(&entry->exchange[i].rate);
}

/* ---- numbers and what follows them ---- */

struct reading {
    const char *name, *text;
    size_t length;
    struct hs_why *why;
};

static int quoted(const struct reading *reading)
{
    return reading->length < 60 ? (int)reading->length : 60;
}

static enum hs_status unfit(const struct reading *reading, const char *problem)
{
    return hs_fail(reading->why, HS_INVALID, "%s \"%.*s\": %s", reading->name, quoted(reading), reading->text, problem);
}

/* How much of the text is the number in front: digits and what may stand between them. */
static size_t number_length(const char *text, size_t length)
{
    size_t end = 0;
    for (size_t i = 0; i < length;) {
        if (text[i] >= '0' && text[i] <= '9')
            end = i + 1;
        else if (i + 1 < length && memcmp(text + i, "\xc2\xa0", 2) == 0) /* a no-break space */
            i++;
        else if (!strchr(".,' +-", text[i]))
            break;
        i++;
    }
    return end;
}

/* The number and, behind it, the rest without spaces around it. `above_zero`: 0 will not do. */
static enum hs_status take_number(const struct reading *reading, bool above_zero, struct decimal *number, const char **rest)
{
    size_t digits = number_length(reading->text, reading->length);
    struct decimal read;
    struct hs_why why;
    if (digits == 0)
        return unfit(reading, "no number: begin with its digits");
    decimal_init(&read);
    enum hs_status status = decimal_parse(reading->text, digits, DECIMAL_EITHER, &read, &why);
    if (status != HS_OK)
        hs_fail(reading->why, status, "%s: %s", reading->name, why.text);
    else if (decimal_sign(&read) < 0)
        status = unfit(reading, "below zero: correct it");
    else if (above_zero && decimal_sign(&read) == 0)
        status = unfit(reading, "zero: correct it, or leave it out where it is not known");
    if (status == HS_OK) {
        decimal_set(number, &read);
        *rest = reading->text + digits;
        *rest += strspn(*rest, " ");
    }
    decimal_clear(&read);
    return status;
}

static enum hs_status set_money(const struct reading *reading, struct entry_money *money)
{
    const char *rest;
    char currency[4] = "";
    struct decimal amount;
    decimal_init(&amount);
    enum hs_status status = take_number(reading, false, &amount, &rest);
    if (status == HS_OK && *rest)
        status = iso_currency(rest, strlen(rest), reading->name, currency, reading->why);
    if (status == HS_OK) {
        decimal_set(&money->amount, &amount);
        memcpy(money->currency, currency, sizeof currency);
        money->given = true;
    }
    decimal_clear(&amount);
    return status;
}

/* ---- units and parts ---- */

enum hs_status entry_unit(const char *text, size_t length, enum measure_unit *unit, enum measure_part *part, struct hs_why *why)
{
    struct cursor cursor = { text, text + length };
    *part = PART_WHOLE;
    for (int i = UNIT_NONE + 1; i < UNIT_COUNT; i++) {
        const char *code = measure_unit_code((enum measure_unit)i);
        if (*code && strlen(code) == length && strncasecmp(text, code, length) == 0) {
            *unit = (enum measure_unit)i;
            return HS_OK;
        }
    }
    if (length == 3 && strncasecmp(text, "LPA", 3) == 0) {
        *unit = UNIT_LITRE;
        *part = PART_ALCOHOL;
        return HS_OK;
    }
    bool known = length && words_take_unit(&cursor, unit, part);
    words_skip_space(&cursor);
    if (known && cursor.at < cursor.end)
        known = *part == PART_WHOLE && words_take_measured_part(&cursor, part);
    words_skip_space(&cursor);
    if (known && cursor.at == cursor.end)
        return HS_OK;
    if (!length)
        return hs_fail(why, HS_INVALID, "unit: it is not given: say kg, l, item, doz., pair, m2, or a code of Recommendation 20 such as KGM");
    return hs_fail(why, HS_INVALID, "unit \"%.*s\": not known: say kg, l, item, doz., pair, m2, cm3 of engine capacity, or a code of Recommendation 20 such as KGM",
                   length < 60 ? (int)length : 60, text);
}

static bool same_key(const struct expression_key *a, const struct expression_key *b)
{
    return a->kind == b->kind && a->part == b->part && (a->kind != INPUT_QUANTITY || measure_dimension(a->unit) == measure_dimension(b->unit));
}

static enum hs_status add_input(const struct reading *reading, struct entry *entry, const struct expression_key *key, const struct decimal *amount)
{
    size_t at = 0;
    while (at < entry->inputs && !same_key(&entry->input[at].key, key))
        at++;
    if (at == ENTRY_INPUTS_MAX)
        return unfit(reading, "more than 16 quantities, values and degrees: leave some out");
    entry->input[at].key = *key;
    decimal_set(&entry->input[at].amount, amount);
    entry->inputs += at == entry->inputs;
    return HS_OK;
}

/* `part` and `unit` where none is said; UNIT_NONE: one must be. */
static enum hs_status set_quantity(const struct reading *reading, struct entry *entry, enum measure_unit unit, enum measure_part part)
{
    struct expression_key key = { .kind = INPUT_QUANTITY, .unit = unit, .part = part };
    const char *rest;
    struct decimal amount;
    decimal_init(&amount);
    enum hs_status status = take_number(reading, true, &amount, &rest);
    if (status == HS_OK && (*rest || unit == UNIT_NONE)) {
        status = entry_unit(rest, strlen(rest), &key.unit, &key.part, reading->why);
        if (status == HS_OK && unit != UNIT_NONE) { /* a mass, net or gross */
            key.part = part;
            if (measure_dimension(key.unit) != measure_dimension(unit))
                status = unfit(reading, "no unit of mass: say kg, g or t");
        }
    }
    if (status == HS_OK)
        status = add_input(reading, entry, &key, &amount);
    decimal_clear(&amount);
    return status;
}

static enum hs_status set_used(const struct reading *reading, struct entry *entry)
{
    struct expression_key key = { .kind = INPUT_QUANTITY };
    const char *rest;
    struct decimal amount;
    decimal_init(&amount);
    enum hs_status status = take_number(reading, false, &amount, &rest);
    if (status == HS_OK)
        status = entry_unit(rest, strlen(rest), &key.unit, &key.part, reading->why);
    if (status == HS_OK) {
        entry->used.key = key;
        decimal_set(&entry->used.amount, &amount);
        entry->used_given = true;
    }
    decimal_clear(&amount);
    return status;
}

/* A number and the printed name of a part between `first` and `last`. */
static enum hs_status set_part(const struct reading *reading, struct entry *entry, enum expression_input_kind kind, enum measure_part first, enum measure_part last)
{
    struct expression_key key = { .kind = kind };
    const char *rest;
    struct decimal amount, hundred;
    decimal_init(&amount);
    decimal_init(&hundred);
    decimal_set_integer(&hundred, 100, 0);
    enum hs_status status = take_number(reading, false, &amount, &rest);
    for (int part = first; part <= (int)last && key.part == PART_WHOLE; part++)
        if (status == HS_OK && strcasecmp(rest, measure_part_name((enum measure_part)part)) == 0)
            key.part = (enum measure_part)part;
    if (status == HS_OK && key.part == PART_WHOLE)
        status = unfit(reading, kind == INPUT_DEGREE ? "of what is not clear: write \"40 % vol\", \"65 % sacchar.\" or \"96 degree\""
                                                     : "of which part is not clear: write the amount and the part as the rate does, \"12.50 on the case\"");
    if (status == HS_OK && kind == INPUT_DEGREE && decimal_compare(&amount, &hundred) > 0)
        status = unfit(reading, "above 100: correct it");
    if (status == HS_OK)
        status = add_input(reading, entry, &key, &amount);
    decimal_clear(&amount);
    decimal_clear(&hundred);
    return status;
}

/* ---- words ---- */

static enum hs_status set_word(const struct reading *reading, char *word, size_t size)
{
    if (reading->length >= size)
        return hs_fail(reading->why, HS_TOO_LARGE, "%s \"%.*s\": longer than %zu bytes: shorten it", reading->name, quoted(reading), reading->text, size - 1);
    if (text_first_invalid(reading->text, reading->length) < reading->length)
        return unfit(reading, "not UTF-8: convert it first");
    memcpy(word, reading->text, reading->length + 1);
    return HS_OK;
}

static enum hs_status set_day(const struct reading *reading, uint32_t *day)
{
    uint32_t read;
    if (utc_parse_day(reading->text, reading->length, &read) != HS_OK)
        return unfit(reading, "no day of the calendar: write it as 2026-02-28");
    *day = read;
    return HS_OK;
}

static enum hs_status set_incoterm(const struct reading *reading, enum incoterm *incoterm)
{
    for (enum incoterm i = 0; i < INCOTERM_COUNT; i++)
        if (strcasecmp(reading->text, incoterm_name(i)) == 0) {
            *incoterm = i;
            return HS_OK;
        }
    return unfit(reading, "not of the Incoterms 2020: say EXW, FCA, FAS, FOB, CFR, CIF, CPT, CIP, DAP, DPU or DDP");
}

static enum hs_status set_transport(const struct reading *reading, enum transport *transport)
{
    for (enum transport i = 0; i < TRANSPORT_COUNT; i++)
        if (strcasecmp(reading->text, transport_name(i)) == 0) {
            *transport = i;
            return HS_OK;
        }
    return unfit(reading, "no way of transport: say sea, rail, road, air, post, pipeline, waterway or own");
}

/* ---- what a country knows ---- */

static const struct profile_charge *vat_charge(const struct profile *profile)
{
    for (uint32_t i = 0; i < profile->charges; i++)
        if (profile->charge[i].measure == TARIFF_VAT)
            return &profile->charge[i];
    return NULL;
}

/* The ids that the profile has for a field, "free, transit, ...". */
static void list_ids(const struct profile *profile, enum entry_field field, char *out, size_t size)
{
    const struct profile_charge *vat = vat_charge(profile);
    size_t length = 0;
    uint32_t count = field == ENTRY_PROCEDURE ? profile->procedures : field == ENTRY_PREFERENCE ? profile->agreements : field == ENTRY_VAT ? (vat ? vat->rates : 0) : profile->charges;
    const char *before = "";
    out[0] = '\0';
    for (uint32_t i = 0; i < count && length < size; i++) {
        if (field == ENTRY_COST && !(profile->charge[i].flags & CHARGE_STATED))
            continue;
        uint32_t id = field == ENTRY_PROCEDURE    ? profile->procedure[i].id
                      : field == ENTRY_PREFERENCE ? profile->agreement[i].id
                      : field == ENTRY_VAT        ? profile->rate[vat->rate + i].name
                                                  : profile->charge[i].id;
        const char *text = profile_text(profile, id);
        if (strcmp(text, before) != 0) /* a rate of several years */
            length += (size_t)snprintf(out + length, size - length, "%s%s", length ? ", " : "", text);
        before = text;
    }
}

void entry_choices(enum entry_field field, const struct profile *profile, char *out, size_t size)
{
    size_t length = 0;
    out[0] = '\0';
    if (field == ENTRY_PROCEDURE || field == ENTRY_PREFERENCE || field == ENTRY_VAT || field == ENTRY_COST)
        list_ids(profile, field, out, size);
    for (int i = 0; field == ENTRY_INCOTERM && i < INCOTERM_COUNT && length < size; i++)
        length += (size_t)snprintf(out + length, size - length, "%s%s", i ? ", " : "", incoterm_name((enum incoterm)i));
    for (int i = 0; field == ENTRY_TRANSPORT && i < TRANSPORT_COUNT && length < size; i++)
        length += (size_t)snprintf(out + length, size - length, "%s%s", i ? ", " : "", transport_name((enum transport)i));
}

static enum hs_status unknown_word(const struct reading *reading, enum entry_field field, const struct profile *profile)
{
    char ids[300];
    list_ids(profile, field, ids, sizeof ids);
    return hs_fail(reading->why, HS_INVALID, "%s \"%.*s\": the profile of %s has none of this name: %s%s", reading->name, quoted(reading), reading->text,
                   profile->country->country, *ids ? "say " : "leave it out", ids);
}

static enum hs_status check_word(const struct reading *reading, enum entry_field field, const struct profile *profile)
{
    const struct profile_charge *vat;
    if (!profile)
        return HS_OK;
    if ((field == ENTRY_PROCEDURE && !profile_procedure(profile, reading->text)) || (field == ENTRY_PREFERENCE && !profile_agreement(profile, reading->text)) ||
        (field == ENTRY_VAT && (!(vat = vat_charge(profile)) || !profile_has_rate(profile, vat, reading->text))))
        return unknown_word(reading, field, profile);
    return HS_OK;
}

static bool is_stated(const struct profile *profile, const char *id)
{
    for (uint32_t i = 0; i < profile->charges; i++)
        if (profile->charge[i].flags & CHARGE_STATED && strcmp(profile_text(profile, profile->charge[i].id), id) == 0)
            return true;
    return false;
}

/* "arrastre 1200" */
static enum hs_status set_cost(const struct reading *reading, struct entry *entry, const struct profile *profile)
{
    char id[ENTRY_WORD_MAX];
    size_t word = strcspn(reading->text, " ="), at = 0;
    if (word == 0 || word >= sizeof id || !reading->text[word])
        return unfit(reading, "write what it is for and the amount, \"arrastre 1200\"");
    memcpy(id, reading->text, word);
    id[word] = '\0';
    if (profile && !is_stated(profile, id))
        return unknown_word(reading, ENTRY_COST, profile);
    while (at < entry->costs && strcmp(entry->cost[at].id, id) != 0)
        at++;
    if (at == ENTRY_COSTS_MAX)
        return unfit(reading, "more than 8 costs: add some up");
    const char *amount = reading->text + word + 1;
    struct reading rest = { reading->name, amount, strlen(amount), reading->why };
    enum hs_status status = set_money(&rest, &entry->cost[at].money);
    if (status == HS_OK) {
        memcpy(entry->cost[at].id, id, sizeof id);
        entry->costs += at == entry->costs;
    }
    return status;
}

/* "EUR 1.85" */
static enum hs_status set_exchange(const struct reading *reading, struct entry *entry)
{
    char currency[4];
    size_t word = strcspn(reading->text, " ="), at = 0;
    const char *rest;
    enum hs_status status = iso_currency(reading->text, word, reading->name, currency, reading->why);
    if (status != HS_OK)
        return status;
    while (at < entry->exchanges && strcmp(entry->exchange[at].currency, currency) != 0)
        at++;
    if (at == ENTRY_EXCHANGES_MAX)
        return unfit(reading, "more than 8 exchange rates: leave some out");
    const char *number = reading->text + word + (reading->text[word] != '\0');
    struct reading behind = { reading->name, number, strlen(number), reading->why };
    struct decimal rate;
    decimal_init(&rate);
    status = take_number(&behind, true, &rate, &rest);
    if (status == HS_OK && *rest)
        status = unfit(reading, "nothing may follow the rate");
    if (status == HS_OK) {
        memcpy(entry->exchange[at].currency, currency, sizeof currency);
        decimal_set(&entry->exchange[at].rate, &rate);
        entry->exchanges += at == entry->exchanges;
    }
    decimal_clear(&rate);
    return status;
}

/* ---- fields ---- */

static bool is_of(const struct expression_key *key, enum entry_field field)
{
    bool mass = key->kind == INPUT_QUANTITY && measure_dimension(key->unit) == DIMENSION_MASS;
    switch (field) {
    case ENTRY_NET:
        return mass && key->part == PART_WHOLE;
    case ENTRY_GROSS:
        return mass && key->part == PART_GROSS_MASS;
    case ENTRY_QUANTITY:
        return key->kind == INPUT_QUANTITY && !(mass && (key->part == PART_WHOLE || key->part == PART_GROSS_MASS));
    case ENTRY_PART:
        return key->kind == INPUT_PART_VALUE;
    default:
        return key->kind == INPUT_DEGREE;
    }
}

static void forget_inputs(struct entry *entry, enum entry_field field)
{
    size_t kept = 0;
    for (size_t i = 0; i < entry->inputs; i++)
        if (!is_of(&entry->input[i].key, field)) {
            struct expression_input moved = entry->input[i];
            entry->input[i] = entry->input[kept];
            entry->input[kept++] = moved;
        }
    entry->inputs = kept;
}

static void forget(struct entry *entry, enum entry_field field)
{
    struct entry_money *const money[ENTRY_FIELD_COUNT] = { [ENTRY_VALUE] = &entry->value, [ENTRY_FREIGHT] = &entry->freight,
                                                           [ENTRY_INSURANCE] = &entry->insurance, [ENTRY_RECEIVED] = &entry->received };
    char *const word[ENTRY_FIELD_COUNT] = { [ENTRY_CODE] = entry->code.digits,      [ENTRY_CURRENCY] = entry->currency,     [ENTRY_ORIGIN] = entry->origin,
                                            [ENTRY_EXPORT] = entry->export,         [ENTRY_TRADE] = entry->trade,           [ENTRY_PROCEDURE] = entry->procedure,
                                            [ENTRY_PREFERENCE] = entry->preference, [ENTRY_VAT] = entry->vat,               [ENTRY_PROOF] = entry->proof };
    if (money[field])
        money[field]->given = false;
    else if (field == ENTRY_CODE)
        memset(&entry->code, 0, sizeof entry->code);
    else if (word[field])
        *word[field] = '\0';
    else if (field == ENTRY_INCOTERM)
        entry->incoterm = INCOTERM_NONE;
    else if (field == ENTRY_TRANSPORT)
        entry->transport = TRANSPORT_NONE;
    else if (field == ENTRY_DATE)
        entry->date = 0;
    else if (field == ENTRY_EXPORT_DATE)
        entry->export_date = 0;
    else if (field == ENTRY_USED)
        entry->used_given = false;
    else if (field == ENTRY_COST)
        entry->costs = 0;
    else if (field == ENTRY_EXCHANGE)
        entry->exchanges = 0;
    else
        forget_inputs(entry, field);
}

static enum hs_status set_value(const struct reading *reading, struct entry *entry)
{
    enum hs_status status = set_money(reading, &entry->value);
    if (status == HS_OK && *entry->value.currency)
        memcpy(entry->currency, entry->value.currency, sizeof entry->currency);
    entry->value.currency[0] = '\0'; /* the price's own */
    return status;
}

enum hs_status entry_set(struct entry *entry, enum entry_field field, const struct profile *profile, const char *text, struct hs_why *why)
{
    struct reading reading = { entry_field_name(field), text, strlen(text), why };
    enum hs_status status = check_word(&reading, field, *text ? profile : NULL);
    if (status != HS_OK)
        return status;
    if (!*text) {
        forget(entry, field);
        return HS_OK;
    }
    switch (field) {
    case ENTRY_CODE:
        return code_parse(text, reading.length, &entry->code, why);
    case ENTRY_VALUE:
        return set_value(&reading, entry);
    case ENTRY_CURRENCY:
        return iso_currency(text, reading.length, reading.name, entry->currency, why);
    case ENTRY_FREIGHT:
        return set_money(&reading, &entry->freight);
    case ENTRY_INSURANCE:
        return set_money(&reading, &entry->insurance);
    case ENTRY_RECEIVED:
        return set_money(&reading, &entry->received);
    case ENTRY_INCOTERM:
        return set_incoterm(&reading, &entry->incoterm);
    case ENTRY_TRANSPORT:
        return set_transport(&reading, &entry->transport);
    case ENTRY_ORIGIN:
        return iso_country(text, reading.length, reading.name, entry->origin, why);
    case ENTRY_EXPORT:
        return iso_country(text, reading.length, reading.name, entry->export, why);
    case ENTRY_TRADE:
        return iso_country(text, reading.length, reading.name, entry->trade, why);
    case ENTRY_NET:
        return set_quantity(&reading, entry, UNIT_KILOGRAM, PART_WHOLE);
    case ENTRY_GROSS:
        return set_quantity(&reading, entry, UNIT_KILOGRAM, PART_GROSS_MASS);
    case ENTRY_QUANTITY:
        return set_quantity(&reading, entry, UNIT_NONE, PART_WHOLE);
    case ENTRY_PART:
        return set_part(&reading, entry, INPUT_PART_VALUE, PART_CASE, PART_PARTS_COST);
    case ENTRY_DEGREE:
        return set_part(&reading, entry, INPUT_DEGREE, PART_STRENGTH, PART_POLARISATION);
    case ENTRY_COST:
        return set_cost(&reading, entry, profile);
    case ENTRY_EXCHANGE:
        return set_exchange(&reading, entry);
    case ENTRY_DATE:
        return set_day(&reading, &entry->date);
    case ENTRY_EXPORT_DATE:
        return set_day(&reading, &entry->export_date);
    case ENTRY_PROOF:
        return set_word(&reading, entry->proof, sizeof entry->proof);
    case ENTRY_PREFERENCE:
        return set_word(&reading, entry->preference, sizeof entry->preference);
    case ENTRY_USED:
        return set_used(&reading, entry);
    case ENTRY_VAT:
        return set_word(&reading, entry->vat, sizeof entry->vat);
    default:
        return set_word(&reading, entry->procedure, sizeof entry->procedure);
    }
}
