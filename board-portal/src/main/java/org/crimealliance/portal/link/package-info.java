/** Pages behind personal links: no account, one question each. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal.link;
