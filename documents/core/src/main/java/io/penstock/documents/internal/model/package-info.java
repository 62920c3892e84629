/**
 * The rules by which a class is a table, over a description of the class and not over the class itself: they hold the
 * same way for classes that run and for sources that are being compiled.
 */
package io.penstock.documents.internal.model;
