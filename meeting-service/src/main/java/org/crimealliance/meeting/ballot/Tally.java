package org.crimealliance.meeting.ballot;

/** Votes counted. */
record Tally(int yes, int no, int abstain) {

    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(Choice choice) {
        return switch (choice) {
            case YES -> new Tally(yes + 1, no, abstain);
            case NO -> new Tally(yes, no + 1, abstain);
            case ABSTAIN -> new Tally(yes, no, abstain + 1);
            case RECUSE -> this;
        };
    }
}
