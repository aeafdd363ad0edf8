/** Members, the register's import, and applications for membership. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal.member;
