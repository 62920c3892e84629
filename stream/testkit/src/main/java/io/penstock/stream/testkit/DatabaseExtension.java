package io.penstock.stream.testkit;

import io.penstock.stream.Database;
import io.penstock.testkit.ManualTime;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a database in memory with a {@link ManualTime} that starts at the epoch, closed after the test. Use
 * it as a field, {@code @RegisterExtension DatabaseExtension streams = DatabaseExtension.create()}, or by
 * {@code @ExtendWith}; tests may ask for {@link Database} and {@link ManualTime} as parameters.
 */
public final class DatabaseExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final UnaryOperator<Database.Builder> settings;
    private @Nullable ManualTime time;
    private @Nullable Database database;

    /** A database with default settings. */
    public DatabaseExtension() {
        this(UnaryOperator.identity());
    }

    private DatabaseExtension(UnaryOperator<Database.Builder> settings) {
        this.settings = settings;
    }

    public static DatabaseExtension create() {
        return new DatabaseExtension();
    }

    /** With more settings: connections, limits, a mode. */
    public static DatabaseExtension create(UnaryOperator<Database.Builder> settings) {
        return new DatabaseExtension(settings);
    }

    /** The present test's database. */
    public Database database() {
        return require(database);
    }

    /** The present test's clock. */
    public ManualTime time() {
        return require(time);
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("there is a database only while a test runs");
        }
        return value;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ManualTime clock = new ManualTime();
        time = clock;
        database = settings.apply(Database.builder().time(clock)).open();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Database open = database;
        database = null;
        time = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Database.class || type == ManualTime.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Database.class ? database() : time();
    }
}
