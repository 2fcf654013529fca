/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/settings.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"

static const struct setting {
    const char *name;
    size_t offset;
    float low, high;
} settings[] = {
#define SETTING(name, standard, low, high) { #name, offsetof(struct parameters, name), low, high },
    PARAMETERS(SETTING)
#undef SETTING
};
enum { SETTINGS = sizeof settings / sizeof *settings };

static enum hs_status read_line(const char *line, size_t length, struct parameters *parameters, struct hs_why *why)
{
    struct cell cells[2];
    char number[32], *end;
    if (cells_of(line, length, cells, 2) != 2 || cells[1].length >= sizeof number)
        return hs_fail(why, HS_INVALID, "write the name, a tab and the value");
    memcpy(number, cells[1].text, cells[1].length);
    number[cells[1].length] = '\0';
    float value = strtof(number, &end);
    if (!cells[1].length || *end)
        return hs_fail(why, HS_INVALID, "\"%s\" is not a number", number);
    for (int i = 0; i < SETTINGS; i++) {
        const struct setting *setting = &settings[i];
        if (strlen(setting->name) != cells[0].length || memcmp(setting->name, cells[0].text, cells[0].length) != 0)
            continue;
        if (!(value >= setting->low && value <= setting->high))
            return hs_fail(why, HS_INVALID, "%s must lie between %g and %g", setting->name, (double)setting->low, (double)setting->high);
        memcpy((char *)parameters + setting->offset, &value, sizeof value);
        return HS_OK;
    }
    return hs_fail(why, HS_INVALID, "\"%.*s\" is no parameter", (int)cells[0].length, cells[0].text);
}

enum hs_status settings_read(const char *path, struct parameters *parameters, struct hs_why *why)
{
    struct arena arena = { NULL };
    char *bytes;
    const char *line;
    size_t size, length;
    enum hs_status status = file_read(path, 1 << 20, &arena, &bytes, &size, why);
    if (status == HS_OK) {
        struct lines lines = lines_of(bytes, size);
        struct hs_why problem;
        while (status == HS_OK && lines_next(&lines, &line, &length)) {
            if (length == 0 || line[0] == '#')
                continue;
            status = read_line(line, length, parameters, &problem);
            if (status != HS_OK)
                hs_fail(why, status, "%s:%zu: %s: correct the line", path, lines.number, problem.text);
        }
    }
    arena_free(&arena);
    return status;
}

void settings_write(FILE *stream, const struct parameters *parameters)
{
    for (int i = 0; i < SETTINGS; i++) {
        float value;
        memcpy(&value, (const char *)parameters + settings[i].offset, sizeof value);
        fprintf(stream, "%s\t%.6g\n", settings[i].name, (double)value);
    }
}
