/* SPDX-License-Identifier: GPL-3.0-or-later */
/* decide.c - for the tests: what is made of descriptions with a declared code.
 *
 *     decide STORE [--without-rules] <file      a line is `description TAB code`, the code may be empty (then the first code found is taken as declared)
 *
 * Prints a line each: code found, its probability, verdict, axis of the question that the verdict rests on or that would be asked, vagueness rule and level, what speaks about
 * the declared code (contradicts:ROW, note:CITATION, meets:ROW), comma-joined.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/classify/classifier.h"
#include "core/crypto/digest.h"

enum { DIGITS = 6, LINE_SIZE = 1 << 16 };

static const char *axis_of(const struct rules *rules, uint32_t question)
{
    return question == ASSESS_NOTHING || question >= rules->questions.count ? "" : axis_tag((enum axis)rules->questions.question[question].axis);
}

static void print_reasons(const struct rules *rules, const struct classification *found, const struct code *declared, const struct tree *tree)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct classify_result *result = &found->result[i];
        if (code_compare(&tree_node(tree, result->node)->code, declared) != 0)
            continue;
        for (size_t r = 0; r < result->reasons; r++) {
            const struct ruling_reason *reason = &result->reason[r];
            char text[CONDITION_TEXT_MAX];
            if (reason->kind == RULING_NOTE)
                printf("%snote:%s", r ? "," : "", rules->notes.text + rules->notes.note[reason->row].citation);
            else
                printf("%s%s:%s", r ? "," : "", reason->kind == RULING_CONTRADICTS ? "contradicts" : "meets",
                       condition_print(&rules->conditions.row[reason->row].condition, rules->conditions.value, &rules->lexicon, TREE_EN, text));
        }
    }
}

static void decide(struct classifier *classifier, const char *text, size_t length, const char *code)
{
    const struct rules *rules = classifier_rules(classifier);
    const struct tree *tree = classifier_tree(classifier);
    struct assess_limits limits = assess_limits_standard();
    struct classification *found = calloc(1, sizeof *found);
    struct assessment assessment;
    struct code declared = { { 0 } };
    if (!found)
        exit(1);
    classify(classifier, text, length, DIGITS, CLASSIFY_RESULTS_MAX, 1, found);
    const char *top = found->count ? tree_node(tree, found->result[0].node)->code.digits : "";
    snprintf(declared.digits, sizeof declared.digits, "%.6s", *code ? code : top);
    classifier_assess(classifier, &declared, &limits, &assessment);
    printf("%s\t%.4f\t%s\t%s\t%s\t%s\t%s\t", top, found->count ? found->result[0].probability : 0, verdict_tag(assessment.verdict), axis_of(rules, assessment.question),
           axis_of(rules, found->question), assessment.vague.level ? vague_rule_tag(assessment.vague.rule) : "", vague_level_tag(assessment.vague.level));
    print_reasons(rules, found, &declared, tree);
    putchar('\n');
    free(found);
}

int main(int argc, char **argv)
{
    static char line[LINE_SIZE];
    struct store *store;
    struct classifier *classifier;
    struct hs_why why;
    if (argc < 2 || crypto_start(&why) != HS_OK || store_open(argv[1], &store, &why) != HS_OK || classifier_open(store, &classifier, &why) != HS_OK) {
        fprintf(stderr, "decide: %s\n", argc < 2 ? "name a store" : why.text);
        return 1;
    }
    classifier_use_rules(classifier, argc < 3);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        size_t length = strcspn(line, "\t");
        const char *code = line[length] ? line + length + 1 : "";
        if (text_check(line, length, "description", &why) == HS_OK)
            decide(classifier, line, length, code);
        else
            printf("\t0.0000\tthin\t\t\tplaceholder\trefuse\t\n");
    }
    classifier_close(classifier);
    store_close(store);
    return 0;
}
