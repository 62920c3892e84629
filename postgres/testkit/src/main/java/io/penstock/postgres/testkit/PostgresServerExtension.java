package io.penstock.postgres.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a {@link PostgresServer} to test methods, lifecycle methods and constructors that have a parameter of that
 * type. All tests of one run share one throw-away server, started with the first use and closed at the end of the run,
 * so each test class uses a schema of its own; a test that stops or kills a server starts one for itself.
 *
 * <pre>{@code
 * @ExtendWith(PostgresServerExtension.class)
 * class OrdersTest {
 *     @Test
 *     void reads_an_order(PostgresServer server) { … }
 * }
 * }</pre>
 */
public final class PostgresServerExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PostgresServerExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PostgresServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(PostgresServer.class, any -> PostgresServer.start(), PostgresServer.class);
    }
}
