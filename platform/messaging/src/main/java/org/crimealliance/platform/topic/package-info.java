/** The topics that a service needs: made where they are missing, looked at where they are there. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.topic;
