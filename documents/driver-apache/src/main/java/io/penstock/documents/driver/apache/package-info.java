/**
 * The Apache Cassandra Java driver under the driver SPI.
 *
 * <p>The same classes run on the ScyllaDB fork of the driver. To use it, exclude {@code org.apache.cassandra:*} from
 * this artifact and add {@code com.scylladb:java-driver-core}. Which library is loaded is logged at every start and
 * told by {@link io.penstock.documents.driver.CqlDriver#description}; two of them on one class path are refused. What a
 * library or a protocol version lacks is not among the driver's
 * {@link io.penstock.documents.driver.CqlDriver#capabilities}, and refused when it is asked for.
 *
 * <p>What counts when several say something: the request, then its profile, then the settings of the builder. All
 * settings of a builder are on {@link io.penstock.documents.driver.apache.ApacheDriverBuilder}; those of a session that
 * the application made itself are its own, see {@link io.penstock.documents.driver.apache.ApacheDriver#over}.
 */
package io.penstock.documents.driver.apache;
