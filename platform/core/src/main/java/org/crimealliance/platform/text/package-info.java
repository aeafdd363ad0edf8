/** The one way in for what people write, whatever it comes by: JSON, an address's query, a cell of a file. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.text;
