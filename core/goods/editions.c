/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/goods/editions.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

const struct layout_form EDITIONS_FORM = { "HSEDIT01", "editions", { sizeof(struct edition), sizeof(struct edition_pair) } };

static bool is_subheading(const char text[static 8])
{
    for (int i = 0; i < CODE_SUBHEADING; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return !text[6] && !text[7];
}

static int compare(const struct edition_pair *a, const struct edition_pair *b)
{
    int order = strcmp(a->was, b->was);
    return order ? order : strcmp(a->is, b->is);
}

enum hs_status editions_open(const void *bytes, size_t size, struct editions *editions, struct hs_why *why)
{
    struct layout layout;
    enum hs_status status = layout_open(bytes, size, &EDITIONS_FORM, &layout, why);
    if (status != HS_OK)
        return status;
    *editions = (struct editions){ layout.section[0], layout.section[1], layout.count[0], layout.count[1] };
    for (uint32_t i = 0; i < editions->pairs; i++)
        if (!is_subheading(editions->pair[i].was) || !is_subheading(editions->pair[i].is))
            return layout_corrupt(&EDITIONS_FORM, "a code", i, why);
    uint32_t next = 0;
    for (uint32_t e = 0; e < editions->count; e++) {
        const struct edition *edition = &editions->edition[e];
        if (edition->first != next || edition->count > editions->pairs - next || edition->year >= EDITIONS_PRESENT || (e && edition->year <= edition[-1].year))
            return layout_corrupt(&EDITIONS_FORM, "a field", e, why);
        next += edition->count;
        for (uint32_t i = edition->first, run = 0; i < next; i++) {
            run = i > edition->first && strcmp(editions->pair[i].was, editions->pair[i - 1].was) == 0 ? run + 1 : 0;
            if ((i > edition->first && compare(&editions->pair[i - 1], &editions->pair[i]) >= 0) || run == EDITIONS_CHOICES_MAX)
                return layout_corrupt(&EDITIONS_FORM, "the order", i, why);
        }
    }
    return HS_OK;
}

uint32_t editions_find(const struct editions *editions, const struct edition *edition, const char *was, uint32_t *first)
{
    uint32_t low = edition->first, end = low + edition->count, high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(editions->pair[middle].was, was) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    while (high < end && strcmp(editions->pair[high].was, was) == 0)
        high++;
    return high - low;
}

/* Whether a code is what another one became: one that is named on the right only is new. */
static bool is_target(const struct editions *editions, const struct edition *edition, const char *code)
{
    for (uint32_t i = edition->first; i < edition->first + edition->count; i++)
        if (strcmp(editions->pair[i].is, code) == 0)
            return true;
    return false;
}

static enum hs_status unknown_year(const struct editions *editions, unsigned year, struct hs_why *why)
{
    char years[64] = "";
    size_t length = 0;
    for (uint32_t e = 0; e < editions->count && length < sizeof years; e++)
        length += (size_t)snprintf(years + length, sizeof years - length, "%s%u", e ? " or " : "", editions->edition[e].year);
    if (year == EDITIONS_PRESENT)
        return hs_fail(why, HS_USAGE, "edition %u: it is the one of this nomenclature: leave it out", year);
    return hs_fail(why, HS_USAGE, "edition %u: it is not in this store: say %s", year, *years ? years : "none, and build the store anew");
}

enum hs_status editions_choices(const struct editions *editions, unsigned year, const struct code *code, const struct tree *tree,
                                uint32_t node[static EDITIONS_CHOICES_MAX], size_t *count, struct hs_why *why)
{
    const struct edition *edition = NULL;
    for (uint32_t e = 0; e < editions->count; e++)
        if (editions->edition[e].year == year)
            edition = &editions->edition[e];
    if (!edition)
        return unknown_year(editions, year, why);
    if (code_length(code) != CODE_SUBHEADING)
        return hs_fail(why, HS_USAGE, "code %s: editions are compared by subheadings: give its first six digits", code->digits);
    uint32_t first, choices = editions_find(editions, edition, code->digits, &first);
    bool stayed = !choices && !is_target(editions, edition, code->digits);
    if (!choices && !stayed)
        return hs_fail(why, HS_NOT_FOUND, "code %s: HS %u has no such subheading, it came later: leave the edition out", code->digits, year);
    *count = stayed ? 1 : choices;
    for (uint32_t i = 0; i < *count; i++) {
        struct code now = *code;
        if (!stayed)
            memcpy(now.digits, editions->pair[first + i].is, CODE_SUBHEADING);
        uint32_t found = tree_find(tree, &now);
        if (found == TREE_NONE && stayed)
            return hs_fail(why, HS_NOT_FOUND, "code %s: HS %u has no such subheading: correct it", code->digits, year);
        if (found == TREE_NONE)
            return hs_fail(why, HS_NOT_FOUND, "code %s: it became %s, which this nomenclature lacks: build the store anew", code->digits, now.digits);
        node[i] = found;
    }
    return HS_OK;
}
