/** Signing in and out; who the reader is and what the portal offers them. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal.session;
