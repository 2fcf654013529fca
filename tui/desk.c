/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/desk.h"

#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"
#include "tui/basis.h"
#include "tui/country.h"
#include "tui/i18n.h"
#include "tui/screen.h"
#include "tui/views/views.h"
#include "tui/width.h"

enum {
    STACK = 8,
    LOOK_AGAIN = 2000,  /* milliseconds until an idle desk asks for a newer generation */
    TOP_LINE_LEAST = 6, /* rows from which on there is a top line */
    BOTTOM_LINE_LEAST = 3
};

struct desk {
    struct session *session;
    struct country country;
    bool has_country;
    struct screen *screen;
    struct {
        const struct view *view;
        void *state;
    } stack[STACK];
    size_t depth;
    bool leaving;
    char who[128];
    char note[512];
};

struct session *desk_session(const struct desk *desk)
{
    return desk->session;
}

const struct country *desk_country(const struct desk *desk)
{
    return desk->has_country ? &desk->country : NULL;
}

void desk_open(struct desk *desk, const struct view *view, void *state)
{
    if (desk->depth == STACK) {
        view->close(state);
        return;
    }
    desk->stack[desk->depth].view = view;
    desk->stack[desk->depth++].state = state;
}

void desk_back(struct desk *desk)
{
    if (desk->depth > 1) {
        desk->depth--;
        desk->stack[desk->depth].view->close(desk->stack[desk->depth].state);
    }
}

void desk_note(struct desk *desk, const char *text)
{
    text_for_screen(text, strlen(text), desk->note, sizeof desk->note);
}

/* Without a tariff, or where it is not said which, the desk works at six digits and the top line says so; what is wrong otherwise is told. */
static void open_country(struct desk *desk)
{
    struct hs_why why;
    char loaded[COUNTRIES_MAX][3];
    enum hs_status status = country_open(desk->session, NULL, &desk->country, &why);
    desk->has_country = status == HS_OK;
    if (status != HS_OK && status != HS_USAGE && country_loaded(desk->session, loaded))
        desk_note(desk, why.text);
}

static void close_country(struct desk *desk)
{
    if (desk->has_country)
        country_close(&desk->country);
    desk->has_country = false;
}

/* officer1@hsdesk: who is at the desk, and the host where the store is the host's, else the store's own name. */
static void find_who(struct desk *desk)
{
    const struct passwd *user = getpwuid(geteuid());
    const char *path = session_path(desk->session);
    const char *name = strrchr(path, '/');
    char host[64] = "";
    if (strcmp(path, "/var/lib/hsdesk") == 0 && gethostname(host, sizeof host - 1) == 0 && *host)
        name = host;
    else
        name = name && name[1] ? name + 1 : path;
    if (user)
        snprintf(desk->who, sizeof desk->who, "%.40s@%.60s", user->pw_name, name);
    else
        snprintf(desk->who, sizeof desk->who, "%lu@%.60s", (unsigned long)geteuid(), name);
}

/* Right-aligned behind column `end` of the top line; false where it does not fit. */
static bool draw_right(struct draw *draw, int end, const struct standings *standings, enum standings_detail detail)
{
    char text[STANDINGS_TEXT_MAX];
    int columns = draw_columns(draw);
    standings_text(standings, detail, draw_symbol(draw, DRAW_DOT), text, sizeof text);
    int start = columns - 1 - (int)width_columns(text, strlen(text));
    if (start < end)
        return false;
    draw_text(draw, 0, start, columns, standings_expired(standings) ? DRAW_NOTE : DRAW_PLAIN, text);
    return true;
}

/* The whole top line, without who is at the desk; what does not fit is cut. */
static void draw_alone(struct draw *draw, const struct standings *standings)
{
    char text[STANDINGS_TEXT_MAX];
    standings_text(standings, STANDINGS_SHORT, draw_symbol(draw, DRAW_DOT), text, sizeof text);
    draw_fill(draw, 0, 0, draw_columns(draw), DRAW_PLAIN);
    draw_cut(draw, 0, 0, draw_columns(draw), standings_expired(standings) ? DRAW_NOTE : DRAW_PLAIN, text);
}

/* Where there is no room for all: the tariff alone, unless something else would go unseen. What has expired or will soon, and that rates are invented, goes before who is at the
 * desk, and before what is ok: "expires in" and "expired" must not be cut to the same letters. */
static void draw_right_short(const struct desk *desk, struct draw *draw, int end, const struct standings *all)
{
    struct standings tariff, pressing = *all;
    char text[STANDINGS_TEXT_MAX];
    bool is_training = desk->has_country && tariff_source(desk->country.duty.tariff)->training;
    if (standings_urgent(all)) {
        standings_text(all, STANDINGS_SHORT, draw_symbol(draw, DRAW_DOT), text, sizeof text);
        if ((int)width_columns(text, strlen(text)) > draw_columns(draw))
            standings_keep_pressing(&pressing);
        draw_alone(draw, &pressing);
        return;
    }
    standings_start(&tariff);
    basis_tariff(desk->session, NULL, &tariff);
    if (!draw_right(draw, end, &tariff, STANDINGS_SHORT) && is_training)
        draw_alone(draw, &tariff);
}

/* Who, and by what: as much of it as there is room for. Dates go before the number of the generation, where the model has one of its own. */
static void draw_top_line(const struct desk *desk, struct draw *draw)
{
    char left[192];
    struct standings all, unnumbered;
    snprintf(left, sizeof left, " hsdesk %s %s ", draw_symbol(draw, DRAW_DOT), desk->who);
    standings_start(&all);
    basis_session(desk->session, &all);
    unnumbered = all;
    if (all.part[0].plain)
        standings_drop_first(&unnumbered);
    int end = draw_text(draw, 0, 0, draw_columns(draw), DRAW_STRONG, left);
    if (!draw_right(draw, end, &all, STANDINGS_FULL) && !draw_right(draw, end, &unnumbered, STANDINGS_FULL) && !draw_right(draw, end, &all, STANDINGS_SHORT) &&
        !draw_right(draw, end, &unnumbered, STANDINGS_SHORT))
        draw_right_short(desk, draw, end, &unnumbered);
}

/* The keys that act now, in the table's order, as many as fit; the last one, which leaves, always. */
static void draw_bottom_line(const struct desk *desk, struct draw *draw, unsigned places)
{
    int row = draw_rows(draw) - 1, columns = draw_columns(draw), column = 0;
    if (*desk->note) {
        draw_fill(draw, row, draw_text(draw, row, 0, columns, DRAW_NOTE, desk->note), columns, DRAW_NOTE);
        return;
    }
    int quit_columns = 0;
    for (const struct command_row *command = command_table; command->command != COMMAND_NONE; command++)
        if (command->command == COMMAND_QUIT && (command->places & places))
            quit_columns = (int)(command_first_key(command->keys) + 3 + width_columns(_(command->label), strlen(_(command->label))));
    for (const struct command_row *command = command_table; command->command != COMMAND_NONE; command++) {
        if (!command->label || !(command->places & places))
            continue;
        const char *label = _(command->label);
        size_t key = command_first_key(command->keys);
        int needed = (int)(key + 3 + width_columns(label, strlen(label)));
        if (command->command != COMMAND_QUIT && column + needed + quit_columns > columns)
            continue;
        column = draw_bytes(draw, row, column, columns, DRAW_KEY, command->keys, key);
        column = draw_text(draw, row, column + 1, columns, DRAW_PLAIN, label) + 2;
    }
}

static void draw_all(struct desk *desk)
{
    struct draw *draw = screen_draw(desk->screen);
    const struct view *view = desk->stack[desk->depth - 1].view;
    void *state = desk->stack[desk->depth - 1].state;
    int rows = draw_rows(draw);
    bool bottom = rows >= BOTTOM_LINE_LEAST, top = rows >= TOP_LINE_LEAST;
    draw_clear(draw);
    view->draw(state, draw, (struct view_area) { top, rows - bottom });
    if (top)
        draw_top_line(desk, draw);
    if (bottom)
        draw_bottom_line(desk, draw, view->places(state));
    screen_show(desk->screen);
}

static void take_over_newer(struct desk *desk)
{
    struct hs_why why;
    char text[128];
    enum session_move move = session_refresh(desk->session, &why);
    if (move == SESSION_FAILED)
        desk_note(desk, why.text);
    if (move != SESSION_MOVED)
        return;
    close_country(desk);
    open_country(desk);
    for (size_t i = 0; i < desk->depth; i++)
        if (desk->stack[i].view->generation)
            desk->stack[i].view->generation(desk->stack[i].state);
    snprintf(text, sizeof text, _("Generation %u was published and is in use now"), session_generation(desk->session));
    desk_note(desk, text);
}

static void take_input(struct desk *desk, const struct input *input)
{
    const struct view *view = desk->stack[desk->depth - 1].view;
    void *state = desk->stack[desk->depth - 1].state;
    enum command command = command_for(view->places(state), input);
    if (command == COMMAND_QUIT)
        desk->leaving = true;
    else if (command == COMMAND_REPAINT)
        screen_repaint(desk->screen);
    else if (command == COMMAND_HELP && view != &view_help)
        view_help_open(desk);
    else
        view->key(state, desk, command, input);
}

static void loop(struct desk *desk)
{
    while (!desk->leaving) {
        struct input input;
        if (!screen_pending(desk->screen)) {
            const struct view *view = desk->stack[desk->depth - 1].view;
            if (view->settle)
                view->settle(desk->stack[desk->depth - 1].state);
            draw_all(desk);
        }
        switch (screen_wait(desk->screen, LOOK_AGAIN, &input)) {
        case SCREEN_INPUT:
            *desk->note = '\0';
            take_over_newer(desk);
            take_input(desk, &input);
            break;
        case SCREEN_IDLE:
            take_over_newer(desk);
            break;
        case SCREEN_RESIZED:
            break;
        case SCREEN_ENDED:
            desk->leaving = true;
        }
    }
}

static enum hs_status run(struct desk *desk, const struct options *options, struct hs_why *why)
{
    enum hs_status status = session_open(options->store, &desk->session, why);
    if (status != HS_OK)
        return status;
    find_who(desk);
    open_country(desk);
    status = screen_start(!options_value(options, "no-colour"), &desk->screen, why);
    if (status != HS_OK)
        return status;
    if (!view_search_open(desk))
        return hs_fail(why, HS_NO_MEMORY, _("screens: no memory: close other programs"));
    loop(desk);
    return HS_OK;
}

int desk_run(const struct options *options)
{
    struct hs_why why;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        hs_fail(&why, HS_USAGE, _("screens: input and output must be a terminal: see `hsdesk --help` for verbs that need none"));
        return options_complain(options, &why);
    }
    struct desk *desk = calloc(1, sizeof *desk);
    if (!desk) {
        hs_fail(&why, HS_NO_MEMORY, _("screens: no memory: close other programs"));
        return options_complain(options, &why);
    }
    enum hs_status status = run(desk, options, &why);
    while (desk->depth) {
        desk->depth--;
        desk->stack[desk->depth].view->close(desk->stack[desk->depth].state);
    }
    screen_end(desk->screen);
    close_country(desk);
    session_close(desk->session);
    free(desk);
    if (status != HS_OK)
        return options_complain(options, &why);
    if (screen_signal())
        raise(screen_signal());
    return 0;
}
