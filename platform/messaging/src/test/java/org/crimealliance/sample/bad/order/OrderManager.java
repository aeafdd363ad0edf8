package org.crimealliance.sample.bad.order;

final class OrderManager {}
