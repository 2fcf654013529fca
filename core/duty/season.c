/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/expression_node.h"
#include "core/duty/expression_words.h"

static const struct {
    const char *short_name, *name;
    int days;
} months[] = { { "JAN", "JANUARY", 31 }, { "FEB", "FEBRUARY", 29 }, { "MAR", "MARCH", 31 },     { "APR", "APRIL", 30 },   { "MAY", "MAY", 31 },       { "JUN", "JUNE", 30 },
               { "JUL", "JULY", 31 },    { "AUG", "AUGUST", 31 },   { "SEP", "SEPTEMBER", 30 }, { "OCT", "OCTOBER", 31 }, { "NOV", "NOVEMBER", 30 }, { "DEC", "DECEMBER", 31 } };

/* A day of one or two digits; 0 where there is none. */
static int take_day(struct cursor *cursor)
{
    int day = 0;
    words_skip_space(cursor);
    for (int digits = 0; digits < 2 && cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9'; digits++)
        day = day * 10 + *cursor->at++ - '0';
    return day;
}

/* month * 100; 0 where there is none. */
static int take_month(struct cursor *cursor)
{
    for (int i = 0; i < 12; i++)
        if (words_take(cursor, months[i].name) || words_take(cursor, months[i].short_name))
            return (i + 1) * 100;
    return 0;
}

static bool exists(int date)
{
    int month = date / 100, day = date % 100;
    return month >= 1 && day >= 1 && day <= months[month - 1].days;
}

bool season_read(const char *text, size_t length, size_t *at, struct season *season)
{
    struct cursor cursor = { text + *at, text + length };
    int first_day = take_day(&cursor), first_month = take_month(&cursor);
    words_skip_space(&cursor);
    if (cursor.at == cursor.end || *cursor.at++ != '-')
        return false;
    int last_day = take_day(&cursor), last_month = take_month(&cursor);
    season->from = (first_month ? first_month : last_month) + first_day; /* "01-31 DEC" names its month once */
    season->to = last_month + last_day;
    *at = (size_t)(cursor.at - text);
    return exists(season->from) && exists(season->to);
}
