package org.crimealliance.notification;

import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TokensAreChecked;

@ServiceTest
class TokensIT extends TokensAreChecked {}
