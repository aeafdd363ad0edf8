package org.crimealliance.platform.idempotency;

import java.time.Duration;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.time.MachineClock;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** {@code Idempotency-Key} for every POST of a service with a store. */
@AutoConfiguration
public class IdempotencyConfiguration {

    @Bean(destroyMethod = "close")
    IdempotencyRecords idempotencyRecords(
            MongoTemplate mongo,
            MachineClock machine,
            Ids ids,
            @Value("${alliance.idempotency.lease:15s}") Duration lease,
            @Value("${alliance.idempotency.kept:24h}") Duration kept) {
        // the machine's time: keys are a matter between two machines, not of the domain
        return new IdempotencyRecords(mongo, machine, ids, lease, kept);
    }

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            IdempotencyRecords records,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            @Value("${alliance.max-body:2MB}") DataSize largestBody) {
        FilterRegistrationBean<IdempotencyFilter> registration = new FilterRegistrationBean<>(
                new IdempotencyFilter(records, problems, Math.toIntExact(largestBody.toBytes())));
        registration.setOrder(10); // after security (-100) and provenance (0): the key belongs to the caller
        return registration;
    }

    @Bean
    Sweeper idempotencySweeper(IdempotencyRecords records, @Value("${alliance.idempotency.sweep:10m}") Duration every) {
        return new Sweeper("idempotency-keys", every, records::declareIndexes, records::sweep);
    }
}
