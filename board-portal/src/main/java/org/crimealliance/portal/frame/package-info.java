/** What all pages share: forms, words for dates and states, navigation, troubles. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal.frame;
