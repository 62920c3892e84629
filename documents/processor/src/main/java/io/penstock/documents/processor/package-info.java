/** The annotation processor. It is put on the processor path and has no API. */
package io.penstock.documents.processor;
