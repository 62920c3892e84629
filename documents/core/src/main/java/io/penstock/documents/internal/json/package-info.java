/** CQL values as JSON text, in the form that CQL's own JSON has. */
package io.penstock.documents.internal.json;
