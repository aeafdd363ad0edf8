/**
 * December 2020, played on the running platform: one file an act, through the public API as its users would, with every
 * figure read back and compared with what the scenario expects.
 */
@org.jspecify.annotations.NullMarked
package org.crimealliance.demo;
