/** Records in Cassandra and ScyllaDB: model, queries, repositories, schema, and the SPI that drivers implement. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the annotation processor is built after this module
module io.penstock.documents {
    requires static transitive org.jspecify;
    requires transitive io.penstock;

    exports io.penstock.documents;
    exports io.penstock.documents.column;
    exports io.penstock.documents.driver;
    exports io.penstock.documents.schema;
    exports io.penstock.documents.value;
    exports io.penstock.documents.internal.model to
            io.penstock.documents.processor;
}
