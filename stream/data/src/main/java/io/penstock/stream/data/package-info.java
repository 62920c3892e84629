/** Types, schemas, columns and batches. */
package io.penstock.stream.data;
