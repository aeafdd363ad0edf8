/** A mail server: it takes every mail, sends none on, and shows them on a page. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.stack.mail;
