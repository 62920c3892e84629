/** Streams into Cassandra tables, and lookups from them. */
@org.jspecify.annotations.NullMarked
module io.penstock.connector.cassandra {
    requires static transitive org.jspecify;
    requires transitive io.penstock.stream.spi;
    requires transitive io.penstock.documents;

    exports io.penstock.connector.cassandra;
}
