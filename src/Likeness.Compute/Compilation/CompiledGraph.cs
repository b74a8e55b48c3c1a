using System.Diagnostics;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A compiled graph: a fixed list of steps over preallocated memory, preceded by its loops. A run allocates nothing and makes no
/// lookups. Not thread-safe.
/// </summary>
public sealed class CompiledGraph : IDisposable
{
    private readonly Dictionary<Tensor, Tensor> results = [];
    private readonly List<LoopGraph> loops = [];
    private readonly StraightGraph last;

    private CompiledGraph(
        IReadOnlyList<Tensor> outputs,
        IReadOnlyList<Assignment> updates,
        CompiledGraphOptions options
    )
    {
        long start = Stopwatch.GetTimestamp();
        Seed = options.Seed;
        Tensor[] roots = [.. outputs, .. updates.Select(update => update.Value)];
        var ends = new Dictionary<Tensor, Tensor>();
        foreach (
            var loop in Tensor
                .Ancestors(roots)
                .Where(node => node.Op is LoopResult)
                .GroupBy(node => ((LoopResult)node.Op).Body)
        )
        {
            // Loops are ordered by creation, so that a loop finds the loops that its initial states depend on.
            var graph = new LoopGraph(loop.Key, Replacement.In(loop.First().Inputs, ends), loops.Count, options);
            loops.Add(graph);
            foreach (Tensor end in loop)
            {
                ends.Add(end, graph.States[((LoopResult)end.Op).Index]);
            }
        }

        Tensor[] after = loops.Count == 0 ? roots : Replacement.In(roots, ends);
        for (int i = 0; i < outputs.Count; i++)
        {
            results[outputs[i]] = after[i];
        }

        last = new StraightGraph(
            after[..outputs.Count],
            [.. updates.Select((update, i) => update with { Value = after[outputs.Count + i] })],
            options
        );
        CompileTime = Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The seed of the random numbers of the next runs; initially that of the options.</summary>
    public ulong Seed { get; set; }

    /// <summary>The index of the next run; runs with different indices use different random numbers.</summary>
    public ulong Step { get; set; }

    /// <summary>
    /// Floating-point operations of a run; a multiply-add counts as two. A matmul has 2·m·n·k. A convolution counts one
    /// multiply-add for each result, channel and kernel element inside the array, also when the Winograd algorithm does fewer. A
    /// convolution with few channels and many samples that is computed by im2col counts as the matmul of its patches, zero padding
    /// included.
    /// </summary>
    public long Flops => last.Flops + loops.Sum(loop => loop.Flops);

    /// <summary>Bytes of memory for intermediate values.</summary>
    public long ArenaBytes => last.ArenaBytes + loops.Sum(loop => loop.ArenaBytes);

    /// <summary>The compile time.</summary>
    public TimeSpan CompileTime { get; }

    /// <summary>Compiles a graph.</summary>
    /// <param name="outputs">The nodes that <see cref="Read"/> can return after a run.</param>
    /// <param name="updates">The updates of parameters at the end of a run.</param>
    /// <param name="options">Workers, seed and instruction set; by default the calling thread.</param>
    /// <exception cref="ShapeException">An update's shape differs from its parameter's.</exception>
    public static CompiledGraph Compile(
        IReadOnlyList<Tensor> outputs,
        IReadOnlyList<Assignment>? updates = null,
        CompiledGraphOptions? options = null
    )
    {
        foreach (Assignment update in updates ?? [])
        {
            if (update.Target.Shape != update.Value.Shape)
            {
                throw new ShapeException(
                    $"update of {update.Target.Name}",
                    "the shapes differ",
                    update.Target.Shape,
                    update.Value.Shape
                );
            }
        }

        return new CompiledGraph(outputs, updates ?? [], options ?? new CompiledGraphOptions());
    }

    /// <summary>Sets the values of an input for the next runs.</summary>
    /// <param name="input">A node made by <see cref="Tensor.Input"/>.</param>
    /// <param name="values">Its elements, row-major.</param>
    /// <exception cref="ArgumentException">The number of values differs from the input's.</exception>
    public void Write(Tensor input, ReadOnlySpan<float> values)
    {
        foreach (var loop in loops)
        {
            loop.Write(input, values);
        }

        last.Write(input, values);
    }

    /// <summary>Copies the elements of an output, row-major.</summary>
    /// <exception cref="ArgumentException">
    /// The node is not an output of this graph, or the length differs from its element count.
    /// </exception>
    public void Read(Tensor output, Span<float> values) => last.Read(results.GetValueOrDefault(output, output), values);

    /// <summary>The value of an output with one element.</summary>
    public float ReadScalar(Tensor output)
    {
        float value = 0;
        Read(output, new Span<float>(ref value));
        return value;
    }

    /// <summary>Runs the graph once on the workers of the pool.</summary>
    public void Run()
    {
        var state = new RunState(Seed, Step);
        foreach (var loop in loops)
        {
            loop.Run(state);
        }

        last.Run(state);
        Step++;
    }

    /// <summary>
    /// A profile of a run as text of at most 120 columns: totals, the kinds of steps, the ten most expensive steps, and all steps
    /// in order with their fused operations, floating-point operations and bytes read and written. With timed runs it also lists
    /// measured times beside the machine's peak. Loops come before the steps that use them.
    /// </summary>
    /// <param name="timedRuns">
    /// The number of runs to time on all workers, and again on one worker. Parameters and <see cref="Step"/> are restored
    /// afterwards.
    /// </param>
    public string Explain(int timedRuns = 0)
    {
        var state = new RunState(Seed, Step);
        return string.Concat(loops.Select(loop => loop.Explain(state, timedRuns))) + last.Explain(state, timedRuns);
    }

    /// <summary>Frees the graph's memory.</summary>
    public void Dispose()
    {
        loops.ForEach(loop => loop.Dispose());
        last.Dispose();
    }
}
