/** What an application that tracks test runs does all day, done by each of the contenders. */
package io.penstock.bench.argus;
