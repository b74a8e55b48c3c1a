using Likeness.Compute.Cpu;

namespace Likeness.Models.Trees;

/// <summary>A column given the columns before it: whether it is missing, then its value.</summary>
/// <param name="Levels">Its values.</param>
/// <param name="Values">The tree of its codes; where numbers may be missing, of those that are present.</param>
/// <param name="Missing">The tree of whether numbers are missing: code 1; null where none are, or missing is a level.</param>
internal sealed record FittedColumn(ColumnLevels Levels, DonorTree Values, DonorTree? Missing)
{
    /// <summary>Whether a value is missing, as a column.</summary>
    public static ModelDimension Indicator { get; } = new("is missing", 2) { IsCategory = true };

    /// <summary>Samples a code.</summary>
    /// <param name="row">The bins of the columns before it.</param>
    /// <param name="random">Its next numbers are used.</param>
    public int Sample(ReadOnlySpan<byte> row, PhiloxRandom random) =>
        Missing?.Sample(Missing.Leaf(row), random) == 1 ? Levels.Missing : Values.Sample(Values.Leaf(row), random);

    /// <summary>log p of a value, in nats: its mass on a grid or of a category, else its density.</summary>
    public double LogProbability(ReadOnlySpan<byte> row, int code, float value)
    {
        double log = 0;
        if (Missing is not null)
        {
            bool missing = code == Levels.Missing;
            double p = Missing.Probability(Missing.Leaf(row), missing ? 1 : 0);
            double rare = 1.0 / (Missing.Donors + 2);
            log = Math.Log((p * (1 - (2 * rare))) + rare);
            if (missing)
            {
                return log;
            }
        }

        double own = Values.Probability(Values.Leaf(row), code) * Math.Exp(Levels.LogWithin(code, value));
        return log + Math.Log((own * (1 - Levels.BackgroundShare)) + Levels.Background(value));
    }
}
