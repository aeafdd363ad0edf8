@org.jspecify.annotations.NullMarked
package org.crimealliance.stack.backbone;
