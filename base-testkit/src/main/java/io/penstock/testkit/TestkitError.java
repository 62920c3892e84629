package io.penstock.testkit;

import io.penstock.ErrorCode;
import io.penstock.Who;

/** Codes of failures of child processes, caches and proxies. */
public enum TestkitError implements ErrorCode {
    /** The operating system refused to start a program. */
    CHILD_NOT_STARTED(Who.OUTSIDE),
    /** A child process ended before it did what was waited for. */
    CHILD_EXITED(Who.OUTSIDE),
    /** A child process did not do in time what was waited for. */
    CHILD_TIMEOUT(Who.LIMIT),
    /** No cache folder can be written to. */
    CACHE_NOT_WRITABLE(Who.OUTSIDE),
    /** The disk is full. */
    DISK_FULL(Who.OUTSIDE),
    /** Another process holds the cache for too long. */
    CACHE_LOCKED(Who.OUTSIDE),
    /** What should be unpacked is damaged. */
    CONTENT_DAMAGED(Who.OUTSIDE),
    /** The proxy cannot listen. */
    PROXY_NOT_STARTED(Who.OUTSIDE);

    private final Who who;

    TestkitError(Who who) {
        this.who = who;
    }

    @Override
    public String code() {
        return name();
    }

    @Override
    public Who who() {
        return who;
    }
}
