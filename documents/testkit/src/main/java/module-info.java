/** A real Cassandra node for tests and demos, a driver that plays a script, and the contracts that drivers keep. */
@org.jspecify.annotations.NullMarked
module io.penstock.documents.testkit {
    requires static transitive org.jspecify;
    requires transitive io.penstock;
    requires transitive io.penstock.documents;
    requires transitive io.penstock.testkit;
    requires io.penstock.documents.node;
    requires static transitive org.junit.jupiter.api;
    requires static org.assertj.core;

    exports io.penstock.documents.testkit;
    exports io.penstock.documents.testkit.driver;
}
