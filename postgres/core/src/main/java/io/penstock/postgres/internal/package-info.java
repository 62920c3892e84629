/** How the pool works: bookkeeping without sockets, connections, sessions, lanes. No API. */
package io.penstock.postgres.internal;
