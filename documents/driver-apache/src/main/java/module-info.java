/** The Apache Cassandra Java driver under the driver SPI of documents. */
@org.jspecify.annotations.NullMarked
module io.penstock.documents.driver.apache {
    requires static transitive org.jspecify;
    requires transitive io.penstock.documents;
    requires java.driver.core;

    exports io.penstock.documents.driver.apache;
}
