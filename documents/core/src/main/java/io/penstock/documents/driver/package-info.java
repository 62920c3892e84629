/** What a CQL driver takes and gives: requests as values, pages of rows, types, capabilities. */
package io.penstock.documents.driver;
