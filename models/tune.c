/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "models/tune.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { ELITE = 2, TOURNAMENT = 3, THREADS_MOST = 64 };
static const double MUTATION_RATE = 0.15, MUTATION_SIZE = 0.12;

static const struct gene {
    size_t offset;
    float low, high;
} genes[] = {
#define GENE(name, standard, low, high) { offsetof(struct parameters, name), low, high },
    PARAMETERS(GENE)
#undef GENE
};
enum { GENES = sizeof genes / sizeof *genes };

/* Not genes: what comes first does not depend on them, or train fits them. */
static bool is_fixed(size_t offset)
{
    return offset >= offsetof(struct parameters, none_base);
}

struct individual {
    struct parameters parameters;
    double fitness;
    bool known;
};

struct tuning {
    struct trial *const *trials;
    size_t count;
    struct individual *population;
    atomic_size_t next;
    _Atomic enum hs_status status;
};

static float *gene_of(struct parameters *parameters, int gene)
{
    return (float *)(void *)((char *)parameters + genes[gene].offset);
}

/* xorshift64* (Vigna 2016): small, seeded, the same everywhere. */
static double random_unit(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (double)(*state * 2685821657736338717u >> 11) / 9007199254740992.0;
}

/* Irwin-Hall: the sum of twelve, less six, is close to a standard normal. */
static double random_normal(uint64_t *state)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += random_unit(state);
    return sum;
}

static enum hs_status judge(const struct tuning *tuning, struct individual *individual)
{
    double sum = 0;
    size_t sets = 0;
    for (size_t i = 0; i < tuning->count; i++) {
        struct trial_result result[TUNE_SETS_MOST];
        enum hs_status status = trial_run(tuning->trials[i], &individual->parameters, 1, result, NULL);
        if (status != HS_OK)
            return status;
        for (size_t s = 0; s < trial_sets(tuning->trials[i]); s++, sets++)
            sum += ((double)result[s].first + (double)result[s].among / 2) / 1.5 / (double)(result[s].rows ? result[s].rows : 1);
    }
    individual->fitness = sum / (double)sets;
    individual->known = true;
    return HS_OK;
}

static void *work(void *argument)
{
    struct tuning *tuning = argument;
    for (;;) {
        size_t at = atomic_fetch_add(&tuning->next, 1);
        if (at >= TUNE_POPULATION)
            return NULL;
        if (tuning->population[at].known)
            continue;
        enum hs_status status = judge(tuning, &tuning->population[at]);
        if (status != HS_OK)
            tuning->status = status;
    }
}

static void judge_all(struct tuning *tuning, unsigned threads)
{
    pthread_t thread[THREADS_MOST];
    unsigned started = 0;
    tuning->next = 0;
    while (started + 1 < threads && started < THREADS_MOST && pthread_create(&thread[started], NULL, work, tuning) == 0)
        started++;
    work(tuning);
    while (started)
        pthread_join(thread[--started], NULL);
}

static int by_fitness(const void *a, const void *b)
{
    double x = ((const struct individual *)a)->fitness, y = ((const struct individual *)b)->fitness;
    return (x < y) - (x > y);
}

static void mutate(struct parameters *parameters, double rate, double size, uint64_t *state)
{
    for (int g = 0; g < GENES; g++) {
        if (is_fixed(genes[g].offset) || random_unit(state) >= rate)
            continue;
        float *value = gene_of(parameters, g);
        double low = (double)genes[g].low, high = (double)genes[g].high, at;
        if (low > 0 && high / low > 50) /* a scale of ratios */
            at = (double)*value * exp(size * log(high / low) * random_normal(state));
        else
            at = (double)*value + size * (high - low) * random_normal(state);
        *value = (float)(at < low ? low : at > high ? high : at);
    }
}

static const struct individual *pick(const struct individual *population, uint64_t *state)
{
    size_t best = TUNE_POPULATION; /* sorted: the lowest number is the fittest */
    for (int i = 0; i < TOURNAMENT; i++) {
        size_t at = (size_t)(random_unit(state) * TUNE_POPULATION);
        best = at < best ? at : best;
    }
    return &population[best];
}

static void breed(struct individual *population, uint64_t *state)
{
    struct individual next[TUNE_POPULATION];
    memcpy(next, population, ELITE * sizeof *next);
    for (size_t i = ELITE; i < TUNE_POPULATION; i++) {
        const struct individual *mother = pick(population, state), *father = pick(population, state);
        next[i].parameters = mother->parameters;
        for (int g = 0; g < GENES; g++)
            if (random_unit(state) < 0.5) {
                struct parameters from = father->parameters;
                *gene_of(&next[i].parameters, g) = *gene_of(&from, g);
            }
        mutate(&next[i].parameters, MUTATION_RATE, MUTATION_SIZE, state);
        next[i].known = false;
    }
    memcpy(population, next, sizeof next);
}

enum hs_status tune(struct trial *const *trials, size_t count, unsigned seed, unsigned generations, unsigned threads, tune_each *each,
                    void *context, struct parameters *parameters, struct hs_why *why)
{
    struct individual population[TUNE_POPULATION];
    struct tuning tuning = { .trials = trials, .count = count, .population = population, .status = HS_OK };
    uint64_t state = 0x9e3779b97f4a7c15u ^ seed;
    for (size_t i = 0; i < TUNE_POPULATION; i++) {
        population[i] = (struct individual){ .parameters = *parameters };
        if (i)
            mutate(&population[i].parameters, 0.5, 0.2, &state);
    }
    for (unsigned generation = 0; generation <= generations; generation++) {
        double sum = 0;
        judge_all(&tuning, threads);
        if (tuning.status != HS_OK)
            return hs_fail(why, tuning.status, "tune: %s: use fewer rows", hs_status_words(tuning.status));
        qsort(population, TUNE_POPULATION, sizeof *population, by_fitness);
        for (size_t i = 0; i < TUNE_POPULATION; i++)
            sum += population[i].fitness;
        each(context, &(struct tune_generation){ generation, population[0].fitness, sum / TUNE_POPULATION, &population[0].parameters });
        if (generation < generations)
            breed(population, &state);
    }
    *parameters = population[0].parameters;
    return HS_OK;
}
