using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Gathers the inputs of each kernel element (im2col), or scatters and adds them back (col2im): rows of samples, position by
/// position.
/// </summary>
internal sealed unsafe class PatchStep : Step
{
    // The number of sums to prefetch ahead, and the floats of a cache line.
    private const int PrefetchedSums = 4;
    private const int Line = 16;
    private readonly View from;
    private readonly View to;
    private readonly int batch;
    private readonly int channels;
    private readonly int[] targets;
    private readonly int[] starts;
    private readonly int[] sources;
    private readonly int fromChannel;
    private readonly int toChannel;

    // Rows of a patch: the kernel elements, optionally followed by one row with a constant value.
    private readonly int rows;
    private readonly int taps;
    private readonly float last;
    private readonly bool isFar;
    private float* source;
    private float* target;

    /// <summary>Plans the work.</summary>
    /// <param name="node">A node of a <see cref="PatchOp"/>.</param>
    /// <param name="from">Its input, with contiguous samples.</param>
    /// <param name="to">Its result, with contiguous samples.</param>
    /// <param name="workers">The number of workers that share the step.</param>
    public PatchStep(Tensor node, View from, View to, int workers)
        : base($"{node.Op.Name} {node.Inputs[0].Shape}")
    {
        var op = (PatchOp)node.Op;
        bool adds = op.Adds;
        (taps, last) = (op.Taps, op.Last ?? 0);
        rows =
            adds ? 1
            : op.Last is null ? taps
            : taps + 1;
        (this.from, this.to) = (from, to);
        (View image, View patches, Shape shape) = adds ? (to, from, node.Shape) : (from, to, node.Inputs[0].Shape);
        (batch, channels) = (shape[0], shape[1]);
        (fromChannel, toChannel) = (from.Strides[1], to.Strides[1]);
        int tapStep = channels * patches.Strides[1];
        int[] ofSource = [.. Odometer.Offsets(op.Source, image.Strides[2..], 0)];
        int[] ofPosition = [.. Odometer.Offsets(op.Positions, patches.Strides[2..], 0)];
        ILookup<int, int> lists = op.Seen()
            .Select(seen => (Image: ofSource[seen.Source], Patch: ofPosition[seen.Place] + (seen.Tap * tapStep)))
            .ToLookup(seen => adds ? seen.Image : seen.Patch, seen => adds ? seen.Patch : seen.Image);
        targets = adds
            ? ofSource
            :
            [
                .. ofPosition.SelectMany(position =>
                    Enumerable.Range(0, rows).Select(tap => position + (tap * tapStep))
                ),
            ];
        sources = [.. targets.SelectMany(position => lists[position])];
        starts = new int[targets.Length + 1];
        for (int i = 0; i < targets.Length; i++)
        {
            starts[i + 1] = starts[i] + lists[targets[i]].Count();
        }

        // Gathered elements are read repeatedly, added elements once.
        isFar = adds && from.Buffer.IsFar;
        Units = targets.Length;
        Flops = adds ? (long)(sources.Length - targets.Length) * channels * batch : 0;
        Work = 2L * Math.Max(sources.Length, targets.Length) * channels * batch;
        Read(from.Buffer);
        Write(to.Buffer);
        if (Lanes.Divide(batch, workers) && Lanes.AreColumns(to, node.Shape, 0))
        {
            LaneExtent = batch;
            ByLanes.Add(to.Buffer);
            if (Lanes.AreColumns(from, node.Inputs[0].Shape, 0))
            {
                ByLanes.Add(from.Buffer);
            }
        }
    }

    public override StepKind Kind => StepKind.Copies;

    public override long Flops { get; }

    public override long Work { get; }

    public override void Bind(float* arena, InstructionSet isa)
    {
        source = from.Buffer.Data(arena) + from.Offset;
        target = to.Buffer.Data(arena) + to.Offset;
    }

    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        for (int unit = first; unit < end; unit++)
        {
            Fill(unit, 0, batch);
        }
    }

    /// <inheritdoc/>
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        for (int unit = 0; unit < targets.Length; unit++)
        {
            Fill(unit, first, end);
        }
    }

    /// <summary>Prefetches the elements of a later sum: short runs of memory that the hardware prefetcher does not predict.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fetch(int unit, int channel, int firstLane, int endLane)
    {
        (int further, channel) = Math.DivRem(channel + PrefetchedSums, channels);
        unit += further;
        if (!Sse.IsSupported || unit >= targets.Length)
        {
            return;
        }

        float* read = source + ((nint)channel * fromChannel);
        for (int i = starts[unit]; i < starts[unit + 1]; i++)
        {
            for (int lane = firstLane; lane < endLane; lane += Line)
            {
                Sse.Prefetch0(read + sources[i] + lane);
            }
        }
    }

    /// <summary>All channels of one position, for some samples: the sum over the list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(int unit, int firstLane, int endLane)
    {
        ReadOnlySpan<int> list = sources.AsSpan(starts[unit]..starts[unit + 1]);
        bool isLast = unit % rows == taps;
        float start = isLast ? last : 0;
        for (int channel = 0; channel < (isLast ? 1 : channels); channel++)
        {
            if (isFar)
            {
                Fetch(unit, channel, firstLane, endLane);
            }

            float* write = target + targets[unit] + ((nint)channel * toChannel);
            float* read = source + ((nint)channel * fromChannel);
            int lane = firstLane;
            for (; lane + Vector<float>.Count <= endLane; lane += Vector<float>.Count)
            {
                // All addends at once, so that memory latencies overlap.
                var sum = new Vector<float>(start);
                foreach (int position in list)
                {
                    sum += Vector.Load(read + position + lane);
                }

                sum.Store(write + lane);
            }

            for (; lane < endLane; lane++)
            {
                float sum = start;
                foreach (int position in list)
                {
                    sum += read[position + lane];
                }

                write[lane] = sum;
            }
        }
    }
}
