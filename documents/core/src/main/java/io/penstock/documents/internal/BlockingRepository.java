package io.penstock.documents.internal;

import io.penstock.documents.AsyncRepository;
import io.penstock.documents.Repository;

/** A repository for callers that wait: nothing but waiting. Thread-safe. */
record BlockingRepository<E>(AsyncRepository<E> async) implements Repository<E> {}
