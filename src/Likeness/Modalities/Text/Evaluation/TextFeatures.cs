using Likeness.Data;
using Likeness.Evaluation.Windows;

namespace Likeness.Modalities.Text.Evaluation;

/// <summary>
/// Features of text windows for classifiers: the bits that n-grams of both samples need at n = 2, the reduction by each larger n, and the fraction of
/// 4-grams and 7-grams that recur within the window. Counts of single n-grams are not used: they separate topics,
/// in which two real texts differ, and hide defects of generated text.
/// </summary>
internal static class TextFeatures
{
    private static readonly int[] Recurring = [4, 7];

    /// <summary>One row for each window.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="bits">Their bits.</param>
    /// <param name="order">n of the n-grams.</param>
    public static Table Describe(IReadOnlyList<ReadOnlyMemory<byte>> windows, SampleBits bits, int order)
    {
        Column[] columns =
        [
            .. Enumerable.Range(2, order - 1).Select(n => new Column($"bits {n}")),
            .. Recurring.Select(n => new Column($"recurring {n}-grams")),
        ];
        var values = new double[windows.Count * columns.Length];
        for (int i = 0; i < windows.Count; i++)
        {
            Span<double> row = values.AsSpan(i * columns.Length, columns.Length);
            Span<double> all = bits.Window(bits.ByBoth, i);
            row[0] = all[1];
            for (int k = 2; k < order; k++)
            {
                row[k - 1] = all[k] - all[k - 1];
            }

            for (int k = 0; k < Recurring.Length; k++)
            {
                row[order - 1 + k] = Recurrence(windows[i].Span, Recurring[k]);
            }
        }

        return new Table(columns, values);
    }

    /// <summary>The fraction of n-grams of a window that occurred in it before.</summary>
    internal static double Recurrence(ReadOnlySpan<byte> window, int n)
    {
        var seen = new HashSet<ulong>(window.Length);
        ulong last = 0;
        for (int i = 0; i < window.Length; i++)
        {
            last = (last << 8) | window[i];
            if (i >= n - 1)
            {
                seen.Add(last & ((1UL << (8 * n)) - 1));
            }
        }

        int grams = window.Length - n + 1;
        return (double)(grams - seen.Count) / grams;
    }
}
