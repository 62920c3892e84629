/** The embedded streaming SQL database: open it, declare sources and streams in SQL, push rows, read results. */
@org.jspecify.annotations.NullMarked
module io.penstock.stream {
    requires static transitive org.jspecify;
    requires transitive io.penstock;
    requires transitive io.penstock.stream.data;
    requires transitive io.penstock.stream.spi;
    requires io.penstock.stream.plan;
    requires io.penstock.stream.sql;
    requires io.penstock.stream.runtime;
    requires org.slf4j;

    exports io.penstock.stream;
}
