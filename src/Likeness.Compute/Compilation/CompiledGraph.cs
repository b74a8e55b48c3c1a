using System.Diagnostics;
using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A compiled graph: a fixed list of steps over preallocated memory, preceded by its loops. A run allocates nothing and makes no
/// lookups. One thread may use it at a time; a concurrent call throws <see cref="InvalidOperationException"/>.
/// </summary>
public sealed class CompiledGraph : IDisposable
{
    // Held while a member uses the memory; Dispose waits for it.
    private readonly Lock use = new();
    private readonly GraphMemory memory = new();
    private readonly Dictionary<Tensor, Tensor> results = [];
    private readonly List<LoopGraph> loops = [];
    private readonly StraightGraph last;
    private readonly NanSearch? search;
    private volatile bool isDisposed;

    private CompiledGraph(Tensor[] outputs, Assignment[] updates, CompiledGraphOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        Seed = options.Seed;
        if (options.Debug)
        {
            List<Tensor> nodes = Tensor.Ancestors([.. outputs, .. updates.Select(update => update.Value)]);
            search = new NanSearch(nodes);
            outputs = [.. nodes]; // each output is kept
        }

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
            var graph = new LoopGraph(
                loop.Key,
                Replacement.In(loop.First().Inputs, ends),
                loops.Count,
                options,
                memory
            );
            loops.Add(graph);
            foreach (Tensor end in loop)
            {
                ends.Add(end, graph.States[((LoopResult)end.Op).Index]);
            }
        }

        Tensor[] after = loops.Count == 0 ? roots : Replacement.In(roots, ends);
        for (int i = 0; i < outputs.Length; i++)
        {
            results[outputs[i]] = after[i];
        }

        last = new StraightGraph(
            after[..outputs.Length],
            [.. updates.Select((update, i) => update with { Value = after[outputs.Length + i] })],
            options,
            memory
        );
        CompileTime = Stopwatch.GetElapsedTime(start);
    }

#pragma warning disable MA0055 // The memory is native, and not every graph is disposed.
    /// <summary>Frees the memory of a graph that was not disposed.</summary>
    ~CompiledGraph() => Free();
#pragma warning restore MA0055

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
    /// <exception cref="ShapeException">An update's shape differs from its parameter's, or an array needs more than 8 GiB.</exception>
    /// <exception cref="ArgumentException">A parameter is updated twice.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor does not have the instruction set of the options.</exception>
    /// <exception cref="ObjectDisposedException">A parameter was disposed.</exception>
    /// <exception cref="InsufficientMemoryException">The graph needs more memory than the process may use.</exception>
    /// <exception cref="OutOfMemoryException">The system could not allocate the memory.</exception>
    /// <exception cref="InsufficientExecutionStackException">The graph is too deep for the thread's stack.</exception>
    public static CompiledGraph Compile(
        IReadOnlyList<Tensor> outputs,
        IReadOnlyList<Assignment>? updates = null,
        CompiledGraphOptions? options = null
    )
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        options ??= new CompiledGraphOptions();
        Isa.Require(options.Instructions ?? Isa.Current);
        // Copies, so that the checked values are the compiled ones.
        Tensor[] wanted = [.. outputs];
        Assignment[] assigned = [.. updates ?? []];
        var targets = new HashSet<Parameter>();
        foreach (Assignment update in assigned)
        {
            if (!targets.Add(update.Target))
            {
                throw new ArgumentException($"The parameter '{update.Target.Name}' is updated twice.", nameof(updates));
            }

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

        return new CompiledGraph(wanted, assigned, options);
    }

    /// <summary>Sets the values of an input for the next runs.</summary>
    /// <param name="input">A node made by <see cref="Tensor.Input"/>.</param>
    /// <param name="values">Its elements, row-major.</param>
    /// <exception cref="ArgumentException">It is no input, or the number of values differs from the input's.</exception>
    /// <exception cref="ObjectDisposedException">The graph was disposed.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the graph.</exception>
    public void Write(Tensor input, ReadOnlySpan<float> values)
    {
        if (input.Op is not Input)
        {
            throw new ArgumentException("Only a node made by Tensor.Input can be written.", nameof(input));
        }

        Begin();
        try
        {
            foreach (var loop in loops)
            {
                loop.Write(input, values);
            }

            last.Write(input, values);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Copies the elements of an output, row-major.</summary>
    /// <exception cref="ArgumentException">
    /// The node is not an output of this graph, or the length differs from its element count.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The graph was disposed.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the graph.</exception>
    public void Read(Tensor output, Span<float> values)
    {
        Begin();
        try
        {
            last.Read(results.GetValueOrDefault(output, output), values);
        }
        finally
        {
            End();
        }
    }

    /// <summary>The value of an output with one element.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public float ReadScalar(Tensor output)
    {
        float value = 0;
        Read(output, new Span<float>(ref value));
        return value;
    }

    /// <summary>Runs the graph once on the workers of the pool.</summary>
    /// <exception cref="NotANumberException">A node has NaN, and the options ask for <see cref="CompiledGraphOptions.Debug"/>; parameters are updated.</exception>
    /// <exception cref="ObjectDisposedException">The graph, the pool or a parameter was disposed.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the graph.</exception>
    /// <exception cref="InsufficientExecutionStackException">The thread's stack is nearly full.</exception>
    public void Run()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Begin();
        try
        {
            var state = new RunState(Seed, Step);
            foreach (var loop in loops)
            {
                loop.Run(state);
            }

            last.Run(state);
            Step++;
            search?.Check(ValuesOf);
        }
        finally
        {
            End();
        }
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
    /// <inheritdoc cref="Run" path="/exception"/>
    public string Explain(int timedRuns = 0)
    {
        Begin();
        try
        {
            var state = new RunState(Seed, Step);
            return string.Concat(loops.Select(loop => loop.Explain(state, timedRuns))) + last.Explain(state, timedRuns);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Frees the graph's memory, after any use by another thread has ended.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private float[] ValuesOf(Tensor node)
    {
        var values = new float[node.Shape.Count];
        last.Read(results.GetValueOrDefault(node, node), values);
        return values;
    }

    private void Begin()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (!use.TryEnter())
        {
            throw new InvalidOperationException(
                "Another thread is using the compiled graph (compile one for each thread)."
            );
        }

        if (isDisposed)
        {
            use.Exit();
            ObjectDisposedException.ThrowIf(isDisposed, this);
        }
    }

    private void End()
    {
        use.Exit();
        // The memory is in use until here.
        GC.KeepAlive(this);
    }

    private void Free()
    {
        // Set before waiting, so that no further call starts.
        isDisposed = true;
        lock (use)
        {
            loops.ForEach(loop => loop.Dispose());
            memory.Dispose();
        }
    }
}
