/** Queries over rows at rest. */
package io.penstock.stream.runtime.internal.adhoc;
