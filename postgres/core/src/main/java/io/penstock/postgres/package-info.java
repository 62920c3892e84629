/** The PostgreSQL pool: configuration, statements, rows, transactions, errors. Start at {@code Pool.open}. */
package io.penstock.postgres;
