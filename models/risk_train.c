/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/risk_train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/risk_frame.h"
#include "models/risk_regression.h"
#include "models/risk_tables.h"

/* Rows; those for repeats were not chosen: what one earlier declaration tells of its repetition is worth much. */
static const double SHRINK[] = { 5, 20, 60, 200 }, SHRINK_REPEATS = 1, RIDGE = 1;
enum { SHRINKS = sizeof SHRINK / sizeof *SHRINK };

struct work {
    const struct risk_training *training;
    struct risk_tables tables;
    struct risk_table_column column[RISK_COLUMNS_MAX], repeat;
    size_t columns;
    bool repeats; /* there is a column of them */
    bool *found;
    double *x, *stage; /* the columns' numbers of each row; those of the second regression */
};

/* One way to train: weights for it. */
struct choice {
    double shrink;
    bool repeats;
    double weight[RISK_COLUMNS_MAX + 1], top[3]; /* intercept first; top: intercept, the sum of the others, repeats */
};

static enum hs_status no_memory(struct hs_why *why)
{
    return hs_fail(why, HS_NO_MEMORY, "training: no memory: train on fewer rows");
}

static bool fields_known(const struct risk_training *training, uint32_t fields)
{
    if (fields & 1u << RISK_UNIT_PRICE)
        fields = (fields & ~(1u << RISK_UNIT_PRICE)) | 1u << RISK_CODE | 1u << RISK_MASS | 1u << RISK_PRICE;
    for (int i = 0; i < RISK_STATED; i++)
        if (fields & 1u << i && !training->known[i])
            return false;
    return true;
}

static enum hs_status open_frame(const struct risk_training *training, void **bytes, struct risk *frame, struct hs_why *why)
{
    struct risk_maker *maker;
    size_t size;
    enum hs_status status = risk_maker_start(0, &maker, why);
    if (status != HS_OK)
        return status;
    status = risk_frame_give(training->row, training->rows, maker, why);
    if (status != HS_OK) {
        risk_maker_free(maker);
        return status;
    }
    status = risk_maker_finish(maker, bytes, &size, why);
    return status == HS_OK ? risk_open(*bytes, size, frame, why) : status;
}

static enum hs_status add_column(struct work *work, const struct risk *frame, uint32_t fields, struct hs_why *why)
{
    enum hs_status status = risk_tables_column(&work->tables, frame, fields, false, &work->column[work->columns], why);
    work->columns += status == HS_OK && work->column[work->columns].table[0].count;
    return status;
}

static enum hs_status make_columns(struct work *work, const struct risk *frame, struct hs_why *why)
{
    const struct risk_training *training = work->training;
    enum hs_status status = HS_OK;
    for (size_t i = 0; status == HS_OK && i < training->onlys; i++) {
        if (fields_known(training, training->only[i]))
            status = add_column(work, frame, training->only[i], why);
        else {
            char name[RISK_COLUMN_NAME_MAX];
            risk_column_name(training->only[i], name);
            status = hs_fail(why, HS_INVALID, "option --only: %s: the rows have no such field: name its column with --columns", name);
        }
    }
    for (int field = 0; status == HS_OK && !training->onlys && field < RISK_FIELD_COUNT; field++)
        if (fields_known(training, 1u << field))
            status = add_column(work, frame, 1u << field, why);
    work->repeats = !training->onlys && fields_known(training, RISK_REPEATED);
    if (status == HS_OK && work->repeats)
        status = risk_tables_column(&work->tables, frame, RISK_REPEATED, true, &work->repeat, why);
    if (status == HS_OK && !work->columns)
        status = hs_fail(why, HS_INVALID, "training: the rows state nothing in any column: see data/SCHEMA.md for what they are like");
    return status;
}

static enum hs_status start(struct work *work, struct hs_why *why)
{
    const struct risk_training *training = work->training;
    struct risk frame;
    void *bytes = NULL;
    enum hs_status status = risk_tables_start(training->row, training->rows, &work->tables, why);
    if (status == HS_OK)
        status = open_frame(training, &bytes, &frame, why);
    if (status == HS_OK)
        status = make_columns(work, &frame, why);
    free(bytes);
    if (status != HS_OK)
        return status;
    work->found = calloc(training->rows, sizeof *work->found);
    work->x = calloc(training->rows, work->columns * sizeof *work->x);
    work->stage = calloc(training->rows, 2 * sizeof *work->stage);
    if (!work->found || !work->x || !work->stage)
        return no_memory(why);
    for (size_t i = 0; i < training->rows; i++)
        work->found[i] = training->row[i].found;
    return HS_OK;
}

static void end(struct work *work)
{
    risk_tables_free(&work->tables);
    free(work->found);
    free(work->x);
    free(work->stage);
}

/* ---- the two regressions ---- */

static enum hs_status weigh(struct work *work, struct choice *choice, struct hs_why *why)
{
    size_t rows = work->training->rows;
    for (size_t i = 0; i < rows; i++)
        for (size_t c = 0; c < work->columns; c++)
            work->x[i * work->columns + c] = risk_tables_worth(&work->tables, &work->column[c], i, PARTED_BY_GOODS, choice->shrink);
    return risk_regression(work->x, rows, work->columns, work->found, RIDGE, choice->weight, why);
}

/* Without repeats the first regression stands as it is. */
static enum hs_status weigh_repeats(struct work *work, struct choice *choice, struct hs_why *why)
{
    size_t rows = work->training->rows;
    for (size_t i = 0; i < rows; i++) {
        double sum = choice->weight[0];
        for (size_t c = 0; c < work->columns; c++)
            sum += choice->weight[c + 1] * risk_tables_worth(&work->tables, &work->column[c], i, PARTED_BY_ROW, choice->shrink);
        work->stage[2 * i] = sum;
        work->stage[2 * i + 1] = risk_tables_worth(&work->tables, &work->repeat, i, PARTED_BY_ROW, SHRINK_REPEATS);
    }
    return risk_regression(work->stage, rows, 2, work->found, RIDGE, choice->top, why);
}

/* ---- the model ---- */

struct entry {
    const char *key;
    int64_t points;
};

static int by_key(const void *left, const void *right)
{
    return strcmp(((const struct entry *)left)->key, ((const struct entry *)right)->key);
}

static int64_t in_points(double log_odds)
{
    double points = log_odds * RISK_SCALE;
    return points >= RISK_POINTS_MAX ? RISK_POINTS_MAX : points <= -RISK_POINTS_MAX ? -RISK_POINTS_MAX : llround(points);
}

static enum hs_status give_column(const struct work *work, const struct risk_table_column *column, double shrink, double weight, struct risk_maker *maker,
                                  struct hs_why *why)
{
    size_t count = 0, room = 1;
    for (int rung = 0; rung < column->rungs; rung++)
        room += column->table[rung].count;
    struct entry *entry = calloc(room, sizeof *entry);
    double *worth = calloc(room, sizeof *worth);
    enum hs_status status = entry && worth ? HS_OK : no_memory(why);
    for (int rung = 0; status == HS_OK && rung < column->rungs; rung++) {
        risk_tables_keys(&work->tables, column, rung, shrink, worth);
        for (uint32_t key = 0; key < column->table[rung].count; key++)
            entry[count++] = (struct entry) { column->table[rung].key[key], in_points(weight * worth[key]) };
    }
    if (status == HS_OK)
        qsort(entry, count, sizeof *entry, by_key);
    for (size_t i = 0; status == HS_OK && i < count; i++)
        status = risk_maker_points(maker, column->fields, entry[i].key, strlen(entry[i].key), entry[i].points, why);
    free(entry);
    free(worth);
    return status;
}

static enum hs_status give(const struct work *work, const struct choice *choice, struct risk_maker *maker, struct hs_why *why)
{
    bool repeats_given = !choice->repeats;
    enum hs_status status = risk_frame_give(work->training->row, work->training->rows, maker, why);
    for (size_t c = 0; status == HS_OK && c <= work->columns; c++) {
        if (!repeats_given && (c == work->columns || work->column[c].fields > RISK_REPEATED)) {
            status = give_column(work, &work->repeat, SHRINK_REPEATS, choice->top[2], maker, why);
            repeats_given = true;
        }
        if (status == HS_OK && c < work->columns)
            status = give_column(work, &work->column[c], choice->shrink, choice->top[1] * choice->weight[c + 1], maker, why);
    }
    return status;
}

static enum hs_status make(const struct work *work, const struct choice *choice, void **bytes, size_t *size, struct hs_why *why)
{
    struct risk_maker *maker;
    enum hs_status status = risk_maker_start(in_points(choice->top[0] + choice->top[1] * choice->weight[0]), &maker, why);
    if (status != HS_OK)
        return status;
    status = give(work, choice, maker, why);
    if (status == HS_OK)
        return risk_maker_finish(maker, bytes, size, why);
    risk_maker_free(maker);
    return status;
}

/* Keeps it where it ranks the rows for validation better than what there is. */
static enum hs_status try(const struct work *work, const struct choice *choice, struct risk_trained *best, struct hs_why *why)
{
    struct risk_trained trained = { .shrink = choice->shrink, .repeats = choice->repeats };
    struct risk risk;
    enum hs_status status = make(work, choice, &trained.bytes, &trained.size, why);
    if (status == HS_OK)
        status = risk_open(trained.bytes, trained.size, &risk, why);
    if (status == HS_OK)
        status = risk_check(&risk, why);
    if (status == HS_OK)
        status = risk_measure(&risk, work->training->valid, work->training->valids, &trained.valid, why);
    if (status == HS_OK && (!best->bytes || trained.valid.auc > best->valid.auc)) {
        free(best->bytes);
        trained.columns = risk_columns(&risk);
        trained.points = risk_points(&risk);
        *best = trained;
    } else
        free(trained.bytes);
    return status;
}

enum hs_status risk_train(const struct risk_training *training, struct risk_trained *trained, struct hs_why *why)
{
    struct work *work = calloc(1, sizeof *work);
    *trained = (struct risk_trained) { .bytes = NULL };
    if (!work)
        return no_memory(why);
    work->training = training;
    enum hs_status status = start(work, why);
    for (int i = 0; status == HS_OK && i < SHRINKS; i++) {
        struct choice choice = { .shrink = SHRINK[i], .top = { 0, 1, 0 } };
        status = weigh(work, &choice, why);
        if (status == HS_OK)
            status = try(work, &choice, trained, why);
        choice.repeats = true;
        if (status == HS_OK && work->repeats)
            status = weigh_repeats(work, &choice, why);
        if (status == HS_OK && work->repeats)
            status = try(work, &choice, trained, why);
    }
    end(work);
    free(work);
    if (status != HS_OK) {
        free(trained->bytes);
        trained->bytes = NULL;
    }
    return status;
}
