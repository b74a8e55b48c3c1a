using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// The addresses of a block program's views along its loops. The two innermost loops are a block's rows and columns. Of the outer
/// loops some are kept, which number the blocks' matrices, and some are reduced, whose iterations accumulate into the same
/// elements.
/// </summary>
internal sealed unsafe class PlacedViews
{
    private readonly IReadOnlyList<BlockPlace> places;
    private readonly nint[][] steps;
    private readonly Operand[] starts;
    private readonly int[] kept;
    private readonly int[] combined;
    private readonly int[] extents;

    /// <summary>Plans the loops.</summary>
    /// <param name="program">The program.</param>
    /// <param name="shape">The elements' shape.</param>
    /// <param name="order">The order of the axes, outermost first; a block's columns run along the last.</param>
    /// <param name="merge">Whether axes over which all views have uniform strides are merged.</param>
    /// <param name="keepsLanes">Whether the innermost axis is never merged.</param>
    public PlacedViews(BlockProgram program, Shape shape, int[] order, bool merge, bool keepsLanes)
    {
        places = program.Places;
        int[][] strides = [.. places.Select(position => position.View.Strides)];
        // Lanewise sums use the same loops for any number of workers, whether or not the lanes are split.
        bool sumsStay = order.Length > 0 && program.Combined.Any(position => strides[position][order[^1]] != 0);
        (extents, steps) = LoopNest.Plan(shape, order, strides, merge, keepsLanes || sumsStay);
        starts = new Operand[places.Count];
        bool IsCombined(int loop) => extents[loop] > 1 && program.Combined.Any(position => steps[position][loop] == 0);
        (RowsCombined, ColsCombined) = (IsCombined(extents.Length - 2), IsCombined(extents.Length - 1));
        kept = [.. Enumerable.Range(0, extents.Length - 2).Where(loop => !IsCombined(loop))];
        combined = [.. Enumerable.Range(0, extents.Length - 2).Where(IsCombined)];
        Matrices = kept.Aggregate(1, (product, loop) => product * extents[loop]);
        Turns = combined.Aggregate(1, (product, loop) => product * extents[loop]);
        TurnsInRow = combined.Length > 0 ? extents[combined[^1]] : 1;
    }

    /// <summary>The extent of the second-to-last loop.</summary>
    public int Rows => extents[^2];

    /// <summary>The extent of the last loop.</summary>
    public int Cols => extents[^1];

    /// <summary>Whether the program reduces along the rows: its reductions' targets have stride 0 there.</summary>
    public bool RowsCombined { get; }

    /// <summary>Whether the program reduces along the columns.</summary>
    public bool ColsCombined { get; }

    /// <summary>The number of elements of the kept outer loops.</summary>
    public int Matrices { get; }

    /// <summary>The number of elements of the reduced outer loops.</summary>
    public int Turns { get; }

    /// <summary>The number of consecutive iterations with uniform strides in all views.</summary>
    public int TurnsInRow { get; }

    /// <summary>The start and the strides of each view.</summary>
    public Operand[] Starts => starts;

    /// <summary>Binds the pointers after the arena is allocated.</summary>
    public void Bind(float* arena)
    {
        for (int i = 0; i < starts.Length; i++)
        {
            View view = places[i].View;
            starts[i] = new Operand
            {
                Data = view.Buffer.Data(arena) + view.Offset,
                RowStride = steps[i][^2],
                ColStride = steps[i][^1],
                TurnStride = combined.Length > 0 ? steps[i][combined[^1]] : 0,
            };
        }
    }

    /// <summary>Fills a table with the start addresses and strides of the views.</summary>
    public void Point(Operand* table)
    {
        for (int i = 0; i < starts.Length; i++)
        {
            table[i] = starts[i];
        }
    }

    /// <summary>Fills a table with the start addresses and strides of the views for one block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Point(Operand* table, int matrix, int turn, int row, int col)
    {
        int outer = extents.Length - 2;
        int* positions = stackalloc int[outer];
        Split(kept, matrix, positions);
        Split(combined, turn, positions);
        for (int i = 0; i < starts.Length; i++)
        {
            ref readonly Operand start = ref starts[i];
            nint offset = (row * start.RowStride) + (col * start.ColStride);
            nint[] step = steps[i];
            for (int loop = 0; loop < outer; loop++)
            {
                offset += positions[loop] * step[loop];
            }

            table[i] = start;
            table[i].Data += offset;
        }
    }

    /// <summary>The address of an element of a view.</summary>
    public float* At(int position, int matrix, int row, int col)
    {
        ref readonly Operand start = ref starts[position];
        return start.Data + (row * start.RowStride) + (col * start.ColStride) + ToMatrix(matrix, steps[position]);
    }

    /// <summary>The offset of a matrix from the first, given the strides along each loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public nint ToMatrix(int matrix, nint[] step)
    {
        nint offset = 0;
        for (int i = kept.Length - 1; i >= 0; i--)
        {
            (matrix, int position) = Math.DivRem(matrix, extents[kept[i]]);
            offset += position * step[kept[i]];
        }

        return offset;
    }

    /// <summary>Whether a view has one element for each element of a block.</summary>
    public bool IsBlock(int position) => steps[position][^1] != 0 && steps[position][^2] != 0;

    /// <summary>Whether a view's columns are contiguous in memory.</summary>
    public bool IsDense(int position) => steps[position][^1] == 1;

    /// <summary>Whether a view's rows are contiguous.</summary>
    public bool RowsJoin(int position) => steps[position][^2] == steps[position][^1] * Cols;

    /// <summary>The first view that always has the same address as another.</summary>
    /// <param name="position">The other.</param>
    /// <param name="moving">A view whose address may change at run time, or −1.</param>
    public int FirstInSamePlace(int position, int moving) =>
        Enumerable
            .Range(0, position)
            .Where(i => i != moving && position != moving)
            .FirstOrDefault(
                i => starts[i].Data == starts[position].Data && steps[i].SequenceEqual(steps[position]),
                position
            );

    /// <summary>The position along each of some loops of an iteration of them, numbered as one.</summary>
    private void Split(int[] loops, int index, int* positions)
    {
        for (int i = loops.Length - 1; i >= 0; i--)
        {
            (index, positions[loops[i]]) = Math.DivRem(index, extents[loops[i]]);
        }
    }
}
