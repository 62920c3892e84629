package io.penstock.documents.testkit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a {@link CassandraNode} to test methods, lifecycle methods and constructors that have a parameter of that type.
 * All tests of one run share one throw-away node, started with the first use and closed at the end of the run, so each
 * test class uses keyspaces of its own.
 *
 * <pre>{@code
 * @ExtendWith(CassandraNodeExtension.class)
 * class OrdersTest {
 *     @Test
 *     void saves_an_order(CassandraNode node) { … }
 * }
 * }</pre>
 */
public final class CassandraNodeExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(CassandraNodeExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == CassandraNode.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return node(context);
    }

    /** The shared node, for extensions that make something of it. */
    public static CassandraNode node(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(CassandraNode.class, any -> CassandraNode.start(), CassandraNode.class);
    }

    /** The shared node that insists on encryption and on a user, started with the first use. */
    public static SecuredNode securedNode(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(SecuredNode.class, any -> SecuredNode.start(), SecuredNode.class);
    }
}
