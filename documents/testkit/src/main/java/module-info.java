/** A real Cassandra node for tests and demos. */
@org.jspecify.annotations.NullMarked
module io.penstock.documents.testkit {
    requires static transitive org.jspecify;
    requires transitive io.penstock;
    requires transitive io.penstock.testkit;
    requires io.penstock.documents.node;
    requires static transitive org.junit.jupiter.api;

    exports io.penstock.documents.testkit;
}
