/** Comparisons with the peers. Figures go to {@code docs/bench}. */
package io.penstock.bench;
