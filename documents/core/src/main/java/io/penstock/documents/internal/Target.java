package io.penstock.documents.internal;

/** The table that a request is about, for errors that suggest right names. */
record Target(String keyspace, String table) {}
