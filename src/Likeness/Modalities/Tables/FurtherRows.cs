using Likeness.Data;
using Likeness.Sampling;

namespace Likeness.Modalities.Tables;

/// <summary>
/// Further samples in place of those that break a rule or are out of limits. They are taken in order, so that a smaller sample is a prefix of a larger one.
/// </summary>
/// <param name="encoding">The encoding.</param>
/// <param name="sampler">Samples numbers.</param>
/// <param name="seed">The seed of the further rows.</param>
/// <param name="continuous">Whether values stay off the data's grid.</param>
internal sealed class FurtherRows(TableEncoding encoding, Sampler sampler, ulong seed, bool continuous)
{
    /// <summary>What is said where no row satisfies all rules.</summary>
    public const string Impossible =
        "the model cannot sample rows that satisfy the rules and limits of the data (train longer, or with --no-rules or --no-protection)";

    // Rules hold by construction; rounding to the data's grid, or a value without a known counterpart, seldom breaks one.
    private const int MaxRounds = 100;

    // A model that seldom keeps to the ranges of levels, such as a network at the beginning, would be asked for too many rows.
    private const int MinRows = 1000;
    private const double MinInRange = 0.2;

    // A row whose number is out of the range of its level is replaced by one of the same level, so that no level becomes rarer, unless the level is rare.
    private const int MaxLevelRounds = 8;
    private const int MaxLeft = 16 * Sampler.Chunk;

    private readonly List<double[]> left = [];
    private readonly HashSet<(int By, double Level)> rare = []; // levels of which too few rows are in range to search for another
    private RangeUse use;
    private int chunk;
    private int sampled;
    private int inRange;

    /// <summary>The same rows with others in place of those that are not emitted.</summary>
    public Table Complete(Table rows)
    {
        rows = Clamped(rows);
        int[] breaking = Breaking(rows);
        if (breaking.Length == 0)
        {
            return rows;
        }

        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        foreach (int row in breaking)
        {
            double[] next = Next(encoding.BrokenLevel(rows, row));
            for (int column = 0; column < cells.Length; column++)
            {
                cells[column][row] = next[column];
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    private double[] Next((int By, double Level)? level)
    {
        for (int round = 0; ; round++)
        {
            if (level is { } sought && (round == MaxLevelRounds || rare.Contains(sought)))
            {
                rare.Add(sought);
                level = null;
            }

            int at = level is var (by, wanted)
                ? left.FindIndex(row => row[by].Equals(wanted))
                : Math.Min(0, left.Count - 1);
            if (at >= 0)
            {
                double[] next = left[at];
                left.RemoveAt(at);
                return next;
            }

            if (round > MaxRounds)
            {
                throw new LikenessException(Impossible);
            }

            Sample();
        }
    }

    /// <summary>Further rows, all of which are emitted.</summary>
    public Table Part() => Complete(SampledPart());

    private Table SampledPart() => encoding.FromNumbers(sampler.SampleRows(chunk++, seed, continuous), continuous);

    private void Sample()
    {
        var rows = Clamped(SampledPart());
        int[] kept = [.. Enumerable.Range(0, rows.RowCount).Except(Breaking(rows))];
        left.AddRange(kept.Select(row => rows.Row(row)));
        left.RemoveRange(0, Math.Max(0, left.Count - MaxLeft));
        sampled += rows.RowCount - encoding.Breaking(rows, keepsRanges: false).Length;
        inRange += kept.Length;
        if (use != RangeUse.None && sampled >= MinRows && inRange < MinInRange * sampled)
        {
            (use, sampled, inRange) = (use + 1, 0, 0);
        }
    }

    private Table Clamped(Table rows) => use == RangeUse.Clamp ? encoding.Clamped(rows, continuous) : rows;

    private int[] Breaking(Table rows) => encoding.Breaking(rows, use != RangeUse.None);

    // What is done with numbers out of the range of their level, from the most to the least.
    private enum RangeUse
    {
        Replace,
        Clamp,
        None,
    }
}
