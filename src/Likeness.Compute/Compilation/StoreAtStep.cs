using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>Writes elements at an index along an axis; the index is read at run time.</summary>
internal sealed unsafe class StoreAtStep : Step
{
    private readonly View values;
    private readonly View index;
    private readonly View result;
    private readonly Shape shape;
    private readonly int axis;
    private readonly int extent;
    private readonly int laneAxis;
    private readonly int[] outerAxes;
    private float* from;
    private float* place;
    private float* to;

    /// <summary>Plans the loops.</summary>
    /// <param name="op">The op, which names the axis.</param>
    /// <param name="node">The op's node.</param>
    /// <param name="values">The new elements.</param>
    /// <param name="index">The index.</param>
    /// <param name="result">The result, which already holds the other elements.</param>
    /// <param name="workers">The number of workers that share the step.</param>
    public StoreAtStep(StoreAtOp op, Tensor node, View values, View index, View result, int workers)
        : base($"store {node.Inputs[1].Shape} in {node.Shape}")
    {
        (this.values, this.index, this.result) = (values, index, result);
        (shape, axis, extent) = (node.Inputs[1].Shape, op.Axis, node.Shape[op.Axis]);
        int[] order = Layout.Create(shape, result);
        laneAxis = order[^1];
        outerAxes = [.. order.SkipLast(1)];
        Units = shape.Count == 0 ? 0 : shape.Count / shape[laneAxis];
        Work = shape.Count;
        if (
            Lanes.Divide(shape[laneAxis], workers)
            && Lanes.AreColumns(result, shape, laneAxis)
            && Lanes.AreColumns(values, shape, laneAxis)
            && result.Strides[axis] % Math.Max(1, result.Buffer.Pitch) == 0
        )
        {
            LaneExtent = shape[laneAxis];
            ByLanes.Add(result.Buffer);
            ByLanes.Add(values.Buffer);
        }

        Read(values.Buffer, shape.Count);
        Read(index.Buffer, 1);
        Write(result.Buffer, shape.Count);
    }

    public override StepKind Kind => StepKind.Copies;

    public override long Work { get; }

    public override void Bind(float* arena, InstructionSet isa)
    {
        from = values.Buffer.Data(arena) + values.Offset;
        place = index.Buffer.Data(arena) + index.Offset;
        to = result.Buffer.Data(arena) + result.Offset;
    }

    public override void Run(int first, int end, float* scratch, in RunState state) =>
        Store(first, end, 0, shape[laneAxis]);

    /// <inheritdoc/>
    public override void RunLanes(int first, int end, float* scratch, in RunState state) => Store(0, Units, first, end);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Store(int firstUnit, int endUnit, int firstLane, int endLane)
    {
        // Read once, because another thread may write a parameter.
        float index = *place;
        // Also false for NaN.
        if (!(index >= 0 && index < extent))
        {
            return;
        }

        float* target = to + ((nint)index * result.Strides[axis]);
        (nint step, nint targetStep) = (values.Strides[laneAxis], result.Strides[laneAxis]);
        for (int unit = firstUnit; unit < endUnit; unit++)
        {
            float* source = from;
            float* row = target;
            int rest = unit;
            for (int i = outerAxes.Length - 1; i >= 0 && rest > 0; i--)
            {
                (rest, int at) = Math.DivRem(rest, shape[outerAxes[i]]);
                source += (nint)at * values.Strides[outerAxes[i]];
                row += (nint)at * result.Strides[outerAxes[i]];
            }

            if (step == 1 && targetStep == 1)
            {
                new ReadOnlySpan<float>(source + firstLane, endLane - firstLane).CopyTo(
                    new Span<float>(row + firstLane, endLane - firstLane)
                );
                continue;
            }

            for (int lane = firstLane; lane < endLane; lane++)
            {
                row[lane * targetStep] = source[lane * step];
            }
        }
    }
}
