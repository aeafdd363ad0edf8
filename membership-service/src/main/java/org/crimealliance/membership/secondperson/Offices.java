package org.crimealliance.membership.secondperson;

/** Which of the roles that somebody once had are theirs still. */
@FunctionalInterface
public interface Offices {

    /** This person as of today: without the roles whose office is over. On its last day an office is held. */
    Person today(Person then);
}
