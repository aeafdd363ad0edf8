/** What every service answers alike: problem details, correlation ids, request limits. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.web;
