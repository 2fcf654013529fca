/* SPDX-License-Identifier: GPL-3.0-or-later */
/* secret.h - memory for passphrases and secret keys: locked in RAM, between guard pages, wiped when it is given back.
 */
#ifndef HS_KEYS_SECRET_H
#define HS_KEYS_SECRET_H

#include <stddef.h>

/* NULL when out of memory, or of memory that may be locked. */
void *secret_take(size_t size);
/* NULL is nothing. */
void secret_give_back(void *secret);

#endif
