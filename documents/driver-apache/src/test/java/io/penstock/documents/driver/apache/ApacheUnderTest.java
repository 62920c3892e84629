package io.penstock.documents.driver.apache;

import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.testkit.CassandraNode;
import io.penstock.documents.testkit.CassandraNodeExtension;
import io.penstock.documents.testkit.driver.DriverBackend;
import io.penstock.documents.testkit.driver.DriverTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the suites this driver, and the shared node as what to connect to. With {@code -Dpenstock.scylla=HOST[:PORT]}
 * the suites run against that host instead.
 */
final class ApacheUnderTest implements ParameterResolver {
    static final String SCYLLA = "penstock.scylla";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == DriverBackend.class || type == DriverTarget.class || type == CassandraNode.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == DriverBackend.class) {
            return (DriverBackend) ApacheUnderTest::connect;
        }
        if (type == CassandraNode.class) {
            return CassandraNodeExtension.node(context);
        }
        String host = System.getProperty(SCYLLA, "");
        return host.isEmpty()
                ? DriverTarget.at(CassandraNodeExtension.node(context).address())
                : DriverTarget.at(ContactPoints.parse(List.of(host)).getFirst());
    }

    static CqlDriver connect(DriverTarget target) {
        ApacheDriver driver = builder(target).connect();
        describe(driver);
        return driver;
    }

    /** For the scorecard: which library, and what it lacks. */
    private static void describe(ApacheDriver driver) {
        List<String> lines = new ArrayList<>();
        lines.add(driver.description().toString());
        EnumSet.complementOf(EnumSet.copyOf(driver.capabilities())).forEach(lacking -> lines.add(lacking.name()));
        try {
            Files.write(Files.createDirectories(Path.of("target")).resolve("driver-under-test.txt"), lines);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("the driver cannot be described", unwritable);
        }
    }

    static ApacheDriverBuilder builder(DriverTarget target) {
        InetSocketAddress address = target.address();
        ApacheDriverBuilder builder =
                ApacheDriver.builder().contactPoint(address).tls(target.tls()).metrics(target.metrics());
        target.datacenter().ifPresent(builder::localDatacenter);
        target.keyspace().ifPresent(builder::keyspace);
        target.credentials().ifPresent(builder::credentials);
        target.profiles().forEach((name, level) -> builder.profile(name, ApacheProfile.EMPTY.withConsistency(level)));
        return builder;
    }
}
