/** Script files, connector contracts and a database with a manual clock. */
package io.penstock.stream.testkit;
