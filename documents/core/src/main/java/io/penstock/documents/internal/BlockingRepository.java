package io.penstock.documents.internal;

import io.penstock.Blocking;
import io.penstock.documents.AsyncRepository;
import io.penstock.documents.BulkOptions;
import io.penstock.documents.EntityModel;
import io.penstock.documents.Key;
import io.penstock.documents.LwtResult;
import io.penstock.documents.Page;
import io.penstock.documents.PageToken;
import io.penstock.documents.Query;
import io.penstock.documents.ReadOptions;
import io.penstock.documents.Repository;
import io.penstock.documents.WriteOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A repository for callers that wait: nothing but waiting. Thread-safe. */
record BlockingRepository<E>(AsyncRepository<E> async) implements Repository<E> {
    @Override
    public EntityModel<E> model() {
        return async.model();
    }

    @Override
    public void save(E entity, WriteOptions options) {
        Blocking.await(async.save(entity, options));
    }

    @Override
    public long saveAll(Iterable<? extends E> entities, BulkOptions options) {
        return Blocking.await(async.saveAll(entities, options));
    }

    @Override
    public LwtResult<E> insertIfNotExists(E entity, WriteOptions options) {
        return Blocking.await(async.insertIfNotExists(entity, options));
    }

    @Override
    public Optional<E> get(Key key, ReadOptions options) {
        return Blocking.await(async.get(key, options));
    }

    @Override
    public void delete(E entity, WriteOptions options) {
        Blocking.await(async.delete(entity, options));
    }

    @Override
    public void delete(Key key, WriteOptions options) {
        Blocking.await(async.delete(key, options));
    }

    @Override
    public Page<E> page(Query<? super E> query) {
        return Blocking.await(async.page(query));
    }

    @Override
    public Page<E> page(Query<? super E> query, PageToken token) {
        return Blocking.await(async.page(query, token));
    }

    @Override
    public List<E> find(Query<? super E> query) {
        return Blocking.await(async.find(query));
    }

    @Override
    public Optional<E> first(Query<? super E> query) {
        return Blocking.await(async.first(query));
    }

    @Override
    public long count(Query<? super E> query) {
        return Blocking.await(async.count(query));
    }

    @Override
    public Stream<E> stream(Query<? super E> query) {
        return Stream.iterate(
                        Optional.of(page(query)),
                        Optional::isPresent,
                        page -> page.flatMap(Page::next).map(token -> page(query, token)))
                .flatMap(page -> page.orElseThrow().items().stream());
    }
}
