/** Running queries: the thread, the rings before it, barriers and failures. */
package io.penstock.stream.runtime.internal.task;
