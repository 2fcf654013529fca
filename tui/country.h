/* SPDX-License-Identifier: GPL-3.0-or-later */
/* country.h - the country whose tariff an officer works by: its tariff, profile and exchange rates in the open generation, and the
 * certificates of origin that are shown to it.
 *
 * Which country: the one that is named, else $HSDESK_COUNTRY, else the only one of which the store holds a tariff.
 */
#ifndef HS_TUI_COUNTRY_H
#define HS_TUI_COUNTRY_H

#include "core/duty/calculator.h"
#include "tui/origins.h"
#include "tui/session.h"

enum { COUNTRIES_MAX = 64 };

struct country {
    struct arena arena;
    struct duty_country duty; /* duty.tariff and duty.fx may be NULL */
    struct profile profile;
    struct fx fx;
    struct origins origins; /* certificates of all countries that issue any */
    struct calculator *calculator;
};

/* The countries of which the store holds a tariff, as two capitals each. Returns how many. */
size_t country_loaded(const struct session *session, char countries[static COUNTRIES_MAX][3]);

/* Which one is worked by. HS_INVALID for a name that is no country, HS_NOT_FOUND where there is no tariff at all, HS_USAGE where there are several to choose from. */
enum hs_status country_choose(const struct session *session, const char *named, char country[static 3], struct hs_why *why);

/* What the open generation holds of a country: "tariff", "profile", "fx". NULL where it has none, or it is damaged. */
const void *country_value(const struct session *session, const char *kind, const char *country, size_t *size);

/* A line of a loaded tariff, of $HSDESK_COUNTRY's alone where that is set. HS_NOT_FOUND: `why` says what the code is instead, by the first of them; HS_USAGE where no
 * tariff is loaded. */
enum hs_status country_find_line(const struct session *session, const struct code *code, struct hs_why *why);

/* HS_INVALID for a name that is no country, HS_USAGE where there are several to choose from, HS_NOT_FOUND where there is no tariff at all, or no profile. `country` is
 * then not open. When the session moves to another generation nothing of it may be used any more; closing it then is right. */
enum hs_status country_open(const struct session *session, const char *named, struct country *country, struct hs_why *why);
void country_close(struct country *country);

#endif
