package io.penstock.bench;

/**
 * How long a comparison is measured.
 *
 * @param warmups rounds that do not count
 * @param rounds rounds that count
 */
record Effort(int warmups, int rounds) {
    /** For a comparison whose rounds are long: they warm up more each. */
    Effort atMost(int roundsMax) {
        return new Effort(Math.min(warmups, roundsMax / 4), Math.min(rounds, roundsMax));
    }
}
