using Likeness.Compute.Gradients;

namespace Likeness.Compute.Graph;

public sealed partial class Tensor
{
    /// <summary>
    /// Runs a body repeatedly, each time on the previous result: the steps of a solver, or the positions of a sequence. The body is
    /// compiled once, so the compile time does not depend on the number of iterations. Random numbers inside the body are new in
    /// each iteration. Nodes outside the body are computed once. No gradient passes through a loop, but the body may contain one.
    /// </summary>
    /// <param name="count">The number of iterations; with 0 the states keep their initial values.</param>
    /// <param name="initial">The initial states.</param>
    /// <param name="body">Maps the iteration index, from 0, and the states to the next states, in the same order and shapes.</param>
    /// <returns>The final states.</returns>
    /// <exception cref="ShapeException">The body returns a different number of states, or one of another shape.</exception>
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
                "the body must return a state of the same shape for each of its states",
                [.. states.Concat(next).Select(state => state.Shape)]
            );
        }

        // Parameters are read in place, and constants are part of the body. All other outside nodes are passed in as states, including
        // the states of an enclosing loop.
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
