package org.crimealliance.event;

import org.crimealliance.platform.testkit.TokensAreChecked;

@EventServiceTest
class TokensIT extends TokensAreChecked {}
