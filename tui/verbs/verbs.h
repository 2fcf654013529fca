/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verbs.h - hsdesk's one-shot verbs and the prompt; each has a file of its own name. They return the exit code. */
#ifndef HS_TUI_VERBS_H
#define HS_TUI_VERBS_H

#include "tui/options.h"

extern const struct option_spec verb_classify_options[], verb_duty_options[], verb_origin_options[], verb_show_options[];
int verb_classify(const struct options *options);
int verb_duty(const struct options *options);
int verb_origin(const struct options *options);
int verb_show(const struct options *options);
int verb_prompt(const struct options *options);

#endif
