/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/basis.h"

#include <stdio.h>
#include <string.h>

#include "core/base/text.h"
#include "core/base/utc.h"
#include "tui/country.h"
#include "tui/i18n.h"
#include "tui/width.h"

enum { NAME_COLUMNS = 28, /* of a tariff's name */ NAMED_MOST = 8 };

/* Which of the things that may be named are: all, those of a package, those that have expired or will soon. */
enum which { ALWAYS, SIGNED, URGENT };

static void add(const struct session *session, enum package_kind kind, const char *country, const char *what, enum which which, struct standings *standings)
{
    struct standing standing;
    standing_of(session_packages(session), kind, country, standings->now, &standing);
    bool is_urgent = standing.state == STANDING_SOON || standing.state == STANDING_EXPIRED;
    if (which == ALWAYS || is_urgent || (which == SIGNED && standing.state != STANDING_LOCAL))
        standings_add(standings, what, &standing);
}

static void add_of(const struct session *session, enum package_kind kind, const char *country, const char *what, enum which which, struct standings *standings)
{
    char text[STANDINGS_WHAT_MAX];
    snprintf(text, sizeof text, "%s %s", what, country);
    add(session, kind, country, text, which, standings);
}

/* ---- the model ---- */

/* What was applied over the model makes another of it: two posts with the same model and other terms answer differently. */
static void add_over_model(const struct session *session, struct standings *standings)
{
    add(session, PACKAGE_NOMENCLATURE, NULL, _("nomenclature"), SIGNED, standings);
    add(session, PACKAGE_TERMS, NULL, _("terms"), SIGNED, standings);
}

static void add_beside_model(const struct session *session, struct standings *standings)
{
    add(session, PACKAGE_RULES, NULL, _("rules"), URGENT, standings);
    add(session, PACKAGE_VAGUE, NULL, _("vague words"), URGENT, standings);
}

void basis_model(const struct session *session, struct standings *standings)
{
    add(session, PACKAGE_MODEL, NULL, _("model"), ALWAYS, standings);
    add_over_model(session, standings);
    add_beside_model(session, standings);
}

/* ---- the tariff ---- */

/* A tariff of no package is told by the name and the day that it was imported with. */
static void add_local_tariff(const struct tariff_source *source, const char *country, const struct standing *standing, struct standings *standings)
{
    char name[64], day[UTC_TEXT_MAX], text[STANDINGS_WHAT_MAX];
    size_t length = text_for_screen(source->name, strlen(source->name), name, sizeof name), shown = width_fitting(name, length, NAME_COLUMNS);
    utc_print_day(source->effective, day);
    snprintf(text, sizeof text, _("tariff %s %.*s%s of %s"), country, (int)shown, name, name[shown] ? "..." : "", day);
    standings_add(standings, text, standing);
}

static void add_tariff(const struct session *session, const char *country, const struct tariff *tariff, struct standings *standings)
{
    const struct tariff_source *source = tariff_source(tariff);
    struct standing standing;
    char text[STANDINGS_WHAT_MAX];
    standing_of(session_packages(session), PACKAGE_TARIFF, country, standings->now, &standing);
    bool is_local = standing.state == STANDING_LOCAL;
    if (source->training) {
        snprintf(text, sizeof text, is_local ? _("TRAINING TARIFF %s, rates invented") : _("TRAINING TARIFF %s (rates invented)"), country);
        standings_add_invented(standings, text, &standing);
    } else if (is_local) {
        add_local_tariff(source, country, &standing, standings);
    } else {
        snprintf(text, sizeof text, _("tariff %s"), country);
        standings_add(standings, text, &standing);
    }
}

static void add_tariff_of(const struct session *session, const char *country, struct standings *standings)
{
    struct arena arena = { NULL };
    const struct tariff *tariff;
    char text[STANDINGS_WHAT_MAX];
    size_t size;
    const void *bytes = country_value(session, "tariff", country, &size);
    if (bytes && tariff_open(bytes, size, &arena, &tariff, NULL) == HS_OK) {
        add_tariff(session, country, tariff, standings);
    } else {
        snprintf(text, sizeof text, bytes ? _("tariff %s is damaged") : _("no national tariff of %s loaded"), country);
        standings_add_plain(standings, text);
    }
    arena_free(&arena);
}

/* Why no tariff is worked by. */
static void add_no_tariff(const struct session *session, struct standings *standings)
{
    char loaded[COUNTRIES_MAX][3], text[STANDINGS_WHAT_MAX];
    size_t count = country_loaded(session, loaded);
    snprintf(text, sizeof text, "%s", count ? _("tariffs") : _("no national tariff loaded"));
    for (size_t i = 0; i < count && i < NAMED_MOST; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), " %s", loaded[i]);
    if (count)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s", _(": set HSDESK_COUNTRY"));
    standings_add_plain(standings, text);
}

void basis_tariff(const struct session *session, const char *country, struct standings *standings)
{
    char loaded[COUNTRIES_MAX][3], chosen[3];
    if (!country_loaded(session, loaded) || country_choose(session, country, chosen, NULL) != HS_OK)
        add_no_tariff(session, standings);
    else
        add_tariff_of(session, chosen, standings);
}

static void add_beside_tariff(const struct session *session, const char *country, enum which which, struct standings *standings)
{
    add_of(session, PACKAGE_FX, country, _("exchange rates"), which, standings);
    add_of(session, PACKAGE_COUNTRY, country, _("profile"), which, standings);
}

void basis_duty(const struct session *session, const char *country, struct standings *standings)
{
    add_tariff_of(session, country, standings);
    add_beside_tariff(session, country, SIGNED, standings);
}

void basis_certificates(const struct session *session, const char *issuer, struct standings *standings)
{
    struct standing standing;
    char text[STANDINGS_WHAT_MAX];
    standing_of(session_packages(session), PACKAGE_ORIGIN, issuer, standings->now, &standing);
    /* "GE 1" alone would be taken for the number of one. */
    snprintf(text, sizeof text, standing.state == STANDING_LOCAL ? _("certificates of %s") : _("certificates of %s, package"), issuer);
    standings_add(standings, text, &standing);
}

/* ---- all that is worked by ---- */

void basis_session(const struct session *session, struct standings *standings)
{
    struct standing model;
    char generation[STANDINGS_WHAT_MAX], country[3];
    standing_of(session_packages(session), PACKAGE_MODEL, NULL, standings->now, &model);
    snprintf(generation, sizeof generation, _("generation %u"), session_generation(session));
    if (model.state == STANDING_LOCAL) { /* a local build is the generation's, which numbers it */
        standings_add(standings, generation, &model);
    } else {
        standings_add_plain(standings, generation);
        standings_add(standings, _("model"), &model);
    }
    add_over_model(session, standings);
    basis_tariff(session, NULL, standings);
    add_beside_model(session, standings);
    if (country_choose(session, NULL, country, NULL) == HS_OK)
        add_beside_tariff(session, country, URGENT, standings);
}
