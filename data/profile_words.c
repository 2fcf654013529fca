/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/profile_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/iso.h"
#include "core/base/utc.h"

enum { SCALE_MAX = 9 };

static bool bad(struct hs_why *why, const char *value, const char *problem)
{
    hs_fail(why, HS_INVALID, "\"%s\": %s", value, problem);
    return false;
}

/* Digits with at most one point among them. */
static bool read_number(const char *text, size_t length, struct profile_number *number)
{
    int64_t integer = 0;
    uint32_t scale = 0;
    size_t digits = 0;
    bool point = false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.' && !point && digits) {
            point = true;
            continue;
        }
        if (text[i] < '0' || text[i] > '9' || integer > INT32_MAX / 10)
            return false;
        integer = integer * 10 + (text[i] - '0');
        scale += point;
        digits++;
    }
    if (!digits || integer > INT32_MAX || scale > SCALE_MAX || text[length - 1] == '.')
        return false;
    *number = (struct profile_number) { (int32_t)integer, scale };
    return true;
}

bool words_number(const char *value, uint32_t most, uint32_t *number, struct hs_why *why)
{
    struct profile_number read;
    if (!read_number(value, strlen(value), &read) || read.scale || (uint32_t)read.number > most)
        return bad(why, value, "no whole number that can stand here");
    *number = (uint32_t)read.number;
    return true;
}

bool words_choice(const char *value, const char *const *choices, uint32_t *choice, struct hs_why *why)
{
    for (uint32_t i = 0; choices[i]; i++)
        if (strcmp(value, choices[i]) == 0) {
            *choice = i;
            return true;
        }
    return bad(why, value, "none of the words that can stand here");
}

bool words_flags(const char *value, const struct word_flag *flags, uint32_t *set, struct hs_why *why)
{
    for (const char *at = value; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        const struct word_flag *flag = flags;
        while (flag->word && (strlen(flag->word) != length || memcmp(flag->word, at, length) != 0))
            flag++;
        if (!flag->word)
            return bad(why, value, "a word of it cannot stand here");
        *set |= flag->flag;
        at += length;
    }
    return true;
}

bool words_flag(const char *value, const char *word, uint32_t flag, uint32_t *set, struct hs_why *why)
{
    if (strcmp(value, word) != 0) {
        hs_fail(why, HS_INVALID, "\"%s\": say \"%s\", or leave the field out", value, word);
        return false;
    }
    *set |= flag;
    return true;
}

bool words_percent(const char *value, struct profile_number *number, struct hs_why *why)
{
    size_t length = strlen(value);
    if (!length || value[length - 1] != '%' || !read_number(value, length - 1, number))
        return bad(why, value, "no percentage such as 12.5%");
    return true;
}

bool words_day(const char *value, size_t length, uint32_t *day, struct hs_why *why)
{
    return utc_parse_day(value, length, day) == HS_OK ? true : bad(why, value, "no day such as 2026-02-28");
}

bool words_money(const char *value, struct profile_number *number, char currency[static 4], struct hs_why *why)
{
    size_t length = strcspn(value, " ");
    if (!value[length] || !read_number(value, length, number))
        return bad(why, value, "no amount and currency such as 300 USD");
    const char *code = value + length + 1;
    return iso_currency(code, strlen(code), "currency", currency, why) == HS_OK;
}

struct rate_words {
    const char *at;
};

/* The next word; 0 at the end. */
static size_t next_word(struct rate_words *words, const char **word)
{
    words->at += strspn(words->at, " ");
    *word = words->at;
    size_t length = strcspn(words->at, " ");
    words->at += length;
    return length;
}

static bool take_words(struct rate_words *words, const char *phrase)
{
    size_t length = strlen(phrase);
    const char *at = words->at + strspn(words->at, " ");
    if (strncmp(at, phrase, length) != 0 || (at[length] && at[length] != ' '))
        return false;
    words->at = at + length;
    return true;
}

static bool take_number(struct rate_words *words, struct profile_number *number, struct profile_rate *rate, uint32_t flag)
{
    const char *word;
    size_t length = next_word(words, &word);
    rate->flags |= flag;
    return read_number(word, length, number);
}

static bool take_date(struct rate_words *words, uint32_t *date, struct hs_why *why)
{
    const char *word;
    size_t length = next_word(words, &word);
    return words_day(word, length, date, why);
}

/* An amount, a percentage, or the name in front. */
static bool take_amount(struct rate_words *words, bool first, struct profile_rate *rate, char name[static 32])
{
    const char *word;
    size_t length = next_word(words, &word);
    if (length > 1 && word[length - 1] == '%' && !(rate->flags & RATE_PERCENT)) {
        rate->flags |= RATE_PERCENT;
        return read_number(word, length - 1, &rate->percent);
    }
    if (first && word[0] >= 'a' && word[0] <= 'z' && length < 32) {
        memcpy(name, word, length);
        name[length] = '\0';
        return true;
    }
    if (rate->flags & RATE_FIXED)
        return false;
    rate->flags |= RATE_FIXED;
    return read_number(word, length, &rate->fixed);
}

bool words_rate(const char *value, struct profile_rate *rate, char name[static 32], struct hs_why *why)
{
    struct rate_words words = { value };
    bool well = true, first = true;
    why->status = HS_OK;
    for (; well && *(words.at + strspn(words.at, " ")); first = false) {
        if (take_words(&words, "min"))
            well = take_number(&words, &rate->least, rate, RATE_LEAST);
        else if (take_words(&words, "max"))
            well = take_number(&words, &rate->most, rate, RATE_MOST);
        else if (take_words(&words, "up to"))
            well = take_number(&words, &rate->up_to, rate, RATE_UP_TO);
        else if (take_words(&words, "of the excess over"))
            well = take_number(&words, &rate->over, rate, RATE_OVER);
        else if (take_words(&words, "from"))
            well = take_date(&words, &rate->from, why);
        else if (take_words(&words, "until"))
            well = take_date(&words, &rate->until, why);
        else if (take_words(&words, "sample"))
            rate->flags |= RATE_SAMPLE;
        else if (!take_words(&words, "+"))
            well = take_amount(&words, first, rate, name);
    }
    if (well && (rate->flags & (RATE_PERCENT | RATE_FIXED)))
        return true;
    return why->status != HS_OK ? false : bad(why, value, "no rate such as \"20% from 2019-01-01\" or \"250 up to 250000\"");
}
