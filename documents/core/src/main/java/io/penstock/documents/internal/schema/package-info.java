/** What the schema should be, how it differs from what is there, and the statements that mend it. Pure functions. */
package io.penstock.documents.internal.schema;
