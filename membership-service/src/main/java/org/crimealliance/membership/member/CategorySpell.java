package org.crimealliance.membership.member;

import java.time.LocalDate;

/** From this day on, until the next spell, a member is in this category. */
public record CategorySpell(LocalDate from, Category category) {}
