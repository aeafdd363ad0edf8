/** What the platform stands on where there is no Docker: a real Kafka broker and a server that speaks MongoDB's protocol. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.stack.backbone;
