/* SPDX-License-Identifier: GPL-3.0-or-later */
/* origin.c - fuzz target: any text as a batch of certificates of origin, and any bytes as their value: what opens is looked up and held against a use without a
 * step outside, and what a batch makes is sound and gives its lines again. */
#include "tests/fuzz/fuzz.h"

#include "core/crypto/digest.h"
#include "core/duty/origin_line.h"
#include "core/duty/origin_make.h"
#include "core/duty/origin_use.h"
#include "data/origin_rows.h"

static void judge(const struct certificate *certificate)
{
    struct expression_input input = { .key = { .kind = INPUT_QUANTITY, .unit = UNIT_KILOGRAM } };
    struct code code = { "1704903000" };
    decimal_init(&input.amount);
    decimal_set_integer(&input.amount, 5, 1);
    struct origin_use use = { &code, "GE", 20260210, &input, 1, &input.amount };
    FUZZ_REQUIRE(origin_faults(certificate, &use) >> FAULT_COUNT == 0);
    decimal_clear(&input.amount);
}

static bool look_up(const void *bytes, size_t size, struct origin *origin)
{
    struct certificate certificate, found;
    struct hs_why why;
    if (origin_open(bytes, size, origin, &why) != HS_OK)
        return false;
    bool sound = origin_check(origin, &why) == HS_OK;
    for (uint32_t i = 0; i < origin_certificates(origin) && i < 64; i++) {
        enum hs_status status = origin_certificate(origin, i, &certificate, &why);
        FUZZ_REQUIRE(status == HS_OK || !sound);
        enum hs_status search = origin_find(origin, certificate.number, &found, &why);
        FUZZ_REQUIRE(!sound || (search == HS_OK && found.number == certificate.number));
        if (status == HS_OK)
            judge(&certificate);
    }
    return sound;
}

static void take(const struct origin *before, const char *bytes, size_t size)
{
    struct origin_counts counts;
    struct origin origin;
    struct hs_why why;
    void *value;
    size_t value_size;
    if (origin_make(before, "GE", bytes, size, &value, &value_size, &counts, &why) != HS_OK)
        return;
    FUZZ_REQUIRE(look_up(value, value_size, &origin));
    FUZZ_REQUIRE(counts.issued + counts.revoked + counts.repeated > 0);
    if (!before)
        take(&origin, bytes, size); /* again: nothing new */
    else
        FUZZ_REQUIRE(counts.issued == 0 && counts.revoked == 0);
    free(value);
}

/* Lines whose digests are the right ones, so that what stands behind the check of the chain is reached too: each line of the input is a certificate's fields.
 */
static void chain(const char *bytes, size_t size)
{
    struct digest head = origin_genesis("GE");
    char line[ORIGIN_HEADER_MAX], hex[DIGEST_HEX + 1], *batch;
    size_t length, batch_size;
    FILE *stream = open_memstream(&batch, &batch_size);
    FUZZ_REQUIRE(stream);
    length = origin_header_print("GE", &head, line);
    fprintf(stream, "%.*s\n", (int)length, line);
    for (const char *at = bytes, *end = bytes + size; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        length = (size_t)((stop ? stop : end) - at);
        head = origin_link(&head, at, length);
        digest_print(&head, hex);
        fwrite(at, 1, length, stream);
        fprintf(stream, "\t%s\n", hex);
        at += length + 1;
    }
    fclose(stream);
    take(NULL, batch, batch_size);
    free(batch);
}

static void ignore(void *context, const char *file, size_t line, const char *problem)
{
    (void)context;
    FUZZ_REQUIRE(file && line && *problem);
}

/* A table of which every row was taken makes a batch whose lines are certificates; only their numbers may clash. */
static void issue(const char *bytes, size_t size)
{
    struct digest head = origin_genesis("GE");
    struct origin_draft *draft;
    struct origin_counts counts;
    struct hs_why why;
    char *batch;
    void *value;
    size_t batch_size, value_size;
    FUZZ_REQUIRE(origin_draft_start("GE", &head, &draft, &why) == HS_OK);
    if (origin_rows_read(bytes, size, "x", ignore, NULL, draft, &why) != HS_OK) {
        origin_draft_free(draft);
        return;
    }
    if (origin_draft_finish(draft, &batch, &batch_size, &why) != HS_OK)
        return;
    enum hs_status status = origin_make(NULL, "GE", batch, batch_size, &value, &value_size, &counts, &why);
    FUZZ_REQUIRE(status == HS_OK || (status == HS_INVALID && strstr(why.text, "was issued before")));
    if (status == HS_OK)
        free(value);
    free(batch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct origin origin;
    void *copy = fuzz_copy(data, size);
    FUZZ_REQUIRE(crypto_start(NULL) == HS_OK);
    look_up(copy, size, &origin);
    take(NULL, copy, size);
    chain(copy, size);
    issue(copy, size);
    free(copy);
    return 0;
}
