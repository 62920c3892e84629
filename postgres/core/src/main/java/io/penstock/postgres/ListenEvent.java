package io.penstock.postgres;

/** What a listener hears. Immutable. */
public sealed interface ListenEvent {
    /**
     * Somebody has notified.
     *
     * @param channel the channel
     * @param payload the text, possibly empty
     * @param processId the backend that did it
     */
    record Notification(String channel, String payload, int processId) implements ListenEvent {}

    /**
     * Notifications from before this moment may be missing, those from now on come: read again what they are about.
     *
     * @param cause why
     */
    record Gap(Cause cause) implements ListenEvent {}

    /** Why notifications may be missing. */
    enum Cause {
        /** Listening has just begun; the first event of all. */
        STARTED,
        /** The connection was lost and made anew. */
        RECONNECTED,
        /** The listener is too slow: more than {@link PoolLimits#notificationsMax()} waited, and were dropped. */
        OVERFLOW
    }
}
