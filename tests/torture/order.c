/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/torture/order.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENTRIES_MAX = 256, PATH_ROOM = 512 };

/* What is known of a path below the store: only what changed since the program began. */
struct entry {
    char path[PATH_ROOM]; /* behind the store's; "" is the store itself */
    bool dirty;           /* a file: bytes or mode; a directory: its names */
};

struct order {
    const char *store, *file; /* file: NULL where a generation is published */
    void (*tell)(const char *breach);
    size_t breaches;
    struct entry entry[ENTRIES_MAX];
    size_t entries;
    char next[64];       /* what the link that will be `current` names */
    bool switched, last; /* `current`, or the file, was renamed; and that is on the disk */
    bool raised, kept;   /* so the high-water mark */
};

__attribute__((format(printf, 2, 3))) static void breach(struct order *order, const char *format, ...)
{
    char text[PATH_ROOM + 128];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    order->breaches++;
    order->tell(text);
}

/* NULL for what lies outside the store. */
static const char *below(const struct order *order, const char *path)
{
    size_t length = strlen(order->store);
    if (strncmp(path, order->store, length) != 0 || (path[length] && path[length] != '/'))
        return NULL;
    return path[length] ? path + length + 1 : path + length;
}

static struct entry *entry_of(struct order *order, const char *path)
{
    for (size_t i = 0; i < order->entries; i++)
        if (strcmp(order->entry[i].path, path) == 0)
            return &order->entry[i];
    if (order->entries == ENTRIES_MAX) {
        fprintf(stderr, "torture: more than %d files\n", ENTRIES_MAX);
        exit(2);
    }
    struct entry *entry = &order->entry[order->entries++];
    snprintf(entry->path, sizeof entry->path, "%s", path);
    entry->dirty = false;
    return entry;
}

static struct entry *directory_of(struct order *order, const char *path)
{
    char directory[PATH_ROOM];
    const char *slash = strrchr(path, '/');
    snprintf(directory, sizeof directory, "%.*s", slash ? (int)(slash - path) : 0, path);
    return entry_of(order, directory);
}

static bool is_generation(const char *path)
{
    return strncmp(path, "gen-", 4) == 0;
}

/* It was made since the program began, or moved there. */
static bool is_new(const struct order *order, const char *path)
{
    for (size_t i = 0; i < order->entries; i++)
        if (strcmp(order->entry[i].path, path) == 0)
            return true;
    return false;
}

static void check_generation(struct order *order)
{
    static const char *const files[] = { "/data.mdb", "/seal", "/manifest" };
    char path[PATH_ROOM];
    if (!*order->next || !is_new(order, order->next)) {
        breach(order, "current names %s, which was not written just now", order->next);
        return;
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s%s", order->next, files[i]);
        if (!is_new(order, path))
            breach(order, "%s was not there when current named its generation", path);
        else if (entry_of(order, path)->dirty)
            breach(order, "%s was not on the disk when current named its generation", path);
    }
    if (entry_of(order, order->next)->dirty)
        breach(order, "the names in %s were not on the disk when current named it", order->next);
    if (entry_of(order, "")->dirty)
        breach(order, "the names of %s and of the new link were not on the disk when current was replaced", order->next);
}

static void moved(struct order *order, const char *from, const char *to)
{
    size_t length = strlen(from);
    for (size_t i = 0; i < order->entries; i++) {
        struct entry *entry = &order->entry[i];
        char path[PATH_ROOM];
        if (strcmp(entry->path, to) == 0) /* it is replaced */
            entry->path[0] = '\1';
        if (strncmp(entry->path, from, length) != 0 || (entry->path[length] && entry->path[length] != '/'))
            continue;
        snprintf(path, sizeof path, "%s%s", to, entry->path + length);
        memcpy(entry->path, path, sizeof path);
    }
}

static void rename_event(struct order *order, const char *from, const char *to)
{
    if (is_generation(from) && !order->last)
        breach(order, "%s was moved before the new generation was current on the disk", from);
    if (strcmp(to, "current") == 0) {
        check_generation(order);
    } else if (entry_of(order, from)->dirty)
        breach(order, "%s was renamed before it was on the disk", from);
    if (strcmp(to, "state/highwater") == 0 && !order->last)
        breach(order, "%s was raised before what is published was on the disk", to);
    order->raised = order->raised || strcmp(to, "state/highwater") == 0;
    moved(order, from, to);
    directory_of(order, from)->dirty = true;
    directory_of(order, to)->dirty = true;
    if (strcmp(to, order->file ? order->file : "current") == 0) {
        order->switched = true;
        order->last = false;
    }
}

static void create_event(struct order *order, const char *path)
{
    if (strcmp(path, "building/manifest") == 0) {
        if (!is_new(order, "building/data.mdb") || entry_of(order, "building/data.mdb")->dirty)
            breach(order, "%s was begun before data.mdb was on the disk", path);
        if (!is_new(order, "building/seal") || entry_of(order, "building/seal")->dirty)
            breach(order, "%s was begun before the seal was on the disk", path);
    }
    if (!is_new(order, path)) {
        entry_of(order, path);
        directory_of(order, path)->dirty = true;
    }
}

static void take(struct order *order, const struct file_event *event)
{
    const char *path = below(order, event->path), *other = below(order, event->other);
    if (!path)
        return;
    if (is_generation(path) && (event->act == FILE_CREATE || event->act == FILE_WRITE || event->act == FILE_WRITE_SYNCED || event->act == FILE_MODE))
        breach(order, "%s was changed in its place", path);
    switch (event->act) {
    case FILE_CREATE:
        create_event(order, path);
        break;
    case FILE_WRITE:
    case FILE_MODE:
        entry_of(order, path)->dirty = true;
        break;
    case FILE_SYNC:
        entry_of(order, path)->dirty = false;
        order->last = order->last || (order->switched && !directory_of(order, order->file ? order->file : "current")->dirty);
        order->kept = order->kept || (order->raised && strcmp(path, "state") == 0);
        break;
    case FILE_RENAME:
        if (other)
            rename_event(order, path, other);
        break;
    case FILE_REMOVE:
        if (is_generation(path) && !order->last)
            breach(order, "%s was removed before the new generation was current on the disk", path);
        directory_of(order, path)->dirty = true;
        break;
    case FILE_LINK:
        if (strcmp(path, "current.new") == 0)
            snprintf(order->next, sizeof order->next, "%.63s", event->other);
        directory_of(order, path)->dirty = true;
        break;
    case FILE_MAP_WRITABLE:
        breach(order, "%s was mapped for writing", path);
        break;
    case FILE_WRITE_SYNCED:
    case FILE_NONE:
        break;
    }
}

size_t order_check(const char *store, const char *file, const struct file_event *event, size_t events, void (*tell)(const char *breach))
{
    struct order *order = calloc(1, sizeof *order);
    if (!order) {
        perror("torture");
        exit(2);
    }
    order->store = store;
    order->file = file;
    order->tell = tell;
    for (size_t i = 0; i < events; i++)
        take(order, &event[i]);
    if (!order->switched)
        breach(order, "the program said that it had published, and nothing was replaced");
    else if (!order->last)
        breach(order, "what it published was not on the disk when the program ended");
    if (order->raised && !order->kept)
        breach(order, "the high-water mark was not on the disk when the program ended");
    size_t breaches = order->breaches;
    free(order);
    return breaches;
}
