package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.crimealliance.system.TestPlatform.text;

import java.time.Duration;
import org.crimealliance.demo.Mailbox.Mail;
import org.crimealliance.system.TestPlatform.Applicant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The local stack takes what comes back, at a port of its own. */
@SystemTest
class MailIntakeIT {

    private final TestPlatform platform = TestPlatform.shared();

    @AfterEach
    void nothing_is_left() {
        platform.withdrawApplications();
    }

    @Test
    void a_bounce_marks_the_mail_that_it_is_about() throws Exception {
        Applicant applicant = platform.applicant();
        platform.submit(applicant);
        Mail mail = platform.mailWithLink("application", applicant.email());
        int port = platform.stack.mailIntake();
        assertThat(Bounce.passOn(port, "post+b.guessed.0000000000000000@alliance.example.org"))
                .isEqualTo(550);
        assertThat(Bounce.passOn(port, Bounce.returnPath(platform.mails, mail))).isEqualTo(250);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                platform.api.all("secretary", "/api/notifications/mails?state=bounced").stream()
                                        .map(bounced -> text(bounced, "recipient")))
                        .contains(applicant.email()));
    }
}
