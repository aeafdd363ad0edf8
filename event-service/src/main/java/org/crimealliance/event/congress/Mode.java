package org.crimealliance.event.congress;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a meeting is held: on site with an online component, or online only. */
public enum Mode {
    @JsonProperty("hybrid")
    HYBRID("hybrid", "room"),
    @JsonProperty("virtual")
    VIRTUAL("virtual", "channel");

    private final String word;
    private final String held;

    Mode(String word, String held) {
        this.word = word;
        this.held = held;
    }

    /** As it is written in files, events and answers. */
    public String word() {
        return word;
    }

    /** What such a meeting is held in: a room or a channel. */
    public String heldIn() {
        return held;
    }
}
