using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A compiled loop: its states in memory of their own, a graph that initialises them, and a graph of the body that updates them.
/// States have the layout of inputs, with the batch innermost.
/// </summary>
internal sealed class LoopGraph : IDisposable
{
    // An odd number whose bits are well mixed: 2⁶⁴ over the golden ratio.
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly List<Parameter> states = [];
    private readonly StraightGraph begin;
    private readonly CompiledGraph body;
    private readonly int count;
    private readonly ulong place;

    /// <summary>Compiles the loop.</summary>
    /// <param name="loop">Its body.</param>
    /// <param name="initial">Its states before the first time.</param>
    /// <param name="position">The index of the loop in the graph, from 0.</param>
    /// <param name="options">Workers, seed and instruction set.</param>
    /// <param name="memory">Allocates the memory of the initial states; the body allocates its own.</param>
    public LoopGraph(
        LoopBody loop,
        IReadOnlyList<Tensor> initial,
        int position,
        CompiledGraphOptions options,
        GraphMemory memory
    )
    {
        (count, this.place) = (loop.Count, (ulong)position);
        var iteration = Keep("iteration", Shape.Scalar);
        var positions = new Dictionary<Tensor, Tensor> { [loop.Iteration] = iteration };
        var at = new List<Assignment> { new(iteration, Tensor.Constant(Shape.Scalar, 0)) };
        foreach (var (state, first) in loop.States.Zip(initial))
        {
            int[] order = Layout.ForInput(state.Shape);
            var parameter = Keep(state.Op.Name, [.. order.Select(axis => state.Shape[axis])]);
            positions.Add(state, Moved(parameter.Tensor, Inverse(order)));
            at.Add(new Assignment(parameter, Moved(first, order)));
        }

        States = [.. loop.States.Select(state => positions[state])];
        Tensor[] next = Replacement.In(loop.Next, positions);
        begin = new StraightGraph([], at, options, memory);
        body = CompiledGraph.Compile(
            [],
            [
                new Assignment(iteration, iteration.Tensor + 1),
                .. next.Select(
                    (state, i) => new Assignment(at[i + 1].Target, Moved(state, Layout.ForInput(state.Shape)))
                ),
            ],
            options
        );
    }

    /// <summary>The states, as read by nodes after the loop.</summary>
    public Tensor[] States { get; }

    /// <summary>Floating-point operations of all iterations.</summary>
    public long Flops => begin.Flops + (count * body.Flops);

    /// <summary>Bytes of memory.</summary>
    public long ArenaBytes =>
        begin.ArenaBytes + body.ArenaBytes + states.Sum(state => (long)state.Shape.Count * sizeof(float));

    /// <summary>Sets an input of the initial states.</summary>
    public void Write(Tensor input, ReadOnlySpan<float> values) => begin.Write(input, values);

    /// <summary>Runs all iterations.</summary>
    public void Run(RunState state)
    {
        begin.Run(state);
        SetOff(state);
        for (int i = 0; i < count; i++)
        {
            body.Run();
        }
    }

    /// <summary>Both graphs as text.</summary>
    public string Explain(RunState state, int timedRuns)
    {
        string first = begin.Explain(state, timedRuns);
        begin.Run(state);
        SetOff(state);
        return $"Before a loop\n{first}\nA loop of {count} iterations; one iteration\n{body.Explain(timedRuns)}\n";
    }

    public void Dispose() => body.Dispose();

    private static Tensor Moved(Tensor x, int[] order) => x.Shape.Rank < 2 ? x : x.Permute(order);

    private static int[] Inverse(int[] order)
    {
        int[] inverse = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            inverse[order[i]] = i;
        }

        return inverse;
    }

    private Parameter Keep(string name, Shape shape)
    {
        var parameter = new Parameter(name, shape);
        states.Add(parameter);
        return parameter;
    }

    // Seeds differ from those outside and of other loops, so that streams with the same number differ.
    private void SetOff(RunState state)
    {
        body.Seed = (state.Seed ^ (state.Seed >> 29)) * Golden + ((place + 1) * Golden);
        body.Step = state.Step * (ulong)count;
    }
}
