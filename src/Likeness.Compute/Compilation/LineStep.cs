using System.Numerics;
using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Runs a line op: vectors run over adjacent lines, along the innermost axis.</summary>
internal sealed unsafe class LineStep : Step
{
    // Lines in a work unit: a few vectors, so that each cache line is used completely.
    private const int LanesPerUnit = 64;

    private readonly LineOp op;
    private readonly View[] views;
    private readonly int[] counts;
    private readonly int[] outerAxes;
    private readonly Shape shape;
    private readonly int lanes;
    private readonly int pieces;
    private readonly float*[] data;
    private delegate* <in LineArguments, void> kernel;

    /// <summary>Plans the loops.</summary>
    /// <param name="op">The definition of the op.</param>
    /// <param name="node">The op's node.</param>
    /// <param name="inputs">The inputs, with stride 1 along the lanes.</param>
    /// <param name="result">The result, with stride 1 along the lanes.</param>
    /// <param name="laneAxis">The innermost axis; −1 if there is only one line.</param>
    /// <param name="workers">The number of workers that share the step.</param>
    public LineStep(LineOp op, Tensor node, View[] inputs, View result, int laneAxis, int workers)
        : base($"{op.Signature} of {node.Inputs[0].Shape}")
    {
        this.op = op;
        shape = node.Shape;
        views = [.. inputs, result];
        data = new float*[views.Length];
        counts = [.. node.Inputs.Select(input => input.Shape[op.Axis]), shape[op.Axis]];
        lanes = laneAxis < 0 ? 1 : shape[laneAxis];
        outerAxes = [.. Enumerable.Range(0, shape.Rank).Where(axis => axis != op.Axis && axis != laneAxis)];
        pieces = (lanes + LanesPerUnit - 1) / LanesPerUnit;
        Units = outerAxes.Aggregate(pieces, (units, axis) => units * shape[axis]);
        Shape[] shapes = [.. node.Inputs.Select(input => input.Shape), shape];
        int longest = counts.Max();
        ScratchFloats = op.Kernel.ScratchPerElement * longest;
        int turns = ScratchFloats == 0 ? 1 : BitOperations.Log2((uint)longest + 1);
        Work = 2L * shapes.Max(one => one.Count) * turns * turns;
        if (laneAxis >= 0 && Lanes.Divide(lanes, workers) && Lanes.AreColumns(result, shape, laneAxis))
        {
            LaneExtent = lanes;
            foreach (IGrouping<Buffer, int> group in Enumerable.Range(0, views.Length).GroupBy(i => views[i].Buffer))
            {
                if (group.All(i => Lanes.AreColumns(views[i], shapes[i], laneAxis)))
                {
                    ByLanes.Add(group.Key);
                }
            }
        }

        Array.ForEach(inputs, view => Read(view.Buffer));
        Write(result.Buffer);
    }

    public override int ScratchFloats { get; }

    public override long Work { get; }

    public override void Bind(float* arena, InstructionSet isa)
    {
        kernel = op.Kernel.Function(isa);
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = views[i].Buffer.Data(arena) + views[i].Offset;
        }
    }

    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        for (int unit = first; unit < end; unit++)
        {
            (int outer, int piece) = Math.DivRem(unit, pieces);
            int lane = piece * LanesPerUnit;
            RunLines(outer, lane, Math.Min(LanesPerUnit, lanes - lane), scratch);
        }
    }

    /// <inheritdoc/>
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        for (int outer = 0; outer < Units / pieces; outer++)
        {
            for (int lane = first; lane < end; lane += LanesPerUnit)
            {
                RunLines(outer, lane, Math.Min(LanesPerUnit, end - lane), scratch);
            }
        }
    }

    private void RunLines(int outer, int lane, int count, float* scratch)
    {
        Lines second = views.Length > 2 ? At(1, outer, lane) : default;
        var arguments = new LineArguments(
            At(0, outer, lane),
            second,
            At(views.Length - 1, outer, lane),
            count,
            scratch
        );
        kernel(in arguments);
    }

    /// <summary>The lines of one view from a lane onwards, at one index of the outer axes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Lines At(int view, int outer, int lane)
    {
        int[] strides = views[view].Strides;
        float* position = data[view] + lane;
        for (int i = outerAxes.Length - 1; i >= 0; i--)
        {
            int axis = outerAxes[i];
            (outer, int index) = Math.DivRem(outer, shape[axis]);
            position += (nint)index * strides[axis];
        }

        return new Lines(position, strides[op.Axis], counts[view]);
    }
}
