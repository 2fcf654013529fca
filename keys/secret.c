/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keys/secret.h"

#include <sodium.h>

void *secret_take(size_t size)
{
    return sodium_malloc(size);
}

void secret_give_back(void *secret)
{
    sodium_free(secret);
}
