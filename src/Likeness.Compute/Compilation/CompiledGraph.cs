using System.Diagnostics;
using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A compiled graph: a fixed list of steps over memory laid out once, and before them its loops. A run allocates nothing and looks
/// nothing up. One thread may use it at a time; a second that calls meanwhile gets an <see cref="InvalidOperationException"/>.
/// </summary>
public sealed class CompiledGraph : IDisposable
{
    // Held while a member works on the memory, so that nobody frees it meanwhile; Dispose waits for it.
    private readonly Lock use = new();
    private readonly GraphMemory memory = new();
    private readonly Dictionary<Tensor, Tensor> results = [];
    private readonly List<LoopGraph> loops = [];
    private readonly StraightGraph last;
    private volatile bool isDisposed;

    private CompiledGraph(Tensor[] outputs, Assignment[] updates, CompiledGraphOptions options)
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

#pragma warning disable MA0055 // The memory is native, and graphs are not disposed by hand everywhere.
    /// <summary>Frees what was not disposed.</summary>
    ~CompiledGraph() => Free();
#pragma warning restore MA0055

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
    /// <exception cref="ShapeException">An update's shape differs from its parameter's, or an array needs more than 8 GiB.</exception>
    /// <exception cref="ArgumentException">A parameter is updated twice.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor does not have the instruction set of the options.</exception>
    /// <exception cref="ObjectDisposedException">A parameter was disposed.</exception>
    /// <exception cref="InsufficientMemoryException">The graph needs more memory than the process may use.</exception>
    /// <exception cref="OutOfMemoryException">The machine has not that much memory.</exception>
    /// <exception cref="InsufficientExecutionStackException">The graph is deeper than the thread's stack allows.</exception>
    public static CompiledGraph Compile(
        IReadOnlyList<Tensor> outputs,
        IReadOnlyList<Assignment>? updates = null,
        CompiledGraphOptions? options = null
    )
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        options ??= new CompiledGraphOptions();
        Isa.Require(options.Instructions ?? Isa.Current);
        // Read once: what is checked is what is compiled.
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

    /// <summary>Sets the numbers of an input for the coming runs.</summary>
    /// <param name="input">A node made by <see cref="Tensor.Input"/>.</param>
    /// <param name="values">Its elements, row-major.</param>
    /// <exception cref="ArgumentException">The number of values is not the input's.</exception>
    /// <exception cref="ObjectDisposedException">The graph was disposed.</exception>
    /// <exception cref="InvalidOperationException">Another thread is using the graph.</exception>
    public void Write(Tensor input, ReadOnlySpan<float> values)
    {
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
    /// <exception cref="ArgumentException">The node is no output of this program, or the length is not its count.</exception>
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

    /// <summary>The one element of an output.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public float ReadScalar(Tensor output)
    {
        float value = 0;
        Read(output, new Span<float>(ref value));
        return value;
    }

    /// <summary>Runs the program once, on the pool's workers.</summary>
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
        }
        finally
        {
            End();
        }
    }

    /// <summary>
    /// Why a run takes as long as it does, as text of at most 120 columns: totals, the kinds of steps, the ten dearest, and all
    /// in their order, with what was fused, floating-point operations, bytes read and written, and, where runs are asked for,
    /// measured times beside what the machine can do. Loops come before what follows on them.
    /// </summary>
    /// <param name="timedRuns">
    /// How many runs to time on all workers, and as many on one. Parameters and <see cref="Step"/> are as before when all are done.
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

    /// <summary>Frees the program's memory, once another thread that uses it has finished.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
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
        // Until here the memory is in use.
        GC.KeepAlive(this);
    }

    private void Free()
    {
        // Known to others from now on, and not when a run of theirs has finished.
        isDisposed = true;
        lock (use)
        {
            loops.ForEach(loop => loop.Dispose());
            memory.Dispose();
        }
    }
}
