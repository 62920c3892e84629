/** How a Java record is seen as columns, the same way by all engines. */
package io.penstock.record;
