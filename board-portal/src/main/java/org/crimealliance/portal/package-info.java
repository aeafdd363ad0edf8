/** The board portal: the pages by which the Alliance's officers, organisers and applicants use the platform. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal;
