package io.penstock.stream.internal;

/** A subscription as the database sees it. */
interface OpenSubscription {
    Node.Live node();

    SubscriptionQueue queue();
}
