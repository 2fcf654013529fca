/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/session.h"

#include <stdlib.h>

#include "core/store/location.h"
#include "core/store/store.h"
#include "core/trust/standing.h"

struct session {
    struct store *store;
    struct classifier *classifier;
    struct highwater *packages;
    unsigned refused; /* the generation that could not be opened, so that it is told once */
    char path[STORE_PATH_MAX];
};

static void close_generation(struct session *session)
{
    classifier_close(session->classifier);
    free(session->packages);
    store_close(session->store);
}

/* Fills store, packages and classifier, or none of them. */
static enum hs_status open_generation(const char *path, struct session *session, struct hs_why *why)
{
    enum hs_status status = store_open(path, &session->store, why);
    if (status != HS_OK)
        return status;
    session->classifier = NULL;
    session->packages = malloc(sizeof *session->packages);
    status = session->packages ? standing_read(session->store, session->packages, why) : hs_fail(why, HS_NO_MEMORY, "store: no memory: close other programs");
    if (status == HS_OK)
        status = classifier_open(session->store, &session->classifier, why);
    if (status != HS_OK)
        close_generation(session);
    return status;
}

enum hs_status session_open(const char *named, struct session **result, struct hs_why *why)
{
    struct session *session = calloc(1, sizeof *session);
    if (!session)
        return hs_fail(why, HS_NO_MEMORY, "store: no memory: close other programs");
    enum hs_status status = store_locate(named, session->path, why);
    if (status == HS_OK)
        status = open_generation(session->path, session, why);
    if (status != HS_OK) {
        free(session);
        if (status == HS_NOT_FOUND)
            status = why->status = HS_IO;
        return status;
    }
    *result = session;
    return HS_OK;
}

void session_close(struct session *session)
{
    if (!session)
        return;
    close_generation(session);
    free(session);
}

enum session_move session_refresh(struct session *session, struct hs_why *why)
{
    unsigned current = store_current(session->path);
    /* 0: the link is gone. Whoever removes a store under a session finds the session still working on the open map. */
    if (!current || current == store_generation(session->store) || current == session->refused)
        return SESSION_STAYED;
    struct session newer;
    if (open_generation(session->path, &newer, why) != HS_OK) {
        session->refused = current;
        return SESSION_FAILED;
    }
    close_generation(session);
    session->store = newer.store;
    session->classifier = newer.classifier;
    session->packages = newer.packages;
    session->refused = 0;
    return SESSION_MOVED;
}

struct classifier *session_classifier(const struct session *session)
{
    return session->classifier;
}

const struct tree *session_tree(const struct session *session)
{
    return classifier_tree(session->classifier);
}

unsigned session_generation(const struct session *session)
{
    return store_generation(session->store);
}

const struct store *session_store(const struct session *session)
{
    return session->store;
}

const struct highwater *session_packages(const struct session *session)
{
    return session->packages;
}

const char *session_path(const struct session *session)
{
    return session->path;
}

bool session_has_tariff(const struct session *session)
{
    return tree_depth(session_tree(session)) > SESSION_DIGITS;
}

size_t session_digits(const struct session *session)
{
    unsigned depth = tree_depth(session_tree(session));
    return depth < SESSION_DIGITS ? depth : SESSION_DIGITS;
}
