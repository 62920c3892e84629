package io.penstock.stream.runtime.internal.expr;

import io.penstock.stream.data.Column;

/**
 * One expression, ready to run. The result holds the values of the rows from index 0 on and is not written to
 * afterwards; where it is NULL the value means nothing. Kernels may keep caches and are confined to one thread.
 */
@FunctionalInterface
public interface Kernel {
    Column evaluate(Rows rows);
}
