package io.penstock.documents.driver.apache;

import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.CassandraNodeExtension;
import io.penstock.documents.testkit.IndexContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CassandraNodeExtension.class)
final class ApacheIndexTest extends IndexContract {
    private final CassandraNode node;

    ApacheIndexTest(CassandraNode node) {
        this.node = node;
    }

    @Override
    protected CqlDriver newDriver() {
        return ApacheDriver.builder()
                .contactPoint(node.host(), node.port())
                .localDatacenter(node.datacenter())
                .connect();
    }
}
