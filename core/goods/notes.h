/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes.h - the notes of sections and chapters that decide cases, and the General Rules.
 *
 * A note has a scope (codes; none for the General Rules), may say when it acts (conditions on stated facts, all of which must be met), when it does not (any one of
 * them met), and where the goods go instead. It never acts on what is not stated. One without a `when` only explains.
 * Read in place from a store value (data/goods/notes.tsv, see data/SCHEMA.md).
 */
#ifndef HS_GOODS_NOTES_H
#define HS_GOODS_NOTES_H

#include "core/goods/conditions.h"

#define NOTE_KINDS(X) X(EXCLUDE, "exclude") X(INCLUDE, "include") X(DEFINE, "define") X(PARTS, "parts") X(PRIORITY, "priority")
enum note_kind {
#define NOTE_KIND_NAME(name, tag) NOTE_##name,
    NOTE_KINDS(NOTE_KIND_NAME)
#undef NOTE_KIND_NAME
    NOTE_KIND_COUNT
};
const char *note_kind_tag(enum note_kind kind);

struct note {
    uint32_t kind;
    uint32_t scope, scopes, to, tos;           /* in `code` */
    uint32_t when, whens, except, excepts;     /* in `condition` */
    uint32_t citation, text[TREE_LANGUAGE_COUNT]; /* an empty text stands for the English one */
};

struct notes {
    const struct note *note;
    const struct code *code;
    const struct condition *condition;
    const uint32_t *value;
    uint32_t count, codes, conditions, values;
    const char *text;
};

extern const struct layout_form NOTES_FORM;
/* Sections: notes, codes, conditions, value list. */
enum hs_status notes_open(const void *bytes, size_t size, const struct lexicon *lexicon, struct notes *notes, struct hs_why *why);

/* Whether the stated facts bring the note into action; *fact is the one that met its first condition. */
bool note_acts(const struct notes *notes, uint32_t note, const struct lexicon *lexicon, const struct facts *facts, size_t *fact);

/* Whether `code` is in the note's scope. */
bool note_covers(const struct notes *notes, uint32_t note, const struct code *code);
/* Whether the note, when it acts, speaks against `code`: exclusions, parts and priorities do, within their scope. */
bool note_lowers(const struct notes *notes, uint32_t note, const struct code *code);

const char *note_text(const struct notes *notes, uint32_t note, enum tree_language language);

enum { NOTES_ACTING_MOST = 32 };
/* The notes that act on the facts, at most NOTES_ACTING_MOST; returns how many. facts[i] decided note acting[i]. */
size_t notes_acting(const struct notes *notes, const struct lexicon *lexicon, const struct facts *facts, uint32_t acting[static NOTES_ACTING_MOST],
                    size_t fact[static NOTES_ACTING_MOST]);

#endif
