package io.penstock.documents.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.documents.ClusteringKey;
import io.penstock.documents.EntityColumn;
import io.penstock.documents.EntityModel;
import io.penstock.documents.PartitionKey;
import io.penstock.documents.Replication;
import io.penstock.documents.Table;
import io.penstock.documents.TableColumn;
import io.penstock.documents.TableDescription;
import io.penstock.documents.TableDifference;
import io.penstock.documents.driver.CqlType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaPlansTest {
    record City(String name) {}

    record Place(String street, City city) {}

    @Table(value = "visits", defaultTtlSeconds = 60)
    record Visit(
            @PartitionKey String who,
            @ClusteringKey long at,
            @ClusteringKey(value = 1, descending = true) Place place,
            List<Place> before) {}

    @Test
    void types_come_before_what_uses_them_and_once() {
        assertThat(SchemaPlans.tables("ops", List.of(EntityModel.of(Visit.class)))
                        .cql())
                .isEqualTo("""
                        CREATE TYPE IF NOT EXISTS ops.city (name text);
                        CREATE TYPE IF NOT EXISTS ops.place (street text, city frozen<city>);
                        CREATE TABLE IF NOT EXISTS ops.visits (who text, at bigint, place frozen<place>, \
                        before list<frozen<place>>, PRIMARY KEY ((who), at, place)) \
                        WITH CLUSTERING ORDER BY (at ASC, place DESC) AND default_time_to_live = 60;
                        """);
    }

    @Test
    void a_keyspace_says_how_many_copies_it_keeps() {
        assertThat(SchemaPlans.keyspace("Odd", Replication.simple(3)).cql())
                .isEqualTo("CREATE KEYSPACE IF NOT EXISTS \"Odd\" WITH replication ="
                        + " {'class': 'SimpleStrategy', 'replication_factor': 3};\n");
        assertThat(SchemaPlans.keyspace("ops", Replication.perDatacenter(Map.of("west", 2, "east", 3)))
                        .cql())
                .endsWith("{'class': 'NetworkTopologyStrategy', 'east': 3, 'west': 2};\n");
    }

    record Flight(
            @PartitionKey String origin,
            @ClusteringKey(descending = true) long number,
            int delay,
            City city) {}

    @Test
    void differences_name_the_column_and_both_sides() {
        CqlType.UserType city = new CqlType.UserType("city", List.of(), true);
        TableDescription table = new TableDescription(
                "ops",
                "flight",
                List.of(
                        new TableColumn("origin", CqlType.Scalar.TEXT, new EntityColumn.Partition(0)),
                        new TableColumn("day", CqlType.Scalar.DATE, new EntityColumn.Partition(1)),
                        new TableColumn("number", CqlType.Scalar.INT, new EntityColumn.Clustering(0, false)),
                        new TableColumn("city", city, new EntityColumn.Regular()),
                        new TableColumn("more", CqlType.Scalar.TEXT, new EntityColumn.Regular())));
        assertThat(SchemaPlans.differences(EntityModel.of(Flight.class), table))
                .extracting(TableDifference::message)
                .containsExactly(
                        "column 'number' has type int, the record expects bigint",
                        "column 'number' is a clustering key 0, the record expects a clustering key 0 descending",
                        "column 'delay' does not exist; the record expects it with type int",
                        "column 'city.name' does not exist; the record expects it with type text",
                        "column 'day' is a partition key 1 of the table, but the record has no such component");
    }
}
