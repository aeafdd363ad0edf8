/** What one person prepares and another confirms before it takes effect. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.membership.secondperson;
