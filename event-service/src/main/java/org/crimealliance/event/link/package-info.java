/** Personal links: a token in a mail that stands for one person and one purpose. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.event.link;
