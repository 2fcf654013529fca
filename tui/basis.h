/* SPDX-License-Identifier: GPL-3.0-or-later */
/* basis.h - what a session or an answer rests on, each with its signed package and how that stands: put together here, worded by standings.h.
 *
 * The model, the tariff and the certificates that an answer rests on are always named; a nomenclature and terms where they were applied over the model;
 * exchange rates and a country's profile where a duty rests on them and they are of a package; these elsewhere, and rules and vague words, where they have
 * expired or will soon.
 */
#ifndef HS_TUI_BASIS_H
#define HS_TUI_BASIS_H

#include "tui/session.h"
#include "tui/standings.h"

/* What screens and prompt work by: the generation, the model, the tariff of the country that is worked by, or why there is none, and what else has expired or
 * will soon. The generation comes first: as plain words, or, where the model is a local build, in the model's place. */
void basis_session(const struct session *session, struct standings *standings);

/* The model; and what has its say beside it, where it is urgent. */
void basis_model(const struct session *session, struct standings *standings);
/* "tariff US us-hts-2025.csv of 2025-01-01", "tariff AZ" with its package, "TRAINING TARIFF AZ, rates invented"; `country` NULL: the one that is worked by, or
 * "no national tariff loaded", or "tariffs GB US: set HSDESK_COUNTRY". */
void basis_tariff(const struct session *session, const char *country, struct standings *standings);
/* The tariff, the exchange rates and the profile of a country. */
void basis_duty(const struct session *session, const char *country, struct standings *standings);
/* What the authority of a country has issued. */
void basis_certificates(const struct session *session, const char *issuer, struct standings *standings);

#endif
