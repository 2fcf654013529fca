/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seeds.c FIXTURE OUT - makes the seed corpora, one directory a target in OUT, from the fixture's goods source: a model of a few of its terms, small enough to be
 * kept beside the tests, and texts that are known to take every path. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/arena.h"
#include "core/base/file.h"
#include "core/duty/fx.h"
#include "core/duty/origin_line.h"
#include "core/duty/origin_make.h"
#include "core/duty/tariff_make.h"
#include "core/store/manifest.h"
#include "data/goods_source.h"
#include "data/profile_source.h"
#include "data/risk_source.h"
#include "models/settings.h"
#include "models/train.h"
#include "tests/attacks/world.h"

enum { PATH_SIZE = 4096, TERMS = 8 };

static const char *const DESCRIPTIONS[] = {
    "BWhite chocolate with nuts, 100 g, not for resale",
    "\001İpək köynək, qovrulmuş qəhvə; без сахара, шоколад 330 мл",
    "AT-shirt t‑shirt men's 1,5 l 2.5.7 kg e\xcc\x87lik 100% cotton",
    "\003памбыг ҝөмләк әтирли чај, ағ шоколад",
    "Cყავა ქართული قهوه ایرانی 咖啡 ß æ ø ł đ œ ½ ²",
    "Eяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяяя-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
};
static const char *const CODES[] = { "1806", "1704 90 300 0", "17.04.90", "9", "170" };
static const char *const ROWS = "1806\tchocolate\n170490\twhite  chocolate \r\n9\tx\nknn_k\t12\n# none\nmix_log\t1e-1\n";

/* Fields of a declaration's line: the first byte less 'H' is the number of the field in core/duty/entry.h. */
static const char *const ENTRIES[] = {
    "I1000 USD\nK100 EUR\nL5\nMFOB\nOTR\nR950\nVon the case\nV12.50 on the case\nYUSD 1.7\nYEUR 1.85\nZ2026-02-10",
    "I5000 AZN\nOUZ\nPUZ\nQUZ\n\\CT-1 17\n]cis\nT700 l\nW40 % vol\nT3 kg on drained weight\nS1 t\nZ2026-02-10",
    "I1,5 USD\nMCIF\nNparcel\n_200\nZ2026-02-31\nZ2026-02-28\n^sea\nXfee 5\n[2026-02-01\nK\nI",
    "I5000 AZN\nOUZ\nPUZ\nQUZ\n\\UZ 1\nR5\n`3 kg\n`0.3 t\n`x\nZ2026-02-10",
    "I1000000000000000000000000000000 AZN\nNtemporary\nT0 kg\nT12 doz.\nT5 pair\nR-1",
};
static const char *const PROFILE = "[country]\ncode = AZ\nname = Land\nnomenclature = N\ndigits = 10\ncurrency = AZN\nvaluation = fob\nrate-day = month\ncolumn-2 = KP CU\n"
                                   "[incoterms]\nCIF = freight insurance\n[charge duty]\ntitle = duty\nmeasure = duty\nbase = value\n"
                                   "[charge costs]\ntitle = costs\nstated = yes\ndue = no\n[charge vat]\ntitle = VAT\nbase = value duty costs\ntransport = sea air\n"
                                   "rate = standard 18% until 2018-12-31\nrate = standard 20% from 2019-01-01 sample\nrate = reduced 5 + 2.5% of the excess over 100 min 1 max 9 up to 500\n"
                                   "[agreement a]\ntitle = A\nprogramme = A\nmembers = BY, KZ\n UZ\nproof = CT-1\nconditions = direct trade\nexempts = vat\nrate = 0%\n"
                                   "[procedure free]\ntitle = release\nalso = 40 IM4\nrelief = yes\n[procedure t]\ntitle = T\ndue = refer why\n"
                                   "[relief r]\ntitle = r\nscope = month\nlimit = 300 USD\ndelivery = yes\nexcise = no\nwaives = duty vat\nabove = ask\nfrom = 2020-01-01\nsample = yes\n";

static void complain(const char *what)
{
    fprintf(stderr, "seeds: %s\n", what);
    exit(1);
}

static void save(const char *out, const char *target, const char *name, const void *bytes, size_t size)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", out, target);
    if (mkdir(path, 0755) < 0 && errno != EEXIST)
        complain(path);
    snprintf(path, sizeof path, "%s/%s/%s", out, target, name);
    FILE *stream = fopen(path, "wb");
    if (!stream || fwrite(bytes, 1, size, stream) != size || fclose(stream))
        complain(path);
}

static void save_texts(const char *out, const char *target, const char *const *text, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu", i + 1);
        save(out, target, name, text[i], strlen(text[i]));
    }
}

static void save_model(const char *out, const struct goods_source *source)
{
    static const char *const saved[] = { "tree", "examples", "vocabulary", "knn", "bayes" };
    struct train_options options = { .parameters = parameters_standard(), .threads = 1 };
    struct corpus corpus = { { NULL }, NULL, 0, 0 };
    struct trained trained;
    struct tree tree;
    struct hs_why why;
    void *bytes;
    size_t size;
    if (goods_tree(source, &bytes, &size, &why) != HS_OK || tree_open(bytes, size, &tree, &why) != HS_OK)
        complain(why.text);
    for (size_t i = 0; i < source->terms && i < TERMS; i++) {
        const struct goods_term *term = &source->term[i];
        struct corpus_row row = { .code = term->code, .text = term->text, .copies = 1, .source = i % 3 ? EXAMPLE_TERM : EXAMPLE_DECLARED,
                                  .strength = (uint8_t)term->strength, .language = (uint8_t)term->language };
        if (corpus_add(&corpus, &row, &why) != HS_OK)
            complain(why.text);
    }
    if (train(&corpus, &tree, NULL, &options, &trained, &why) != HS_OK)
        complain(why.text);
    for (size_t i = 0; i < trained.values; i++)
        for (size_t s = 0; s < sizeof saved / sizeof *saved; s++)
            if (strcmp(trained.value[i].name, saved[s]) == 0)
                save(out, saved[s], "fixture", trained.value[i].bytes, trained.value[i].size);
    for (size_t i = 0; i < trained.values; i++)
        if (strcmp(trained.value[i].name, "language") == 0)
            save(out, "guess", "head", trained.value[i].bytes, 256);
    trained_free(&trained);
    corpus_free(&corpus);
    free(bytes);
}

/* A chapter's three files, a form feed between them. */
static void save_sources(const char *fixture, const char *out)
{
    static const char *const names[] = { "titles", "terms", "brands" };
    struct arena arena = { NULL };
    char all[PATH_SIZE], path[PATH_SIZE];
    size_t used = 0;
    for (int i = 0; i < 3; i++) {
        char *bytes;
        size_t size;
        struct hs_why why;
        snprintf(path, sizeof path, "%s/goods/17/%s.tsv", fixture, names[i]);
        if (file_read(path, sizeof all - used - 1, &arena, &bytes, &size, &why) == HS_OK) {
            memcpy(all + used, bytes, size);
            used += size;
        }
        all[used++] = '\f';
    }
    save(out, "rows", "goods", all, used - 1);
    save(out, "rows", "rows", ROWS, strlen(ROWS));
    arena_free(&arena);
}

static void ignore_problem(void *context, const char *file, size_t line, const char *problem)
{
    (void)context;
    (void)file;
    (void)line;
    (void)problem;
}

/* As text and as a value. */
static void save_risk(const char *out)
{
    static const char text[] = "base\t-1.25\nedge\ttax_rate\t0.5\nedge\tmass\t1\nedge\tmass\t10\nedge\tunit_price\t0.5\ntypical\t17\t9.5\ntypical\t170490\t8\npoints\timporter\tTR\t0.5\n"
                               "points\tcode\t17\t0\npoints\tcode\t1704\t0.000001\npoints\tcode+origin\t1704|TR\t-100\npoints\tmass\t02\t1.5\npoints\tunit_price\t01\t0.25\n";
    const struct rows_file file = { RISK_SOURCE_FILE, text, sizeof text - 1 };
    struct hs_why why;
    void *bytes;
    size_t size;
    if (risk_source_read(&file, ignore_problem, NULL, &bytes, &size, &why) != HS_OK)
        complain(why.text);
    save(out, "risk", "text", text, sizeof text - 1);
    save(out, "risk", "value", bytes, size);
    free(bytes);
}

/* A heading with one line, whose measures take every path of a stored rate. */
static void save_tariff(const char *out)
{
    static const char *const rates[] = { "15% MIN 0.5 EUR/kg", "Free (A, B) 1¢/kg (AU)", "see note 4", "33 1/3% + 2 USD/item on the case" };
    struct tariff_source source = { .country = "AZ", .training = true, .effective = 20260101, .digits = 10, .name = "seed" };
    struct tariff_line heading = { .code = { "1704" }, .parent = TARIFF_LINE_NONE, .source = 1, .title = "Sweets" };
    struct tariff_line line = { .code = { "1704903000" }, .source = 2, .indent = 1, .declarable = true, .title = "White", .unit = { UNIT_KILOGRAM } };
    struct tariff_measure licence = { .kind = TARIFF_LICENCE, .group = "Office" };
    struct tariff_maker *maker;
    struct hs_why why;
    void *bytes;
    size_t size;
    if (tariff_maker_start(&source, &maker, &why) != HS_OK || tariff_maker_line(maker, &heading, &why) != HS_OK || tariff_maker_line(maker, &line, &why) != HS_OK ||
        tariff_maker_measure(maker, &licence, EXPRESSION_US, &why) != HS_OK)
        complain(why.text);
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        struct tariff_measure measure = { .kind = i == 1 ? TARIFF_PREFERENCE : TARIFF_DUTY, .text = rates[i], .group = i == 1 ? "cis" : "" };
        char name[16];
        if (tariff_maker_measure(maker, &measure, EXPRESSION_US, &why) != HS_OK)
            complain(why.text);
        snprintf(name, sizeof name, "%zu", i + 1);
        save(out, "expression_block", name, tariff_maker_stored(maker), expression_size(tariff_maker_stored(maker)));
    }
    if (tariff_maker_finish(maker, &bytes, &size, &why) != HS_OK)
        complain(why.text);
    save(out, "tariff", "two-lines", bytes, size);
    free(bytes);
}

static void save_rates(const char *out)
{
    static const struct fx_rate rates[] = { { "EUR", 20260101, 19871, 4 }, { "EUR", 20260115, 2, 0 }, { "JPY", 20260110, 11234, 6 } };
    struct hs_why why;
    void *bytes;
    size_t size;
    if (fx_make(rates, 3, &bytes, &size, &why) != HS_OK)
        complain(why.text);
    save(out, "fx", "three", bytes, size);
    free(bytes);
}

/* Two certificates of which one is revoked: as a batch, as the value that it makes, and as bare fields; and an authority's table. */
static void save_certificates(const char *out)
{
    static const char FIELDS[] = "GE 1\tCT-1\tRioni Ltd\t\twhite chocolate\t170490\t1000\tkg\t2026-01-05\t2026-12-31\tcis\tissued\t\n"
                                 "GE 1\tCT-1\tRioni Ltd\t\twhite chocolate\t170490\t1000\tkg\t2026-01-05\t2026-12-31\tcis\trevoked\t2026-02-01\n"
                                 "GE-2\tEUR.1\tRioni Ltd\tXəzər MMC\tspirits\t2208\t12.5\tl of total alcohol\t2026-01-05\t\t\tissued\t";
    static const char TABLE[] = "unit\tcode\tnumber\tform\texporter\tgoods\tquantity\tissued\tuntil\n# none\n\nKGM\t1704.90\tGE 7\tCT-1\tRioni  Ltd\tsweets\t1 000,50\t2026-01-05\t\n"
                                "LPA\t2208\tGE 8\tCT-1\tRioni\tspirits\t7\t2026-01-05\t2026-12-31\n";
    struct certificate certificate = { .number = "GE 1", .form = "CT-1", .exporter = "Rioni Ltd", .consignee = "", .goods = "white chocolate", .agreement = "cis",
                                       .code = { "170490" }, .quantity = "1000", .unit = UNIT_KILOGRAM, .issued = 20260105, .until = 20261231 };
    struct digest head = origin_genesis("GE");
    struct origin_draft *draft;
    struct origin_counts counts;
    struct hs_why why;
    char *batch;
    void *value;
    size_t size, value_size;
    if (origin_draft_start("GE", &head, &draft, &why) != HS_OK || origin_draft_add(draft, &certificate, false, &why) != HS_OK)
        complain(why.text);
    certificate.number = "GE 2";
    if (origin_draft_add(draft, &certificate, false, &why) != HS_OK)
        complain(why.text);
    certificate.revoked = 20260201;
    if (origin_draft_add(draft, &certificate, true, &why) != HS_OK || origin_draft_finish(draft, &batch, &size, &why) != HS_OK ||
        origin_make(NULL, "GE", batch, size, &value, &value_size, &counts, &why) != HS_OK)
        complain(why.text);
    save(out, "origin", "batch", batch, size);
    save(out, "origin", "value", value, value_size);
    save(out, "origin", "fields", FIELDS, sizeof FIELDS - 1);
    save(out, "origin", "table", TABLE, sizeof TABLE - 1);
    free(batch);
    free(value);
}

/* A package of each form: with files and a chain, with neither; the mark that the first of them leaves; a public card. */
static void save_packages(const char *out)
{
    static const enum package_kind kinds[] = { PACKAGE_TARIFF, PACKAGE_ROOT, PACKAGE_ROLLBACK, PACKAGE_ORIGIN };
    static struct world world;
    static struct highwater seen;
    struct hs_why why;
    char *text;
    size_t size;
    if (crypto_start(&why) != HS_OK)
        complain(why.text);
    world_make(&world);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        static struct package_head head;
        struct draft draft;
        struct writer package;
        draft_make(&world, kinds[i], 7 + i, &draft);
        if (kinds[i] == PACKAGE_ROLLBACK)
            draft.chain = NULL;
        draft_encode(&draft, &package);
        save(out, "package", package_kind_words(kinds[i]), package.bytes, package.size);
        if (package_head_parse(package.bytes, package.size, package.size, &head, &why) != HS_OK ||
            highwater_raise(&seen, &head.manifest, world.now, &why) != HS_OK)
            complain(why.text);
        writer_free(&package);
        draft_free(&draft);
    }
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        complain("no memory");
    highwater_write(stream, &seen);
    fclose(stream);
    save(out, "highwater", "four", text, size);
    free(text);
    char directory[] = "/tmp/hsdesk-seeds-XXXXXX", path[PATH_SIZE], passphrase[DIGEST_HEX + 1];
    digest_print(&key_card(world.root[0])->id, passphrase); /* of a key that nobody will see again */
    if (!mkdtemp(directory) || key_save(world.origin[0], directory, KEY_INTERACTIVE, passphrase, DIGEST_HEX, &why) != HS_OK)
        complain(why.text);
    for (int secret = 0; secret < 2; secret++) {
        struct arena arena = { NULL };
        snprintf(path, sizeof path, "%s/made.%s", directory, secret ? "key" : "pub");
        if (file_read(path, PATH_SIZE, &arena, &text, &size, &why) != HS_OK || unlink(path) < 0)
            complain(path);
        save(out, "key", secret ? "secret" : "public", text, size);
        arena_free(&arena);
    }
    rmdir(directory);
    world_free(&world);
}

static void ignore(void *context, const char *file, size_t line, const char *problem)
{
    (void)context;
    fprintf(stderr, "%s:%zu: %s\n", file, line, problem);
}

static void report_bad(void *context, const char *file, size_t line, const char *problem)
{
    (void)context;
    (void)line;
    (void)file;
    complain(problem);
}

/* A country as its file and as its value. */
static void save_profile(const char *out)
{
    struct profile_value value;
    struct hs_why why;
    if (profile_parse(PROFILE, strlen(PROFILE), "profile", report_bad, NULL, &value, &why) != HS_OK)
        complain(why.text);
    save(out, "profile", "file", PROFILE, strlen(PROFILE));
    save(out, "profile", "value", value.bytes, value.size);
    free(value.bytes);
}

int main(int count, char **argument)
{
    struct goods_source source;
    struct manifest manifest = { .count = 2 };
    struct hs_why why;
    char *text;
    size_t size;
    if (count != 3)
        complain("name the fixture and the directory to write to");
    if (goods_read(argument[1], ignore, NULL, &source, &why) != HS_OK)
        complain(why.text);
    if (mkdir(argument[2], 0755) < 0 && errno != EEXIST)
        complain(argument[2]);
    save_texts(argument[2], "description", DESCRIPTIONS, sizeof DESCRIPTIONS / sizeof *DESCRIPTIONS);
    save_texts(argument[2], "code", CODES, sizeof CODES / sizeof *CODES);
    save_texts(argument[2], "entry", ENTRIES, sizeof ENTRIES / sizeof *ENTRIES);
    save_profile(argument[2]);
    save_model(argument[2], &source);
    save_sources(argument[1], argument[2]);
    save_tariff(argument[2]);
    save_risk(argument[2]);
    save_rates(argument[2]);
    save_certificates(argument[2]);
    save_packages(argument[2]);
    memcpy(manifest.file.name, "data.mdb", 9);
    manifest.file.size = 1;
    manifest.file.digest = digest_of("hsdesk store file", "x", 1);
    for (int i = 0; i < 2; i++) {
        strcpy(manifest.value[i].name, i ? "tree" : "bayes");
        manifest.value[i].size = 17;
        manifest.value[i].digest = manifest_digest("y", 1);
    }
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        complain("no memory");
    manifest_write(stream, &manifest);
    fclose(stream);
    save(argument[2], "manifest", "two-values", text, size);
    free(text);
    goods_free(&source);
    return 0;
}
