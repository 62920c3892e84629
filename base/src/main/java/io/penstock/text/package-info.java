/** What people read in a terminal. */
package io.penstock.text;
