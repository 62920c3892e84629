/** Streams into PostgreSQL tables, and lookups from them. */
@org.jspecify.annotations.NullMarked
module io.penstock.connector.postgres {
    requires static transitive org.jspecify;
    requires transitive io.penstock.stream.spi;
    requires transitive io.penstock.postgres;

    exports io.penstock.connector.postgres;
}
