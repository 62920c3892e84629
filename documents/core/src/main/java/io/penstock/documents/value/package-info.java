/** Values that CQL has and Java has no class for. */
package io.penstock.documents.value;
