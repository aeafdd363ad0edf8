package org.crimealliance.platform.store;

import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * A step that brings a service's database to a newer shape, once. It must be safe to do twice, by two instances at once and
 * after dying in the middle; and leave what the version before can read and write, because instances of it may be running.
 *
 * @param number its place; never given again
 * @param name what it does, in a word or two
 */
public record Migration(int number, String name, Work work) {

    /** Does the step. */
    @FunctionalInterface
    public interface Work {
        void on(MongoTemplate mongo);
    }
}
