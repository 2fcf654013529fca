/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 2, 0))) static void write_text(struct hs_why *why, const char *format, va_list arguments, const char *reason, const char *remedy)
{
    int length = vsnprintf(why->text, sizeof why->text, format, arguments);
    if (length < 0)
        length = 0;
    if (reason && (size_t)length < sizeof why->text)
        snprintf(why->text + length, sizeof why->text - (size_t)length, ": %s: %s", reason, remedy);
    size_t end = strlen(why->text);
    if (end == sizeof why->text - 1) { /* cut: never in the middle of a character */
        size_t lead = end;
        while (lead > 0 && ((unsigned char)why->text[lead - 1] & 0xc0) == 0x80)
            lead--;
        unsigned char first = lead ? (unsigned char)why->text[lead - 1] : 0;
        size_t needed = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
        if (needed > end - lead + 1)
            why->text[lead - 1] = '\0';
    }
    for (char *byte = why->text; *byte; byte++)
        if ((unsigned char)*byte < 0x20 || *byte == 0x7f)
            *byte = '?';
}

enum hs_status hs_fail(struct hs_why *why, enum hs_status status, const char *format, ...)
{
    if (why) {
        va_list arguments;
        va_start(arguments, format);
        write_text(why, format, arguments, NULL, NULL);
        va_end(arguments);
        why->status = status;
    }
    return status;
}

static const char *remedy_of(int error)
{
    static const struct {
        int error;
        const char *remedy;
    } remedies[] = {
        { ENOENT, "check its name" },
        { EACCES, "ask whoever keeps it for the right" },
        { EPERM, "ask whoever keeps it for the right" },
        { EROFS, "name another place" },
        { ENOSPC, "free space on that disk and try again" },
        { EDQUOT, "free space on that disk and try again" },
        { EFBIG, "raise the limit on the size of files" },
        { EIO, "check the disk" },
        { ENOMEM, "close other programs" },
        { EMFILE, "close other programs" },
        { ENFILE, "close other programs" },
        { EISDIR, "name a file" },
        { ENOTDIR, "check its path" },
        { ELOOP, "check its path" },
        { ENAMETOOLONG, "use a shorter path" },
        { EEXIST, "move away what is in its place" },
        { ENOTEMPTY, "move away what is in its place" },
        { EPIPE, "whoever read it has gone: run it again" },
    };
    for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++)
        if (remedies[i].error == error)
            return remedies[i].remedy;
    return "try again";
}

enum hs_status hs_fail_errno(struct hs_why *why, const char *format, ...)
{
    int error = errno;
    enum hs_status status = error == ENOENT ? HS_NOT_FOUND : error == ENOMEM ? HS_NO_MEMORY : HS_IO;
    if (why) {
        va_list arguments;
        va_start(arguments, format);
        write_text(why, format, arguments, strerror(error), remedy_of(error));
        va_end(arguments);
        why->status = status;
    }
    return status;
}

int hs_exit_code(enum hs_status status)
{
    static const int code[] = {
#define HS_STATUS_EXIT(name, exit, words) [name] = exit,
        HS_STATUS_LIST(HS_STATUS_EXIT)
#undef HS_STATUS_EXIT
    };
    return code[status];
}

const char *hs_status_words(enum hs_status status)
{
    static const char *const words[] = {
#define HS_STATUS_WORDS(name, exit, text) [name] = text,
        HS_STATUS_LIST(HS_STATUS_WORDS)
#undef HS_STATUS_WORDS
    };
    return words[status];
}
