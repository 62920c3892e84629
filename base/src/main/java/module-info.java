/**
 * What all engines share: errors with codes, deadlines and cancellation, the one blocking shell, time and threads,
 * limits, the description of records as columns, security settings, and metrics.
 */
@org.jspecify.annotations.NullMarked
module io.penstock {
    requires static transitive org.jspecify;

    exports io.penstock;
    exports io.penstock.record;
    exports io.penstock.security;
    exports io.penstock.text;
    exports io.penstock.observe;
}
