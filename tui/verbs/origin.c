/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hsdesk origin: certificates of origin that are at hand: one, all, their chains, and how often uses of them were at fault.
 *
 * Exit 3 where one does not hold: altered, revoked, expired, used up. Uses are not recorded by this version; a file states them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/iso.h"
#include "core/base/utc.h"
#include "core/duty/origin_line.h"
#include "tui/basis.h"
#include "tui/i18n.h"
#include "tui/origins.h"
#include "tui/today.h"
#include "tui/verbs/origin_uses.h"
#include "tui/verbs/verbs.h"

const struct option_spec verb_origin_options[] = {
    { 0, "from", "CC", N_("the issuing country (else all)") },
    { 0, "date", "DATE", N_("the day on which they are to be valid (today)") },
    { 0, "state", "S", N_("list: only those that are valid, revoked, expired, early or altered") },
    { 0, "uses", "FILE", N_("what was declared under them so far, lines `origin TAB proof TAB code TAB quantity TAB day`; not recorded otherwise") },
    { 0 },
};

struct origin_run {
    const struct options *options;
    struct session *session;
    struct arena arena;
    struct origins all, origins; /* origins: of --from alone, where it is given */
    char from[3];                /* "" for all */
    uint32_t date;
    bool has_uses, faulty; /* faulty: exit 3 */
    struct origin_tallies uses;
    struct output *output;
};

static const struct output_column SHOW[] = { { "field", OUTPUT_TEXT }, { "value", OUTPUT_TEXT } };
static const struct output_column LIST[] = { { "issuer", OUTPUT_TEXT },     { "number", OUTPUT_TEXT },    { "state", OUTPUT_TEXT },  { "code", OUTPUT_TEXT },
                                             { "quantity", OUTPUT_NUMBER }, { "unit", OUTPUT_TEXT },      { "issued", OUTPUT_TEXT }, { "until", OUTPUT_TEXT },
                                             { "exporter", OUTPUT_TEXT },   { "consignee", OUTPUT_TEXT }, { "goods", OUTPUT_TEXT } };
static const struct output_column CHECK[] = { { "issuer", OUTPUT_TEXT },  { "certificates", OUTPUT_NUMBER }, { "revoked", OUTPUT_NUMBER },
                                              { "lines", OUTPUT_NUMBER }, { "head", OUTPUT_TEXT },           { "result", OUTPUT_TEXT } };
static const struct output_column RATES[] = { { "issuer", OUTPUT_TEXT }, { "measure", OUTPUT_TEXT }, { "n", OUTPUT_NUMBER }, { "share", OUTPUT_NUMBER } };

/* ---- cells ---- */

static void put(struct output *output, const char *text)
{
    if (*text)
        output_text(output, text, strlen(text));
    else
        output_absent(output);
}

static void put_day(struct output *output, uint32_t day)
{
    char text[UTC_TEXT_MAX] = "";
    if (day)
        utc_print_day(day, text);
    put(output, text);
}

/* "valid" on the day, or what it is instead. */
static const char *state_of(const struct origin_run *run, const struct certificate *certificate, enum hs_status status)
{
    if (status != HS_OK)
        return "altered";
    if (certificate->revoked)
        return "revoked";
    if (run->date < certificate->issued)
        return "early";
    return certificate->until && run->date > certificate->until ? "expired" : "valid";
}

/* ---- show ---- */

static void row(struct origin_run *run, const char *field, const char *value)
{
    if (!*value)
        return;
    put(run->output, field);
    put(run->output, value);
}

static void row_day(struct origin_run *run, const char *field, uint32_t day)
{
    char text[UTC_TEXT_MAX] = "";
    if (day)
        utc_print_day(day, text);
    row(run, field, text);
}

static void row_quantity(struct origin_run *run, const char *field, const struct decimal *quantity, const char *unit)
{
    char digits[256], text[512];
    decimal_print(quantity, digits, sizeof digits);
    snprintf(text, sizeof text, "%s %s", digits, unit);
    row(run, field, text);
}

static void show_uses(struct origin_run *run, const struct certificate *certificate, const char *unit)
{
    const struct decimal *used = run->has_uses ? origin_uses_of(&run->uses, certificate) : NULL;
    struct decimal left;
    decimal_init(&left);
    if (used && decimal_parse(certificate->quantity, strlen(certificate->quantity), DECIMAL_POINT, &left, NULL) == HS_OK) {
        decimal_subtract(&left, &left, used);
        row_quantity(run, "used", used, unit);
        row_quantity(run, "left", &left, unit);
        run->faulty |= decimal_sign(&left) <= 0;
    } else {
        row(run, "used", _("not recorded by this version: see --uses"));
    }
    decimal_clear(&left);
}

static enum hs_status show(struct origin_run *run, struct hs_why *why)
{
    const struct options *options = run->options;
    struct certificate certificate;
    char unit[ORIGIN_UNIT_MAX], text[256], hex[DIGEST_HEX + 1];
    if (options->operands != 2)
        return hs_fail(why, HS_USAGE, _("origin show: name the NUMBER of the certificate"));
    enum hs_status status = origins_find(&run->origins, "", options->operand[1], &certificate, why);
    if (status == HS_CORRUPT) /* it fails its verification, which is exit 3 */
        status = why->status = HS_REFUSED;
    if (status != HS_OK)
        return status;
    const struct origin *origin = origins_of(&run->origins, certificate.issuer);
    struct digest digest = origin_line_digest(origin, certificate.line - 1);
    const char *state = state_of(run, &certificate, HS_OK);
    origin_unit_print(certificate.unit, certificate.part, unit, sizeof unit);
    digest_print(&digest, hex);
    row(run, "issuer", certificate.issuer);
    row(run, "number", certificate.number);
    row(run, "form", certificate.form);
    row(run, "state", state);
    row_day(run, "revoked", certificate.revoked);
    row(run, "exporter", certificate.exporter);
    row(run, "consignee", certificate.consignee);
    row(run, "goods", certificate.goods);
    row(run, "code", certificate.code.digits);
    snprintf(text, sizeof text, "%s %s", certificate.quantity, unit);
    row(run, "quantity", text);
    show_uses(run, &certificate, unit);
    row_day(run, "issued", certificate.issued);
    row_day(run, "until", certificate.until);
    row(run, "agreement", certificate.agreement);
    snprintf(text, sizeof text, "%u of %u", certificate.line, origin_lines(origin));
    row(run, "line", text);
    row(run, "digest", hex);
    run->faulty |= strcmp(state, "valid") != 0;
    return HS_OK;
}

/* ---- list, check, rates ---- */

static void list_one(struct origin_run *run, const struct certificate *certificate, const char *state)
{
    char unit[ORIGIN_UNIT_MAX];
    bool altered = strcmp(state, "altered") == 0; /* then its figures are worth nothing */
    origin_unit_print(certificate->unit, certificate->part, unit, sizeof unit);
    put(run->output, certificate->issuer);
    put(run->output, certificate->number);
    put(run->output, state);
    if (altered) {
        for (size_t i = 3; i < sizeof LIST / sizeof *LIST; i++)
            output_absent(run->output);
        return;
    }
    output_code(run->output, &certificate->code);
    output_exact(run->output, certificate->quantity);
    put(run->output, unit);
    put_day(run->output, certificate->issued);
    put_day(run->output, certificate->until);
    put(run->output, certificate->exporter);
    put(run->output, certificate->consignee);
    put(run->output, certificate->goods);
}

static enum hs_status list(struct origin_run *run, struct hs_why *why)
{
    const char *wanted = options_value(run->options, "state");
    size_t listed = 0;
    for (size_t i = 0; i < run->origins.count; i++)
        for (uint32_t at = 0; at < origin_certificates(&run->origins.origin[i]); at++) {
            struct certificate certificate;
            enum hs_status status = origin_certificate(&run->origins.origin[i], at, &certificate, NULL);
            const char *state = state_of(run, &certificate, status);
            if (wanted && strcmp(wanted, state) != 0)
                continue;
            list_one(run, &certificate, state);
            run->faulty |= status != HS_OK;
            listed++;
        }
    return listed ? HS_OK : hs_fail(why, HS_NOT_FOUND, _("certificates of origin: none are at hand that are asked for: see --from and --state"));
}

static void count_certificates(const struct origin *origin, size_t *revoked, size_t *altered)
{
    *revoked = *altered = 0;
    for (uint32_t at = 0; at < origin_certificates(origin); at++) {
        struct certificate certificate;
        bool sound = origin_certificate(origin, at, &certificate, NULL) == HS_OK;
        *altered += !sound;
        *revoked += sound && certificate.revoked;
    }
}

static enum hs_status check(struct origin_run *run, struct hs_why *why)
{
    enum hs_status worst = HS_OK;
    for (size_t i = 0; i < run->origins.count; i++) {
        const struct origin *origin = &run->origins.origin[i];
        struct digest head = origin_head(origin);
        char hex[DIGEST_HEX + 1];
        size_t revoked, altered;
        struct hs_why problem;
        bool sound = origin_check(origin, &problem) == HS_OK;
        digest_print(&head, hex);
        count_certificates(origin, &revoked, &altered);
        put(run->output, origin->country);
        output_number(run->output, origin_certificates(origin));
        output_number(run->output, (long long)revoked);
        output_number(run->output, origin_lines(origin));
        put(run->output, hex);
        put(run->output, sound ? "ok" : "altered");
        if (!sound)
            worst = hs_fail(why, HS_REFUSED, "%s", problem.text);
    }
    return worst;
}

static void rate(struct origin_run *run, const char *issuer, const char *measure, size_t n, size_t of)
{
    put(run->output, issuer);
    put(run->output, measure);
    output_number(run->output, (long long)n);
    if (of)
        output_probability(run->output, (double)n / (double)of);
    else
        output_absent(run->output);
}

static enum hs_status rates(struct origin_run *run, struct hs_why *why)
{
    if (!run->has_uses)
        return hs_fail(why, HS_USAGE, _("origin rates: what was declared under them is not recorded by this version: name a file with --uses"));
    for (size_t i = 0; i < run->uses.count; i++) {
        const struct origin_tally *tally = &run->uses.tally[i];
        const struct origin *origin = origins_of(&run->origins, tally->issuer);
        size_t revoked, altered;
        if (*run->from && strcmp(run->from, tally->issuer) != 0)
            continue;
        if (origin) {
            count_certificates(origin, &revoked, &altered);
            rate(run, tally->issuer, "certificates", origin_certificates(origin), 0);
            rate(run, tally->issuer, "certificates_revoked", revoked, origin_certificates(origin));
            rate(run, tally->issuer, "certificates_altered", altered, origin_certificates(origin));
        }
        rate(run, tally->issuer, "uses", tally->uses, 0);
        rate(run, tally->issuer, "unchecked", tally->unchecked, tally->uses);
        rate(run, tally->issuer, "refused", tally->uses - tally->unchecked - tally->granted, tally->uses);
        for (enum origin_fault fault = 0; fault < FAULT_COUNT; fault++)
            rate(run, tally->issuer, origin_fault_name(fault), tally->fault[fault], tally->uses);
    }
    return HS_OK;
}

/* ---- all ---- */

static const struct origin_action {
    const char *name;
    const struct output_column *columns;
    size_t count;
    enum hs_status (*act)(struct origin_run *, struct hs_why *);
} ACTIONS[] = {
    { "show", SHOW, sizeof SHOW / sizeof *SHOW, show },
    { "list", LIST, sizeof LIST / sizeof *LIST, list },
    { "check", CHECK, sizeof CHECK / sizeof *CHECK, check },
    { "rates", RATES, sizeof RATES / sizeof *RATES, rates },
};

static enum hs_status take_date(struct origin_run *run, struct hs_why *why)
{
    const char *text = options_value(run->options, "date");
    run->date = today();
    if (text && utc_parse_day(text, strlen(text), &run->date) != HS_OK)
        return hs_fail(why, HS_USAGE, _("option --date: \"%s\" is no day of the calendar: write it as 2026-02-28"), text);
    return HS_OK;
}

static enum hs_status load(struct origin_run *run, struct hs_why *why)
{
    const char *from = options_value(run->options, "from");
    enum hs_status status = session_open(run->options->store, &run->session, why);
    if (status == HS_OK)
        status = origins_load(run->session, &run->arena, &run->all, why);
    if (status == HS_OK && from)
        status = iso_country(from, strlen(from), _("issuing country"), run->from, why);
    if (status != HS_OK)
        return status;
    run->origins = run->all;
    if (from) {
        const struct origin *only = origins_of(&run->all, run->from);
        run->origins = (struct origins) { only, only ? 1 : 0 };
    }
    if (!run->origins.count)
        return hs_fail(why, HS_NOT_FOUND, _("certificates of origin: the store holds none of %s: apply its authority's packages"),
                       from ? run->from : _("any country"));
    const char *uses = options_value(run->options, "uses");
    run->has_uses = uses != NULL;
    return uses ? origin_uses_read(uses, &run->all, &run->uses, why) : HS_OK;
}

static enum hs_status act(struct origin_run *run, struct hs_why *why)
{
    const char *name = run->options->operand[0];
    const struct origin_action *action = NULL;
    for (size_t i = 0; i < sizeof ACTIONS / sizeof *ACTIONS; i++)
        if (strcmp(ACTIONS[i].name, name) == 0)
            action = &ACTIONS[i];
    if (!action)
        return hs_fail(why, HS_USAGE, _("origin: \"%s\" is not known: say show NUMBER, list, check or rates"), name);
    if (run->options->operands == 2 && action->act != show)
        return hs_fail(why, HS_USAGE, _("origin %s: \"%s\": it takes no more words: see `hsdesk origin --help`"), name, run->options->operand[1]);
    enum hs_status status = take_date(run, why);
    if (status == HS_OK)
        status = load(run, why);
    if (status == HS_OK && !(run->output = output_open(stdout, run->options->format, run->options->header, action->columns, action->count)))
        status = hs_fail(why, HS_NO_MEMORY, _("origin: no memory: close other programs"));
    return status == HS_OK ? action->act(run, why) : status;
}

static void tell_basis(const struct origin_run *run)
{
    struct standings standings;
    standings_start(&standings);
    for (size_t i = 0; i < run->origins.count; i++)
        basis_certificates(run->session, run->origins.origin[i].country, &standings);
    standings_note(run->options, &standings);
}

int verb_origin(const struct options *options)
{
    struct origin_run run = { .options = options };
    struct hs_why why;
    enum hs_status status = act(&run, &why);
    int code = status != HS_OK ? options_complain(options, &why) : run.faulty ? hs_exit_code(HS_REFUSED) : 0;
    if (run.output && output_close(run.output, &why) != HS_OK && status == HS_OK)
        code = options_complain(options, &why);
    if (run.output)
        tell_basis(&run);
    origin_uses_clear(&run.uses);
    arena_free(&run.arena);
    session_close(run.session);
    return code;
}
