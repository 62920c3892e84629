/** Five-minute starts, one for each engine and one for all three. The README shows them; tests run them. */
package io.penstock.starts;
