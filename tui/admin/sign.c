/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "keys/secret.h"
#include "keys/sign.h"
#include "tui/admin/trust.h"
#include "tui/admin/verbs.h"
#include "tui/i18n.h"

const struct option_spec admin_sign_options[] = {
    { '\0', "key", "F", N_("the secret key's file") },
    { '\0', "yes", NULL, N_("sign what is shown without asking") },
    { '\0', "passphrase-fd", "N", N_("read the passphrase from this descriptor, not from the terminal") },
    { 0 },
};

static enum hs_status confirm(const char *name, struct hs_why *why)
{
    char answer[16];
    FILE *tty = fopen("/dev/tty", "r+e");
    if (!tty)
        return hs_fail(why, HS_USAGE, "sign: there is no terminal to ask at: say --yes when what is shown is right");
    fprintf(tty, "Is this what %s is to sign? Compare it with what you were told on another way. Type yes: ", name);
    fflush(tty);
    bool yes = fgets(answer, sizeof answer, tty) && strcmp(answer, "yes\n") == 0;
    fclose(tty);
    return yes ? HS_OK : hs_fail(why, HS_REFUSED, "sign: not confirmed: nothing was signed");
}

static enum hs_status run(const struct options *options, const struct package *package, const char *path, struct hs_why *why)
{
    const char *key_path = options_value(options, "key");
    struct key_card card;
    struct passphrase passphrase = { NULL, 0 };
    struct secret_key *key = NULL;
    enum hs_status status = key_read_card(key_path, &card, why);
    if (status == HS_OK)
        status = sign_check(package, &card, why);
    if (status == HS_OK)
        status = admin_print_package(options, package_head(package), why);
    if (status == HS_OK && !options_value(options, "yes"))
        status = confirm(card.name, why);
    if (status == HS_OK)
        status = admin_passphrase(options, card.name, false, &passphrase, why);
    if (status == HS_OK)
        status = key_unlock(key_path, passphrase.text, passphrase.length, &key, why);
    secret_give_back(passphrase.text);
    if (status == HS_OK)
        status = sign(package, key, path, why);
    key_forget(key);
    return status;
}

/* How many have signed now, and how many must: whether it goes to another person next. */
static void tell(const struct options *options, const char *path)
{
    char text[512];
    struct hs_why why;
    struct package *package = NULL;
    int fd = -1;
    if (admin_open_package(path, &fd, &package, &why) != HS_OK)
        return; /* it was signed; what became of it since is for those who use it */
    const struct package_head *head = package_head(package);
    const struct root *newest = root_newest(&head->chain), *old = head->manifest.kind == PACKAGE_ROOT && head->chain.count > 1 ? newest - 1 : NULL;
    const struct root_role *role = newest ? root_find_role(newest, package_kind_role(head->manifest.kind), head->manifest.country) : NULL;
    const struct root_role *old_role = old ? root_find_role(old, ROLE_ROOT, NULL) : NULL;
    if (old_role && role)
        snprintf(text, sizeof text, _("%s: signed by %u now: %u root keys of root %u and %u of root %u must sign"), path, newest->signatures.count,
                 old_role->threshold, old->version, role->threshold, newest->version);
    else if (role)
        snprintf(text, sizeof text, _("%s: signed by %u now, %u of role %s must sign"), path, head->signatures.count, role->threshold,
                 trust_role_words(role->role));
    if (role)
        options_note(options, text);
    package_close(package);
    close(fd);
}

int admin_sign(const struct options *options)
{
    struct hs_why why;
    struct package *package = NULL;
    int fd = -1;
    enum hs_status status = options_value(options, "key") ? HS_OK : hs_fail(&why, HS_USAGE, "option --key: name the secret key's file");
    if (status == HS_OK)
        status = admin_open_package(options->operand[0], &fd, &package, &why);
    if (status == HS_OK)
        status = run(options, package, options->operand[0], &why);
    package_close(package);
    if (fd >= 0)
        close(fd);
    if (status == HS_OK)
        tell(options, options->operand[0]);
    return status == HS_OK ? 0 : options_complain(options, &why);
}
