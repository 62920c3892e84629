/** What an application can observe: metrics, and a listener for operations (tracing, slow queries). */
package io.penstock.observe;
