/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measure.h - what a duty is counted by: units, and what of the goods is measured in them.
 *
 * "3.7 cents/kg on drained weight" counts kilograms (the unit) of the drained weight (the part). Units of one dimension convert exactly;
 * a pair is not two pieces and a proof liter (measured at 15.56 C) no litre of alcohol, so these stand alone. Factors are definitions: a barrel is 42
 * US gallons of 3.785411784 l. Codes are UN/CEFACT Recommendation 20, empty where it has none.
 */
#ifndef HS_DUTY_MEASURE_H
#define HS_DUTY_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*      name                 printed      code   dimension              factor to the dimension's first unit */
#define MEASURE_UNIT_LIST(X)                                                            \
    X(UNIT_NONE, "", "", DIMENSION_NONE, 1, 0)                                          \
    X(UNIT_KILOGRAM, "kg", "KGM", DIMENSION_MASS, 1, 0)                                 \
    X(UNIT_GRAM, "g", "GRM", DIMENSION_MASS, 1, 3)                                      \
    X(UNIT_TONNE, "t", "TNE", DIMENSION_MASS, 1000, 0)                                  \
    X(UNIT_LITRE, "l", "LTR", DIMENSION_VOLUME, 1, 0)                                   \
    X(UNIT_HECTOLITRE, "hl", "HLT", DIMENSION_VOLUME, 100, 0)                           \
    X(UNIT_CUBIC_METRE, "m3", "MTQ", DIMENSION_VOLUME, 1000, 0)                         \
    X(UNIT_CUBIC_CENTIMETRE, "cm3", "CMQ", DIMENSION_VOLUME, 1, 3)                      \
    X(UNIT_BARREL, "bbl", "BLL", DIMENSION_VOLUME, 158987294928, 9)                     \
    X(UNIT_METRE, "m", "MTR", DIMENSION_LENGTH, 1, 0)                                   \
    X(UNIT_SQUARE_METRE, "m2", "MTK", DIMENSION_AREA, 1, 0)                             \
    X(UNIT_PIECE, "item", "H87", DIMENSION_COUNT, 1, 0)                                 \
    X(UNIT_DOZEN, "doz.", "DZN", DIMENSION_COUNT, 12, 0)                                \
    X(UNIT_GROSS, "gross", "GRO", DIMENSION_COUNT, 144, 0)                              \
    X(UNIT_THOUSAND, "thousand", "MIL", DIMENSION_COUNT, 1000, 0)                       \
    X(UNIT_PAIR, "pair", "NPR", DIMENSION_PAIRS, 1, 0)                                  \
    X(UNIT_PACK, "pack", "NMP", DIMENSION_PACKS, 1, 0)                                  \
    X(UNIT_JEWEL, "jewel", "", DIMENSION_JEWELS, 1, 0)                                  \
    X(UNIT_LINE_GROSS, "line/gross", "", DIMENSION_LINE_GROSS, 1, 0)                    \
    X(UNIT_PROOF_LITRE, "pf. liter", "", DIMENSION_PROOF_LITRES, 1, 0)

enum measure_unit {
#define MEASURE_UNIT_NAME(name, printed, code, dimension, factor, scale) name,
    MEASURE_UNIT_LIST(MEASURE_UNIT_NAME)
#undef MEASURE_UNIT_NAME
    UNIT_COUNT
};

enum measure_dimension {
    DIMENSION_NONE,
    DIMENSION_MASS,
    DIMENSION_VOLUME,
    DIMENSION_LENGTH,
    DIMENSION_AREA,
    DIMENSION_COUNT,
    DIMENSION_PAIRS,
    DIMENSION_PACKS,
    DIMENSION_JEWELS,
    DIMENSION_LINE_GROSS,
    DIMENSION_PROOF_LITRES
};

/* What is measured or valued. A mass of PART_WHOLE is the net mass. The printed form is what stands behind a unit or a percentage. */
#define MEASURE_PART_LIST(X)                                                            \
    X(PART_WHOLE, "")                                                                   \
    X(PART_GROSS_MASS, "on gross weight")                                               \
    X(PART_DRAINED, "on drained weight")                                                \
    X(PART_CONTENTS_AND_CONTAINER, "on contents and container")                         \
    X(PART_ENTIRE_CONTENTS, "on entire contents of container")                          \
    X(PART_WITH_CONTAINER, "including weight of container")                             \
    X(PART_DRY_MATTER, "on dry matter")                                                 \
    X(PART_LACTIC_MATTER, "on lactic matter")                                           \
    X(PART_DRY_LACTIC_MATTER, "on dry lactic matter")                                   \
    X(PART_STANDARD_QUALITY, "of standard quality")                                     \
    X(PART_ALCOHOL, "of total alcohol")                                                 \
    X(PART_ETHYL_ALCOHOL, "on ethyl alcohol content")                                   \
    X(PART_TOTAL_SUGARS, "of total sugars")                                             \
    X(PART_CLEAN, "clean")                                                              \
    X(PART_COPPER, "on copper content")                                                 \
    X(PART_LEAD, "on lead content")                                                     \
    X(PART_ZINC, "on zinc content")                                                     \
    X(PART_MOLYBDENUM, "on molybdenum content")                                         \
    X(PART_TUNGSTEN, "on tungsten content")                                             \
    X(PART_MAGNESIUM, "on magnesium content")                                           \
    X(PART_MANGANESE, "on manganese content")                                           \
    X(PART_SILICON, "on silicon content")                                               \
    X(PART_MORPHINE, "of anhydrous morphine content")                                   \
    X(PART_RECORDING_SURFACE, "of recording surface")                                   \
    X(PART_IMMEDIATE_CONTAINERS, "of immediate containers")                             \
    X(PART_OVER_SEVEN, "over 7")                                                        \
    X(PART_ENGINE, "of engine capacity")                                                \
    X(PART_CASE, "on the case")                                                         \
    X(PART_CASE_AND_STRAP, "on the case and strap, band or bracelet")                   \
    X(PART_STRAP, "on the strap, band or bracelet")                                     \
    X(PART_BATTERY, "on the battery")                                                   \
    X(PART_MOVEMENT_AND_CASE, "on the movement and case")                               \
    X(PART_MOVEMENT, "on the movement")                                                 \
    X(PART_APPARATUS, "on the apparatus")                                               \
    X(PART_LEAD_VALUE, "on the value of the lead content")                              \
    X(PART_RIFLE, "on the value of the rifle")                                          \
    X(PART_SIGHT, "on the value of the telescopic sight, if any")                       \
    X(PART_RETAIL_VALUE, "of the fair retail value")                                    \
    X(PART_REPAIR_COST, "of the cost of such goods or repairs")                         \
    X(PART_MATERIALS_COST, "of the cost of such parts or materials")                    \
    X(PART_PARTS_COST, "of the cost of such parts")                                     \
    X(PART_STRENGTH, "% vol")                                                           \
    X(PART_SUCROSE, "% sacchar.")                                                       \
    X(PART_POLARISATION, "degree")

enum measure_part {
#define MEASURE_PART_NAME(name, printed) name,
    MEASURE_PART_LIST(MEASURE_PART_NAME)
#undef MEASURE_PART_NAME
    PART_COUNT
};

/* One unit is factor / 10^scale of its dimension's first unit. */
struct measure_factor {
    int64_t factor;
    uint32_t scale;
};

const char *measure_unit_name(enum measure_unit unit);
const char *measure_unit_code(enum measure_unit unit); /* Recommendation 20; "" for none */
enum measure_dimension measure_dimension(enum measure_unit unit);
struct measure_factor measure_factor(enum measure_unit unit);
const char *measure_part_name(enum measure_part part);

#endif
