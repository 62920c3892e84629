/** Comparisons with the peers, side by side in one run. */
@org.jspecify.annotations.NullMarked
module io.penstock.bench {
    requires static org.jspecify;
    requires com.zaxxer.hikari;
    requires io.penstock.documents;
    requires io.penstock.documents.driver.apache;
    requires io.penstock.documents.testkit;
    requires io.penstock.postgres;
    requires io.penstock.postgres.testkit;
    requires io.penstock.stream;
    requires java.driver.core;
    requires java.driver.guava.shaded;
    requires java.driver.mapper.runtime;
    requires java.driver.query.builder;
    requires org.slf4j;
    requires spring.data.cassandra;
    requires java.sql;
    requires jdk.management;
    requires jmh.core;
}
