/** Values between Java components and what drivers take. */
package io.penstock.documents.internal.codec;
