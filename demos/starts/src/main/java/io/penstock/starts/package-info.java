/** Three five-minute starts, one an engine. The README shows them; tests run them. */
package io.penstock.starts;
