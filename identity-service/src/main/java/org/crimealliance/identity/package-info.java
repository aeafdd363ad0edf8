/** Who may sign in, with which roles, and the tokens that say so. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.identity;
