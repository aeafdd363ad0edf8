package org.crimealliance.portal.gateway;

/** Where the gateway's client finds by what a command is known when it comes again. */
public interface CommandKeys {

    /**
     * The key of this command: the same when the same form is sent again, another for anything else.
     *
     * @param command what is sent where: method and address
     */
    String of(String command);

    /** Throws where the page that is being made may send no command at all. */
    void allow();
}
