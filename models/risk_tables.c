/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/risk_tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/hash.h"
#include "core/goods/code.h"
#include "models/risk_measure.h"

static const size_t DIGITS[RISK_RUNGS] = { CODE_CHAPTER, CODE_HEADING, CODE_SUBHEADING };

static enum hs_status no_memory(struct hs_why *why)
{
    return hs_fail(why, HS_NO_MEMORY, "training: no memory: train on fewer rows");
}

static void count(struct risk_tally *tally, bool found)
{
    tally->rows++;
    tally->found += found;
}

enum hs_status risk_tables_start(const struct risk_case *row, size_t rows, struct risk_tables *tables, struct hs_why *why)
{
    char goods[RISK_GOODS_MAX];
    *tables = (struct risk_tables) { .row = row, .rows = rows };
    for (int parting = 0; parting < RISK_PARTINGS; parting++) {
        tables->fold[parting] = arena_take(&tables->arena, rows);
        if (!tables->fold[parting])
            return no_memory(why);
    }
    for (size_t i = 0; i < rows; i++) {
        size_t length = risk_goods(&row[i].line, goods);
        tables->fold[PARTED_BY_GOODS][i] = (uint8_t)(hash_bytes(goods, length, 0) % RISK_FOLDS);
        tables->fold[PARTED_BY_ROW][i] = (uint8_t)(i % RISK_FOLDS);
        count(&tables->all, row[i].found);
        for (int parting = 0; parting < RISK_PARTINGS; parting++)
            count(&tables->in_fold[parting][tables->fold[parting][i]], row[i].found);
    }
    return HS_OK;
}

void risk_tables_free(struct risk_tables *tables)
{
    arena_free(&tables->arena);
}

struct keyed {
    const char *key;
    uint32_t row;
};

static int by_key(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;
    int order = strcmp(a->key, b->key);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static size_t collect(struct risk_tables *tables, const struct risk *frame, uint32_t fields, size_t digits, struct keyed *keyed, bool *out_of_memory)
{
    char key[RISK_KEY_MAX];
    size_t stated = 0;
    for (size_t i = 0; i < tables->rows; i++) {
        if (!risk_key(frame, &tables->row[i].line, fields, digits, key))
            continue;
        keyed[stated] = (struct keyed) { arena_copy(&tables->arena, key, strlen(key)), (uint32_t)i };
        if (!keyed[stated++].key) {
            *out_of_memory = true;
            return 0;
        }
    }
    qsort(keyed, stated, sizeof *keyed, by_key);
    return stated;
}

static bool make_room(struct risk_tables *tables, struct risk_table *table, size_t keys)
{
    table->key = arena_take(&tables->arena, (keys + 1) * sizeof *table->key);
    table->of_row = arena_take(&tables->arena, (tables->rows + 1) * sizeof *table->of_row);
    table->all = arena_take(&tables->arena, (keys + 1) * sizeof *table->all);
    bool room = table->key && table->of_row && table->all;
    for (int parting = 0; parting < RISK_PARTINGS; parting++) {
        table->fold[parting] = arena_take(&tables->arena, (keys + 1) * RISK_FOLDS * sizeof *table->fold[parting]);
        room = room && table->fold[parting];
    }
    return room;
}

static bool make_table(struct risk_tables *tables, const struct risk *frame, uint32_t fields, size_t digits, struct keyed *keyed, struct risk_table *table)
{
    bool out_of_memory = false;
    size_t stated = collect(tables, frame, fields, digits, keyed, &out_of_memory), keys = 0;
    for (size_t i = 0; i < stated; i++)
        keys += !i || strcmp(keyed[i - 1].key, keyed[i].key) != 0;
    if (out_of_memory || !make_room(tables, table, keys))
        return false;
    memset(table->of_row, 0xff, tables->rows * sizeof *table->of_row);
    table->count = 0;
    for (size_t i = 0; i < stated; i++) {
        uint32_t row = keyed[i].row;
        if (!i || strcmp(keyed[i - 1].key, keyed[i].key) != 0)
            table->key[table->count++] = keyed[i].key;
        uint32_t key = table->of_row[row] = table->count - 1;
        count(&table->all[key], tables->row[row].found);
        for (int parting = 0; parting < RISK_PARTINGS; parting++)
            count(&table->fold[parting][key * RISK_FOLDS + tables->fold[parting][row]], tables->row[row].found);
    }
    return true;
}

enum hs_status risk_tables_column(struct risk_tables *tables, const struct risk *frame, uint32_t fields, bool whole, struct risk_table_column *column,
                                  struct hs_why *why)
{
    struct keyed *keyed = calloc(tables->rows + 1, sizeof *keyed);
    bool made = keyed != NULL, ladder = fields & 1u << RISK_CODE && !whole;
    *column = (struct risk_table_column) { .fields = fields, .rungs = ladder ? RISK_RUNGS : 1 };
    for (int rung = 0; made && rung < column->rungs; rung++)
        made = make_table(tables, frame, fields, ladder ? DIGITS[rung] : CODE_SUBHEADING, keyed, &column->table[rung]);
    free(keyed);
    return made ? HS_OK : no_memory(why);
}

static double share(struct risk_tally tally, double shrink, double towards)
{
    return ((double)tally.found + shrink * towards) / ((double)tally.rows + shrink);
}

static double log_odds(double p)
{
    return log(p / (1 - p));
}

static struct risk_tally less(struct risk_tally tally, struct risk_tally own)
{
    return (struct risk_tally) { tally.rows - own.rows, tally.found - own.found };
}

/* As if there were one row more of each outcome: never 0 or 1. */
static double prior(struct risk_tally all)
{
    return ((double)all.found + 1) / ((double)all.rows + 2);
}

double risk_tables_worth(const struct risk_tables *tables, const struct risk_table_column *column, size_t row, enum risk_parting parting, double shrink)
{
    unsigned fold = tables->fold[parting][row];
    double base = prior(less(tables->all, tables->in_fold[parting][fold])), p = base;
    for (int rung = 0; rung < column->rungs; rung++) {
        const struct risk_table *table = &column->table[rung];
        uint32_t key = table->of_row[row];
        if (key != RISK_NO_KEY) {
            struct risk_tally others = less(table->all[key], table->fold[parting][key * RISK_FOLDS + fold]);
            p = others.rows ? share(others, shrink, p) : p;
        }
    }
    return log_odds(p) - log_odds(base);
}

void risk_tables_keys(const struct risk_tables *tables, const struct risk_table_column *column, int rung, double shrink, double *worth)
{
    double base = prior(tables->all);
    for (size_t row = 0; row < tables->rows; row++) {
        double p = base;
        if (column->table[rung].of_row[row] == RISK_NO_KEY)
            continue;
        for (int i = 0; i <= rung; i++) {
            uint32_t key = column->table[i].of_row[row];
            p = key == RISK_NO_KEY ? p : share(column->table[i].all[key], shrink, p);
        }
        worth[column->table[rung].of_row[row]] = log_odds(p) - log_odds(base);
    }
}
