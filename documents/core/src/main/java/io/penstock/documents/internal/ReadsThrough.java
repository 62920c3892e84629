package io.penstock.documents.internal;

import io.penstock.documents.AsyncReadRepository;
import io.penstock.documents.AsyncRows;
import io.penstock.documents.BulkOptions;
import io.penstock.documents.EntityModel;
import io.penstock.documents.Key;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.Projection;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.ScanOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A repository that reads by another one. */
interface ReadsThrough<E> extends AsyncReadRepository<E> {
    AsyncReadRepository<E> reads();

    @Override
    default EntityModel<E> model() {
        return reads().model();
    }

    @Override
    default CompletableFuture<Optional<E>> get(Key key, ReadOptions options) {
        return reads().get(key, options);
    }

    @Override
    default CompletableFuture<E> require(Key key, ReadOptions options) {
        return reads().require(key, options);
    }

    @Override
    default CompletableFuture<List<E>> getAll(Iterable<Key> keys, BulkOptions bulk, ReadOptions options) {
        return reads().getAll(keys, bulk, options);
    }

    @Override
    default CompletableFuture<Boolean> exists(Key key, ReadOptions options) {
        return reads().exists(key, options);
    }

    @Override
    default CompletableFuture<Optional<E>> refresh(E entity, ReadOptions options) {
        return reads().refresh(entity, options);
    }

    @Override
    default CompletableFuture<Boolean> exists(Query<? super E> query) {
        return reads().exists(query);
    }

    @Override
    default CompletableFuture<E> require(Query<? super E> query) {
        return reads().require(query);
    }

    @Override
    default CompletableFuture<Long> count(Query<? super E> query) {
        return reads().count(query);
    }

    @Override
    default <D> AsyncRows<E, D> select(Projection<? super E, D> projection) {
        return reads().select(projection);
    }

    @Override
    default AsyncRows<E, String> json() {
        return reads().json();
    }

    @Override
    default CompletableFuture<Page<E>> page(Query<? super E> query) {
        return reads().page(query);
    }

    @Override
    default CompletableFuture<Page<E>> page(Query<? super E> query, PageToken token) {
        return reads().page(query, token);
    }

    @Override
    default CompletableFuture<List<E>> find(Query<? super E> query) {
        return reads().find(query);
    }

    @Override
    default CompletableFuture<Optional<E>> first(Query<? super E> query) {
        return reads().first(query);
    }

    @Override
    default CompletableFuture<Optional<E>> one(Query<? super E> query) {
        return reads().one(query);
    }

    @Override
    default Flow.Publisher<E> publisher(Query<? super E> query) {
        return reads().publisher(query);
    }

    @Override
    default Flow.Publisher<E> scan(Query<? super E> query, ScanOptions options) {
        return reads().scan(query, options);
    }
}
