/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/screen.h"

#include <curses.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <time.h>
#include <unistd.h>
#include <unistr.h>
#include <wchar.h>

#include "tui/i18n.h"

#undef columns /* term.h's macro for a terminal's capability */

enum {
    QUEUE = 4096,              /* inputs read ahead, so that a paste is drawn once */
    ESCAPE_WAIT = 500,         /* milliseconds in which a digit makes Esc a function key */
    SEQUENCE_WAIT = 100,       /* curses' own wait for the rest of an arrow key; 25 is too short for a satellite line */
    PASTE_START = KEY_MAX + 1, /* our codes for curses' define_key */
    PASTE_END = KEY_MAX + 2
};

struct screen {
    SCREEN *terminal;
    FILE *in;
    struct draw *draw;
    bool bracketed, pasting, escape_held, was_enter;
    struct timespec escape_since;
    struct input queue[QUEUE];
    size_t first, queued;
    char partial[8]; /* the bytes of a character that has not arrived whole: curses' own wide reading drops them */
    size_t partial_length;
    attr_t look[DRAW_STYLES];
    short pair[DRAW_STYLES];
    sigset_t before; /* the mask to go back to, and the one for waiting */
};

static volatile sig_atomic_t resized, ended;

static void on_signal(int number)
{
    if (number == SIGWINCH)
        resized = 1;
    else
        ended = number;
}

static const int SIGNALS[] = { SIGWINCH, SIGTERM, SIGHUP, SIGINT };
enum { SIGNAL_COUNT = sizeof SIGNALS / sizeof *SIGNALS };

/* The signals are let in only while we wait, so none is lost between a look at the mark and the wait. */
static void catch_signals(struct screen *screen)
{
    struct sigaction action = { .sa_handler = on_signal };
    sigset_t blocked;
    sigemptyset(&action.sa_mask);
    sigemptyset(&blocked);
    for (int i = 0; i < SIGNAL_COUNT; i++) {
        sigaddset(&blocked, SIGNALS[i]);
        sigaction(SIGNALS[i], &action, NULL);
    }
    sigprocmask(SIG_BLOCK, &blocked, &screen->before);
}

static void release_signals(const struct screen *screen)
{
    for (int i = 0; i < SIGNAL_COUNT; i++)
        signal(SIGNALS[i], SIG_DFL);
    sigprocmask(SIG_SETMASK, &screen->before, NULL);
}

static void choose_looks(struct screen *screen, bool colour)
{
    static const attr_t plain[DRAW_STYLES] = {
        [DRAW_STRONG] = A_BOLD, [DRAW_SELECTED] = A_REVERSE, [DRAW_NOTE] = A_BOLD, [DRAW_KEY] = A_REVERSE, [DRAW_QUIET] = A_NORMAL
    };
    static const short foreground[DRAW_STYLES] = { [DRAW_STRONG] = COLOR_CYAN, [DRAW_NOTE] = COLOR_YELLOW, [DRAW_QUIET] = COLOR_CYAN };
    const char *refused = getenv("NO_COLOR");
    memcpy(screen->look, plain, sizeof plain);
    if (!colour || (refused && *refused) || !has_colors() || start_color() == ERR)
        return;
    short background = use_default_colors() == OK ? -1 : COLOR_BLACK;
    for (short style = 0; style < DRAW_STYLES; style++)
        if (foreground[style] && init_pair((short)(style + 1), foreground[style], background) == OK)
            screen->pair[style] = (short)(style + 1);
}

/* Few terminfo entries have the capability (BE), so xterm's kin (XT) and the two multiplexers are known by what they are. */
static bool marks_pastes(const char *name)
{
    const char *enable = tigetstr("BE");
    return (enable && enable != (char *)-1) || tigetflag("XT") > 0 || strncmp(name, "screen", 6) == 0 || strncmp(name, "tmux", 4) == 0;
}

static void start_paste(struct screen *screen, const char *name)
{
    if (!marks_pastes(name))
        return;
    fputs("\033[?2004h", stdout);
    fflush(stdout); /* curses writes past stdio */
    define_key("\033[200~", PASTE_START);
    define_key("\033[201~", PASTE_END);
    screen->bracketed = true;
}

static void stop_paste(const struct screen *screen)
{
    if (screen->bracketed)
        fputs("\033[?2004l", stdout);
    fflush(stdout);
}

/* Asked before curses starts, which would end the program over an unknown terminal. */
static bool can_place_cursor(const char *name)
{
    int error;
    if (!name || setupterm(name, STDOUT_FILENO, &error) != OK)
        return false;
    bool can = cursor_address != NULL;
    del_curterm(cur_term);
    return can;
}

enum hs_status screen_start(bool colour, struct screen **result, struct hs_why *why)
{
    const char *name = getenv("TERM");
    if (!can_place_cursor(name))
        return hs_fail(why, HS_USAGE, _("terminal \"%s\": it cannot place its cursor, or is not known here: run `hsdesk prompt`, or set TERM"),
                       name ? name : "");
    struct screen *screen = calloc(1, sizeof *screen);
    if (!screen || !(screen->draw = draw_open(!i18n_terminal_is_utf8())) || !(screen->terminal = newterm(NULL, stdout, stdin))) {
        if (screen)
            draw_close(screen->draw);
        free(screen);
        return hs_fail(why, HS_NO_MEMORY, _("terminal: it could not be set up: close other programs"));
    }
    set_term(screen->terminal);
    catch_signals(screen);
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    intrflush(stdscr, FALSE);
    if (!getenv("ESCDELAY"))
        set_escdelay(SEQUENCE_WAIT);
    choose_looks(screen, colour);
    start_paste(screen, name);
    if (draw_resize(screen->draw, LINES, COLS) != HS_OK) {
        screen_end(screen);
        return hs_fail(why, HS_NO_MEMORY, _("terminal: no memory for %d x %d: close other programs"), COLS, LINES);
    }
    *result = screen;
    return HS_OK;
}

void screen_end(struct screen *screen)
{
    if (!screen)
        return;
    stop_paste(screen);
    endwin();
    release_signals(screen);
    delscreen(screen->terminal);
    draw_close(screen->draw);
    free(screen);
}

struct draw *screen_draw(struct screen *screen)
{
    return screen->draw;
}

static void show_cell(const struct screen *screen, int row, int column, const struct draw_cell *cell)
{
    wchar_t wide[CCHARW_MAX + 1] = { 0 };
    size_t count = 0, length = strlen(cell->text);
    for (size_t at = 0; at < length && count < CCHARW_MAX;) {
        ucs4_t c;
        int step = u8_mbtoucr(&c, (const uint8_t *)cell->text + at, length - at);
        if (step <= 0)
            break;
        if (count == 0 && wcwidth((wchar_t)c) == 0)
            wide[count++] = L' '; /* a mark with nothing to stand on */
        wide[count++] = (wchar_t)c;
        at += (size_t)step;
    }
    cchar_t character;
    if (setcchar(&character, wide, screen->look[cell->style], screen->pair[cell->style], NULL) == OK)
        mvadd_wch(row, column, &character);
}

void screen_show(struct screen *screen)
{
    int row, column;
    for (row = 0; row < draw_rows(screen->draw); row++)
        for (column = 0; column < draw_columns(screen->draw); column++) {
            const struct draw_cell *cell = draw_cell_at(screen->draw, row, column);
            if (cell->columns)
                show_cell(screen, row, column, cell);
        }
    draw_cursor(screen->draw, &row, &column);
    move(row, column);
    refresh();
}

void screen_repaint(struct screen *screen)
{
    (void)screen;
    clearok(curscr, TRUE);
}

static void push(struct screen *screen, struct input input)
{
    if (screen->queued < QUEUE)
        screen->queue[(screen->first + screen->queued++) % QUEUE] = input;
    screen->was_enter = input.name == INPUT_ENTER;
}

static void push_name(struct screen *screen, enum input_name name, int number)
{
    if (!screen->pasting)
        push(screen, (struct input) { .name = name, .number = number });
}

static void push_text(struct screen *screen, const char *text, size_t length)
{
    struct input input = { .name = INPUT_TEXT, .pasted = screen->pasting };
    /* Text right behind an Enter, in one read: a paste into a terminal that does not mark pastes. */
    if (screen->was_enter && !screen->bracketed && screen->queued)
        screen->queue[(screen->first + screen->queued - 1) % QUEUE] = (struct input) { .name = INPUT_TEXT, .pasted = true, .text = " " };
    memcpy(input.text, text, length);
    push(screen, input);
}

/* One byte of a character above ASCII. A byte that cannot continue what came before starts anew. */
static void take_byte(struct screen *screen, char byte)
{
    ucs4_t c;
    if (((unsigned char)byte & 0xc0) != 0x80 || screen->partial_length == 4)
        screen->partial_length = 0;
    screen->partial[screen->partial_length++] = byte;
    int step = u8_mbtoucr(&c, (const uint8_t *)screen->partial, screen->partial_length);
    if (step > 0) {
        push_text(screen, screen->partial, screen->partial_length);
        screen->partial_length = 0;
    } else if (step == -1) {
        screen->partial_length = 0;
    }
}

static void take_control(struct screen *screen, int key)
{
    if (screen->pasting) {
        if (key == '\r' || key == '\n' || key == '\t')
            push_text(screen, " ", 1);
    } else if (key == '\r' || key == '\n') {
        push_name(screen, INPUT_ENTER, 0);
    } else if (key == '\t') {
        push_name(screen, INPUT_TAB, 0);
    } else if (key == '\b' || key == 127) {
        push_name(screen, INPUT_BACKSPACE, 0);
    } else if (key >= 1 && key <= 26) {
        push_name(screen, INPUT_CONTROL, 'A' + key - 1);
    }
}

static void take_special(struct screen *screen, int key)
{
    static const struct {
        int key;
        enum input_name name;
    } names[] = { { KEY_UP, INPUT_UP },         { KEY_DOWN, INPUT_DOWN },       { KEY_LEFT, INPUT_LEFT }, { KEY_RIGHT, INPUT_RIGHT },
                  { KEY_HOME, INPUT_HOME },     { KEY_FIND, INPUT_HOME },       { KEY_END, INPUT_END },   { KEY_SELECT, INPUT_END },
                  { KEY_PPAGE, INPUT_PAGE_UP }, { KEY_NPAGE, INPUT_PAGE_DOWN }, { KEY_DC, INPUT_DELETE }, { KEY_BACKSPACE, INPUT_BACKSPACE },
                  { KEY_BTAB, INPUT_BACKTAB },  { KEY_ENTER, INPUT_ENTER } };
    if (key == PASTE_START || key == PASTE_END) {
        screen->pasting = key == PASTE_START;
        return;
    }
    if (key >= KEY_F(1) && key <= KEY_F(12)) {
        push_name(screen, INPUT_FUNCTION, key - KEY_F0);
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].key == key)
            push_name(screen, names[i].name, 0);
}

static void take_key(struct screen *screen, int key)
{
    if (screen->escape_held) {
        screen->escape_held = false;
        if (key >= '0' && key <= '9') {
            push_name(screen, INPUT_FUNCTION, key == '0' ? 10 : key - '0');
            return;
        }
        push_name(screen, INPUT_ESCAPE, 0);
    }
    if (key == 27 && !screen->pasting) {
        screen->escape_held = true;
        clock_gettime(CLOCK_MONOTONIC, &screen->escape_since);
    } else if (key > 255) {
        take_special(screen, key);
    } else if (key >= 128) {
        take_byte(screen, (char)key);
    } else if (key < ' ' || key == 127) {
        take_control(screen, key);
    } else {
        push_text(screen, (const char[]) { (char)key }, 1);
    }
}

/* Reads what is there. False: the terminal said there was something and there was nothing, which is its end. */
static bool drain(struct screen *screen)
{
    bool any = false;
    int key;
    screen->was_enter = false;
    while (screen->queued < QUEUE - 1 && (key = getch()) != ERR) {
        any = true;
        take_key(screen, key);
    }
    return any || screen->queued;
}

static int escape_left(const struct screen *screen)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long gone = (now.tv_sec - screen->escape_since.tv_sec) * 1000 + (now.tv_nsec - screen->escape_since.tv_nsec) / 1000000;
    return gone < ESCAPE_WAIT ? (int)(ESCAPE_WAIT - gone) : 0;
}

static void take_size(struct screen *screen)
{
    struct winsize size;
    resized = 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || !size.ws_row || !size.ws_col)
        return;
    resizeterm(size.ws_row, size.ws_col);
    /* Out of memory keeps the old surface, whose outer cells curses then drops. */
    draw_resize(screen->draw, size.ws_row, size.ws_col);
    clearok(curscr, TRUE);
}

enum screen_event screen_wait(struct screen *screen, int milliseconds, struct input *input)
{
    for (;;) {
        if (ended)
            return SCREEN_ENDED;
        if (resized) {
            take_size(screen);
            return SCREEN_RESIZED;
        }
        if (screen->queued) {
            *input = screen->queue[screen->first];
            screen->first = (screen->first + 1) % QUEUE;
            screen->queued--;
            return SCREEN_INPUT;
        }
        int wait = screen->escape_held ? escape_left(screen) : milliseconds;
        struct timespec timeout = { wait / 1000, wait % 1000 * 1000000L };
        struct pollfd terminal = { .fd = STDIN_FILENO, .events = POLLIN };
        int ready = ppoll(&terminal, 1, &timeout, &screen->before);
        if (ready > 0 && !drain(screen))
            return SCREEN_ENDED;
        if (ready == 0 && screen->escape_held) {
            screen->escape_held = false;
            push_name(screen, INPUT_ESCAPE, 0);
        } else if (ready == 0) {
            return SCREEN_IDLE;
        }
    }
}

bool screen_pending(struct screen *screen)
{
    struct pollfd terminal = { .fd = STDIN_FILENO, .events = POLLIN };
    return screen->queued || (poll(&terminal, 1, 0) > 0 && (terminal.revents & POLLIN));
}

int screen_signal(void)
{
    return ended;
}
