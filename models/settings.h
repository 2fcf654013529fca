/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings.h - parameters as a text file, `name<TAB>value` a line, in the order of core/classify/parameters.h; `#` starts a comment line.
 */
#ifndef HS_MODELS_SETTINGS_H
#define HS_MODELS_SETTINGS_H

#include <stdio.h>

#include "core/base/status.h"
#include "core/classify/parameters.h"

/* Overwrites those parameters that the file names. HS_INVALID names the line: an unknown name, no number, or one out of its range. */
enum hs_status settings_read(const char *path, struct parameters *parameters, struct hs_why *why);
void settings_write(FILE *stream, const struct parameters *parameters);

#endif
