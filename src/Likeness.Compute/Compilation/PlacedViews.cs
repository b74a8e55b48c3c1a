using System.Runtime.CompilerServices;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Compilation;

/// <summary>
/// Where the views of a block program lie along its loops. The two innermost loops are a block's rows and columns; of the others some are
/// kept, which number the blocks' matrices, and some combined, whose turns meet in the same places.
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
    /// <param name="merge">Whether axes that all views step through evenly are taken as one.</param>
    /// <param name="keepsLanes">Whether the innermost axis stays by itself all the same.</param>
    public PlacedViews(BlockProgram program, Shape shape, int[] order, bool merge, bool keepsLanes)
    {
        places = program.Places;
        int[][] strides = [.. places.Select(position => position.View.Strides)];
        // Sums lane by lane are taken along the same loops whatever the number of workers, by which lanes may be cut or not.
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

    /// <summary>The extent of the loop before the last.</summary>
    public int Rows => extents[^2];

    /// <summary>The extent of the last loop.</summary>
    public int Cols => extents[^1];

    /// <summary>Whether the program combines along the rows: its reductions' targets stand still there.</summary>
    public bool RowsCombined { get; }

    /// <summary>Whether the program combines along the columns.</summary>
    public bool ColsCombined { get; }

    /// <summary>The number of elements of the kept outer loops.</summary>
    public int Matrices { get; }

    /// <summary>The number of elements of the combined outer loops.</summary>
    public int Turns { get; }

    /// <summary>How many turns in a row are a step of the views apart.</summary>
    public int TurnsInRow { get; }

    /// <summary>Where each view begins, and its steps.</summary>
    public Operand[] Starts => starts;

    /// <summary>Fixes the pointers, once the arena is there.</summary>
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

    /// <summary>Fills a table with where the views' elements begin, and their steps.</summary>
    public void Point(Operand* table)
    {
        for (int i = 0; i < starts.Length; i++)
        {
            table[i] = starts[i];
        }
    }

    /// <summary>Fills a table with where the views' elements of a block begin, and their steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Point(Operand* table, int matrix, int turn, int row, int col)
    {
        for (int i = 0; i < starts.Length; i++)
        {
            ref readonly Operand start = ref starts[i];
            table[i] = start;
            table[i].Data += (row * start.RowStride) + (col * start.ColStride);
        }

        for (int i = 0; i < starts.Length && extents.Length > 2; i++)
        {
            table[i].Data += Along(kept, matrix, steps[i]) + Along(combined, turn, steps[i]);
        }
    }

    /// <summary>Where an element of a view lies.</summary>
    public float* At(int position, int matrix, int row, int col)
    {
        ref readonly Operand start = ref starts[position];
        return start.Data + (row * start.RowStride) + (col * start.ColStride) + ToMatrix(matrix, steps[position]);
    }

    /// <summary>How far a matrix lies from the first, given the steps along each loop.</summary>
    public nint ToMatrix(int matrix, nint[] step) => Along(kept, matrix, step);

    /// <summary>Whether a view has an element for each of a block.</summary>
    public bool IsBlock(int position) => steps[position][^1] != 0 && steps[position][^2] != 0;

    /// <summary>Whether neighbours along a view's columns are neighbours in memory.</summary>
    public bool IsDense(int position) => steps[position][^1] == 1;

    /// <summary>Whether the rows of a view lie end to end.</summary>
    public bool RowsJoin(int position) => steps[position][^2] == steps[position][^1] * Cols;

    /// <summary>The first view that always lies where another does.</summary>
    /// <param name="position">The other.</param>
    /// <param name="moving">A view that may lie elsewhere when the program runs, or −1.</param>
    public int FirstInSamePlace(int position, int moving) =>
        Enumerable
            .Range(0, position)
            .Where(i => i != moving && position != moving)
            .FirstOrDefault(
                i => starts[i].Data == starts[position].Data && steps[i].SequenceEqual(steps[position]),
                position
            );

    /// <summary>How far some loops' turns, counted as one number, lead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private nint Along(int[] loops, int index, nint[] step)
    {
        nint offset = 0;
        for (int i = loops.Length - 1; i >= 0; i--)
        {
            (index, int position) = Math.DivRem(index, extents[loops[i]]);
            offset += position * step[loops[i]];
        }

        return offset;
    }
}
