package io.penstock.postgres.internal;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A transport over TCP or a Unix socket, without encryption. Thread-safe as {@link Transport} says. */
final class PlainTransport implements Transport {
    /*
     * The channel does not block; waiting is a selector of the waiting thread. That is what keeps an interrupt from
     * closing the channel, as it would in a blocking read.
     *
     * Both sides can fill their buffers and wait for each other: a client that writes a long batch, a server that
     * writes the results. So a writer that must wait also reads, into the stash, which the next read takes first. On a
     * shared connection somebody always reads, and writers leave reading alone.
     *
     * Reading. Behind a write, and behind a read that did not fill its space, nothing is there yet: then it waits first,
     * which saves a call of the system in every round trip.
     */
    private static final int STASH_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final Selector readable;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile @Nullable Selector writable;
    private volatile Interrupts interrupts = () -> {};
    private volatile boolean shared;
    private ByteBuffer stash = ByteBuffer.allocate(0);
    private volatile boolean drained;

    private PlainTransport(SocketChannel channel, Selector readable) {
        this.channel = channel;
        this.readable = readable;
    }

    static PlainTransport connect(SocketAddress address, Duration timeout) throws IOException {
        boolean local = address instanceof UnixDomainSocketAddress;
        SocketChannel channel = local ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            channel.configureBlocking(false);
            if (!local) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            }
            if (!channel.connect(address)) {
                finishConnect(channel, timeout);
            }
            Selector readable = Selector.open();
            channel.register(readable, SelectionKey.OP_READ);
            return new PlainTransport(channel, readable);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static void finishConnect(SocketChannel channel, Duration timeout) throws IOException {
        try (Selector connectable = Selector.open()) {
            channel.register(connectable, SelectionKey.OP_CONNECT);
            connectable.select(Math.max(1, timeout.toMillis()));
            if (!channel.finishConnect()) {
                throw new SocketTimeoutException("no answer within " + timeout.toMillis() + " ms");
            }
        }
    }

    /** Who is told when a waiting thread is interrupted. */
    void onInterrupt(Interrupts listener) {
        interrupts = listener;
    }

    /** From now on some thread always reads, so writers need not. */
    void share() {
        shared = true;
    }

    SocketChannel channel() {
        return channel;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (drained && !stash.hasRemaining()) {
            await(readable);
        }
        while (true) {
            int count = poll(into);
            if (count != 0) {
                drained = into.hasRemaining();
                return count;
            }
            await(readable);
        }
    }

    @Override
    public int poll(ByteBuffer into) throws IOException {
        if (stash.hasRemaining()) {
            int count = Math.min(into.remaining(), stash.remaining());
            into.put(into.position(), stash, stash.position(), count);
            into.position(into.position() + count);
            stash.position(stash.position() + count);
            return count;
        }
        return channel.read(into);
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        writing.lock();
        try {
            while (!offer(from)) {
                if (shared) {
                    await(writableSelector(SelectionKey.OP_WRITE));
                } else {
                    await(writableSelector(SelectionKey.OP_WRITE | SelectionKey.OP_READ));
                    fillStash();
                }
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public boolean offer(ByteBuffer from) throws IOException {
        int last = -1;
        while (from.hasRemaining() && last != 0) {
            last = channel.write(from);
        }
        drained = true;
        return !from.hasRemaining();
    }

    /** Whether there are bytes that {@link #poll} would give. */
    boolean hasInput() throws IOException {
        if (!stash.hasRemaining()) {
            fillStash();
        }
        return stash.hasRemaining();
    }

    /** Nothing to do: {@link #poll} tells the end by itself. */
    @Override
    public boolean hasEnded() {
        return false;
    }

    /** For a layer above, whose poll does not look here. */
    boolean hasEndedBelow() {
        try {
            int last = 1;
            while (last > 0 && stash.remaining() < STASH_BYTES) {
                last = fillStash();
            }
            return last < 0;
        } catch (IOException broken) {
            return true;
        }
    }

    private int fillStash() throws IOException {
        ByteBuffer target = ByteBuffer.allocate(Math.max(STASH_BYTES, stash.remaining() * 2));
        target.put(stash);
        int count = channel.read(target);
        stash = target.flip();
        return count;
    }

    private static void seen(SelectionKey key) {
        // There is only one, and the wait has ended.
    }

    private void await(Selector selector) throws IOException {
        try {
            selector.select(PlainTransport::seen);
        } catch (ClosedSelectorException closed) {
            throw new ClosedChannelException();
        }
        if (Thread.interrupted()) {
            interrupts.interrupted();
        }
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private Selector writableSelector(int interest) throws IOException {
        Selector selector = writable;
        if (selector == null) {
            selector = Selector.open();
            writable = selector;
            channel.register(selector, interest);
        }
        return selector;
    }

    @Override
    public void close() {
        closeQuietly(channel);
        closeQuietly(readable);
        Selector selector = writable;
        if (selector != null) {
            closeQuietly(selector);
        }
    }

    private static void closeQuietly(java.io.Closeable resource) {
        try {
            resource.close();
        } catch (IOException alreadyBroken) {
            // the connection is given up; how it ends makes no difference
        }
    }
}
