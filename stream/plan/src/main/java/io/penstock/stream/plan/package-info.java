/** Plans and expressions, their text form and their hash. */
package io.penstock.stream.plan;
