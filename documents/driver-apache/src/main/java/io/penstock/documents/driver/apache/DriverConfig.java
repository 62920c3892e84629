package io.penstock.documents.driver.apache;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.DriverOption;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.internal.core.loadbalancing.DcInferringLoadBalancingPolicy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The driver's configuration: what it needs for us, and nothing reported or logged on the side. */
final class DriverConfig {
    /** All of the driver's threads begin with this. */
    static final String THREAD_PREFIX = "penstock-cassandra-";

    /** Reporting to a commercial monitor, which the driver brings along. */
    private static final DriverOption MONITOR_REPORTING = () -> "advanced.monitor-reporting.enabled";

    private static final AtomicInteger SESSIONS = new AtomicInteger();

    private DriverConfig() {}

    static DriverConfigLoader loader(ApacheLimits limits, boolean inferDatacenter) {
        ProgrammaticDriverConfigLoaderBuilder config = DriverConfigLoader.programmaticBuilder(
                        CqlSession.class.getClassLoader())
                .withString(DefaultDriverOption.SESSION_NAME, THREAD_PREFIX + SESSIONS.incrementAndGet())
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, limits.requestTimeout())
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, limits.connectTimeout())
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, limits.connectTimeout())
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, limits.connectTimeout())
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, limits.connectTimeout())
                .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, (int)
                        limits.requestsPerConnectionMax().max())
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, limits.ioThreads())
                .withBoolean(DefaultDriverOption.NETTY_DAEMON, true)
                // Every schema change and every close would wait these periods, 1 s and 2 s, in full.
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ZERO)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .withBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS, false)
                .withBoolean(MONITOR_REPORTING, false);
        if (inferDatacenter) {
            config = config.withClass(
                    DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, DcInferringLoadBalancingPolicy.class);
        }
        return config.build();
    }
}
