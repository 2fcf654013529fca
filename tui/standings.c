/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/standings.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/base/utc.h"
#include "tui/i18n.h"

enum { DATE_LENGTH = sizeof "2026-11-22" - 1, PART_MAX = STANDINGS_WHAT_MAX + 2 * STANDINGS_STATE_MAX };

void standings_start(struct standings *standings)
{
    standings->now = time(NULL);
    standings->count = 0;
}

static void add(struct standings *standings, const char *what, struct standings_part part)
{
    if (standings->count == STANDINGS_MAX)
        return;
    snprintf(part.what, sizeof part.what, "%s", what);
    standings->part[standings->count++] = part;
}

void standings_add(struct standings *standings, const char *what, const struct standing *standing)
{
    add(standings, what, (struct standings_part) { .standing = *standing });
}

void standings_add_invented(struct standings *standings, const char *what, const struct standing *standing)
{
    add(standings, what, (struct standings_part) { .standing = *standing, .invented = true });
}

void standings_add_plain(struct standings *standings, const char *what)
{
    add(standings, what, (struct standings_part) { .plain = true });
}

void standings_drop_first(struct standings *standings)
{
    if (standings->count)
        memmove(&standings->part[0], &standings->part[1], --standings->count * sizeof standings->part[0]);
}

static bool has_expired(const struct standings_part *part)
{
    return !part->plain && part->standing.state == STANDING_EXPIRED;
}

bool standings_expired(const struct standings *standings)
{
    bool expired = false;
    for (size_t i = 0; i < standings->count; i++)
        expired |= has_expired(&standings->part[i]);
    return expired;
}

static bool is_urgent(const struct standings_part *part)
{
    return has_expired(part) || (!part->plain && part->standing.state == STANDING_SOON);
}

bool standings_urgent(const struct standings *standings)
{
    bool urgent = false;
    for (size_t i = 0; i < standings->count; i++)
        urgent |= is_urgent(&standings->part[i]);
    return urgent;
}

void standings_keep_pressing(struct standings *standings)
{
    size_t kept = 0;
    for (size_t i = 0; i < standings->count; i++)
        if (is_urgent(&standings->part[i]) || standings->part[i].invented || standings->part[i].plain)
            standings->part[kept++] = standings->part[i];
    standings->count = kept;
}

const char *standings_state(const struct standing *standing, char out[static STANDINGS_STATE_MAX])
{
    switch (standing->state) {
    case STANDING_LOCAL:
        snprintf(out, STANDINGS_STATE_MAX, "%s", _("unsigned local build"));
        break;
    case STANDING_OK:
        snprintf(out, STANDINGS_STATE_MAX, "%s", _("ok"));
        break;
    case STANDING_SOON:
        snprintf(out, STANDINGS_STATE_MAX, ngettext("expires in %d day", "expires in %d days", (unsigned long)standing->days), standing->days);
        break;
    case STANDING_EXPIRED:
        snprintf(out, STANDINGS_STATE_MAX, "%s", _("expired"));
        break;
    }
    return out;
}

static void full_text(const struct standings_part *part, char out[static PART_MAX])
{
    const struct standing *standing = &part->standing;
    unsigned long long sequence = standing->package.sequence;
    char state[STANDINGS_STATE_MAX], date[UTC_TEXT_MAX];
    standings_state(standing, state);
    utc_print(standing->package.created, date);
    date[DATE_LENGTH] = '\0';
    if (standing->state == STANDING_LOCAL)
        snprintf(out, PART_MAX, _("%s: %s"), part->what, state);
    else if (standing->state == STANDING_EXPIRED)
        snprintf(out, PART_MAX, _("EXPIRED %s %llu of %s"), part->what, sequence, date);
    else
        snprintf(out, PART_MAX, _("%s %llu of %s, %s"), part->what, sequence, date, state);
}

static void short_text(const struct standings_part *part, bool is_covered, char out[static PART_MAX])
{
    unsigned long long sequence = part->standing.package.sequence;
    char state[STANDINGS_STATE_MAX];
    if (part->standing.state == STANDING_LOCAL)
        snprintf(out, PART_MAX, is_covered ? "%s" : _("%s unsigned"), part->what);
    else if (part->standing.state == STANDING_EXPIRED)
        snprintf(out, PART_MAX, _("EXPIRED %s %llu"), part->what, sequence);
    else
        snprintf(out, PART_MAX, _("%s %llu %s"), part->what, sequence, standings_state(&part->standing, state));
}

struct line {
    const char *dot;
    char *out;
    size_t size, length;
    bool cut, unsigned_said;
};

static void append(struct line *line, enum standings_detail detail, const struct standings_part *part)
{
    static const char more[] = " ...";
    char text[PART_MAX];
    if (part->plain)
        snprintf(text, sizeof text, "%s", part->what);
    else if (detail == STANDINGS_FULL)
        full_text(part, text);
    else
        short_text(part, line->unsigned_said || part->invented, text);
    line->unsigned_said |= !part->plain && part->standing.state == STANDING_LOCAL;
    size_t needed = strlen(text) + (line->length ? strlen(line->dot) + 2 : 0);
    if (line->cut)
        return;
    line->cut = line->length + needed + sizeof more > line->size;
    if (!line->cut)
        line->length += (size_t)snprintf(line->out + line->length, line->size - line->length, "%s%s%s%s", line->length ? " " : "",
                                         line->length ? line->dot : "", line->length ? " " : "", text);
    else if (line->length + sizeof more <= line->size)
        memcpy(line->out + line->length, more, sizeof more);
}

void standings_text(const struct standings *standings, enum standings_detail detail, const char *dot, char *out, size_t size)
{
    struct line line = { .dot = dot, .out = out, .size = size };
    *out = '\0';
    for (int pass = 0; pass < 2; pass++) /* first what has expired */
        for (size_t i = 0; i < standings->count; i++)
            if (has_expired(&standings->part[i]) == (pass == 0))
                append(&line, detail, &standings->part[i]);
}

void standings_note(const struct options *options, const struct standings *standings)
{
    char text[STANDINGS_TEXT_MAX];
    if (!standings->count || (output_format_of(stdout, options->format) != OUTPUT_TABLE && !standings_urgent(standings)))
        return;
    standings_text(standings, STANDINGS_FULL, i18n_dot(), text, sizeof text);
    options_note(options, text);
}
