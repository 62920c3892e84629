/** Credentials and TLS, the same for all servers that Penstock talks to. */
package io.penstock.security;
