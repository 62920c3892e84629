/** The tree nodes that the generated parser makes for the statements of our own. */
package io.penstock.stream.sql.internal.tree;
