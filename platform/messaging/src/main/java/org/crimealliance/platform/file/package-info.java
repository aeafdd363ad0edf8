/** Files that hang on something: in versions, each as it came, readable by whoever may read what they hang on. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.file;
