# One for all services: docker-compose.yml says which by MODULE. Build the jars first: mvn -DskipTests package
FROM eclipse-temurin:25.0.3_9-jre-noble AS unpacked
ARG MODULE
WORKDIR /unpacked
COPY ${MODULE}/target/${MODULE}-*.jar application.jar
# libraries in a layer of their own: a new build of the service does not send them again
RUN java -Djarmode=tools -jar application.jar extract --destination application

FROM eclipse-temurin:25.0.3_9-jre-noble
ARG PORT
# a volume that is mounted at /spool is theirs as this folder is
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin alliance && install -d -m 700 -o alliance /spool
WORKDIR /application
COPY --from=unpacked /unpacked/application/lib lib
COPY --from=unpacked /unpacked/application/application.jar application.jar
USER 10001
ENV ALLIANCE_BIND=0.0.0.0 SERVER_PORT=${PORT}
EXPOSE ${PORT}
# by bash itself, as the image need not have curl
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=12 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$SERVER_PORT && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200'* ]]"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-Duser.timezone=UTC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "application.jar"]
