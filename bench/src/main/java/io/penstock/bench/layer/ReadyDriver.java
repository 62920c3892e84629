package io.penstock.bench.layer;

import io.penstock.documents.driver.Capability;
import io.penstock.documents.driver.ClusterDescription;
import io.penstock.documents.driver.CqlDriver;
import io.penstock.documents.driver.CqlPage;
import io.penstock.documents.driver.CqlRequest;
import io.penstock.documents.driver.DriverDescription;
import io.penstock.documents.driver.PreparedDescription;
import io.penstock.documents.driver.Requirements;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Answers every request with the same page at once and keeps the last request, so that no work can be left out. */
final class ReadyDriver implements CqlDriver {
    private final CqlPage page;

    @Nullable
    CqlRequest last;

    ReadyDriver(CqlPage page) {
        this.page = page;
    }

    @Override
    public CompletableFuture<CqlPage> execute(CqlRequest request) {
        last = request;
        return CompletableFuture.completedFuture(page);
    }

    @Override
    public CompletableFuture<Boolean> schemaAgrees() {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public CompletableFuture<PreparedDescription> prepare(String cql) {
        return CompletableFuture.completedFuture(new PreparedDescription(List.of(), List.of(), List.of()));
    }

    @Override
    public DriverDescription description() {
        return new DriverDescription("ready", "0", "none");
    }

    @Override
    public ClusterDescription cluster() {
        throw Requirements.unsupported(Capability.CLUSTER_METADATA);
    }

    @Override
    public CompletableFuture<Void> closeAsync() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void closeNow() {}

    @Override
    public void close() {}
}
