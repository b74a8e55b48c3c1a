using Likeness.Data;

namespace Likeness.Evaluation.Windows;

/// <summary>Windows of a text or of clips, described by features.</summary>
/// <param name="Features">One row for each window, in the order of the text or of the clips.</param>
/// <param name="Blocks">
/// The stretch of text or the clip of each window: [rows], ascending. Windows of one block depend on each other, so
/// folds and bootstrap resamples keep blocks whole.
/// </param>
internal sealed record WindowRows(Table Features, int[] Blocks)
{
    /// <summary>The folds of cross-fitting.</summary>
    public const int Folds = 5;

    private const int Stretches = 5 * Folds;

    /// <summary>Cuts windows that follow each other into 25 contiguous stretches.</summary>
    /// <param name="count">The number of windows.</param>
    public static int[] Contiguous(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (int)((long)i * Stretches / count))];

    /// <summary>Numbers the blocks of windows in turn; contiguous stretches instead where the blocks are too few or too long for every fold to hold one.</summary>
    /// <param name="blocks">The block of each window, ascending.</param>
    public static int[] Blocked(int[] blocks)
    {
        if (Folded(blocks).Any(fold => fold.Count == 0))
        {
            blocks = Contiguous(blocks.Length);
        }

        int[] numbers = [.. blocks.Distinct()];
        return [.. blocks.Select(block => Array.BinarySearch(numbers, block))];
    }

    /// <summary>The rows of each fold; a fold is contiguous, and every block lies in one.</summary>
    public int[][] FoldRows() => [.. Folded(Blocks).Select(fold => fold.ToArray())];

    private static List<int>[] Folded(int[] blocks)
    {
        var folds = new List<int>[Folds];
        for (int fold = 0; fold < Folds; fold++)
        {
            folds[fold] = [];
        }

        int first = 0;
        for (int row = 0; row < blocks.Length; row++)
        {
            first = row > 0 && blocks[row] == blocks[row - 1] ? first : row;
            folds[(int)((long)first * Folds / blocks.Length)].Add(row);
        }

        return folds;
    }
}
