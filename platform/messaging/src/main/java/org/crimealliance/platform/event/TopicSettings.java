package org.crimealliance.platform.event;

/** How topics are made. */
public final class TopicSettings {

    /** Fixed when the topic is made: keys must keep their partition. */
    public static final int PARTITIONS = 6;

    private TopicSettings() {}
}
