using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// A compiled graph: a fixed list of steps over memory laid out once. A run allocates nothing and looks nothing up. One thread
/// may use a program at a time.
/// </summary>
public sealed unsafe class Program : IDisposable
{
    private readonly Dictionary<Tensor, Tensor> simplified = [];
    private readonly Dictionary<Tensor, (AlignedBuffer Memory, View View)> leaves = [];
    private readonly Dictionary<Tensor, View> results = [];
    private readonly Step[] steps;
    private readonly bool[] waits;
    private readonly AlignedBuffer arena;
    private readonly AlignedBuffer scratch;
    private readonly int scratchPerWorker;
    private readonly WorkerPool? pool;
    private readonly ulong seed;

    private Program(IReadOnlyList<Tensor> outputs, IReadOnlyList<Assignment> updates, ProgramOptions options)
    {
        (pool, seed) = (options.Workers, options.Seed);
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
        InstructionSet isa = options.Instructions ?? Isa.Current;
        var lowering = new Lowering(graph, LeafView, isa, pool?.Workers ?? 1);
        steps = SharingPlan.Choose(lowering.Steps, pool?.Workers ?? 1);
        arena = new AlignedBuffer(MemoryPlan.Place(steps));
        int workers = pool?.Workers ?? 1;
        scratchPerWorker = (steps.Select(step => step.ScratchFloats).DefaultIfEmpty(0).Max() + 15) / 16 * 16;
        scratch = new AlignedBuffer(scratchPerWorker * workers);
        foreach (Step step in steps)
        {
            step.Bind(arena.Data, isa);
        }

        waits = Barriers.Place(steps, arena.Data);
        foreach (Tensor output in outputs)
        {
            results[output] = lowering.ViewOf(simplified[output]);
        }
    }

    /// <summary>The number of the coming run, by which its random numbers differ from those of the others.</summary>
    public ulong Step { get; set; }

    /// <summary>Floating-point operations of a run, counting a multiply-add as two.</summary>
    public long Flops => steps.Sum(step => step.Flops);

    /// <summary>Bytes of memory between the inputs and the results of a run.</summary>
    public long ArenaBytes => (long)arena.Length * sizeof(float);

    /// <summary>Compiles a graph.</summary>
    /// <param name="outputs">The nodes that <see cref="Read"/> gives after a run.</param>
    /// <param name="updates">What parameters become when a run ends.</param>
    /// <param name="options">How to run it; by default on the calling thread.</param>
    /// <exception cref="ShapeException">An update's shape differs from its parameter's.</exception>
    public static Program Compile(
        IReadOnlyList<Tensor> outputs,
        IReadOnlyList<Assignment>? updates = null,
        ProgramOptions? options = null
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

        return new Program(outputs, updates ?? [], options ?? new ProgramOptions());
    }

    /// <summary>Sets the numbers of an input for the coming runs.</summary>
    /// <param name="input">A node made by <see cref="Tensor.Input"/>.</param>
    /// <param name="values">Its elements, row-major.</param>
    /// <exception cref="ArgumentException">The number of values is not the input's.</exception>
    public void Write(Tensor input, ReadOnlySpan<float> values)
    {
        if (values.Length != input.Shape.Count)
        {
            throw new ArgumentException(
                $"{values.Length} values do not fill the input '{input.Op.Name}' of shape {input.Shape}.",
                nameof(values)
            );
        }

        if (!leaves.TryGetValue(input, out (AlignedBuffer Memory, View View) leaf))
        {
            // The outputs do not depend on it.
            return;
        }

        fixed (float* source = values)
        {
            CopyIn(source, leaf.View, input.Shape);
        }
    }

    /// <summary>Copies the elements of an output, row-major.</summary>
    /// <exception cref="ArgumentException">The node is no output of this program, or the length is not its count.</exception>
    public void Read(Tensor output, Span<float> values)
    {
        if (!results.TryGetValue(output, out View view) || values.Length != output.Shape.Count)
        {
            throw new ArgumentException(
                $"{output} is no output of this program, or does not fill {values.Length} values.",
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
        if (pool is null || pool.Workers == 1)
        {
            RunAs(0, 1);
        }
        else
        {
            Program self = this;
            // The reference lies on this stack frame, which outlives the run.
            pool.Run(&RunWorker, Unsafe.AsPointer(ref self));
        }

        Step++;
    }

    /// <summary>
    /// A listing of the steps: what was fused, its operations and, where runs are asked for, its shortest time on one thread.
    /// A bar marks the steps before which the workers wait.
    /// </summary>
    /// <param name="timedRuns">How many runs to time; each is a real run that updates parameters.</param>
    public string Explain(int timedRuns = 0)
    {
        var ticks = new long[steps.Length];
        for (int run = 0; run < timedRuns; run++, Step++)
        {
            for (int i = 0; i < steps.Length; i++)
            {
                long start = System.Diagnostics.Stopwatch.GetTimestamp();
                steps[i].Run(0, steps[i].Units, scratch.Data, new RunState(seed, Step));
                long taken = System.Diagnostics.Stopwatch.GetTimestamp() - start;
                ticks[i] = run == 0 ? taken : Math.Min(ticks[i], taken);
            }
        }

        var text = new System.Text.StringBuilder();
        text.AppendLine(
            $"{steps.Length} steps, {Flops / 1e6:F2} MFLOP, {ArenaBytes / 1024.0:F0} KiB, {waits.Count(wait => wait)} waits"
        );
        for (int i = 0; i < steps.Length; i++)
        {
            double microseconds = timedRuns == 0 ? 0 : ticks[i] * 1e6 / System.Diagnostics.Stopwatch.Frequency;
            string time =
                timedRuns == 0
                    ? string.Empty
                    : $"{microseconds, 9:F2} µs {steps[i].Flops / (microseconds + 1e-9) / 1e3, 6:F1} GFLOP/s";
            text.AppendLine(
                $"{(waits[i] ? '|' : ' ')} {i, 4} {steps[i].Flops / 1e6, 8:F3} MFLOP {steps[i].Units, 5} units {Shared(steps[i])} {time}  {steps[i].Label}"
            );
        }

        return text.ToString();
    }

    private static string Shared(Step step) =>
        step.Sharing switch
        {
            Sharing.ByLanes => "by lanes",
            Sharing.Alone => $"by {step.Owner, -5}",
            _ => "by units",
        };

    /// <summary>Frees the program's memory.</summary>
    public void Dispose()
    {
        arena.Dispose();
        scratch.Dispose();
        foreach ((AlignedBuffer memory, _) in leaves.Values)
        {
            memory.Dispose();
        }
    }

    private static void RunWorker(void* context, int worker, int workers) =>
        Unsafe.AsRef<Program>(context).RunAs(worker, workers);

    /// <summary>Copies row-major numbers to the batch-innermost memory of an input.</summary>
    private static void CopyIn(float* source, View view, Shape shape)
    {
        bool isBatch = shape.Rank >= 2;
        int batch = isBatch ? shape[0] : 1;
        int features = batch == 0 ? 0 : shape.Count / batch;
        int pitch = isBatch ? view.Buffer.Pitch : 1;
        Transposition.Transpose(source, features, view.Buffer.Data(null), pitch, batch, features, Isa.Current);
    }

    private View LeafView(Tensor leaf)
    {
        Shape shape = leaf.Shape;
        if (leaf.Op is Variable variable)
        {
            var own = new Buffer(variable.Parameter.Data, shape.Count, variable.Name)
            {
                Pitch = shape.Rank == 0 ? 1 : shape[-1],
            };
            return new View(own, new Strided(0, shape.RowMajorStrides()));
        }

        int length = shape.Count;
        int pitch = shape.Rank == 0 ? 1 : shape[-1];
        int[] strides = shape.RowMajorStrides();
        if (leaf.Op is Input)
        {
            strides = Layout.SpacedStrides(shape, Layout.BatchInnermost(shape.Rank), out length, out pitch);
        }

        var memory = new AlignedBuffer(length);
        (leaf.Op as Constant)?.Values.CopyTo(memory.Span);
        var view = new View(new Buffer(memory.Data, length, leaf.Op.Name) { Pitch = pitch }, new Strided(0, strides));
        leaves[leaf] = (memory, view);
        return view;
    }

    private void RunAs(int worker, int workers)
    {
        var state = new RunState(seed, Step);
        float* own = scratch.Data + ((nint)worker * scratchPerWorker);
        for (int i = 0; i < steps.Length; i++)
        {
            if (waits[i] && workers > 1)
            {
                pool!.Barrier(worker);
            }

            Step step = steps[i];
            if (step.Sharing == Sharing.ByLanes)
            {
                (int firstLane, int endLane) = Lanes.Of(step.LaneExtent, worker, workers);
                if (firstLane < endLane)
                {
                    step.RunLanes(firstLane, endLane, own, in state);
                }
            }
            else if (step.Sharing == Sharing.ByUnits)
            {
                int first = (int)((long)step.Units * worker / workers);
                int end = (int)((long)step.Units * (worker + 1) / workers);
                if (first < end)
                {
                    step.Run(first, end, own, in state);
                }
            }
            else if (worker == step.Owner)
            {
                step.Run(0, step.Units, own, in state);
            }
        }
    }
}
