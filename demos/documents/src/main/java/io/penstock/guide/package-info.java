/** The code of the guide to documents, one class a page. The pages show it; tests run it on a real node. */
package io.penstock.guide;
