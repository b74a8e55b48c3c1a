using System.Diagnostics;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A compiled graph without loops: a fixed list of steps over preallocated memory. A run allocates nothing and makes no lookups.
/// </summary>
internal sealed unsafe class StraightGraph
{
    private readonly Dictionary<Tensor, Tensor> simplified = [];
    private readonly Dictionary<Tensor, View> leaves = [];
    private readonly Dictionary<Tensor, View> results = [];
    private readonly GraphMemory memory;
    private readonly AlignedBuffer arena;
    private readonly Parameter[] parameters;
    private readonly StepRunner runner;
    private readonly InstructionSet isa;

    /// <summary>Compiles a graph.</summary>
    /// <param name="outputs">The nodes that <see cref="Read"/> can return after a run.</param>
    /// <param name="updates">The updates of parameters at the end of a run.</param>
    /// <param name="options">Workers, seed and instruction set.</param>
    /// <param name="memory">Allocates the graph's memory and owns it.</param>
    public StraightGraph(
        IReadOnlyList<Tensor> outputs,
        IReadOnlyList<Assignment> updates,
        CompiledGraphOptions options,
        GraphMemory memory
    )
    {
        this.memory = memory;
        long start = Stopwatch.GetTimestamp();
        isa = options.Instructions ?? Isa.Current;
        int workers = options.Workers?.Workers ?? 1;
        Tensor[] roots = [.. outputs, .. updates.Select(update => update.Value)];
        Tensor[] simple = new Simplifier().Simplify(roots);
        for (int i = 0; i < roots.Length; i++)
        {
            simplified[roots[i]] = simple[i];
        }

        var graph = new ScheduleGraph(
            [.. simple.Take(outputs.Count).Distinct()],
            [.. updates.Select((update, i) => (update.Target, simple[outputs.Count + i]))]
        );
        var lowering = new Lowering(graph, LeafView, isa, workers);
        Step[] steps = SharingPlan.Choose(lowering.Steps, workers);
        arena = memory.Allocate(MemoryPlan.Place(steps));
        foreach (Step step in steps)
        {
            step.Bind(arena.Data, isa);
        }

        runner = new StepRunner(steps, Barriers.Place(steps, arena.Data), options.Workers, memory);
        parameters =
        [
            .. graph
                .Nodes.Select(node => node.Op)
                .OfType<Variable>()
                .Select(variable => variable.Parameter)
                .Concat(updates.Select(update => update.Target))
                .Distinct(),
        ];
        foreach (Tensor output in outputs)
        {
            results[output] = lowering.ViewOf(simplified[output]);
        }

        CompileTime = Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Floating-point operations of a run, counting a multiply-add as two.</summary>
    public long Flops => runner.Steps.Sum(step => step.Flops);

    /// <summary>Bytes of memory for intermediate values.</summary>
    public long ArenaBytes => (long)arena.Length * sizeof(float);

    /// <summary>The compile time.</summary>
    public TimeSpan CompileTime { get; }

    /// <summary>Sets the values of an input for the next runs.</summary>
    /// <param name="input">A node made by <see cref="Tensor.Input"/>.</param>
    /// <param name="values">Its elements, row-major.</param>
    /// <exception cref="ArgumentException">The number of values differs from the input's.</exception>
    public void Write(Tensor input, ReadOnlySpan<float> values)
    {
        if (values.Length != input.Shape.Count)
        {
            throw new ArgumentException(
                $"{values.Length} values do not fill the input '{input.Op.Name}' of shape {input.Shape}.",
                nameof(values)
            );
        }

        if (!leaves.TryGetValue(input, out View view))
        {
            // The outputs do not depend on it.
            return;
        }

        fixed (float* source = values)
        {
            CopyIn(source, view, input.Shape);
        }
    }

    /// <summary>Copies the elements of an output, row-major.</summary>
    /// <exception cref="ArgumentException">
    /// The node is not an output of this graph, or the length differs from its element count.
    /// </exception>
    public void Read(Tensor output, Span<float> values)
    {
        if (!results.TryGetValue(output, out View view) || values.Length != output.Shape.Count)
        {
            throw new ArgumentException(
                $"{output} is not an output of this graph, or does not have {values.Length} elements.",
                nameof(output)
            );
        }

        float* data = view.Buffer.Data(arena.Data) + view.Offset;
        Shape shape = output.Shape;
        Span<int> index = stackalloc int[shape.Rank];
        index.Clear();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = *data;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                data += view.Strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                data -= (nint)view.Strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }

    /// <summary>Runs the steps once on the workers of the pool.</summary>
    /// <exception cref="ObjectDisposedException">A parameter was disposed.</exception>
    public void Run(RunState state)
    {
        RequireParameters();
        runner.Run(state);
    }

    /// <summary>The steps of a run as text, with measured times if runs are requested.</summary>
    public string Explain(RunState state, int timedRuns)
    {
        RequireParameters();
        GraphProfile? profile = null;
        if (timedRuns > 0)
        {
            using var kept = new ParameterCopies(runner.Steps);
            profile = GraphProfile.Measure(runner, isa, state, timedRuns, ArenaBytes);
        }

        return new GraphListing(this, runner, profile).ToString();
    }

    // Disposed parameters keep their memory while a graph refers to it; this check catches use by mistake.
    private void RequireParameters()
    {
        foreach (Parameter parameter in parameters)
        {
            _ = parameter.Memory;
        }
    }

    /// <summary>Copies row-major values to the memory of an input, which has the layout of <see cref="Layout.ForInput"/>.</summary>
    private void CopyIn(float* source, View view, Shape shape)
    {
        float* target = view.Buffer.Data(null);
        int batch = shape.Rank >= 2 ? shape[0] : 1;
        int features = batch == 0 ? 0 : shape.Count / batch;
        bool isImage = shape.Rank == Layout.ImageRank;
        int positions = isImage ? shape[2] * shape[3] : 1;
        int innermost =
            shape.Rank < 2 || view.Strides[0] == 1 ? 0
            : isImage ? 1
            : shape.Rank - 1;
        switch (innermost)
        {
            case 0 when isImage:
                // The channels of an image are adjacent, so that each goes to separate rows.
                for (int channel = 0; channel < shape[1]; channel++)
                {
                    float* from = source + ((nint)channel * positions);
                    float* to = target + ((nint)channel * view.Strides[1]);
                    Transposition.Transpose(from, features, to, view.Strides[3], batch, positions, isa);
                }

                break;
            case 0:
                int pitch = shape.Rank < 2 ? 1 : view.Buffer.Pitch;
                Transposition.Transpose(source, features, target, pitch, batch, features, isa);
                break;
            case 1:
                for (int sample = 0; sample < batch; sample++)
                {
                    float* from = source + ((nint)sample * features);
                    float* to = target + ((nint)sample * view.Strides[0]);
                    Transposition.Transpose(from, positions, to, view.Strides[3], shape[1], positions, isa);
                }

                break;
            default:
                int row = shape[innermost];
                for (int i = 0; i < shape.Count / Math.Max(1, row); i++)
                {
                    new ReadOnlySpan<float>(source + ((nint)i * row), row).CopyTo(
                        new Span<float>(target + ((nint)i * view.Buffer.Pitch), row)
                    );
                }

                break;
        }
    }

    private View LeafView(Tensor leaf)
    {
        Shape shape = leaf.Shape;
        if (leaf.Op is Variable variable)
        {
            return new View(new Buffer(variable.Parameter), new Strided(0, shape.RowMajorStrides()));
        }

        int length = shape.Count;
        int pitch = shape.Rank == 0 ? 1 : shape[-1];
        int[] strides = shape.RowMajorStrides();
        if (leaf.Op is Input)
        {
            strides = Layout.SpacedStrides(shape, Layout.ForInput(shape), out length, out pitch);
        }

        AlignedBuffer own = memory.Allocate(length);
        (leaf.Op as Constant)?.Values.CopyTo(own.Span);
        return leaves[leaf] = new View(
            new Buffer(own, length, leaf.Op.Name) { Pitch = pitch },
            new Strided(0, strides)
        );
    }
}
