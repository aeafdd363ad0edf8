/** The platform, as far as the portal can see it: a gateway that answers with recorded JSON and signs people in. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal.stub;
