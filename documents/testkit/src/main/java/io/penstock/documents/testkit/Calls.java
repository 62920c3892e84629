package io.penstock.documents.testkit;

import io.penstock.documents.AsyncRows;
import io.penstock.documents.Rows;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** How a contract calls: by the blocking interfaces, or by the asynchronous ones behind the same names. */
public enum Calls {
    /** The blocking call itself. */
    BLOCKING,
    /** The call of the same name on {@code async()}, whose future is joined. */
    ASYNC;

    /** The same blocking interface, whose calls go this way. */
    <T> T of(Class<T> api, T blocking) {
        return switch (this) {
            case BLOCKING -> blocking;
            case ASYNC ->
                api.cast(Proxy.newProxyInstance(
                        api.getClassLoader(), new Class<?>[] {api}, new Joining<>(api, blocking)));
        };
    }

    /** Joins the futures of the asynchronous twin; calls without a twin go to the blocking object. */
    private record Joining<T>(Class<T> api, T blocking) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            Method async = api.getMethod("async");
            Method twin;
            try {
                twin = async.getReturnType().getMethod(method.getName(), method.getParameterTypes());
            } catch (NoSuchMethodException none) {
                return call(method, blocking, arguments);
            }
            Object result = call(twin, async.invoke(blocking), arguments);
            if (result instanceof AsyncRows<?, ?> rows) {
                return ASYNC.of(Rows.class, rowsOf(rows));
            }
            return result instanceof CompletableFuture<?> future ? joined(future) : result;
        }

        private static <E, D> Rows<E, D> rowsOf(AsyncRows<E, D> rows) {
            return () -> rows;
        }

        private static @Nullable Object call(Method method, @Nullable Object on, Object @Nullable [] arguments)
                throws Throwable {
            try {
                return method.invoke(on, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause() == null ? thrown : thrown.getCause();
            }
        }

        private static @Nullable Object joined(CompletableFuture<?> future) throws Throwable {
            try {
                return future.join();
            } catch (CompletionException failed) {
                throw failed.getCause() == null ? failed : failed.getCause();
            }
        }
    }
}
