/** A real PostgreSQL server for tests and demos. */
@org.jspecify.annotations.NullMarked
module io.penstock.postgres.testkit {
    requires static transitive org.jspecify;
    requires transitive io.penstock;
    requires transitive io.penstock.testkit;
    requires org.tukaani.xz;
    requires static transitive org.junit.jupiter.api;

    exports io.penstock.postgres.testkit;
}
