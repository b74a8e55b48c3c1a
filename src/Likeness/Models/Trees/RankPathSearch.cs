using Likeness.Compute.Cpu;
using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>Finds the ranks of training rows along their series.</summary>
internal static class RankPathSearch
{
    // Rows that say enough, in parts that do.
    private const int MaxRows = 20_000;
    private const int MaxLength = 500;
    private const int MinRows = 40;

    /// <summary>The paths; null where rows have no series.</summary>
    /// <param name="order">The columns in the order of the sequence.</param>
    /// <param name="columns">The fitted columns, in that order.</param>
    /// <param name="dimensions">The dimensions of rows.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="seed">The seed of ranks of rows with the same value.</param>
    /// <param name="pieces">Does the work.</param>
    public static RankPaths? Find(
        int[] order,
        SequenceColumn[] columns,
        IReadOnlyList<ModelDimension> dimensions,
        CodedRows rows,
        ulong seed,
        Pieces pieces
    )
    {
        int time = dimensions.Index().FirstOrDefault(one => one.Item.Role == ContextRole.PanelTime, (-1, null!)).Index;
        if (time < 0 || rows.Count < MinRows || dimensions.Any(dimension => dimension.Role == ContextRole.Before))
        {
            return null;
        }

        int[] keys = [.. Enumerable.Range(0, dimensions.Count).Where(i => dimensions[i].Role == ContextRole.Panel)];
        int[][] parts = Parts(rows, keys, time, seed);
        int[] which = [.. parts.SelectMany(part => part)];
        float[] ranks = new float[which.Length * dimensions.Count];
        Array.Fill(ranks, float.NaN);
        int[] fitted =
        [
            .. Enumerable
                .Range(0, order.Length)
                .Where(k => columns[k] is FittedColumn && dimensions[order[k]].Role == ContextRole.None),
        ];
        pieces.Run(
            fitted.Length,
            (long)which.Length * fitted.Length * 1000,
            piece =>
            {
                int k = fitted[piece];
                var column = (FittedColumn)columns[k];
                int[] before = order[..(k + 1)];
                var random = new PhiloxRandom(seed, (ulong)k + 1);
                Span<byte> bins = new byte[k + 1];
                int at = 0;
                foreach (int[] part in parts)
                {
                    int last = -1;
                    double within = 0;
                    foreach (int row in part)
                    {
                        int code = rows.Codes[order[k]][row];
                        // A value that stays has the same place among the rows that have it.
                        within = code == last ? within : random.NextDouble();
                        last = code;
                        rows.CopyBins(row, before, bins);
                        var (low, high) = column.Ranks(bins, code);
                        ranks[(at * dimensions.Count) + order[k]] = (float)(low + (within * (high - low)));
                        at++;
                    }
                }
            }
        );
        return new(
            Array.ConvertAll(parts, part => part.Length),
            Array.ConvertAll(which, row => rows.Values[time][row]),
            ranks
        );
    }

    // Rows of a series in the order of time, cut where times are missing.
    private static int[][] Parts(CodedRows rows, int[] keys, int time, ulong seed)
    {
        int[] sorted = [.. Enumerable.Range(0, rows.Count)];
        Array.Sort(
            sorted,
            (a, b) =>
            {
                foreach (int key in keys)
                {
                    int order = rows.Values[key][a].CompareTo(rows.Values[key][b]);
                    if (order != 0)
                    {
                        return order;
                    }
                }

                return rows.Values[time][a].CompareTo(rows.Values[time][b]);
            }
        );
        bool AreOne(int a, int b) => Array.TrueForAll(keys, key => rows.Values[key][a].Equals(rows.Values[key][b]));
        double Step(int a, int b) => (double)rows.Values[time][b] - rows.Values[time][a];
        double gap = RankPaths.Gap(
            sorted
                .Zip(sorted.Skip(1))
                .Where(two => AreOne(two.First, two.Second))
                .Select(two => Step(two.First, two.Second))
        );
        var parts = new List<int[]>();
        for (int from = 0, end; from < sorted.Length; from = end)
        {
            for (
                end = from + 1;
                end < sorted.Length
                    && end - from < MaxLength
                    && AreOne(sorted[end - 1], sorted[end])
                    && Step(sorted[end - 1], sorted[end]) <= gap;
                end++
            ) { }

            parts.Add(sorted[from..end]);
        }

        int[] shuffled = new PhiloxRandom(seed, 0).Permutation(parts.Count);
        int count = 0;
        return
        [
            .. shuffled
                .Select(part => parts[part])
                .TakeWhile(part => (count += part.Length) <= MaxRows || count == part.Length),
        ];
    }
}
