package org.crimealliance.portal.session;

import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Signing in has failed, and what to do. */
@Controller
class SignInPages {

    @GetMapping("/trouble/signin")
    @PreAuthorize(May.ANYONE)
    @ResponseStatus(org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE)
    String failed() {
        return "trouble-signin";
    }
}
