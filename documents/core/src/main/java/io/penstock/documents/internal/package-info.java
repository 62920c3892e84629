/** Requests made by pure functions, and the running of them. */
package io.penstock.documents.internal;
