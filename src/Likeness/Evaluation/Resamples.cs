using Likeness.Compute.Cpu;

namespace Likeness.Evaluation;

/// <summary>Resamples that all metrics of rows and columns share: bootstrap counts, and splits of the real rows.</summary>
internal sealed class Resamples
{
    // Created lazily: a metric that resamples groups needs none of these, and they are large for many rows.
    private readonly Lazy<int[][]> splits;
    private readonly Lazy<int[][]> reference;
    private readonly Lazy<int[][]> generated;

    public Resamples(EvaluationData data)
    {
        int real = data.RealRows;
        OtherRows = data.Test is null
            ? InProportion(real, data.Generated.RowCount)
            : Math.Min(data.Generated.RowCount, data.Train.RowCount);
        ReferenceRows = data.Test?.RowCount ?? real - OtherRows;
        splits = new(() =>
            Sample(
                data.Settings.BaselineRepeats,
                i =>
                    data.Random(EvaluationStream.Splits, i) is var random && data.Subjects is { } subjects
                        ? subjects.Permutation(random)
                        : random.Permutation(real)
            )
        );
        reference = new(() =>
            Sample(
                data.Settings.Resamples,
                i => Counts(data.Reference.RowCount, data.Random(EvaluationStream.BootstrapReference, i))
            )
        );
        generated = new(() =>
            Sample(
                data.Settings.Resamples,
                i => Counts(data.Generated.RowCount, data.Random(EvaluationStream.BootstrapGenerated, i))
            )
        );
    }

    /// <summary>Rows on the reference side of a baseline's split: as many as there are test rows, or what the other side leaves.</summary>
    public int ReferenceRows { get; }

    /// <summary>Rows that replace the generated rows: as many as were generated, limited by the number of real rows.</summary>
    public int OtherRows { get; }

    /// <summary>Permutations of the real rows: the first <see cref="ReferenceRows"/>, then <see cref="OtherRows"/>.</summary>
    public int[][] Splits => splits.Value;

    /// <summary>The bootstrap count of each reference row: [resample][row].</summary>
    public int[][] Reference => reference.Value;

    /// <summary>The bootstrap count of each generated row: [resample][row].</summary>
    public int[][] Generated => generated.Value;

    public ReadOnlySpan<int> SplitReference(int split) => Splits[split].AsSpan(0, ReferenceRows);

    public ReadOnlySpan<int> SplitOther(int split) => Splits[split].AsSpan(ReferenceRows, OtherRows);

    public RealBaseline? Baseline(ReadOnlySpan<double> repeats) => Spread.Baseline(repeats, ReferenceRows, OtherRows);

    public static int[] Counts(int rows, PhiloxRandom random)
    {
        var counts = new int[rows];
        for (int i = 0; i < rows; i++)
        {
            counts[random.NextInt(rows)]++;
        }

        return counts;
    }

    // Where the same rows must serve for both sides, they are cut as the reference and the generated rows are to each other, for coverage
    // falls with fewer generated rows; more generated than real rows count as as many.
    private static int InProportion(int real, int generated)
    {
        long other = Math.Min(generated, real);
        return Math.Max(1, (int)(real * other / (real + other)));
    }

    private static int[][] Sample(int times, Func<int, int[]> sample) => [.. Enumerable.Range(0, times).Select(sample)];
}
