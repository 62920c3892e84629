/** Errors, deadlines, cancellation, the blocking shell, time, threads and limits. */
package io.penstock;
