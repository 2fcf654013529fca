/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/apply/selftest.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/classify/classifier.h"

enum { ACCURACY_TEXT_MAX = 16 };

/* "0.9312": a share, in the notation that pack writes. */
static bool parse_accuracy(struct cell cell, double *accuracy)
{
    char text[ACCURACY_TEXT_MAX], *end;
    if (!cell.length || cell.length >= sizeof text || strspn(memcpy(text, cell.text, cell.length), "0123456789.") < cell.length)
        return false;
    text[cell.length] = '\0';
    *accuracy = strtod(text, &end);
    return *end == '\0' && *accuracy >= 0 && *accuracy <= 1;
}

static bool is_right(struct classifier *classifier, struct classification *found, const struct code *code, struct cell text)
{
    const struct tree *tree = classifier_tree(classifier);
    size_t digits = code_length(code) < tree_depth(tree) ? code_length(code) : tree_depth(tree);
    struct code wanted = code_prefix(code, digits);
    classify(classifier, text.text, text.length, digits, 1, 0, found);
    return found->count && code_compare(&tree_node(tree, found->result[0].node)->code, &wanted) == 0;
}

static enum hs_status run_row(struct classifier *classifier, struct classification *found, const char *line, size_t length, size_t number,
                              struct selftest *selftest, struct hs_why *why)
{
    struct cell cell[2];
    struct code code;
    struct hs_why inner;
    if (cells_of(line, length, cell, 2) != 2)
        return hs_fail(why, HS_INVALID, "selftest.tsv: line %zu: not `code TAB description`: correct it", number);
    if (number == 1 && cell[0].length == strlen(SELFTEST_ACCURACY) && memcmp(cell[0].text, SELFTEST_ACCURACY, cell[0].length) == 0)
        return parse_accuracy(cell[1], &selftest->asked) ? HS_OK
                                                         : hs_fail(why, HS_INVALID, "selftest.tsv: line 1: the accuracy is no share from 0 to 1: write 0.93");
    if (code_parse(cell[0].text, cell[0].length, &code, &inner) != HS_OK || text_check(cell[1].text, cell[1].length, "description", &inner) != HS_OK)
        return hs_fail(why, HS_INVALID, "selftest.tsv: line %zu: %s", number, inner.text);
    if (++selftest->rows > SELFTEST_ROWS_MAX)
        return hs_fail(why, HS_INVALID, "selftest.tsv: more than %d rows: leave some out", SELFTEST_ROWS_MAX);
    selftest->right += is_right(classifier, found, &code, cell[1]);
    return HS_OK;
}

enum hs_status selftest_run(const struct store *store, const char *text, size_t size, struct selftest *selftest, struct hs_why *why)
{
    struct classifier *classifier = NULL;
    struct classification *found = malloc(sizeof *found);
    struct lines lines = lines_of(text, size);
    const char *line;
    size_t length;
    *selftest = (struct selftest) { .asked = -1 };
    enum hs_status status = found ? classifier_open(store, &classifier, why) : hs_fail(why, HS_NO_MEMORY, "self-test: no memory: close other programs");
    if (status == HS_OK)
        classifier_use_rules(classifier, false);
    while (status == HS_OK && lines_next(&lines, &line, &length))
        status = run_row(classifier, found, line, length, lines.number, selftest, why);
    if (status == HS_OK && !selftest->rows)
        status = hs_fail(why, HS_INVALID, "selftest.tsv: not one row `code TAB description`: add some");
    classifier_close(classifier);
    free(found);
    return status;
}
