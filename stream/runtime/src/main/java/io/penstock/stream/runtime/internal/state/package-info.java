/** What operators keep: groups, keys, rows at rest, and how they are written to snapshots. */
package io.penstock.stream.runtime.internal.state;
