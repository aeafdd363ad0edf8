package org.crimealliance.platform.file;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.time.MachineClock;
import org.crimealliance.platform.web.UploadLimits;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Files for a service that says who may read them. */
@AutoConfiguration(afterName = "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration")
@ConditionalOnBean(FileRule.class)
public class FileConfiguration {

    @Bean
    FileStore fileStore(MongoTemplate mongo, UploadLimits limits, MachineClock machine) {
        return new FileStore(mongo, limits.limit(), machine);
    }

    @Bean
    AttachedFiles attachedFiles(FileStore store, List<FileRule> rules, Ids ids, Clock clock) {
        return new AttachedFiles(store, rules, ids, clock);
    }

    @Bean
    Sweeper fileSweep(FileStore store) {
        return new Sweeper("files", Duration.ofMinutes(10), store::createIndexes, store::sweep);
    }
}
