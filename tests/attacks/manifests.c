/* SPDX-License-Identifier: GPL-3.0-or-later */
/* manifests.c - attacks by people who may sign, or who hold what was once signed: order, time, scope, names. Each is signed rightly. */
#include <string.h>

#include "tests/attacks/forge.h"

static void each_content_kind(struct forge *forge, const char *store, void (*change)(struct forge *, struct draft *, unsigned), unsigned variants,
                              uint64_t sequence)
{
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++)
        for (unsigned variant = 0; kind != PACKAGE_ROOT && variant < variants; variant++) {
            struct draft draft;
            draft_make(&forge->world, (enum package_kind)kind, sequence, &draft);
            change(forge, &draft, variant);
            forge->store = store;
            forge_draft(forge, &draft);
        }
}

static void lower_sequence(struct forge *forge, struct draft *draft, unsigned variant)
{
    (void)forge;
    draft->manifest.sequence = variant ? 1 : 9;
}

static void other_bytes(struct forge *forge, struct draft *draft, unsigned variant)
{
    (void)forge;
    draft->manifest.expires += 1 + variant;
}

static void jump(struct forge *forge, struct draft *draft, unsigned variant)
{
    static const uint64_t sequences[] = { 1011, PACKAGE_SEQUENCE_MAX };
    (void)forge;
    draft->manifest.sequence = sequences[variant];
}

static void nothing(struct forge *forge, struct draft *draft, unsigned variant)
{
    (void)forge;
    (void)draft;
    (void)variant;
}

static void old(struct forge *forge, struct draft *draft, unsigned variant)
{
    draft->manifest.created = forge->world.now - 100 * DAY;
    draft->manifest.expires = forge->world.now - (variant ? 50 * DAY : 1);
}

static void future(struct forge *forge, struct draft *draft, unsigned variant)
{
    draft->manifest.created = forge->world.now + (variant ? 2 : 200) * DAY;
}

static void country(struct forge *forge, struct draft *draft, unsigned variant)
{
    (void)forge;
    draft->manifest.country = variant ? "GE" : "US";
}

static void channel(struct forge *forge, struct draft *draft, unsigned variant)
{
    (void)forge;
    draft->manifest.channel = variant ? "test" : "stable2";
}

static void product(struct forge *forge, struct draft *draft, unsigned variant)
{
    (void)forge;
    draft->manifest.product = variant ? "hs" : "hsdesk-training";
}

static void base(struct forge *forge, struct draft *draft, unsigned variant)
{
    (void)forge;
    draft->manifest.base.bytes[variant ? 31 : 0] = 1;
}

static void newer_tool(struct forge *forge, struct draft *draft, unsigned variant)
{
    static const struct package_version versions[] = { { 0, 999, 0 }, { 65535, 0, 0 } };
    (void)forge;
    draft->manifest.oldest_tool = versions[variant];
}

static void order_and_time(struct forge *forge)
{
    forge_class(forge, "rollback", "is older than 10, which was applied");
    each_content_kind(forge, "used", lower_sequence, 2, 9);
    forge_class(forge, "same-sequence", "was applied with another content");
    each_content_kind(forge, "used", other_bytes, 2, 10);
    forge_class(forge, "sequence-jump", "jumps from 10 to [0-9]+, more than 1000");
    each_content_kind(forge, "used", jump, 2, 11);
    /* What was applied last may come back where the store has lost its generations, as this one: then it is refused for its content, which is none. */
    forge_class(forge, "replayed", "is applied already|was applied with another content|package: (content|file|2 files)|no certificates of origin");
    each_content_kind(forge, "used", nothing, 1, 10);
    forge_class(forge, "expired", "package: it expired at");
    each_content_kind(forge, "fresh", old, 2, 11);
    forge_class(forge, "from-the-future", "from the future");
    each_content_kind(forge, "fresh", future, 2, 11);
    forge_class(forge, "clock-set-back", "clock: it says .* but it was");
    each_content_kind(forge, "ahead", nothing, 1, 11);
}

static void scope(struct forge *forge)
{
    struct draft draft;
    forge_class(forge, "wrong-country", "is of country [A-Z]+, which root 1 does not list");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++)
        for (unsigned variant = 0; variant < 2; variant++) {
            draft_make(&forge->world, (enum package_kind)kind, 11, &draft);
            country(forge, &draft, variant);
            if (kind == PACKAGE_ORIGIN || kind == PACKAGE_ROOT) /* those have their country from the role */
                draft_free(&draft);
            else
                forge_draft(forge, &draft);
        }
    forge_class(forge, "wrong-channel", "is of channel [a-z0-9]+, the root of stable");
    each_content_kind(forge, "fresh", channel, 2, 11);
    forge_class(forge, "wrong-product", "is for product [a-z-]+, the root for hsdesk");
    each_content_kind(forge, "fresh", product, 2, 11);
    forge_class(forge, "wrong-base", "a difference to another package");
    each_content_kind(forge, "fresh", base, 2, 11);
    forge_class(forge, "too-old-a-tool", "needs version");
    each_content_kind(forge, "fresh", newer_tool, 2, 11);
    forge_class(forge, "critical-field", "critical field [a-z]+ is not known here");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++) {
        static const struct encode_field one = { "moon", "x", 1, 1 };
        draft_make(&forge->world, (enum package_kind)kind, 11, &draft);
        draft.manifest.field = &one;
        draft.manifest.fields = 1;
        forge_draft(forge, &draft);
    }
    static const struct encode_field two[] = { { "a", "", 0, 0 }, { "b", "\0\1", 2, 1 } };
    draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
    draft.manifest.field = two;
    draft.manifest.fields = 2;
    forge_draft(forge, &draft);
    forge_class(forge, "field-order", "further fields are not sorted or one stands twice");
    static const struct encode_field unsorted[] = { { "b", "", 0, 0 }, { "a", "", 0, 0 } }, repeated[] = { { "a", "", 0, 0 }, { "a", "1", 1, 0 } };
    for (int variant = 0; variant < 2; variant++) {
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        draft.manifest.field = variant ? unsorted : repeated;
        draft.manifest.fields = 2;
        forge_draft(forge, &draft);
    }
    forge_class(forge, "field-mark", "has no valid name or mark");
    static const struct encode_field marks[] = { { "a", "", 0, 2 }, { "A", "", 0, 0 }, { "", "", 0, 0 }, { "a/b", "", 0, 1 } };
    for (int variant = 0; variant < 4; variant++) {
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        draft.manifest.field = marks + variant;
        draft.manifest.fields = 1;
        forge_draft(forge, &draft);
    }
}

static void names(struct forge *forge)
{
    static const char *const away[] = { "../passwd", "/etc/passwd", "a/b", "..", ".", ".hidden", "a/../../b", "/", "./a", "..\\a" };
    static const char *const odd[] = {
        "", "A.tsv", "a b", "a\tb", "a\nb", "\xc5\x9f.tsv", "a\\b", "a:b", "c*", "\x1b[2J", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    };
    static const char *const content[] = { "1\n", "2\n" };
    struct draft draft;
    forge_class(forge, "path-traversal", "leads to another directory");
    for (size_t i = 0; i < sizeof away / sizeof *away; i++) {
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        draft_files(&draft, 1, away + i, content);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "bad-name", "is not of \\[a-z0-9._-\\]");
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        draft_files(&draft, 1, odd + i, content);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "duplicate-name", "two files have the name");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++) {
        static const char *const same[] = { "rows.tsv", "rows.tsv" };
        if (kind == PACKAGE_ROOT)
            continue;
        draft_make(&forge->world, (enum package_kind)kind, 11, &draft);
        draft_files(&draft, 2, same, content);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "unsorted-names", "files are not sorted by name");
    static const char *const unsorted[] = { "b", "a" };
    draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
    draft_files(&draft, 2, unsorted, content);
    forge_draft(forge, &draft);
}

static void lies(struct forge *forge)
{
    struct draft draft;
    forge_class(forge, "content-lie", "content hash is not that of its files");
    for (int byte = 0; byte < DIGEST_SIZE; byte += 8) {
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        draft.manifest.content.bytes[byte] ^= 0x80;
        forge_draft(forge, &draft);
    }
    forge_class(forge, "record-lie", "records are there, the manifest states");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++) {
        draft_make(&forge->world, (enum package_kind)kind, 11, &draft);
        draft.manifest.records += kind % 2 ? UINT64_MAX - 1 : 1;
        forge_draft(forge, &draft);
    }
    forge_class(forge, "unfinished-line", "last line of file .* has no end");
    static const char *const name[] = { "rows.tsv" }, *const content[] = { "1\n2" };
    draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
    draft_files(&draft, 1, name, content);
    forge_draft(forge, &draft);
    forge_class(forge, "root-lie", "for another root than it carries");
    for (int what = 0; what < 2; what++) {
        draft_make(&forge->world, PACKAGE_ROOT, 2, &draft);
        if (what)
            draft.manifest.content.bytes[0] ^= 1;
        else
            draft.manifest.sequence = 3;
        forge_draft(forge, &draft);
    }
    forge_class(forge, "unknown-kind", "kind number [0-9]+ is not known");
    for (unsigned kind = PACKAGE_KIND_COUNT; kind < 256; kind += 61) {
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        draft.manifest.kind = kind;
        forge_draft(forge, &draft);
    }
    forge_class(forge, "rolls-back-what-it-may-not", "rolls back a kind that is not the release keys' own");
    static const unsigned streams[] = { PACKAGE_FX, PACKAGE_ORIGIN, PACKAGE_ROOT, PACKAGE_ROLLBACK, PACKAGE_KIND_COUNT, 254, 255 };
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        draft_make(&forge->world, PACKAGE_ROLLBACK, 11, &draft);
        draft.manifest.stream = streams[i];
        forge_draft(forge, &draft);
    }
    forge_class(forge, "no-rollback", "rolls something back and is no rollback");
    for (int kind = 0; kind < PACKAGE_ROLLBACK; kind++) {
        draft_make(&forge->world, (enum package_kind)kind, 11, &draft);
        draft.manifest.stream = PACKAGE_TARIFF;
        forge_draft(forge, &draft);
    }
    forge_class(forge, "times-out-of-order", "expires before it was created");
    for (int what = 0; what < 3; what++) {
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        draft.manifest.expires = what == 0 ? draft.manifest.created : what == 1 ? -1 : INT64_C(253402300800);
        forge_draft(forge, &draft);
    }
    forge_class(forge, "no-such-day", "is no day of the calendar");
    static const uint32_t days[] = { 0, 20260230, 20261301, 20260100, 19691231, 99999999, 20250229 };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        draft_make(&forge->world, PACKAGE_TARIFF, 11, &draft);
        draft.manifest.effective = days[i];
        forge_draft(forge, &draft);
    }
    forge_class(forge, "no-such-sequence", "sequence is 0 or beyond");
    static const uint64_t sequences[] = { 0, PACKAGE_SEQUENCE_MAX + 1, UINT64_MAX };
    for (size_t i = 0; i < 3; i++) {
        draft_make(&forge->world, PACKAGE_TARIFF, sequences[i], &draft);
        forge_draft(forge, &draft);
    }
}

void forge_manifest_cases(struct forge *forge)
{
    order_and_time(forge);
    scope(forge);
    names(forge);
    lies(forge);
}
