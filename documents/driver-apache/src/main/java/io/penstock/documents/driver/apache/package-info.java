/** The Apache Cassandra Java driver under the driver SPI of documents. */
package io.penstock.documents.driver.apache;
