/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/duty/expression_node.h"

#include <stdio.h>
#include <string.h>

struct evaluation {
    const struct expression *expression;
    const struct expression_inputs *inputs;
    struct expression_result *result;
};

/* ---- inputs ---- */

static bool answers(const struct expression_key *given, const struct expression_key *asked)
{
    if (given->kind != asked->kind)
        return false;
    switch (asked->kind) {
    case INPUT_QUANTITY:
        return given->part == asked->part && measure_dimension(given->unit) == measure_dimension(asked->unit);
    case INPUT_PART_VALUE:
    case INPUT_DEGREE:
        return given->part == asked->part;
    case INPUT_DUTY:
    case INPUT_EXCHANGE_RATE:
        return strcmp(given->name, asked->name) == 0;
    default:
        return true;
    }
}

/* NULL where it was not given: the result then says that it is missing. */
static const struct expression_input *find(struct evaluation *evaluation, const struct expression_key *asked)
{
    for (size_t i = 0; i < evaluation->inputs->inputs; i++)
        if (answers(&evaluation->inputs->input[i].key, asked))
            return &evaluation->inputs->input[i];
    evaluation->result->missing = *asked;
    return NULL;
}

static enum hs_status check_inputs(const struct expression_inputs *inputs, struct hs_why *why)
{
    static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool dated = inputs->month != 0 || inputs->day != 0;
    if (dated && (inputs->month < 1 || inputs->month > 12 || inputs->day < 1 || inputs->day > days[inputs->month - 1]))
        return hs_fail(why, HS_INVALID, "day %d of month %d: no such date: correct the date of the declaration", inputs->day, inputs->month);
    if (!inputs->currency || strlen(inputs->currency) != 3)
        return hs_fail(why, HS_INVALID, "the currency of the customs value is not given: name it by its three letters");
    for (size_t i = 0; i < inputs->inputs; i++) {
        const struct expression_input *input = &inputs->input[i];
        char name[160];
        if (decimal_sign(&input->amount) < 0) {
            expression_key_text(&input->key, name, sizeof name);
            return hs_fail(why, HS_INVALID, "%s: below zero: correct it", name);
        }
        if (input->key.kind == INPUT_DEGREE && input->key.part != PART_POLARISATION) {
            struct decimal hundred;
            decimal_init(&hundred);
            decimal_set_integer(&hundred, 100, 0);
            int order = decimal_compare(&input->amount, &hundred);
            decimal_clear(&hundred);
            if (order > 0) {
                expression_key_text(&input->key, name, sizeof name);
                return hs_fail(why, HS_INVALID, "%s: above 100 per cent: correct it", name);
            }
        }
    }
    return HS_OK;
}

/* ---- arithmetic ---- */

static void multiply_by_number(struct decimal *amount, int64_t number, uint32_t scale)
{
    struct decimal factor;
    decimal_init(&factor);
    decimal_set_integer(&factor, number, scale);
    decimal_multiply(amount, amount, &factor);
    decimal_clear(&factor);
}

static void divide_by_number(struct decimal *amount, int64_t number, uint32_t scale)
{
    struct decimal divisor;
    struct hs_why why;
    decimal_init(&divisor);
    decimal_set_integer(&divisor, number, scale);
    uint32_t digits = amount->scale + EXPRESSION_DIVISION_DIGITS;
    if (number != 1 || scale != 0) /* never 0: the parser and the unit table hold no such divisor */
        decimal_divide(amount, amount, &divisor, digits < DECIMAL_SCALE_MAX ? digits : DECIMAL_SCALE_MAX, DECIMAL_HALF_EVEN, &why);
    decimal_trim(amount);
    decimal_clear(&divisor);
}

static enum expression_outcome percent(struct evaluation *evaluation, const struct expression_node *node, struct decimal *amount)
{
    struct expression_key asked = { .kind = node->part == PART_WHOLE ? INPUT_CUSTOMS_VALUE : INPUT_PART_VALUE, .part = node->part };
    const struct expression_input *value = find(evaluation, &asked);
    if (!value)
        return EXPRESSION_MISSING;
    decimal_set(amount, &value->amount);
    multiply_by_number(amount, node->number, node->scale + 2u);
    divide_by_number(amount, node->divisor, 0);
    return EXPRESSION_COMPUTED;
}

/* Into the currency of the result. */
static enum expression_outcome convert(struct evaluation *evaluation, const char *currency, struct decimal *amount)
{
    struct expression_key asked = { .kind = INPUT_EXCHANGE_RATE };
    if (strcmp(currency, evaluation->inputs->currency) == 0)
        return EXPRESSION_COMPUTED;
    snprintf(asked.name, sizeof asked.name, "%s", currency);
    const struct expression_input *rate = find(evaluation, &asked);
    if (!rate)
        return EXPRESSION_MISSING;
    decimal_multiply(amount, amount, &rate->amount);
    return EXPRESSION_COMPUTED;
}

static enum expression_outcome specific(struct evaluation *evaluation, const struct expression_node *node, struct decimal *amount)
{
    bool by_degree = node->part == PART_STRENGTH || node->part == PART_SUCROSE;
    struct expression_key asked = { .kind = INPUT_QUANTITY, .unit = node->unit, .part = by_degree ? PART_WHOLE : node->part };
    const struct expression_input *quantity = find(evaluation, &asked);
    if (!quantity)
        return EXPRESSION_MISSING;
    struct measure_factor given = measure_factor(quantity->key.unit), wanted = measure_factor(node->unit);
    decimal_set(amount, &quantity->amount);
    if (by_degree) {
        struct expression_key degree = { .kind = INPUT_DEGREE, .part = node->part };
        const struct expression_input *degrees = find(evaluation, &degree);
        if (!degrees)
            return EXPRESSION_MISSING;
        decimal_multiply(amount, amount, &degrees->amount);
    }
    multiply_by_number(amount, node->number, node->scale);
    if (quantity->key.unit != node->unit) {
        multiply_by_number(amount, given.factor, given.scale);
        divide_by_number(amount, wanted.factor, wanted.scale);
    }
    divide_by_number(amount, node->divisor, 0);
    return convert(evaluation, node->currency, amount);
}

static enum expression_outcome refer(struct evaluation *evaluation, const char *text, size_t length)
{
    evaluation->result->refer = text;
    evaluation->result->refer_length = length;
    return EXPRESSION_REFER;
}

static enum expression_outcome evaluate(struct evaluation *evaluation, size_t at, struct decimal *amount);

/* first - second x (threshold - degree), the last not below 0. */
static enum expression_outcome less_degrees(struct evaluation *evaluation, const struct expression_node *node, struct decimal *first,
                                            const struct decimal *second)
{
    struct expression_key asked = { .kind = INPUT_DEGREE, .part = PART_POLARISATION };
    const struct expression_input *degree = find(evaluation, &asked);
    struct decimal under;
    if (!degree)
        return EXPRESSION_MISSING;
    decimal_init(&under);
    decimal_set_integer(&under, node->number, node->scale);
    decimal_subtract(&under, &under, &degree->amount);
    if (decimal_sign(&under) > 0) {
        decimal_multiply(&under, &under, second);
        decimal_subtract(first, first, &under);
    }
    decimal_clear(&under);
    return EXPRESSION_COMPUTED;
}

static enum expression_outcome combine(struct evaluation *evaluation, const struct expression_node *node, struct decimal *first, const struct decimal *second)
{
    static const char below[] = "the rate comes out below zero";
    int order;
    switch ((enum node_kind)node->kind) {
    case NODE_SUM:
        decimal_add(first, first, second);
        return EXPRESSION_COMPUTED;
    case NODE_DIFFERENCE:
        decimal_subtract(first, first, second);
        return decimal_sign(first) < 0 ? refer(evaluation, below, sizeof below - 1) : EXPRESSION_COMPUTED;
    case NODE_DEGREES:
        return less_degrees(evaluation, node, first, second);
    default:
        order = decimal_compare(first, second);
        if (node->kind == NODE_GREATER ? order < 0 : order > 0)
            decimal_set(first, second);
        return EXPRESSION_COMPUTED;
    }
}

static enum expression_outcome operation(struct evaluation *evaluation, size_t at, struct decimal *amount)
{
    struct decimal second;
    enum expression_outcome outcome = evaluate(evaluation, at + 1, amount);
    if (outcome != EXPRESSION_COMPUTED)
        return outcome;
    decimal_init(&second);
    outcome = evaluate(evaluation, expression_second(evaluation->expression->node, at), &second);
    if (outcome == EXPRESSION_COMPUTED)
        outcome = combine(evaluation, &evaluation->expression->node[at], amount, &second);
    decimal_clear(&second);
    return outcome;
}

static enum expression_outcome duty_of_line(struct evaluation *evaluation, const struct expression_node *node, struct decimal *amount)
{
    struct expression_key asked = { .kind = INPUT_DUTY };
    memcpy(asked.name, expression_texts(evaluation->expression) + node->text, node->text_length);
    const struct expression_input *duty = find(evaluation, &asked);
    if (!duty)
        return EXPRESSION_MISSING;
    decimal_set(amount, &duty->amount);
    return EXPRESSION_COMPUTED;
}

/* ---- lists ---- */

static const char *list_text(const struct evaluation *evaluation, const struct expression_node *node, size_t *length)
{
    *length = node->text_length;
    return expression_texts(evaluation->expression) + node->text;
}

/* Whether the programme stands in the list; `qualified` where only one with a mark does, "A*" for "A". */
static bool lists_programme(const char *text, size_t length, const char *programme, bool *qualified)
{
    size_t wanted = strlen(programme);
    for (size_t at = 0; at < length;) {
        const char *comma = memchr(text + at, ',', length - at);
        size_t size = comma ? (size_t)(comma - text) - at : length - at;
        if (size == wanted && memcmp(text + at, programme, size) == 0)
            return true;
        if (size == wanted + 1 && memcmp(text + at, programme, wanted) == 0 && (text[at + wanted] == '*' || text[at + wanted] == '+'))
            *qualified = true;
        at += size + 1;
    }
    return false;
}

static enum expression_outcome by_programme(struct evaluation *evaluation, size_t at, struct decimal *amount)
{
    const struct expression_node *nodes = evaluation->expression->node;
    const char *programme = evaluation->inputs->programme, *marked = NULL;
    size_t length, marked_length = 0;
    if (!programme) {
        evaluation->result->missing = (struct expression_key) { .kind = INPUT_PROGRAMME };
        return EXPRESSION_MISSING;
    }
    for (;; at = expression_second(nodes, at)) {
        bool qualified = false;
        const char *text = list_text(evaluation, &nodes[at], &length);
        if (lists_programme(text, length, programme, &qualified))
            return evaluate(evaluation, at + 1, amount);
        if (qualified && !marked) {
            marked = text;
            marked_length = length;
        }
        if (nodes[at].last)
            break;
    }
    /* "A*" leaves out some countries of programme A, "A+" holds only some: which, a person knows. */
    return marked ? refer(evaluation, marked, marked_length) : EXPRESSION_NO_PREFERENCE;
}

static bool in_season(const char *text, size_t length, int date)
{
    struct season season;
    for (size_t at = 0; at < length && season_read(text, length, &at, &season); at++) {
        bool over_new_year = season.from > season.to;
        if (over_new_year ? date >= season.from || date <= season.to : date >= season.from && date <= season.to)
            return true;
    }
    return false;
}

static enum expression_outcome by_season(struct evaluation *evaluation, size_t at, struct decimal *amount)
{
    static const char gap[] = "no season of the rate holds the date", twice[] = "two seasons of the rate hold the date";
    const struct expression_node *nodes = evaluation->expression->node;
    int date = evaluation->inputs->month * 100 + evaluation->inputs->day;
    size_t length, rate = 0;
    if (date == 0) {
        evaluation->result->missing = (struct expression_key) { .kind = INPUT_DATE };
        return EXPRESSION_MISSING;
    }
    for (;; at = expression_second(nodes, at)) {
        const char *text = list_text(evaluation, &nodes[at], &length);
        if (length ? in_season(text, length, date) : rate == 0) {
            if (rate)
                return refer(evaluation, twice, sizeof twice - 1);
            rate = at + 1;
        }
        if (nodes[at].last)
            break;
    }
    return rate ? evaluate(evaluation, rate, amount) : refer(evaluation, gap, sizeof gap - 1);
}

/* A refer anywhere below makes the whole one: what else is missing does not matter then. */
static const struct expression_node *referred(const struct expression_node *nodes, size_t at)
{
    for (size_t i = at; i < at + nodes[at].span; i++)
        if (nodes[i].kind == NODE_REFER)
            return &nodes[i];
    return NULL;
}

static enum expression_outcome evaluate(struct evaluation *evaluation, size_t at, struct decimal *amount)
{
    const struct expression_node *node = &evaluation->expression->node[at], *person;
    switch ((enum node_kind)node->kind) {
    case NODE_FREE:
        decimal_set_integer(amount, 0, 0);
        return EXPRESSION_COMPUTED;
    case NODE_PERCENT:
        return percent(evaluation, node, amount);
    case NODE_SPECIFIC:
        return specific(evaluation, node, amount);
    case NODE_DUTY:
        return duty_of_line(evaluation, node, amount);
    case NODE_PROGRAMMES:
        return by_programme(evaluation, at, amount);
    case NODE_SEASONS:
        return by_season(evaluation, at, amount);
    default:
        person = referred(evaluation->expression->node, at);
        return person ? refer(evaluation, expression_texts(evaluation->expression) + person->text, person->text_length) : operation(evaluation, at, amount);
    }
}

enum hs_status expression_evaluate(const struct expression *expression, const struct expression_inputs *inputs, struct expression_result *result,
                                   struct hs_why *why)
{
    enum hs_status status = check_inputs(inputs, why);
    if (status != HS_OK)
        return status;
    struct evaluation evaluation = { expression, inputs, result };
    result->refer = NULL;
    result->refer_length = 0;
    memset(&result->missing, 0, sizeof result->missing);
    result->outcome = evaluate(&evaluation, 0, &result->amount);
    return HS_OK;
}

int expression_key_text(const struct expression_key *key, char *out, size_t size)
{
    switch (key->kind) {
    case INPUT_CUSTOMS_VALUE:
        return snprintf(out, size, "customs value");
    case INPUT_QUANTITY:
        return snprintf(out, size, "quantity in %s%s%s", measure_unit_name(key->unit), key->part == PART_WHOLE ? "" : " ", measure_part_name(key->part));
    case INPUT_PART_VALUE:
        return snprintf(out, size, "value for the rate \"%s\"", measure_part_name(key->part));
    case INPUT_DEGREE:
        return snprintf(out, size, "degree in \"%s\"", measure_part_name(key->part));
    case INPUT_DUTY:
        return snprintf(out, size, "duty under %s", key->name[0] ? key->name : "the applicable subheading");
    case INPUT_EXCHANGE_RATE:
        return snprintf(out, size, "exchange rate of %s", key->name);
    case INPUT_DATE:
        return snprintf(out, size, "date of the declaration");
    default:
        return snprintf(out, size, "programme of preference claimed");
    }
}
