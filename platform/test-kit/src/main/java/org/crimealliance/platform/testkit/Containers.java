package org.crimealliance.platform.testkit;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * A real MongoDB replica set and a real Kafka in containers, for machines with a Docker engine: with {@code
 * ALLIANCE_TESTCONTAINERS=true} the {@link Backbone} is these. The images are those of docker-compose.yml; they end with
 * the JVM.
 */
final class Containers {

    private static final String MONGODB = "mongo:8.0.13";
    private static final String KAFKA = "apache/kafka:4.2.1";

    private Containers() {}

    static boolean wanted() {
        return Boolean.parseBoolean(System.getenv("ALLIANCE_TESTCONTAINERS"));
    }

    static String mongoUri() {
        MongoDBContainer mongo = new MongoDBContainer(MONGODB).withReplicaSet();
        mongo.start();
        return mongo.getConnectionString() + "/?directConnection=true";
    }

    static String kafka() {
        KafkaContainer kafka = new KafkaContainer(KAFKA)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_MESSAGE_MAX_BYTES", "4194304");
        kafka.start();
        return kafka.getBootstrapServers();
    }
}
