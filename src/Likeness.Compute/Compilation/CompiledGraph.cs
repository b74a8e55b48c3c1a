using System.Diagnostics;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A compiled graph: a fixed list of steps over memory laid out once, and before them its loops. A run allocates nothing and looks
/// nothing up. One thread may use a program at a time.
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
            // Loops come in the order of their making, so that those which this one begins with are there already.
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

    /// <summary>The seed of the coming runs' random numbers; at first that of the options.</summary>
    public ulong Seed { get; set; }

    /// <summary>The number of the coming run, by which its random numbers differ from those of the others.</summary>
    public ulong Step { get; set; }

    /// <summary>
    /// Floating-point operations of a run, counting a multiply-add as two: 2·m·n·k of a product, and of a convolution as many for each
    /// result, channel, and element of the kernel that meets a place of the array, also where fewer are done (Winograd's way). Where few
    /// channels of many samples are unfolded first, it is the product of patches, with the zeros beside the array.
    /// </summary>
    public long Flops => last.Flops + loops.Sum(loop => loop.Flops);

    /// <summary>Bytes of memory between the inputs and the results of a run.</summary>
    public long ArenaBytes => last.ArenaBytes + loops.Sum(loop => loop.ArenaBytes);

    /// <summary>How long it took to compile.</summary>
    public TimeSpan CompileTime { get; }

    /// <summary>Compiles a graph.</summary>
    /// <param name="outputs">The nodes that <see cref="Read"/> gives after a run.</param>
    /// <param name="updates">What parameters become when a run ends.</param>
    /// <param name="options">How to run it; by default on the calling thread.</param>
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

    /// <summary>Sets the numbers of an input for the coming runs.</summary>
    /// <param name="input">A node made by <see cref="Tensor.Input"/>.</param>
    /// <param name="values">Its elements, row-major.</param>
    /// <exception cref="ArgumentException">The number of values is not the input's.</exception>
    public void Write(Tensor input, ReadOnlySpan<float> values)
    {
        foreach (var loop in loops)
        {
            loop.Write(input, values);
        }

        last.Write(input, values);
    }

    /// <summary>Copies the elements of an output, row-major.</summary>
    /// <exception cref="ArgumentException">The node is no output of this program, or the length is not its count.</exception>
    public void Read(Tensor output, Span<float> values) => last.Read(results.GetValueOrDefault(output, output), values);

    /// <summary>The one element of an output.</summary>
    public float ReadScalar(Tensor output)
    {
        float value = 0;
        Read(output, new Span<float>(ref value));
        return value;
    }

    /// <summary>Runs the program once, on the pool's workers.</summary>
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
    /// Why a run takes as long as it does, as text of at most 120 columns: totals, the kinds of steps, the ten dearest, and all
    /// in their order, with what was fused, floating-point operations, bytes read and written, and, where runs are asked for,
    /// measured times beside what the machine can do. Loops come before what follows on them.
    /// </summary>
    /// <param name="timedRuns">
    /// How many runs to time on all workers, and as many on one. Parameters and <see cref="Step"/> are as before when all are done.
    /// </param>
    public string Explain(int timedRuns = 0)
    {
        var state = new RunState(Seed, Step);
        return string.Concat(loops.Select(loop => loop.Explain(state, timedRuns))) + last.Explain(state, timedRuns);
    }

    /// <summary>Frees the program's memory.</summary>
    public void Dispose()
    {
        loops.ForEach(loop => loop.Dispose());
        last.Dispose();
    }
}
