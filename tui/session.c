/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/session.h"

#include <stdlib.h>

#include "core/store/location.h"
#include "core/store/store.h"

struct session {
    struct store *store;
    struct classifier *classifier;
    unsigned refused; /* the generation that could not be opened, so that it is told once */
    char path[STORE_PATH_MAX];
};

static enum hs_status open_generation(const char *path, struct store **store, struct classifier **classifier, struct hs_why *why)
{
    enum hs_status status = store_open(path, store, why);
    if (status != HS_OK)
        return status;
    status = classifier_open(*store, classifier, why);
    if (status != HS_OK)
        store_close(*store);
    return status;
}

enum hs_status session_open(const char *named, struct session **result, struct hs_why *why)
{
    struct session *session = calloc(1, sizeof *session);
    if (!session)
        return hs_fail(why, HS_NO_MEMORY, "store: no memory: close other programs");
    enum hs_status status = store_locate(named, session->path, why);
    if (status == HS_OK)
        status = open_generation(session->path, &session->store, &session->classifier, why);
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
    classifier_close(session->classifier);
    store_close(session->store);
    free(session);
}

enum session_move session_refresh(struct session *session, struct hs_why *why)
{
    unsigned current = store_current(session->path);
    /* 0: the link is gone. Whoever removes a store under a session finds the session still working on the open map. */
    if (!current || current == store_generation(session->store) || current == session->refused)
        return SESSION_STAYED;
    struct store *store;
    struct classifier *classifier;
    if (open_generation(session->path, &store, &classifier, why) != HS_OK) {
        session->refused = current;
        return SESSION_FAILED;
    }
    classifier_close(session->classifier);
    store_close(session->store);
    session->store = store;
    session->classifier = classifier;
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
