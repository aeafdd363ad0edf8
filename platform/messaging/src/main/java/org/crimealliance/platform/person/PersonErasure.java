package org.crimealliance.platform.person;

/**
 * Takes out what a restored store has of somebody who was erased since the backup; a bean of whoever stores it. May be called for
 * a person who is not there, and twice.
 */
@FunctionalInterface
public interface PersonErasure {
    void erase(String person);
}
