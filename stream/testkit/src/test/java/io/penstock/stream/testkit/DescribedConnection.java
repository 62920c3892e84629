package io.penstock.stream.testkit;

import io.penstock.stream.spi.Connection;
import io.penstock.stream.spi.Lookup;
import io.penstock.stream.spi.LookupRequest;
import io.penstock.stream.spi.Sink;
import io.penstock.stream.spi.SinkRequest;
import java.util.Set;

/** A recording connection but for what a test makes of it. */
abstract class DescribedConnection implements Connection {
    private final RecordingConnection described;

    DescribedConnection(RecordingConnection described) {
        this.described = described;
    }

    @Override
    public String kind() {
        return described.kind();
    }

    @Override
    public Set<Capability> capabilities() {
        return described.capabilities();
    }

    @Override
    public Set<String> options() {
        return described.options();
    }

    @Override
    public TableDescription describe(String table) {
        return described.describe(table);
    }

    @Override
    public Lookup openLookup(LookupRequest request) {
        return described.openLookup(request);
    }

    @Override
    public Sink openSink(SinkRequest request) {
        return described.openSink(request);
    }
}
