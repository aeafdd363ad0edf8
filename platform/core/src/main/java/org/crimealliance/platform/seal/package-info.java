@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.seal;
