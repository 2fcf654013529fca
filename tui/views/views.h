/* SPDX-License-Identifier: GPL-3.0-or-later */
/* views.h - the views there are; each has a file of its own name. */
#ifndef HS_TUI_VIEWS_H
#define HS_TUI_VIEWS_H

#include <stdbool.h>

#include "core/classify/classifier.h"
#include "tui/desk.h"
#include "tui/duty_form.h"

extern const struct view view_search, view_help, view_detail, view_duty, view_compare;

/* False when out of memory, and nothing is opened. */
bool view_search_open(struct desk *desk);
void view_help_open(struct desk *desk);
/* Everything it shows is copied, so it outlives the classification and the generation. `line`: also what the tariff says of that line; TARIFF_LINE_NONE for none. */
void view_detail_open(struct desk *desk, const struct classification *classification, size_t which, const char *description, uint32_t line);
/* The path of a code and the terms written for it. */
void view_detail_open_code(struct desk *desk, uint32_t node, uint32_t line);
/* The form must outlive the view, and keeps what was typed for the next time. */
void view_duty_open(struct desk *desk, struct duty_form *form);
/* `codes`: with commas between; the other fields are those of the form. */
void view_compare_open(struct desk *desk, const struct duty_form *form, const char *codes);

#endif
