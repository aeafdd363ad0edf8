/** Keys of persons: what events tell of somebody is sealed with a key that an erasure deletes. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.person;
