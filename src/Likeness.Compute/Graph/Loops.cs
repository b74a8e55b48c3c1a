using Likeness.Compute.Gradients;

namespace Likeness.Compute.Graph;

public sealed partial class Tensor
{
    /// <summary>
    /// Runs a body again and again, each time on what the last time gave: the steps of a solver, or the positions of a sequence. It is
    /// compiled once, so that a thousand times take no more to compile than one. Random numbers drawn inside are new each time;
    /// whatever the body reads that was there before is computed once. No gradient passes through, but the body may contain one.
    /// </summary>
    /// <param name="count">How many times; with 0 the states stay as they are.</param>
    /// <param name="initial">The states before the first time.</param>
    /// <param name="body">From the number of the time, counted from 0, and the states to the next states, in the same order and shapes.</param>
    /// <returns>The states after the last time.</returns>
    /// <exception cref="ShapeException">The body gives more or fewer states, or one of another shape.</exception>
    public static IReadOnlyList<Tensor> Loop(
        int count,
        IReadOnlyList<Tensor> initial,
        Func<Tensor, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> body
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count == 0)
        {
            return initial;
        }

        long before = Newest;
        var iteration = new Tensor(new LoopState("iteration", Shape.Scalar));
        Tensor[] states = [.. initial.Select((state, i) => new Tensor(new LoopState($"state {i}", state.Shape)))];
        Tensor[] next = [.. body(iteration, states)];
        if (!next.Select(state => state.Shape).SequenceEqual(states.Select(state => state.Shape)))
        {
            throw new ShapeException(
                "loop",
                "the body must give a state of the same shape for each that it takes",
                [.. states.Concat(next).Select(state => state.Shape)]
            );
        }

        // Weights are read where they are, and a constant is part of the body; all else from outside is handed in, also the states of a loop
        // around this one.
        Tensor[] outside =
        [
            .. Recompute.InputsOf(next, before).Where(node => node.Op is not (Variable or Graph.Constant)),
        ];
        Tensor[] inside = Array.ConvertAll(outside, node => new Tensor(new LoopState("from outside", node.Shape)));
        var positions = new Dictionary<Tensor, Tensor>();
        for (int i = 0; i < outside.Length; i++)
        {
            positions.Add(outside[i], inside[i]);
        }

        var loop = new LoopBody(count, iteration, [.. states, .. inside], Replacement.In(next, positions));
        return [.. states.Select((_, i) => new Tensor(new LoopResult(loop, i), [.. initial, .. outside]))];
    }
}
