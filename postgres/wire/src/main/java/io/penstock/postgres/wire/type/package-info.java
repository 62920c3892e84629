/**
 * Values of PostgreSQL types: {@link io.penstock.postgres.wire.type.Codecs} finds the
 * {@link io.penstock.postgres.wire.type.Codec} for a type's object id and a Java type;
 * {@link io.penstock.postgres.wire.type.CopyEncoder} writes rows for COPY with them.
 */
package io.penstock.postgres.wire.type;
