package org.crimealliance.platform.web;

import jakarta.validation.ConstraintViolationException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.text.RefusedTexts;
import org.crimealliance.platform.text.UnacceptableTextException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/**
 * One error format: RFC 9457 problem details with a stable {@code type} ({@code urn:alliance:problem:<code>}), a
 * {@code code}, and {@code errors} for single fields.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final UploadLimits uploads;

    ProblemAdvice(UploadLimits uploads) {
        this.uploads = uploads;
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(RefusedException e) {
        Refusal refusal = e.refusal();
        return respond(
                HttpStatusCode.valueOf(refusal.kind().status()), refusal.code(), refusal.message(), refusal.errors());
    }

    @ExceptionHandler
    ResponseEntity<Object> violated(ConstraintViolationException e) {
        List<FieldProblem> errors = e.getConstraintViolations().stream()
                .map(v -> new FieldProblem(v.getPropertyPath().toString(), v.getMessage()))
                .toList();
        return respond(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-input", "Some values are not acceptable.", errors);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> errors = e.getBindingResult().getFieldErrors().stream()
                .map(f -> new FieldProblem(f.getField(), String.valueOf(f.getDefaultMessage())))
                .toList();
        return respond(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-input", "Some values are not acceptable.", errors);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> errors = e.getParameterValidationResults().stream()
                .flatMap(ProblemAdvice::problems)
                .toList();
        return respond(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-input", "Some values are not acceptable.", errors);
    }

    /** What is wrong with a body stands at its fields, as where the body alone is checked. */
    private static Stream<FieldProblem> problems(ParameterValidationResult result) {
        return result instanceof ParameterErrors body
                ? body.getFieldErrors().stream()
                        .map(field -> new FieldProblem(field.getField(), String.valueOf(field.getDefaultMessage())))
                : result.getResolvableErrors().stream()
                        .map(error -> new FieldProblem(
                                String.valueOf(result.getMethodParameter().getParameterName()),
                                String.valueOf(error.getDefaultMessage())));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ContentTooLargeException) {
                return respond(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "content-too-large",
                        "The request's body is too large.",
                        List.of());
            }
        }
        if (!RefusedTexts.ofThisRequest().isEmpty()) {
            return unacceptable(RefusedTexts.ofThisRequest()); // a body may be unreadable because of them
        }
        String field = e.getCause() instanceof JacksonException json ? RequestJson.field(json) : "";
        return respond(
                HttpStatus.BAD_REQUEST,
                "unreadable-body",
                "The request's body is not what this address reads.",
                field.isEmpty() ? List.of() : List.of(new FieldProblem(field, "cannot be read")));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ResponseEntity<Object> response = super.handleExceptionInternal(e, body, headers, status, request);
        if (response != null && response.getBody() instanceof ProblemDetail problem) {
            String code = code(status);
            problem.setType(type(code));
            problem.setProperty("code", code);
            // said here, since what the caller accepts may be what cannot be read
            return ResponseEntity.status(status)
                    .headers(response.getHeaders())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        return response;
    }

    /** Where an address reads one type alone, nobody has asked yet who is calling: that comes before what is wrong. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        boolean asked =
                request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
                        != null;
        if (!asked && request.getUserPrincipal() == null) {
            ResponseEntity<Object> refused = respond(
                    HttpStatus.UNAUTHORIZED, "unauthenticated", "Sign in, or send a valid bearer token.", List.of());
            return ResponseEntity.status(refused.getStatusCode())
                    .headers(refused.getHeaders())
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .body(refused.getBody());
        }
        return super.handleHttpMediaTypeNotSupported(e, headers, status, request);
    }

    /** One value of the path or the query that is not of its type. */
    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(e.getPropertyName());
        UnacceptableTextException text = unacceptableText(e);
        if (text != null) {
            List<FieldProblem> all = AddressTexts.refused(request);
            return unacceptable(all.isEmpty() ? List.of(new FieldProblem(name, text.reason())) : all);
        }
        return respond(
                HttpStatus.BAD_REQUEST,
                "malformed-value",
                "A value of the address cannot be read.",
                List.of(new FieldProblem(name, "cannot be read")));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String path =
                request instanceof ServletWebRequest web ? web.getRequest().getRequestURI() : "";
        return respond(HttpStatus.CONTENT_TOO_LARGE, "content-too-large", uploads.refusal(path), List.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> notMultipart(MultipartException e) {
        return respond(HttpStatus.BAD_REQUEST, "unreadable-body", "The upload cannot be read.", List.of());
    }

    private static @Nullable UnacceptableTextException unacceptableText(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnacceptableTextException text) {
                return text;
            }
        }
        return null;
    }

    private static ResponseEntity<Object> unacceptable(List<FieldProblem> problems) {
        return respond(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-input", "Some values are not acceptable.", problems);
    }

    /** Problem details for whatever a service maps by itself. */
    static ResponseEntity<Object> respond(
            HttpStatusCode status, String code, String message, List<FieldProblem> errors) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, message);
        problem.setType(type(code));
        problem.setProperty("code", code);
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        }
        LOG.debug("refused with {} {}", status.value(), code);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /** {@code method-not-allowed} for 405, and so on. */
    static String code(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null
                ? "error"
                : known.getReasonPhrase().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    }

    private static URI type(String code) {
        return URI.create("urn:alliance:problem:" + code);
    }
}
