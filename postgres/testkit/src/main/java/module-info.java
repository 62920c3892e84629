/** A real PostgreSQL server for tests and demos, and a scripted one for what a real one cannot be made to do. */
@org.jspecify.annotations.NullMarked
module io.penstock.postgres.testkit {
    requires static transitive org.jspecify;
    requires transitive io.penstock;
    requires transitive io.penstock.postgres.wire;
    requires transitive io.penstock.testkit;
    requires org.tukaani.xz;
    requires static transitive org.junit.jupiter.api;

    exports io.penstock.postgres.testkit;
}
