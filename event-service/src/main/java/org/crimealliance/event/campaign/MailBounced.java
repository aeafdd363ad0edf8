package org.crimealliance.event.campaign;

import org.jspecify.annotations.Nullable;

/** What is read here of {@code notification.mail-bounced.v1}. */
record MailBounced(
        @Nullable String eventType,
        @Nullable String subjectId,
        @Nullable String reason) {}
