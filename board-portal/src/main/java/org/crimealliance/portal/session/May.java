package org.crimealliance.portal.session;

/** The expressions at the handlers. */
public final class May {

    public static final String ANYONE = "permitAll()";
    public static final String SIGNED_IN = "isAuthenticated()";
    public static final String READ = "hasAuthority('MAY_READ')";
    public static final String MEMBERS = "hasAuthority('MAY_MEMBERS')";
    public static final String FEES = "hasAuthority('MAY_FEES')";
    public static final String PREPARE_FEES = "hasAuthority('MAY_PREPARE_FEES')";
    public static final String CONFIRMATIONS = "hasAuthority('MAY_CONFIRMATIONS')";
    public static final String MEETINGS = "hasAuthority('MAY_MEETINGS')";
    public static final String VOTE = "hasAuthority('MAY_VOTE')";
    public static final String CONGRESS = "hasAuthority('MAY_CONGRESS')";
    public static final String OPERATIONS = "hasAuthority('MAY_OPERATIONS')";
    public static final String OFFICERS = "hasAuthority('MAY_OFFICERS')";

    private May() {}
}
