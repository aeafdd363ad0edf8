package org.crimealliance.membership.office;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.crimealliance.membership.office.OfficersController.AppointedResponse;
import org.crimealliance.membership.office.OfficersController.AppointmentRequest;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.provenance.Provenance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The operator's command, for the days before there are two officers. Its address is none that the gateway knows: it is
 * given on the service's own machine or network, with the secret of the file {@code operator-secret}. Without such a file
 * there is no such command.
 */
@RestController
@RequestMapping("/api/operator/membership")
@Hidden
class OperatorController {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorController.class);
    private static final int SHORTEST = 32;

    private final Appointments appointments;
    private final byte[] secret;

    OperatorController(Appointments appointments, @Value("${alliance.operator-secret}") String secret) {
        this.appointments = appointments;
        this.secret = secret.strip().getBytes(StandardCharsets.UTF_8);
    }

    @PostMapping("/first-officers")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("permitAll()") // the secret is checked below
    AppointedResponse appoint(
            @RequestHeader(name = "X-Operator-Secret", defaultValue = "") String given,
            @Valid @RequestBody AppointmentRequest request) {
        if (secret.length < SHORTEST || !MessageDigest.isEqual(secret, given.getBytes(StandardCharsets.UTF_8))) {
            throw new RefusedException(Refusal.notFound("What you ask for"));
        }
        AppointedResponse appointed = new Provenance(
                        "operator", Provenance.current().correlationId())
                .call(() -> appointments
                        .appointFirst(request.term())
                        .map(AppointedResponse::of)
                        .orThrow());
        LOG.info("the operator appointed a {}: {}", request.office(), appointed.officeId());
        return appointed;
    }
}
