/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "keys/key_file.h"
#include "keys/secret.h"
#include "tui/admin/trust.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

const struct option_spec admin_keygen_options[] = {
    { '\0', "role", "ROLE", N_("root, release, fx or origin") },
    { '\0', "country", "CC", N_("of an origin key: the country of its authority, such as GE") },
    { '\0', "out", "DIR", N_("where NAME.key and NAME.pub go") },
    { '\0', "effort", "E", N_("what a guess at the passphrase costs: interactive, moderate (default) or sensitive, which needs 1 GiB of memory") },
    { '\0', "passphrase-fd", "N", N_("read the passphrase from this descriptor, not from the terminal") },
    { 0 },
};

static enum hs_status print_key(const struct options *options, const struct key_card *card, const char *directory, struct hs_why *why)
{
    static const struct output_column columns[] = { { "key_id", OUTPUT_TEXT }, { "role", OUTPUT_TEXT }, { "path", OUTPUT_TEXT } };
    char id[DIGEST_HEX + 1], role[32], path[4096];
    struct output *output = output_open(stdout, options->format, options->header, columns, 3);
    if (!output)
        return hs_fail(why, HS_NO_MEMORY, "output: no memory: close other programs");
    digest_print(&card->id, id);
    snprintf(role, sizeof role, "%s%s%s", trust_role_words(card->role), *card->country ? " " : "", card->country);
    snprintf(path, sizeof path, "%s/%s.key", directory, card->name);
    output_text(output, id, strlen(id));
    output_text(output, role, strlen(role));
    output_text(output, path, strlen(path));
    return output_close(output, why);
}

static enum hs_status run(const struct options *options, struct hs_why *why)
{
    const char *role_words = options_value(options, "role"), *directory = options_value(options, "out"), *country = options_value(options, "country");
    const char *name = options->operand[0], *effort_words = options_value(options, "effort");
    enum key_effort effort = KEY_MODERATE;
    enum trust_role role;
    struct secret_key *key = NULL;
    struct passphrase passphrase = { NULL, 0 };
    if (!role_words || !trust_role_find(role_words, strlen(role_words), &role))
        return hs_fail(why, HS_USAGE, "option --role: say root, release, fx or origin");
    if (!directory || !*directory)
        return hs_fail(why, HS_USAGE, "option --out: say where the key is to go: a stick that stays offline");
    if (effort_words && !key_effort_find(effort_words, &effort))
        return hs_fail(why, HS_USAGE, "option --effort: \"%s\" is none: say interactive, moderate or sensitive", effort_words);
    enum hs_status status = key_make(role, country ? country : "", name, &key, why);
    if (status == HS_OK)
        status = admin_passphrase(options, name, true, &passphrase, why);
    if (status == HS_OK)
        status = key_save(key, directory, effort, passphrase.text, passphrase.length, why);
    if (status == HS_OK)
        status = print_key(options, key_card(key), directory, why);
    secret_give_back(passphrase.text);
    key_forget(key);
    return status;
}

int admin_keygen(const struct options *options)
{
    struct hs_why why;
    return run(options, &why) == HS_OK ? 0 : options_complain(options, &why);
}
