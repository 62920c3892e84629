package io.penstock.postgres;

/** What stands between the pool and the server. */
public enum PoolerMode {
    /** Nothing, or a pooler that gives each connection a server session of its own. */
    SESSION,
    /**
     * A pooler, such as PgBouncer, that gives a connection another server session for every transaction. Nothing is
     * kept on the server between two of them: statements are parsed anew at every run, lanes are not used, and what
     * needs a session of its own is refused: LISTEN, read lanes, settings at the start, statements that touch their
     * session.
     */
    TRANSACTION
}
