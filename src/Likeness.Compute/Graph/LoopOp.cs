namespace Likeness.Compute.Graph;

/// <summary>The body of a loop.</summary>
/// <param name="Count">The number of iterations.</param>
/// <param name="Iteration">The iteration index, from 0, as the body reads it.</param>
/// <param name="States">The states as the body reads them: first those that it changes, then values from outside.</param>
/// <param name="Next">The next values of the first states.</param>
internal sealed record LoopBody(int Count, Tensor Iteration, Tensor[] States, Tensor[] Next)
{
    private static long created;

    /// <summary>A number that is unique to each loop.</summary>
    public long Number { get; } = Interlocked.Increment(ref created);
}

/// <summary>One state of a loop as its body reads it.</summary>
internal sealed class LoopState(string name, Shape shape) : Leaf(name, shape)
{
    internal override string Signature => $"{Name}#{Number}";
}

/// <summary>One state after a loop; the inputs are all states before it. The compiler runs the loop as a graph of its own.</summary>
internal sealed class LoopResult(LoopBody body, int index) : Op("loop")
{
    public LoopBody Body => body;

    public int Index => index;

    internal override string Signature => $"{Name}#{body.Number}.{index}";

    internal override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[index];

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient) =>
        throw new InvalidOperationException(
            "No gradient passes through a loop: unroll its iterations to differentiate them."
        );

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        double[][] states = [.. inputs];
        for (int i = 0; i < body.Count; i++)
        {
            var given = new Dictionary<Tensor, double[]> { [body.Iteration] = [i] };
            for (int k = 0; k < states.Length; k++)
            {
                given[body.States[k]] = states[k];
            }

            double[][] next = Array.ConvertAll(body.Next, node => Reference.Evaluate(node, given));
            next.CopyTo(states, 0);
        }

        return states[index];
    }
}
