using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Reduces elements along axes. If the innermost axis is reduced, each of its rows gives one number; if it is kept, rows are
/// combined lane by lane. The order of additions depends on the shape alone.
/// </summary>
internal sealed unsafe class ReduceStep : Step
{
    private const int ColumnsPerUnit = 256;
    private const int RowsPerUnit = 16;
    private readonly ReductionKernel kernel;
    private readonly View from;
    private readonly View to;
    private readonly bool innermostCombined;
    private readonly Loop row;
    private readonly Loop col;
    private readonly Loop[] kept;
    private readonly Loop[] combined;
    private readonly int turns;
    private readonly int pieces;
    private float* source;
    private float* target;
    private delegate* <float*, nint, int, int, float*, nint, bool, void> reduceColumns;
    private delegate* <float*, nint, int, int, float*, bool, void> reduceRows;

    /// <summary>Plans the loops.</summary>
    /// <param name="op">The reduction.</param>
    /// <param name="axes">The reduced axes.</param>
    /// <param name="shape">The shape of the input.</param>
    /// <param name="from">The input; its innermost axis must have stride 1.</param>
    /// <param name="to">The result, with extent 1 along the reduced axes.</param>
    /// <param name="workers">The number of workers that share the step.</param>
    public ReduceStep(ReduceOp op, int[] axes, Shape shape, View from, View to, int workers)
        : base($"{op.Name}({string.Join(',', axes)}) of {shape}")
    {
        kernel = op.Kernel;
        (this.from, this.to) = (from, to);
        Loop[] loops =
        [
            .. Layout
                .Create(shape, from)
                .Where(axis => shape[axis] != 1)
                .Select(axis => new Loop(
                    shape[axis],
                    from.Strides[axis],
                    axes.Contains(axis) ? 0 : to.Strides[axis],
                    axes.Contains(axis)
                )),
        ];
        if (loops.Length == 0 || loops[^1].From != 1)
        {
            loops = [.. loops, new Loop(1, 1, 1, false)];
        }

        col = loops[^1];
        innermostCombined = col.Combined;
        var rest = loops.SkipLast(1).ToList();
        row = rest.LastOrDefault(loop => loop.Combined != innermostCombined, new Loop(1, 0, 0, !innermostCombined));
        rest.Remove(row);
        kept = [.. rest.Where(loop => !loop.Combined)];
        combined = [.. rest.Where(loop => loop.Combined)];
        turns = combined.Aggregate(1, (product, loop) => product * loop.Extent);
        int perUnit = innermostCombined ? RowsPerUnit : ColumnsPerUnit;
        int extent = innermostCombined ? row.Extent : col.Extent;
        pieces = (extent + perUnit - 1) / perUnit;
        Units = kept.Aggregate(pieces, (product, loop) => product * loop.Extent);
        Flops = shape.Count;
        FindLanes(shape, workers);
        Read(from.Buffer, from.Places(shape));
        Write(to.Buffer);
    }

    public override StepKind Kind => StepKind.Reductions;

    public override long Flops { get; }

    public override void Bind(float* arena, InstructionSet isa)
    {
        source = from.Buffer.Data(arena) + from.Offset;
        target = to.Buffer.Data(arena) + to.Offset;
        reduceColumns = kernel.ReduceColumns(isa);
        reduceRows = kernel.ReduceRows(isa);
    }

    public override void Run(int first, int end, float* scratch, in RunState state)
    {
        int perUnit = innermostCombined ? RowsPerUnit : ColumnsPerUnit;
        int extent = innermostCombined ? row.Extent : col.Extent;
        for (int unit = first; unit < end; unit++)
        {
            (int outer, int piece) = Math.DivRem(unit, pieces);
            Reduce(outer, piece * perUnit, Math.Min(extent, (piece + 1) * perUnit));
        }
    }

    /// <inheritdoc/>
    public override void RunLanes(int first, int end, float* scratch, in RunState state)
    {
        int outers = Units / Math.Max(1, pieces);
        for (int outer = 0; outer < outers; outer++)
        {
            Reduce(outer, first, end);
        }
    }

    /// <summary>Splits the step by lanes if the innermost axis is kept.</summary>
    private void FindLanes(Shape shape, int workers)
    {
        int axis = Array.FindIndex(from.Strides, step => step == 1);
        if (innermostCombined || axis < 0 || shape[axis] != col.Extent || !Lanes.Divide(col.Extent, workers))
        {
            return;
        }

        if (Lanes.AreColumns(to, shape, axis))
        {
            LaneExtent = col.Extent;
            ByLanes.Add(to.Buffer);
            if (Lanes.AreColumns(from, shape, axis))
            {
                ByLanes.Add(from.Buffer);
            }
        }
    }

    /// <summary>Reduces for one index of the kept outer loops, over a range of rows or, where the rows are reduced, of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Reduce(int outer, int first, int end)
    {
        float* read = source;
        float* write = target;
        for (int axis = kept.Length - 1; axis >= 0; axis--)
        {
            (outer, int index) = Math.DivRem(outer, kept[axis].Extent);
            read += (nint)index * kept[axis].From;
            write += (nint)index * kept[axis].To;
        }

        for (int turn = 0; turn < Math.Max(turns, 1); turn++)
        {
            float* position = read;
            int rest = turn;
            for (int axis = combined.Length - 1; axis >= 0; axis--)
            {
                (rest, int index) = Math.DivRem(rest, Math.Max(1, combined[axis].Extent));
                position += (nint)index * combined[axis].From;
            }

            if (innermostCombined)
            {
                float* rows = position + ((nint)first * row.From);
                int cols = turns == 0 ? 0 : col.Extent;
                reduceColumns(rows, row.From, end - first, cols, write + ((nint)first * row.To), row.To, turn > 0);
            }
            else
            {
                reduceRows(
                    position + first,
                    row.From,
                    turns == 0 ? 0 : row.Extent,
                    end - first,
                    write + first,
                    turn > 0
                );
            }
        }
    }

    private readonly record struct Loop(int Extent, int From, int To, bool Combined);
}
