package io.penstock.postgres;

/**
 * When a session is put back to how it was opened ({@code DISCARD ALL}: settings, session locks, temporary tables, held
 * cursors, prepared statements) before the next call gets it. Costs one round trip, and the next calls prepare their
 * statements anew.
 */
public enum SessionReset {
    /**
     * After statements whose text shows that they leave something behind: {@code set_config(…, false)}, session-level
     * advisory locks, temporary tables, {@code DO}. What a function of the database does inside cannot be seen.
     */
    WHEN_TOUCHED,
    /** After every use of a session, for databases whose functions change settings. */
    AFTER_EACH_USE
}
