package io.penstock.postgres.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes to and from a server, waiting on the calling thread. An interrupt never closes a transport: the wait tells its
 * {@link Interrupts} and goes on, since only a cancelled statement's own answer leaves the connection usable. One
 * thread may read while another writes; {@link #close} may be called from any thread and ends both with an error.
 */
interface Transport extends Closeable {
    /** Waits for bytes and reads some; -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /**
     * Reads what is here already: 0 for nothing, -1 at the end. It waits only for the rest of an encrypted record that
     * has begun to come.
     */
    int poll(ByteBuffer into) throws IOException;

    /**
     * Whether the other side has closed, without waiting and without losing bytes that came before; asked for when
     * {@link #poll} gave nothing.
     */
    boolean hasEnded();

    /** Writes all bytes, waiting for as long as the server takes. */
    void write(ByteBuffer from) throws IOException;

    /**
     * Writes what goes without waiting; the rest stays in the buffer.
     *
     * @return whether all is written
     */
    boolean offer(ByteBuffer from) throws IOException;

    @Override
    void close();

    /** Told that the waiting thread was interrupted. The flag is cleared before and the wait goes on after. */
    @FunctionalInterface
    interface Interrupts {
        void interrupted();
    }
}
