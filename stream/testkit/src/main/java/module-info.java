/** Tools for tests of streams: script files, connector contracts, a database with a manual clock. */
@org.jspecify.annotations.NullMarked
module io.penstock.stream.testkit {
    requires static transitive org.jspecify;
    requires transitive io.penstock.stream;
    requires transitive io.penstock.stream.runtime;
    requires transitive io.penstock.testkit;
    // Only the extension and the contracts need JUnit; whoever runs scripts does without.
    requires static transitive org.junit.jupiter.api;

    exports io.penstock.stream.testkit;
}
