package org.crimealliance.demo;

/** The meetings of the demo by their ids. */
record Meetings(
        String informalSeries,
        String boardSeries,
        String eleventhInformal,
        String decemberBoard,
        String januaryBoard) {}
