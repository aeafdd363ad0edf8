package org.crimealliance.portal.fee;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Document;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Page;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fee schedules, invoice runs, invoices and the treasurer's figures, as membership-service tells of them. */
@Component
public class FeesClient {

    private static final String API = "/api/membership";

    public record Schedule(
            @Nullable Integer year,
            @Nullable Money ordinary,
            @Nullable Money extraordinary,
            @Nullable Money individual,
            @Nullable Money honorary,
            @Nullable Integer dueInDays,
            @Nullable String state,
            @Nullable Boolean approved,
            @Nullable Instant approvedAt,
            @Nullable String approvedBy) {

        public boolean inForce() {
            return Boolean.TRUE.equals(approved) || approvedAt != null || "approved".equals(state);
        }
    }

    /** What is sent to set a schedule. */
    record Fees(Money ordinary, Money extraordinary, Money individual, Money honorary, int dueInDays) {}

    /** A member without an invoice, and why. */
    public record Without(
            @Nullable String membershipId,
            @Nullable String name,
            @Nullable String reason) {}

    /** The invoices to the members of one category. */
    public record Sum(
            @Nullable String category,
            int invoices,
            @Nullable Money total) {}

    /** Somebody who gets an invoice by a run. */
    public record Item(
            int position,
            @Nullable String membershipId,
            @Nullable String name,
            @Nullable String line,
            @Nullable Money amount) {}

    public record Run(
            String runId,
            @Nullable Integer feeYear,
            @Nullable String state,
            int liable,
            int issued,
            @Nullable List<Without> failed,
            @Nullable List<Without> leftOut,
            @Nullable Money total,
            @Nullable List<Sum> sums,
            @Nullable Money lastYear,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {

        public boolean is(String other) {
            return other.equals(state);
        }

        /** Withdrawn or refused before it was approved: it is never issued. */
        public boolean ended() {
            return is("withdrawn") || is("refused");
        }

        /** Whether anything is still to be done about it. */
        public boolean waits() {
            return !is("finished") && !ended();
        }

        public List<Without> failures() {
            return failed == null ? List.of() : failed;
        }

        public List<Without> omitted() {
            return leftOut == null ? List.of() : leftOut;
        }

        /** By category; none where the run is older than they. */
        public List<Sum> byCategory() {
            return sums == null ? List.of() : sums;
        }

        public int percent() {
            return liable == 0 ? 100 : Math.min(100, 100 * issued / liable);
        }

        /** How many invoices a click would issue. */
        public int remaining() {
            return Math.max(0, liable - issued);
        }
    }

    private record StartRun(int feeYear) {}

    public record Invoice(
            String invoiceId,
            @Nullable String number,
            @Nullable String membershipId,
            @Nullable String memberName,
            @Nullable Integer feeYear,
            @Nullable Money amount,
            @Nullable Money open,
            @Nullable LocalDate issuedOn,
            @Nullable LocalDate dueOn,
            @Nullable String paymentState,
            @Nullable String reference) {}

    public record Chain(boolean valid, int count, @Nullable String firstBroken) {}

    public record Figures(
            @Nullable LocalDate asOf,
            @Nullable Members members,
            int applicationsWaiting,
            int applicationsReceived,
            @Nullable Invoices invoices) {

        public record Members(int ordinary, int extraordinary, int individual, int honorary) {}

        public record Invoices(
                @Nullable Integer feeYear,
                int issued,
                @Nullable Money issuedTotal,
                int paid,
                int open,
                int overdue) {}
    }

    public record Report(
            String reportId,
            @Nullable LocalDate asOf,
            @Nullable Figures figures) {}

    private record Prepare(LocalDate asOf, @Nullable String meetingId) {}

    private final Gateway gateway;

    FeesClient(Gateway gateway) {
        this.gateway = gateway;
    }

    Schedule schedule(int year) {
        return gateway.get(Address.of(API + "/fee-schedules/{year}", year), Schedule.class);
    }

    void setSchedule(int year, Fees fees) {
        gateway.put(Address.of(API + "/fee-schedules/{year}", year), fees);
    }

    public Page<Run> runs() {
        return gateway.list(Address.of(API + "/invoice-runs"), Run.class);
    }

    Run startRun(int feeYear) {
        return gateway.post(Address.of(API + "/invoice-runs"), new StartRun(feeYear), Run.class);
    }

    Run run(String id) {
        return gateway.get(Address.of(API + "/invoice-runs/{id}", id), Run.class);
    }

    /** Who gets an invoice, in the order in which they are issued. */
    Page<Item> runItems(String id, @Nullable String after) {
        return gateway.list(
                Address.of(API + "/invoice-runs/{id}/items", id)
                        .with("after", after)
                        .with("limit", 100),
                Item.class);
    }

    /** Takes one step of a run: {@code issue} (resumes too) or {@code stop}. */
    void step(String id, String step) {
        gateway.post(Address.of(API + "/invoice-runs/{id}/{step}", id, step), null);
    }

    public Page<Invoice> invoices(
            @Nullable Integer feeYear,
            @Nullable String number,
            @Nullable String membershipId,
            @Nullable String after,
            int limit) {
        return gateway.list(
                invoiceList(feeYear, number, membershipId).with("after", after).with("limit", limit), Invoice.class);
    }

    List<Invoice> allInvoices(@Nullable Integer feeYear, @Nullable String number) {
        return gateway.all(() -> invoiceList(feeYear, number, null), Invoice.class, 50_000);
    }

    private static Address invoiceList(
            @Nullable Integer feeYear, @Nullable String number, @Nullable String membershipId) {
        return Address.of(API + "/invoices")
                .with("feeYear", feeYear)
                .with("number", number)
                .with("membershipId", membershipId);
    }

    Invoice invoice(String id) {
        return gateway.get(Address.of(API + "/invoices/{id}", id), Invoice.class);
    }

    Document pdf(String id) {
        return gateway.download(Address.of(API + "/invoices/{id}/pdf", id));
    }

    Chain chain() {
        return gateway.get(Address.of(API + "/invoices/chain"), Chain.class);
    }

    public Figures figures(LocalDate asOf) {
        return gateway.get(Address.of(API + "/figures").with("asOf", asOf), Figures.class);
    }

    public Report prepareReport(LocalDate asOf, @Nullable String meetingId) {
        return gateway.post(Address.of(API + "/treasurer-reports"), new Prepare(asOf, meetingId), Report.class);
    }
}
