/** The one way out: everything the portal knows or changes goes through the platform's gateway. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal.gateway;
