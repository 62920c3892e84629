/** What every CQL driver owes to whoever calls it, as suites of tests, one a family. */
package io.penstock.documents.testkit.driver;
