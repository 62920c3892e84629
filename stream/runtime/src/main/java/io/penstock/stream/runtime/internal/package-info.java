/** What the public face of the runtime stands on; not for users. */
package io.penstock.stream.runtime.internal;
