/** Commands: what they take, what they print, and their exit codes. The work is done elsewhere. */
package io.penstock.cli;
