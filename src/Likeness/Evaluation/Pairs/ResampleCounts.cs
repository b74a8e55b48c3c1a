using System.Numerics;
using System.Runtime.InteropServices;

namespace Likeness.Evaluation.Pairs;

/// <summary>
/// How often each row is in each of many resamples, row by row: the rows of a cell are counted for all resamples at once.
/// </summary>
internal sealed class ResampleCounts
{
    private readonly int stride; // whole vectors
    private readonly int[] counts; // [row][stride]

    private ResampleCounts(int rows, int times)
    {
        Times = times;
        stride = (times + Vector<int>.Count - 1) / Vector<int>.Count * Vector<int>.Count;
        counts = new int[rows * stride];
    }

    /// <summary>The number of resamples.</summary>
    public int Times { get; }

    /// <summary>Of the counts of each row: [resample][row].</summary>
    public static ResampleCounts FromCounts(int rows, int[][] resamples)
    {
        var found = new ResampleCounts(rows, resamples.Length);
        for (int i = 0; i < resamples.Length; i++)
        {
            for (int row = 0; row < rows; row++)
            {
                found.counts[(row * found.stride) + i] = resamples[i][row];
            }
        }

        return found;
    }

    /// <summary>Of parts of the rows, each of which has a row once or not at all.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="times">The number of parts.</param>
    /// <param name="members">The rows of each part.</param>
    public static ResampleCounts FromParts(int rows, int times, Func<int, int[]> members)
    {
        var found = new ResampleCounts(rows, times);
        for (int i = 0; i < times; i++)
        {
            foreach (int row in members(i))
            {
                found.counts[(row * found.stride) + i]++;
            }
        }

        return found;
    }

    /// <summary>The number of rows in each cell: [cell][<see cref="Stride"/>], resample by resample.</summary>
    /// <param name="cells">The cell of each row.</param>
    /// <param name="count">The number of cells.</param>
    public int[] InCells(ReadOnlySpan<int> cells, int count)
    {
        var found = new int[count * stride];
        for (int row = 0; row < cells.Length; row++)
        {
            var from = MemoryMarshal.Cast<int, Vector<int>>(counts.AsSpan(row * stride, stride));
            var to = MemoryMarshal.Cast<int, Vector<int>>(found.AsSpan(cells[row] * stride, stride));
            for (int i = 0; i < to.Length; i++)
            {
                to[i] += from[i];
            }
        }

        return found;
    }

    /// <summary>The distance of a cell's counts to those of the next.</summary>
    public int Stride => stride;
}
