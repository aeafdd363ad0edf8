/** The one door of the platform: routes by path to services that may be away, slow or several. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.gateway;
