/** The Apache Cassandra Java driver under the driver SPI of documents. */
@org.jspecify.annotations.NullMarked
module io.penstock.documents.driver.apache {
    requires static transitive org.jspecify;
    requires transitive io.penstock.documents;
    requires java.driver.core;
    requires org.slf4j;

    exports io.penstock.documents.driver.apache;
}
