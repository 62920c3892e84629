/** The main job on real flights, as one program. */
@org.jspecify.annotations.NullMarked
module io.penstock.demo.flights {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires io.penstock.connector.cassandra;
    requires io.penstock.connector.postgres;
    requires io.penstock.documents;
    requires io.penstock.documents.driver.apache;
    requires io.penstock.documents.testkit;
    requires io.penstock.postgres;
    requires io.penstock.postgres.testkit;
    requires io.penstock.stream;

    exports io.penstock.demo.flights;
}
