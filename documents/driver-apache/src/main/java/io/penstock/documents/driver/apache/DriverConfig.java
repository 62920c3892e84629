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

    static DriverConfigLoader loader(ApacheConfig settings) {
        ProgrammaticDriverConfigLoaderBuilder config = DriverConfigLoader.programmaticBuilder(
                        CqlSession.class.getClassLoader())
                .withString(DefaultDriverOption.SESSION_NAME, THREAD_PREFIX + SESSIONS.incrementAndGet())
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, settings.limits().ioThreads())
                .withBoolean(DefaultDriverOption.NETTY_DAEMON, true)
                // Every schema change and every close would wait these periods, 1 s and 2 s, in full.
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ZERO)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .withBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS, false)
                .withBoolean(MONITOR_REPORTING, false);
        bound(config, settings.limits());
        connections(config, settings);
        if (settings.localDatacenter().isEmpty()) {
            config.withClass(DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, DcInferringLoadBalancingPolicy.class);
        }
        settings.speculation().ifPresent(speculation -> speculate(config, speculation));
        // A profile begins where the one before ended, so these come last.
        settings.profiles().forEach((name, profile) -> named(config.startProfile(name), profile));
        return config.build();
    }

    private static void bound(ProgrammaticDriverConfigLoaderBuilder config, ApacheLimits limits) {
        config.withDuration(DefaultDriverOption.REQUEST_TIMEOUT, limits.requestTimeout())
                .withDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, limits.connectTimeout())
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, limits.connectTimeout())
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, limits.connectTimeout())
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, limits.connectTimeout())
                .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, (int)
                        limits.requestsPerConnectionMax().max());
        if (limits.requestsMax().isPresent() && limits.waitingMax().isPresent()) {
            config.withString(DefaultDriverOption.REQUEST_THROTTLER_CLASS, "ConcurrencyLimitingRequestThrottler")
                    .withInt(DefaultDriverOption.REQUEST_THROTTLER_MAX_CONCURRENT_REQUESTS, (int)
                            limits.requestsMax().get().max())
                    .withInt(DefaultDriverOption.REQUEST_THROTTLER_MAX_QUEUE_SIZE, (int)
                            limits.waitingMax().get().max());
        }
    }

    private static void connections(ProgrammaticDriverConfigLoaderBuilder config, ApacheConfig settings) {
        Sockets sockets = settings.sockets();
        config.withInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE, sockets.perNode())
                .withInt(DefaultDriverOption.CONNECTION_POOL_REMOTE_SIZE, sockets.perNode())
                .withBoolean(DefaultDriverOption.SOCKET_TCP_NODELAY, sockets.noDelay())
                .withBoolean(DefaultDriverOption.SOCKET_KEEP_ALIVE, sockets.keepAlive())
                .withDuration(DefaultDriverOption.HEARTBEAT_INTERVAL, sockets.heartbeat())
                .withDuration(DefaultDriverOption.HEARTBEAT_TIMEOUT, sockets.heartbeatTimeout())
                .withDuration(
                        DefaultDriverOption.RECONNECTION_BASE_DELAY,
                        settings.reconnection().base())
                .withDuration(
                        DefaultDriverOption.RECONNECTION_MAX_DELAY,
                        settings.reconnection().max())
                .withString(
                        DefaultDriverOption.PROTOCOL_COMPRESSION,
                        settings.compression().algorithm());
        if (settings.timestamps() == Timestamps.SERVER) {
            config.withString(DefaultDriverOption.TIMESTAMP_GENERATOR_CLASS, "ServerSideTimestampGenerator");
        }
        settings.protocolVersion()
                .ifPresent(version -> config.withString(DefaultDriverOption.PROTOCOL_VERSION, version));
    }

    private static void named(ProgrammaticDriverConfigLoaderBuilder config, ApacheProfile profile) {
        profile.consistency()
                .ifPresent(level -> config.withString(DefaultDriverOption.REQUEST_CONSISTENCY, level.name()));
        profile.serialConsistency()
                .ifPresent(level -> config.withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, level.name()));
        profile.requestTimeout()
                .ifPresent(timeout -> config.withDuration(DefaultDriverOption.REQUEST_TIMEOUT, timeout));
        profile.pageSize().ifPresent(rows -> config.withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, rows));
        profile.localDatacenter()
                .ifPresent(name -> config.withString(DefaultDriverOption.LOAD_BALANCING_LOCAL_DATACENTER, name)
                        .withString(DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, "DefaultLoadBalancingPolicy"));
        profile.speculation().ifPresent(speculation -> speculate(config, speculation));
    }

    private static void speculate(ProgrammaticDriverConfigLoaderBuilder config, Speculation speculation) {
        config.withString(DefaultDriverOption.SPECULATIVE_EXECUTION_POLICY_CLASS, "ConstantSpeculativeExecutionPolicy")
                .withInt(DefaultDriverOption.SPECULATIVE_EXECUTION_MAX, speculation.executionsMax())
                .withDuration(DefaultDriverOption.SPECULATIVE_EXECUTION_DELAY, speculation.delay());
    }
}
