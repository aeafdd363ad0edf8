/** Documents to print and to keep: one renderer and one set of fonts for all services. */
@NullMarked
package org.crimealliance.platform.document;

import org.jspecify.annotations.NullMarked;
