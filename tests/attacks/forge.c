/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forge.c OUT - makes the stores, the packages and the table of the attack suite in OUT, which must not be there. */
#include "tests/attacks/forge.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_SIZE = 4096, USED_SEQUENCE = 10 };

void forge_class(struct forge *forge, const char *name, const char *message)
{
    if (!forge->class || strcmp(forge->class, name) != 0) {
        forge->of_class = 0;
        forge->classes++;
    }
    forge->class = name;
    forge->message = message;
    forge->store = "fresh";
}

const char *forge_next_name(struct forge *forge)
{
    static char name[64];
    snprintf(name, sizeof name, "%04u-%s", forge->cases + 1, forge->class);
    return name;
}

void forge_named(struct forge *forge, const char *name, int exit_code)
{
    fprintf(forge->table, "%s\t%u\t%s\tpackages/%s\t%d\t%s\n", forge->class, ++forge->of_class, forge->store, name, exit_code, forge->message);
    forge->cases++;
}

static void write_case(struct forge *forge, const struct writer *package, int exit_code)
{
    char path[PATH_SIZE];
    const char *name = forge_next_name(forge);
    snprintf(path, sizeof path, "%s/packages/%s", forge->out, name);
    file_write(path, package);
    forge_named(forge, name, exit_code);
}

void forge_bytes(struct forge *forge, const struct writer *package)
{
    write_case(forge, package, 3);
}

static void write_draft(struct forge *forge, struct draft *draft, int exit_code)
{
    struct writer package;
    draft_encode(draft, &package);
    write_case(forge, &package, exit_code);
    writer_free(&package);
    draft_free(draft);
}

void forge_draft(struct forge *forge, struct draft *draft)
{
    write_draft(forge, draft, 3);
}

void forge_good(struct forge *forge)
{
    struct draft draft;
    forge_class(forge, "good", "");
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++) {
        draft_make(&forge->world, (enum package_kind)kind, 11, &draft);
        forge->store = "fresh";
        write_draft(forge, &draft, 0);
        if (kind == PACKAGE_ROOT)
            continue;
        draft_make(&forge->world, (enum package_kind)kind, 11, &draft);
        forge->store = "used";
        write_draft(forge, &draft, 0);
    }
    draft_make(&forge->world, PACKAGE_TARIFF, USED_SEQUENCE + 1000, &draft);
    write_draft(forge, &draft, 0);
    draft_make(&forge->world, PACKAGE_TARIFF, 1, &draft); /* it carries an older chain than the store has, and its keys still count */
    forge->store = "rotated";
    write_draft(forge, &draft, 0);
    draft_make(&forge->world, PACKAGE_TARIFF, 1, &draft);
    draft.chain = NULL;
    write_draft(forge, &draft, 0);
    draft_make(&forge->world, PACKAGE_FX, 1, &draft); /* it brings the two roots that the store lacks */
    draft.chain = &forge->world.chain[3];
    draft_signers(&draft, 1, forge->world.fx[1], NULL, NULL);
    forge->store = "fresh";
    write_draft(forge, &draft, 0);
}

/* What was applied to the store "used": number 10 of every kind. */
static void raise(struct forge *forge, struct highwater *seen)
{
    for (int kind = 0; kind < PACKAGE_KIND_COUNT; kind++) {
        struct draft draft;
        struct writer manifest;
        struct package_manifest *parsed = malloc(sizeof *parsed);
        struct hs_why why;
        draft_make(&forge->world, (enum package_kind)kind, USED_SEQUENCE, &draft);
        draft_manifest(&draft, &manifest);
        if (!parsed || package_manifest_parse(manifest.bytes, manifest.size, parsed, &why) != HS_OK ||
            (kind != PACKAGE_ROOT && kind != PACKAGE_ROLLBACK && highwater_raise(seen, parsed, forge->world.now - 60, &why) != HS_OK))
            world_complain(why.text);
        free(parsed);
        writer_free(&manifest);
        draft_free(&draft);
    }
}

static void make_stores(struct forge *forge)
{
    struct highwater *seen = calloc(1, sizeof *seen);
    char path[PATH_SIZE];
    if (!seen)
        world_complain("no memory");
    seen->latest = forge->world.now - DAY;
    snprintf(path, sizeof path, "%s/fresh", forge->out);
    store_make(path, &forge->world.chain[1], seen);
    snprintf(path, sizeof path, "%s/rotated", forge->out);
    store_make(path, &forge->world.chain[2], seen);
    raise(forge, seen);
    snprintf(path, sizeof path, "%s/used", forge->out);
    store_make(path, &forge->world.chain[1], seen);
    seen->latest = forge->world.now + 10 * DAY;
    snprintf(path, sizeof path, "%s/ahead", forge->out);
    store_make(path, &forge->world.chain[1], seen);
    free(seen);
}

int main(int count, char **argument)
{
    struct forge forge = { .out = count == 2 ? argument[1] : "" };
    struct hs_why why;
    char path[PATH_SIZE];
    if (count != 2 || crypto_start(&why) != HS_OK)
        world_complain("name the directory to make");
    snprintf(path, sizeof path, "%s/packages", forge.out);
    if (mkdir(forge.out, 0755) < 0 || mkdir(path, 0755) < 0)
        world_complain(path);
    snprintf(path, sizeof path, "%s/cases.tsv", forge.out);
    forge.table = fopen(path, "w");
    if (!forge.table)
        world_complain(path);
    world_make(&forge.world);
    make_stores(&forge);
    forge_good(&forge);
    forge_signature_cases(&forge);
    forge_root_cases(&forge);
    forge_manifest_cases(&forge);
    forge_file_cases(&forge);
    world_free(&forge.world);
    if (fclose(forge.table) != 0)
        world_complain("the table cannot be written");
    return 0;
}
