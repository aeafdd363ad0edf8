package org.crimealliance.platform.file;

/**
 * Who, of those that call, may read and add files of one kind of owner: the same who may read and change the owner. A bean of
 * the service; what it does not allow, and what has no rule, is denied.
 */
public interface FileRule {

    /** The {@link FileOwner#kind} that it is about. */
    String kind();

    /** Whether this request's caller may. For whom it is false, there is no such file. */
    default boolean mayRead(String ownerId) {
        return false;
    }

    /** Whether this request's caller, who may read them, may add files and versions. */
    default boolean mayAdd(String ownerId) {
        return false;
    }
}
