/** Where there is no Docker: a real Kafka broker and a server that speaks MongoDB's protocol, on loopback. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.stack.backbone;
