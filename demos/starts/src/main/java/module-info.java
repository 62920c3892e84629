/** Five-minute starts. */
@org.jspecify.annotations.NullMarked
module io.penstock.starts {
    requires static transitive org.jspecify;
    requires io.penstock.connector.cassandra;
    requires io.penstock.connector.postgres;
    requires transitive io.penstock.documents;
    requires io.penstock.documents.driver.apache;
    requires transitive io.penstock.postgres;
    requires io.penstock.stream;

    exports io.penstock.starts;
}
