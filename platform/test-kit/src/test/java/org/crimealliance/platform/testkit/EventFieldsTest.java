package org.crimealliance.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventFieldsTest {

    record Person(String name, String phone) {}

    record Sale(
            String saleId,
            Person seller,
            @JsonIgnore String secret,
            @JsonProperty("for") String reason) {}

    record Sold(@JsonUnwrapped Sale sale, List<Person> buyers, String place) {}

    @Test
    void what_a_schema_does_not_know_is_found_in_lists_inside_and_unwrapped() {
        assertThat(EventFields.of(
                        "shop.sold.v1", Sold.class, JsonMapper.shared().readTree("""
                        {"properties":{
                          "saleId":{"type":"string"},
                          "seller":{"type":"object","properties":{"name":{"type":"string","x-personal":"saleId"}}},
                          "buyers":{"type":"array","items":{"properties":{"phone":{"type":"string"}}}}}}""")))
                .containsExactly(
                        "shop.sold.v1 buyers.name",
                        "shop.sold.v1 for",
                        "shop.sold.v1 place",
                        "shop.sold.v1 seller.phone");
    }
}
