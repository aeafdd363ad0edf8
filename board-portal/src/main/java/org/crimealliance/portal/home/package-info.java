/** The first page: what waits for the reader, then the figures. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal.home;
