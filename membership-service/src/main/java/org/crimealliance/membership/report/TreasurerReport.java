package org.crimealliance.membership.report;

import java.time.Instant;
import java.time.LocalDate;
import org.crimealliance.platform.outbox.WireName;
import org.jspecify.annotations.Nullable;

/** The figures as they were prepared for a meeting. */
record TreasurerReport(LocalDate asOf, @Nullable String meetingId, Figures figures, Instant preparedAt) {

    @WireName("membership.treasurer-report-prepared.v1")
    record TreasurerReportPrepared(
            String reportId, @Nullable String meetingId, LocalDate asOf, Figures figures) {}
}
