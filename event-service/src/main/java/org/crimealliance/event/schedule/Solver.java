package org.crimealliance.event.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds a schedule: first one meeting after the other where it costs least, then exchanges under simulated annealing. It
 * works in chunks of steps; each chunk depends only on the seed, its number and the position before it, so that a plan
 * broken off and resumed is the plan that would have been.
 */
final class Solver {

    /** Steps between two saved positions. */
    static final int CHUNK = 100_000;

    private static final double HOT = 2_000;
    private static final double WARM = 60;
    private static final double COLD = 0.5;

    /** A position of the search: for each meeting its place, or -1. */
    record Position(int[] current, int[] best, long bestCost) {}

    private final Problem problem;
    private final long seed;
    private final int chunks;

    Solver(Problem problem, long seed, int steps) {
        this.problem = problem;
        this.seed = seed;
        this.chunks = Math.max(1, steps / CHUNK);
    }

    int chunks() {
        return chunks;
    }

    /** What there is already, and the rest where it costs least, the hardest to place first. */
    Position start() {
        int[] placeOf = problem.start.clone();
        int[] occupant = problem.occupants(placeOf);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < placeOf.length; i++) {
            if (placeOf[i] < 0) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingLong(i -> -difficulty(i)));
        for (int meeting : order) {
            int cheapest = -1;
            long least = Long.MAX_VALUE;
            for (int place : problem.placesOf(meeting)) {
                if (occupant[place] < 0) {
                    long cost = costAt(meeting, problem.slotOf(place), occupant, -1);
                    if (cost < least) {
                        least = cost;
                        cheapest = place;
                    }
                }
            }
            if (cheapest >= 0) {
                placeOf[meeting] = cheapest;
                occupant[cheapest] = meeting;
            }
        }
        return new Position(placeOf, placeOf.clone(), problem.cost(placeOf));
    }

    private long difficulty(int meeting) {
        long sum = 0;
        for (int s = 0; s < problem.slots; s++) {
            sum += problem.alone(meeting, s);
        }
        for (int k = 0; k < problem.size(); k++) {
            sum += k == meeting ? 0 : problem.together(meeting, k);
        }
        return sum;
    }

    /** The position after chunk number {@code chunk} (from 0). */
    Position advance(Position from, int chunk) {
        int[] placeOf = from.current().clone();
        int[] occupant = problem.occupants(placeOf);
        int[] best = from.best().clone();
        long bestCost = from.bestCost();
        long cost = problem.cost(placeOf);
        int[] movable = movable();
        if (movable.length == 0) {
            return from;
        }
        SplittableRandom random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (chunk + 1));
        double hottest = hasPlan() ? WARM : HOT;
        double cooling = StrictMath.pow(COLD / hottest, 1.0 / ((double) chunks * CHUNK));
        double temperature = hottest * StrictMath.pow(cooling, (double) chunk * CHUNK);
        for (int step = 0; step < CHUNK; step++, temperature *= cooling) {
            int meeting = movable[random.nextInt(movable.length)];
            int from1 = placeOf[meeting];
            int[] places = problem.placesOf(meeting);
            int target = places[random.nextInt(places.length)];
            int other = occupant[target];
            if (target == from1 || from1 < 0 || (other >= 0 && problem.pinned[other])) {
                continue;
            }
            long delta = delta(meeting, from1, target, other, occupant);
            if (delta <= 0 || random.nextDouble() < StrictMath.exp(-delta / temperature)) {
                placeOf[meeting] = target;
                occupant[target] = meeting;
                occupant[from1] = other;
                if (other >= 0) {
                    placeOf[other] = from1;
                }
                cost += delta;
                if (cost < bestCost) {
                    bestCost = cost;
                    System.arraycopy(placeOf, 0, best, 0, best.length);
                }
            }
        }
        return new Position(placeOf, best, bestCost);
    }

    private long delta(int meeting, int from, int target, int other, int[] occupant) {
        int fromSlot = problem.slotOf(from);
        int toSlot = problem.slotOf(target);
        if (fromSlot == toSlot) {
            return 0; // another room at the same time
        }
        long before = costAt(meeting, fromSlot, occupant, -1);
        long after = costAt(meeting, toSlot, occupant, other);
        if (other >= 0) {
            before += costAt(other, toSlot, occupant, -1);
            after += costAt(other, fromSlot, occupant, meeting);
        }
        return after - before;
    }

    /** What a meeting would cost in a slot beside those that are there, without one of them. */
    private long costAt(int meeting, int slot, int[] occupant, int without) {
        long cost = problem.alone(meeting, slot);
        int first = slot * problem.rooms;
        for (int place = first; place < first + problem.rooms; place++) {
            int neighbour = occupant[place];
            if (neighbour >= 0 && neighbour != meeting && neighbour != without) {
                cost += problem.together(meeting, neighbour);
            }
        }
        return cost;
    }

    private boolean hasPlan() {
        for (int place : problem.start) {
            if (place >= 0) {
                return true;
            }
        }
        return false;
    }

    private int[] movable() {
        List<Integer> movable = new ArrayList<>();
        for (int i = 0; i < problem.size(); i++) {
            if (!problem.pinned[i] && problem.placesOf(i).length > 0) {
                movable.add(i);
            }
        }
        return movable.stream().mapToInt(Integer::intValue).toArray();
    }

    /** All chunks at once; for tests and small problems. */
    Position solve(@Nullable Position from) {
        Position position = from == null ? start() : from;
        for (int chunk = 0; chunk < chunks; chunk++) {
            position = advance(position, chunk);
        }
        return position;
    }
}
