package org.crimealliance.meeting;

import org.crimealliance.platform.testkit.TokensAreChecked;

@MeetingServiceTest
class TokensIT extends TokensAreChecked {}
