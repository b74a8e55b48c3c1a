using Likeness.Compute.Cpu;
using Likeness.Models.Trees.Linear;

namespace Likeness.Models.Trees;

/// <summary>A column given the columns before it: whether it is missing, then its value.</summary>
/// <param name="Levels">Its values.</param>
/// <param name="Values">The predictor of its codes; where numbers may be missing, of those that are present.</param>
/// <param name="Missing">The predictor of whether numbers are missing: code 1; null where none are, or missing is a level.</param>
/// <param name="Linear">The linear predictor, whose bin stands behind those of the columns before it; null for none.</param>
internal sealed record FittedColumn(
    ColumnLevels Levels,
    IColumnPredictor Values,
    IColumnPredictor? Missing,
    LinearPredictor? Linear = null
) : SequenceColumn(Levels)
{
    /// <summary>Whether a value is missing, as a column.</summary>
    public static ModelDimension Indicator { get; } = new("is missing", 2) { IsCategory = true };

    /// <summary>Samples a code.</summary>
    /// <param name="row">The bins of the columns before it, and a place for the linear predictor's.</param>
    /// <param name="random">Its next numbers are used.</param>
    public int Sample(Span<byte> row, PhiloxRandom random) =>
        Missing?.Sample(row[..^1], random) == 1 ? Levels.Missing : Values.Sample(WithLinear(row), random);

    /// <summary>Samples a code at a rank among those that the row may have.</summary>
    /// <param name="row">The bins of the columns before it, and a place for the linear predictor's.</param>
    /// <param name="random">Its next numbers are used.</param>
    /// <param name="rank">In [0, 1).</param>
    public int Sample(Span<byte> row, PhiloxRandom random, double rank)
    {
        if (Missing is null)
        {
            return Values.Sample(WithLinear(row), random, rank);
        }

        // Missing is the last of the values.
        double present = Present(row);
        return rank >= present ? Levels.Missing : Values.Sample(WithLinear(row), random, rank / present);
    }

    /// <summary>The ranks at which a code is sampled, from the lowest to the highest.</summary>
    /// <param name="row">The bins of the columns before it, and a place for the linear predictor's.</param>
    /// <param name="code">The code.</param>
    public (double Low, double High) Ranks(Span<byte> row, int code)
    {
        double present = Present(row);
        if (Missing is not null && code == Levels.Missing)
        {
            return (present, 1);
        }

        var (low, high) = Values.Ranks(WithLinear(row), code);
        return (low * present, high * present);
    }

    // Predictors may have either of the two codes first.
    private double Present(ReadOnlySpan<byte> row)
    {
        var (low, high) = Missing?.Ranks(row[..^1], 1) ?? (0, 0);
        return 1 - (high - low);
    }

    /// <summary>Samples all rows of a block.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="codes">Receives the codes: [block.Count].</param>
    public void Sample(SampleBlock block, Span<int> codes)
    {
        Linear?.Bins(block, block.Bins(block.Column));
        Span<int> rows = new int[block.Count];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
        }

        if (Missing is not null)
        {
            Missing.Sample(block, rows, codes);
            int present = 0;
            for (int row = 0; row < codes.Length; row++)
            {
                bool isMissing = codes[row] == 1;
                codes[row] = Levels.Missing;
                rows[present] = row;
                present += isMissing ? 0 : 1;
            }

            rows = rows[..present];
        }

        Values.Sample(block, rows, codes);
    }

    /// <summary>log p of a value, in nats: its mass on a grid or of a category, else its density.</summary>
    /// <param name="row">The bins of the columns before it, and a place for the linear predictor's.</param>
    /// <param name="code">The code of the value.</param>
    /// <param name="value">The value.</param>
    public double LogProbability(Span<byte> row, int code, float value)
    {
        double log = 0;
        if (Missing is not null)
        {
            bool missing = code == Levels.Missing;
            double p = Missing.Probability(row[..^1], missing ? 1 : 0);
            double rare = 1.0 / (Missing.Rows + 2);
            log = Math.Log((p * (1 - (2 * rare))) + rare);
            if (missing)
            {
                return log;
            }
        }

        double own = Values.Probability(WithLinear(row), code) * Math.Exp(Levels.LogWithin(code, value));
        return log + Math.Log((own * (1 - Levels.BackgroundShare)) + Levels.Background(value));
    }

    private Span<byte> WithLinear(Span<byte> row)
    {
        if (Linear is null)
        {
            return row[..^1];
        }

        row[^1] = Linear.Bin(row[..^1]);
        return row;
    }
}
