package org.crimealliance.event;

import java.util.Arrays;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.RefusedException;
import org.jspecify.annotations.Nullable;

/** The parameter {@code state} of a list: the name of one of an aggregate's states, in any case. */
public final class StateFilter {

    private StateFilter() {}

    /**
     * The state of this name; none if it is absent.
     *
     * @param states the sealed interface of all states
     * @param whose what the refusal of another name says
     */
    @SuppressWarnings("unchecked") // the permitted subclasses of a sealed interface are its own
    public static <S> @Nullable Class<? extends S> of(Class<S> states, @Nullable String name, String whose) {
        return name == null
                ? null
                : (Class<? extends S>) Arrays.stream(states.getPermittedSubclasses())
                        .filter(state -> state.getSimpleName().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> new RefusedException(Refusal.invalid(
                                "invalid-input",
                                "Some values are not acceptable.",
                                new FieldProblem("state", "is not a state of " + whose))));
    }
}
