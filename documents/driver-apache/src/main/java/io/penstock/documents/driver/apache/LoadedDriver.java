package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.session.Session;
import io.penstock.documents.DocumentsError;
import io.penstock.documents.DocumentsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which library the driver's classes come from. The Apache driver and the ScyllaDB fork have the same packages, so
 * Maven lets both onto one class path, where the first one wins without a word; here that is refused.
 */
final class LoadedDriver {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedDriver.class);
    private static final String MARK = "com/datastax/oss/driver/api/core/CqlSession.class";

    private LoadedDriver() {}

    static String name() {
        return Session.OSS_DRIVER_COORDINATES.getName();
    }

    static String version() {
        return String.valueOf(Session.OSS_DRIVER_COORDINATES.getVersion());
    }

    /** Says at every start which library is used, so that a log tells it later. */
    static void report(String session, String protocol) {
        LOG.info("{} is connected by {} {}, protocol {}", session, name(), version(), protocol);
    }

    /**
     * Refuses two libraries of the driver.
     *
     * @throws DocumentsException {@code DRIVER_CONFLICT}, naming where both are
     */
    static void refuseTwo(ClassLoader loader) {
        Set<String> places = new LinkedHashSet<>();
        for (URL found : resources(loader)) {
            String place = found.toString();
            int end = place.indexOf(MARK);
            places.add(end < 0 ? place : place.substring(0, end));
        }
        if (places.size() > 1) {
            throw new DocumentsException(
                    DocumentsError.DRIVER_CONFLICT,
                    "the Cassandra driver is loaded from " + places.size() + " places, and which one wins is chance: "
                            + String.join(", ", places)
                            + "; keep one of org.apache.cassandra:java-driver-core and com.scylladb:java-driver-core,"
                            + " and exclude the other");
        }
    }

    private static List<URL> resources(ClassLoader loader) {
        try {
            List<URL> all = new ArrayList<>();
            loader.getResources(MARK).asIterator().forEachRemaining(all::add);
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the class path cannot be read", unreadable);
        }
    }
}
