package io.penstock.bench;

/**
 * How long a comparison is measured.
 *
 * @param warmups rounds that do not count
 * @param rounds rounds that count
 */
record Effort(int warmups, int rounds) {
    Effort atMost(int roundsMax) {
        return new Effort(Math.min(warmups, roundsMax), Math.min(rounds, roundsMax));
    }
}
