/** Expressions as kernels: loops over columns, one call a batch. */
package io.penstock.stream.runtime.internal.expr;
