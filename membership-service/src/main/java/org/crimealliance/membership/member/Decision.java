package org.crimealliance.membership.member;

import java.time.LocalDate;

/** A decision that a meeting took. The meeting owns it; the membership keeps which it was. */
public record Decision(String decisionId, String meetingId, String meetingTitle, LocalDate on) {}
