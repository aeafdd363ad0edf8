/** Deny unless allowed: bearer tokens are checked in every service, and every handler must say who may call it. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.security;
