/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "keys/secret.h"
#include "tui/admin/trust.h"

enum { INTERRUPT = 3 }; /* the byte of Ctrl-C */

static enum hs_status take(struct passphrase *passphrase, struct hs_why *why)
{
    passphrase->text = secret_take(KEY_PASSPHRASE_MOST);
    passphrase->length = 0;
    return passphrase->text ? HS_OK : hs_fail(why, HS_NO_MEMORY, "passphrase: no memory that can be locked: raise the limit (ulimit -l)");
}

/* One line, a byte at a time, so that nothing behind it is taken from the descriptor. */
static enum hs_status read_line(int fd, struct passphrase *passphrase, struct hs_why *why)
{
    for (;;) {
        char *at = passphrase->text + passphrase->length;
        ssize_t got = read(fd, at, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return hs_fail_errno(why, "passphrase: cannot be read");
        if (got == 0 || *at == '\n')
            return HS_OK;
        if (*at == INTERRUPT)
            return hs_fail(why, HS_REFUSED, "passphrase: given up: nothing was done");
        if (++passphrase->length == KEY_PASSPHRASE_MOST)
            return hs_fail(why, HS_USAGE, "passphrase: longer than %d bytes: take a shorter one", KEY_PASSPHRASE_MOST - 1);
    }
}

static void say(int tty, const char *text)
{
    ssize_t written = write(tty, text, strlen(text));
    (void)written; /* a prompt that cannot be seen is no reason to stop */
}

/* Without echo, and without signals, which would leave the terminal so: Ctrl-C ends the line instead. The terminal is set before anything is asked, so that
 * nothing typed at once is shown. */
static enum hs_status ask(int tty, const char *what, const char *again, struct passphrase *passphrase, struct hs_why *why)
{
    struct termios usual, quiet;
    if (tcgetattr(tty, &usual) < 0)
        return hs_fail_errno(why, "terminal: cannot be set");
    quiet = usual;
    quiet.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
    quiet.c_cc[VEOL] = INTERRUPT;
    if (tcsetattr(tty, TCSAFLUSH, &quiet) < 0)
        return hs_fail_errno(why, "terminal: cannot be set");
    say(tty, again);
    say(tty, "Passphrase of ");
    say(tty, what);
    say(tty, ": ");
    enum hs_status status = read_line(tty, passphrase, why);
    tcsetattr(tty, TCSAFLUSH, &usual);
    say(tty, "\n");
    return status;
}

static enum hs_status from_terminal(const char *what, bool twice, struct passphrase *passphrase, struct hs_why *why)
{
    struct passphrase second = { NULL, 0 };
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (tty < 0)
        return hs_fail(why, HS_USAGE, "passphrase: there is no terminal to ask at: say --passphrase-fd N");
    enum hs_status status = ask(tty, what, "", passphrase, why);
    if (status == HS_OK && twice)
        status = key_passphrase_check(passphrase->length, why); /* before it is typed once more */
    if (status == HS_OK && twice)
        status = take(&second, why);
    if (status == HS_OK && twice)
        status = ask(tty, what, "Once more. ", &second, why);
    if (status == HS_OK && twice && (second.length != passphrase->length || memcmp(second.text, passphrase->text, second.length) != 0))
        status = hs_fail(why, HS_REFUSED, "passphrase: the two differ: try again");
    secret_give_back(second.text);
    close(tty);
    return status;
}

enum hs_status admin_passphrase(const struct options *options, const char *what, bool twice, struct passphrase *passphrase, struct hs_why *why)
{
    long fd = -1;
    enum hs_status status = options_number(options, "passphrase-fd", 0, 1023, &fd, why);
    if (status != HS_OK)
        return status;
    status = take(passphrase, why);
    if (status == HS_OK)
        status = fd >= 0 ? read_line((int)fd, passphrase, why) : from_terminal(what, twice, passphrase, why);
    if (status == HS_OK)
        return HS_OK;
    secret_give_back(passphrase->text);
    *passphrase = (struct passphrase) { NULL, 0 };
    return status;
}
