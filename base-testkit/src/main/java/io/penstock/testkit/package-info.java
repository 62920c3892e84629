/** Manual time, recording metrics, child processes and a fault proxy. */
package io.penstock.testkit;
