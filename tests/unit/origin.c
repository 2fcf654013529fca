/* SPDX-License-Identifier: GPL-3.0-or-later */
/* origin.c - certificates of origin: batches drafted, taken in, looked up; what was altered, removed, added twice or rewritten is refused or seen. */
#include "tests/unit/unit.h"

#include "core/base/text.h"
#include "core/duty/entry.h"
#include "core/duty/origin_line.h"
#include "core/duty/origin_make.h"
#include "core/duty/origin_use.h"

#define MUST(call)                                                                                                                                             \
    do {                                                                                                                                                       \
        struct hs_why why;                                                                                                                                     \
        if ((call) != HS_OK)                                                                                                                                   \
            fail_msg("%s", why.text);                                                                                                                          \
    } while (0)

struct batch {
    char *bytes;
    size_t size;
};
struct held {
    void *bytes;
    size_t size;
    struct origin origin;
    struct origin_counts counts;
};

static struct certificate certificate(const char *number, const char *code, const char *quantity)
{
    struct certificate made = { .issuer = "GE",
                                .number = number,
                                .form = "CT-1",
                                .exporter = "Rioni Ltd",
                                .consignee = "Xəzər MMC",
                                .goods = "white chocolate",
                                .agreement = "cis",
                                .quantity = quantity,
                                .unit = UNIT_KILOGRAM,
                                .issued = 20260105,
                                .until = 20261231 };
    MUST(code_parse(code, strlen(code), &made.code, &why));
    return made;
}

static struct digest genesis(void)
{
    return origin_genesis("GE");
}

/* Issues those of the numbers, comma-separated, "-" before one revokes it. */
static struct batch draft(const struct digest *head, const char *numbers)
{
    struct origin_draft *draft;
    struct batch batch;
    char list[256], *rest = list;
    snprintf(list, sizeof list, "%s", numbers);
    MUST(origin_draft_start("GE", head, &draft, &why));
    for (char *number; (number = strsep(&rest, ",")) && *number;) {
        bool revokes = *number == '-';
        struct certificate each = certificate(number + revokes, "170490", "1000");
        each.revoked = revokes ? 20260301 : 0;
        MUST(origin_draft_add(draft, &each, revokes, &why));
    }
    MUST(origin_draft_finish(draft, &batch.bytes, &batch.size, &why));
    return batch;
}

static enum hs_status take(const struct held *before, const struct batch *batch, struct held *after, struct hs_why *why)
{
    return origin_make(before ? &before->origin : NULL, "GE", batch->bytes, batch->size, &after->bytes, &after->size, &after->counts, why);
}

static void must_take(const struct held *before, const struct batch *batch, struct held *after)
{
    MUST(take(before, batch, after, &why));
    MUST(origin_open(after->bytes, after->size, &after->origin, &why));
    MUST(origin_check(&after->origin, &why));
}

/* Refused so, with these words. */
static void refused(const struct held *before, const struct batch *batch, enum hs_status status, const char *words)
{
    struct held after;
    struct hs_why why;
    assert_int_equal(take(before, batch, &after, &why), status);
    if (!strstr(why.text, words))
        fail_msg("not \"%s\" but \"%s\"", words, why.text);
}

static void found_by_number(void **state)
{
    struct digest start = genesis();
    struct batch first = draft(&start, "GE 0002,GE 0001,ge-0010/A"), second;
    struct held one, two;
    struct certificate found;
    struct hs_why why;
    static const char *const ways[] = { "GE 0001", "ge0001", "CT-1 GE 0001", "ct1 GE-0001", "GE.0001" };
    (void)state;
    must_take(NULL, &first, &one);
    assert_int_equal(origin_certificates(&one.origin), 3);
    assert_int_equal(one.counts.issued, 3);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        assert_int_equal(origin_find(&one.origin, ways[i], &found, &why), HS_OK);
        assert_string_equal(found.number, "GE 0001");
        assert_string_equal(found.goods, "white chocolate");
        assert_string_equal(found.code.digits, "170490");
        assert_int_equal(found.line, 2);
    }
    static const char *const not [] = { "", " ", "GE 0003", "EUR.1 GE 0001", "CT-1", "№" };
    for (size_t i = 0; i < sizeof not / sizeof *not ; i++)
        assert_int_equal(origin_find(&one.origin, not [i], &found, &why), HS_NOT_FOUND);
    struct digest head = origin_head(&one.origin);
    second = draft(&head, "-GE 0001,GE 0003");
    must_take(&one, &second, &two);
    assert_int_equal(two.counts.revoked, 1);
    assert_int_equal(origin_find(&two.origin, "GE 0001", &found, &why), HS_OK);
    assert_int_equal(found.revoked, 20260301);
    assert_int_equal(origin_find(&two.origin, "GE 0002", &found, &why), HS_OK);
    assert_int_equal(found.revoked, 0);
    free(first.bytes);
    free(second.bytes);
    free(one.bytes);
    free(two.bytes);
}

/* The same whole file, its first lines held or not, gives the same value. */
static void repeated(void **state)
{
    struct digest start = genesis();
    struct batch first = draft(&start, "1,2"), second, whole;
    struct held one, two, again, none;
    (void)state;
    must_take(NULL, &first, &one);
    struct digest head = origin_head(&one.origin);
    second = draft(&head, "3,-1");
    must_take(&one, &second, &two);
    whole = draft(&start, "1,2,3,-1");
    must_take(&one, &whole, &again);
    assert_int_equal(again.counts.repeated, 2);
    assert_int_equal(again.counts.issued, 1);
    assert_int_equal(again.size, two.size);
    assert_memory_equal(again.bytes, two.bytes, two.size);
    must_take(&two, &first, &none); /* nothing new */
    assert_int_equal(none.counts.repeated, 2);
    assert_memory_equal(none.bytes, two.bytes, two.size);
    free(first.bytes), free(second.bytes), free(whole.bytes);
    free(one.bytes), free(two.bytes), free(again.bytes), free(none.bytes);
}

static void chain_broken(void **state)
{
    struct digest start = genesis();
    struct batch first = draft(&start, "1,2,3"), batch;
    struct held one;
    (void)state;
    must_take(NULL, &first, &one);
    struct digest head = origin_head(&one.origin), elsewhere = digest_of("x", "y", 1);
    /* A line of the middle gone. */
    batch.bytes = malloc(first.size);
    char *second = strchr(strchr(first.bytes, '\n') + 1, '\n') + 1, *third = strchr(second, '\n') + 1;
    memcpy(batch.bytes, first.bytes, (size_t)(second - first.bytes));
    memcpy(batch.bytes + (second - first.bytes), third, first.size - (size_t)(third - first.bytes));
    batch.size = first.size - (size_t)(third - second);
    refused(NULL, &batch, HS_REFUSED, "line 3: certificate of origin 3: it does not follow");
    /* A figure changed: the quantity of line 2. */
    batch.size = first.size;
    memcpy(batch.bytes, first.bytes, first.size);
    strstr(batch.bytes + (second - first.bytes), "\t1000\tkg")[1] = '9';
    refused(NULL, &batch, HS_REFUSED, "line 3: certificate of origin 2: it does not follow");
    free(batch.bytes);
    batch = draft(&elsewhere, "4");
    refused(&one, &batch, HS_REFUSED, "continues one that is not held: 3 lines are held");
    free(batch.bytes);
    batch = draft(&start, "1,9,3"); /* chained well, but not what was issued */
    refused(&one, &batch, HS_REFUSED, "line 2 of the chain is held otherwise, as that of 2");
    free(batch.bytes);
    batch = draft(&head, "4,-9");
    refused(&one, &batch, HS_INVALID, "line 3: certificate of origin 9: revoked, but never issued");
    free(batch.bytes);
    batch = draft(&head, "1.");
    refused(&one, &batch, HS_INVALID, "certificate of origin 1.: this number was issued before, as 1");
    free(batch.bytes);
    batch = draft(&head, "-1,-1");
    refused(&one, &batch, HS_INVALID, "line 3: certificate of origin 1: revoked before");
    free(batch.bytes);
    batch = draft(&head, "4");
    assert_int_equal(origin_make(&one.origin, "TR", batch.bytes, batch.size, &one.bytes, &one.size, &one.counts, NULL), HS_INVALID);
    struct held other;
    struct hs_why why;
    assert_int_equal(origin_make(NULL, "TR", batch.bytes, batch.size, &other.bytes, &other.size, &other.counts, &why), HS_REFUSED);
    assert_non_null(strstr(why.text, "the batch is of GE, where one of TR is wanted"));
    batch.size--;
    refused(&one, &batch, HS_INVALID, "cut off");
    batch.size = (size_t)(strchr(batch.bytes, '\n') + 1 - batch.bytes);
    refused(&one, &batch, HS_INVALID, "has no certificate");
    free(batch.bytes);
    free(first.bytes);
    free(one.bytes);
}

/* Each byte of a value changed, in turn: it does not open, or the check or a certificate's own says so; a certificate that reads well is as it was issued. */
static void value_altered(void **state)
{
    struct digest start = genesis();
    struct batch batch = draft(&start, "1,2,-1");
    struct held held;
    struct certificate sound, read;
    size_t unseen = 0;
    (void)state;
    must_take(NULL, &batch, &held);
    assert_int_equal(origin_find(&held.origin, "2", &sound, NULL), HS_OK);
    char goods[64], *copy = malloc(held.size);
    snprintf(goods, sizeof goods, "%s", sound.goods);
    for (size_t i = 0; i < held.size; i++) {
        struct origin origin;
        memcpy(copy, held.bytes, held.size);
        copy[i] = (char)(copy[i] ^ 0x11);
        if (origin_open(copy, held.size, &origin, NULL) != HS_OK)
            continue;
        unseen += origin_check(&origin, NULL) == HS_OK;
        if (origin_find(&origin, "2", &read, NULL) == HS_OK) {
            assert_string_equal(read.goods, goods);
            assert_string_equal(read.quantity, "1000");
            assert_int_equal(read.revoked, 0);
        }
    }
    /* What means nothing: 4 bytes that the header reserves, 2 behind the country, 5 behind each of two codes, the line that would revoke certificate 2. */
    assert_int_equal(unseen, 4 + 2 + 2 * 5 + 4);
    free(copy);
    free(batch.bytes);
    free(held.bytes);
}

static void fields(void **state)
{
    static const struct {
        size_t field; /* from 0 */
        const char *text, *words;
    } cases[] = {
        { 0, "", "number: it is empty" },
        { 0, "А1", "only letters A to Z" }, /* Cyrillic */
        { 0, "--", "neither a letter nor a digit" },
        { 0, " 1", "needless spaces" },
        { 1, "a form with a very long name indeed", "longer than 31 bytes" },
        { 2, "", "exporter: it is empty" },
        { 2, "Rioni  Ltd", "needless spaces" },
        { 2, "Rioni\x01", "control characters" },
        { 2, "Rioni\xff", "not UTF-8" },
        { 4, "", "goods: it is empty" },
        { 5, "17", "a chapter is too wide" },
        { 5, "1704 90", "not in its plain form" },
        { 5, "17049x", "code" },
        { 6, "0", "not a number above zero" },
        { 6, "-5", "not a number above zero" },
        { 6, "5.0", "not a number above zero in its plain form" },
        { 6, "05", "not a number above zero in its plain form" },
        { 6, "1,000", "not a number above zero in its plain form" },
        { 7, "furlong", "unit \"furlong\": not known" },
        { 7, "KGM", "not in its plain form" },
        { 7, "", "unit" },
        { 8, "2026-02-31", "issued \"2026-02-31\": no day" },
        { 8, "", "issued \"\": no day" },
        { 9, "2025-12-31", "before the day on which it was issued" },
        { 11, "lost", "neither issued nor revoked" },
        { 11, "revoked", "revoked \"\": no day" },
        { 12, "2026-03-01", "a day without the state revoked" },
        { 13, "00", "not 64 lower-case" },
    };
    struct digest start = genesis();
    struct batch batch = draft(&start, "GE 1");
    struct origin_line parsed;
    (void)state;
    char *line = strchr(batch.bytes, '\n') + 1;
    size_t length = strlen(line) - 1;
    MUST(origin_line_parse(line, length, "GE", &parsed, &why));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char changed[ORIGIN_LINE_MAX + 1], *rest = changed, copy[ORIGIN_LINE_MAX + 1] = "";
        struct hs_why why;
        memcpy(changed, line, length);
        changed[length] = '\0';
        for (size_t field = 0; rest; field++) {
            char *text = strsep(&rest, "\t");
            snprintf(copy + strlen(copy), sizeof copy - strlen(copy), "%s%s", field ? "\t" : "", field == cases[i].field ? cases[i].text : text);
        }
        assert_int_equal(origin_line_parse(copy, strlen(copy), "GE", &parsed, &why), HS_INVALID);
        if (!strstr(why.text, cases[i].words))
            fail_msg("%s: not \"%s\" but \"%s\"", cases[i].text, cases[i].words, why.text);
    }
    struct hs_why why;
    assert_int_equal(origin_line_parse(line, length - 70, "GE", &parsed, &why), HS_INVALID);
    assert_int_equal(origin_line_parse("", 0, "GE", &parsed, &why), HS_INVALID);
    free(batch.bytes);
}

static void covers(void **state)
{
    struct entry entry;
    struct decimal before;
    struct certificate chocolate = certificate("1", "170490", "1000"), revoked = certificate("2", "1704", "1000");
    (void)state;
    static const struct {
        const char *code, *origin, *quantity;
        uint32_t date;
        int64_t before;
        unsigned faults;
    } cases[] = {
        { "1704903000", "GE", "1000 kg", 20260210, 0, 0 },
        { "1704", "GE", "1 t", 20260210, 0, 0 },
        { "1704903000", "GE", "1000.001 kg", 20260210, 0, 1u << FAULT_OVER },
        { "1704903000", "GE", "400 kg", 20260210, 600, 0 },
        { "1704903000", "GE", "400 kg", 20260210, 601, 1u << FAULT_OVER },
        { "1704903000", "GE", "1 t", 20260210, 1, 1u << FAULT_OVER },
        { "1806310000", "GE", "1 kg", 20260210, 0, 1u << FAULT_GOODS },
        { "1704103000", "GE", "1 kg", 20260210, 0, 1u << FAULT_GOODS },
        { "1704903000", "TR", "1 kg", 20260210, 0, 1u << FAULT_COUNTRY },
        { "1704903000", "GE", "1 kg", 20260104, 0, 1u << FAULT_EARLY },
        { "1704903000", "GE", "1 kg", 20260105, 0, 0 },
        { "1704903000", "GE", "1 kg", 20261231, 0, 0 },
        { "1704903000", "GE", "1 kg", 20270101, 0, 1u << FAULT_EXPIRED },
        { "1704903000", "GE", "10 l", 20260210, 0, 1u << FAULT_UNCOUNTED },
        { "1704903000", "GE", "10 kg on drained weight", 20260210, 0, 1u << FAULT_UNCOUNTED },
        { "1704903000", "GE", "10 l", 20260210, 1001, 1u << FAULT_OVER },
        { "1806310000", "TR", "2 t", 20270101, 0, 1u << FAULT_GOODS | 1u << FAULT_COUNTRY | 1u << FAULT_OVER | 1u << FAULT_EXPIRED },
    };
    decimal_init(&before);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        entry_init(&entry);
        MUST(entry_set(&entry, ENTRY_CODE, NULL, cases[i].code, &why));
        MUST(entry_set(&entry, ENTRY_QUANTITY, NULL, cases[i].quantity, &why));
        decimal_set_integer(&before, cases[i].before, 0);
        struct origin_use use = { &entry.code, cases[i].origin, cases[i].date, entry.input, entry.inputs, cases[i].before ? &before : NULL };
        assert_int_equal(origin_faults(&chocolate, &use), cases[i].faults);
        revoked.revoked = 20260301;
        assert_int_equal(origin_faults(&revoked, &use) & 1u << FAULT_REVOKED, 1u << FAULT_REVOKED);
        entry_clear(&entry);
    }
    decimal_clear(&before);
}

static void several_countries(void **state)
{
    struct digest start = genesis(), turkey = origin_genesis("TR");
    struct batch batch = draft(&start, "1,2"), other;
    struct origin_draft *drafted;
    struct held ge, tr;
    struct origin both[2];
    struct certificate found, each = certificate("1", "1704", "5");
    (void)state;
    MUST(origin_draft_start("TR", &turkey, &drafted, &why));
    MUST(origin_draft_add(drafted, &each, false, &why));
    each.number = "3";
    MUST(origin_draft_add(drafted, &each, false, &why));
    MUST(origin_draft_finish(drafted, &other.bytes, &other.size, &why));
    must_take(NULL, &batch, &ge);
    MUST(origin_make(NULL, "TR", other.bytes, other.size, &tr.bytes, &tr.size, &tr.counts, &why));
    MUST(origin_open(tr.bytes, tr.size, &tr.origin, &why));
    both[0] = ge.origin;
    both[1] = tr.origin;
    struct origins origins = { both, 2 };
    assert_int_equal(origins_find(&origins, "TR", "1", &found, NULL), HS_OK);
    assert_string_equal(found.issuer, "TR");
    assert_int_equal(origins_find(&origins, "GE", "1", &found, NULL), HS_OK);
    assert_string_equal(found.issuer, "GE");
    assert_int_equal(origins_find(&origins, "GE", "3", &found, NULL), HS_OK);
    assert_string_equal(found.issuer, "TR");
    assert_int_equal(origins_find(&origins, "UZ", "2", &found, NULL), HS_OK);
    assert_int_equal(origins_find(&origins, "", "4", &found, NULL), HS_NOT_FOUND);
    assert_int_equal(origins_find(NULL, "GE", "1", &found, NULL), HS_NOT_FOUND);
    free(batch.bytes), free(other.bytes), free(ge.bytes), free(tr.bytes);
}

static int start_crypto(void **state)
{
    (void)state;
    return crypto_start(NULL) == HS_OK ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(found_by_number), cmocka_unit_test(repeated), cmocka_unit_test(chain_broken),      cmocka_unit_test(value_altered),
        cmocka_unit_test(fields),          cmocka_unit_test(covers),   cmocka_unit_test(several_countries),
    };
    return cmocka_run_group_tests(tests, start_crypto, NULL);
}
