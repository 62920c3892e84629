package io.penstock.postgres;

/**
 * A snapshot of a pool.
 *
 * @param connecting sessions being opened
 * @param idle sessions that wait for work
 * @param inUse sessions at work
 * @param waiting calls that wait for a session
 * @param pipelined statements queued or unanswered in the lanes
 */
public record PoolStats(int connecting, int idle, int inUse, int waiting, int pipelined) {}
