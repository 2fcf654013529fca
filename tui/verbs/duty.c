/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hsdesk duty: what a line of a declaration owes, step by step; several codes, origins or days one after the other.
 *
 * Each combination is a block of rows that begins with a `line` row (after a notice where the tariff is a TRAINING one) and ends with its `total`. From the second
 * block on a requirement that the first one does not have is named `newly`. Exit 4 where a total is unknown or a code is no declarable line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utc.h"
#include "tui/basis.h"
#include "tui/country.h"
#include "tui/i18n.h"
#include "tui/today.h"
#include "tui/verbs/verbs.h"

const struct option_spec verb_duty_options[] = {
    { 0, "code", "CODE", N_("a line of the tariff; several, also with commas between, are computed one after the other") },
    { 0, "value", "V", N_("the price of the goods, 1000 or \"1000 USD\"") },
    { 0, "currency", "CUR", N_("of the price, as ISO 4217") },
    { 0, "origin", "CC", N_("country of origin; several as with --code") },
    { 0, "country", "CC", N_("whose tariff (else $HSDESK_COUNTRY, or the only one in the store)") },
    { 0, "quantity", "N", N_("how much, with --unit behind it; several times for several units") },
    { 0, "unit", "U", N_("of the quantity: kg, l, item, \"kg on drained weight\", KGM, LPA") },
    { 0, "net", "KG", N_("net mass in kg, or \"1.2 t\"") },
    { 0, "gross", "KG", N_("gross mass") },
    { 0, "degree", "D", N_("\"40 % vol\", \"65 % sacchar.\", \"96 degree\"") },
    { 0, "part-value", "V", N_("value of a part that the rate names, \"12.50 on the case\"") },
    { 0, "date", "DATE", N_("day of the declaration (today); several as with --code") },
    { 0, "procedure", "P", N_("customs procedure (release for free circulation)") },
    { 0, "incoterm", "I", N_("Incoterms 2020: which costs the price holds; without it the price is the customs value") },
    { 0, "freight", "F", N_("carriage to the border, 120 or \"120 EUR\"") },
    { 0, "insurance", "F", N_("insurance to the border") },
    { 0, "export", "CC", N_("country that the goods come from, for direct import") },
    { 0, "trade", "CC", N_("country of the trader") },
    { 0, "export-date", "DATE", N_("day of exportation, where the exchange rate hangs on it") },
    { 0, "proof", "REF", N_("proof of origin, a certificate's number where the store holds its country's: a preference is claimed") },
    { 0, "used", "Q", N_("what was declared under the certificate of origin before, \"300 kg\"; without it, nothing") },
    { 0, "preference", "ID", N_("which one, as the country's profile names it") },
    { 0, "transport", "T", N_("at the border: sea, rail, road, air, post, ...") },
    { 0, "vat", "RATE", N_("which rate of VAT, as the profile names it: reduced") },
    { 0, "cost", "COST", N_("a cost that the profile asks for, \"arrastre 1200\"") },
    { 0, "exchange", "RATE", N_("what a currency is worth in the country's own, \"EUR 1.85\", before the store's rates") },
    { 0, "received", "V", N_("what the consignee received before in the month, for parcels") },
    { 0 },
};

static const struct output_column COLUMNS[] = {
    { "step", OUTPUT_TEXT },     { "what", OUTPUT_TEXT },     { "base", OUTPUT_NUMBER }, { "rate", OUTPUT_TEXT },
    { "amount", OUTPUT_NUMBER }, { "currency", OUTPUT_TEXT }, { "source", OUTPUT_TEXT },
};

enum { SIDES_MAX = 32, SIDES_TEXT_MAX = 1024 };

/* What stands side by side: codes, origins or days, each checked by itself. */
struct sides {
    const char *text[SIDES_MAX];
    size_t count;
};

struct run {
    const struct options *options;
    struct session *session;
    struct country country;
    struct output *output;
    struct entry entry;
    struct duty_result first, result;
    bool has_first, unknown;
    struct sides code, origin, date;
    char words[SIDES_TEXT_MAX]; /* what the sides point to, and words joined */
    size_t used;
};

/* ---- the options ---- */

static enum hs_status too_many(const char *name, struct hs_why *why)
{
    return hs_fail(why, HS_USAGE, _("option --%s: too many: ask for them in turn"), name);
}

static char *keep(struct run *run, const char *text, size_t length)
{
    if (length >= sizeof run->words - run->used)
        return NULL;
    char *copy = run->words + run->used;
    memcpy(copy, text, length);
    copy[length] = '\0';
    run->used += length + 1;
    return copy;
}

static enum hs_status add_sides(struct run *run, struct sides *sides, const char *name, const char *list, struct hs_why *why)
{
    while (*list) {
        size_t length = strcspn(list, ",");
        const char *text = keep(run, list, length);
        if (!text || sides->count == SIDES_MAX)
            return too_many(name, why);
        sides->text[sides->count++] = text;
        list += length + (list[length] != '\0');
    }
    return HS_OK;
}

static enum entry_field field_of(const char *name)
{
    enum entry_field field = 0;
    while (field < ENTRY_FIELD_COUNT && strcmp(entry_field_name(field), name) != 0)
        field++;
    return field;
}

/* --quantity N, and --unit U when it is the next of the two. */
static enum hs_status set_quantity(struct run *run, size_t at, struct hs_why *why)
{
    const struct options *options = run->options;
    const char *number = options->given[at].value, *unit = "";
    char joined[256];
    for (size_t i = at + 1; i < options->given_count; i++) {
        if (strcmp(options->given[i].spec->name, "quantity") == 0)
            break;
        if (strcmp(options->given[i].spec->name, "unit") == 0) {
            unit = options->given[i].value;
            break;
        }
    }
    if ((size_t)snprintf(joined, sizeof joined, "%s %s", number, unit) >= sizeof joined)
        return too_many("quantity", why);
    return entry_set(&run->entry, ENTRY_QUANTITY, &run->country.profile, joined, why);
}

static enum hs_status read_options(struct run *run, struct hs_why *why)
{
    const struct options *options = run->options;
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < options->given_count; i++) {
        const char *name = options->given[i].spec->name, *value = options->given[i].value;
        enum entry_field field = field_of(name);
        if (field == ENTRY_CODE)
            status = add_sides(run, &run->code, name, value, why);
        else if (field == ENTRY_ORIGIN)
            status = add_sides(run, &run->origin, name, value, why);
        else if (field == ENTRY_DATE)
            status = add_sides(run, &run->date, name, value, why);
        else if (field == ENTRY_QUANTITY)
            status = set_quantity(run, i, why);
        else if (field != ENTRY_FIELD_COUNT)
            status = entry_set(&run->entry, field, &run->country.profile, value, why);
    }
    if (status == HS_OK && !run->code.count)
        return hs_fail(why, HS_USAGE, _("duty: --code is missing: see `hsdesk duty --help`"));
    if (status == HS_OK && !run->date.count) {
        static char day[UTC_TEXT_MAX];
        utc_print_day(today(), day);
        run->date.text[run->date.count++] = day;
    }
    if (status == HS_OK && !run->origin.count)
        run->origin.text[run->origin.count++] = "";
    return status;
}

/* ---- the rows ---- */

static void write_decimal(struct output *output, bool has, const struct decimal *decimal)
{
    char digits[512];
    if (!has) {
        output_absent(output);
        return;
    }
    decimal_print(decimal, digits, sizeof digits);
    output_exact(output, digits);
}

static void write_text(struct output *output, const char *text)
{
    if (*text)
        output_text(output, text, strlen(text));
    else
        output_absent(output);
}

static void write_step(struct run *run, size_t at, struct output *output)
{
    const struct duty_step *step = &run->result.step[at];
    char what[512], rate[1024], source[160], line[768], code[CODE_PRINT_MAX];
    bool newly = run->has_first && duty_newly_requires(&run->result, at, &run->first);
    duty_step_what(step, &run->country.profile, what, sizeof what);
    duty_step_rate(step, rate, sizeof rate);
    duty_step_source(step, &run->country.profile, source, sizeof source);
    if (step->kind == STEP_LINE) {
        char day[UTC_TEXT_MAX] = "";
        code_print(&run->entry.code, (enum code_style)run->country.profile.country->style, code);
        if (run->entry.date)
            utc_print_day(run->entry.date, day);
        snprintf(line, sizeof line, "%s %s, origin %s, %s", code, what, *run->entry.origin ? run->entry.origin : "unknown", day);
    }
    write_text(output, newly ? "newly" : step->id);
    write_text(output, step->kind == STEP_LINE ? line : what);
    write_decimal(output, step->has_base, &step->base);
    write_text(output, rate);
    write_decimal(output, step->has_amount, &step->amount);
    write_text(output, step->currency);
    write_text(output, source);
}

/* One combination. What it cannot compute is in its rows. */
static enum hs_status compute(struct run *run, const char *code, const char *origin, const char *date, struct hs_why *why)
{
    const struct profile *profile = &run->country.profile;
    enum hs_status status = entry_set(&run->entry, ENTRY_CODE, profile, code, why);
    if (status == HS_OK)
        status = entry_set(&run->entry, ENTRY_ORIGIN, profile, origin, why);
    if (status == HS_OK)
        status = entry_set(&run->entry, ENTRY_DATE, profile, date, why);
    if (status != HS_OK)
        return status;
    status = calculate(run->country.calculator, &run->entry, &run->result, why);
    if (status != HS_OK)
        return status;
    for (size_t i = 0; i < run->result.steps; i++)
        write_step(run, i, run->output);
    run->unknown |= !run->result.known;
    if (!run->has_first) {
        struct duty_result spare = run->first;
        run->first = run->result;
        run->result = spare;
        run->has_first = true;
    }
    return HS_OK;
}

static enum hs_status compute_all(struct run *run, struct hs_why *why)
{
    enum hs_status status = HS_OK;
    for (size_t c = 0; status == HS_OK && c < run->code.count; c++) {
        for (size_t o = 0; status == HS_OK && o < run->origin.count; o++)
            for (size_t d = 0; status == HS_OK && d < run->date.count; d++)
                status = compute(run, run->code.text[c], run->origin.text[o], run->date.text[d], why);
        if (status == HS_NOT_FOUND) { /* no line of the tariff: told once, and the others go on */
            options_complain(run->options, why);
            run->unknown = true;
            status = HS_OK;
        }
    }
    return status;
}

/* What the rows rest on; the certificates of a country where a proof from there was looked up among them. */
static void tell_basis(const struct run *run)
{
    struct standings standings;
    standings_start(&standings);
    basis_duty(run->session, tariff_source(run->country.duty.tariff)->country, &standings);
    for (size_t i = 0; options_value(run->options, "proof") && i < run->origin.count; i++) {
        const struct origin *origin = origins_of(&run->country.origins, run->origin.text[i]);
        if (origin)
            basis_certificates(run->session, origin->country, &standings);
    }
    standings_note(run->options, &standings);
}

static int finish(struct run *run, enum hs_status status, const struct hs_why *why)
{
    struct hs_why closing;
    int code = status != HS_OK ? options_complain(run->options, why) : run->unknown ? hs_exit_code(HS_NOT_FOUND) : 0;
    if (run->output && output_close(run->output, &closing) != HS_OK && status == HS_OK)
        code = options_complain(run->options, &closing);
    if (run->output)
        tell_basis(run);
    return code;
}

int verb_duty(const struct options *options)
{
    struct run *run = calloc(1, sizeof *run);
    struct hs_why why;
    if (!run) {
        hs_fail(&why, HS_NO_MEMORY, _("duty: no memory: close other programs"));
        return options_complain(options, &why);
    }
    run->options = options;
    entry_init(&run->entry);
    duty_result_init(&run->first);
    duty_result_init(&run->result);
    enum hs_status status = session_open(options->store, &run->session, &why);
    if (status == HS_OK)
        status = country_open(run->session, options_value(options, "country"), &run->country, &why);
    if (status == HS_OK)
        status = read_options(run, &why);
    if (status == HS_OK && !(run->output = output_open(stdout, options->format, options->header, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS)))
        status = hs_fail(&why, HS_NO_MEMORY, _("duty: no memory: close other programs"));
    if (status == HS_OK)
        status = compute_all(run, &why);
    int code = finish(run, status, &why);
    duty_result_clear(&run->first);
    duty_result_clear(&run->result);
    entry_clear(&run->entry);
    country_close(&run->country);
    session_close(run->session);
    free(run);
    return code;
}
