using System.Text.Json.Serialization;

namespace Likeness.Data.Transforms;

/// <summary>The modes of a column's values: a mixture of normal distributions, in units of the column's range from its minimum.</summary>
/// <param name="Means">μ of each mode.</param>
/// <param name="Deviations">σ of each mode, greater than zero.</param>
/// <param name="Weights">The probability of each mode.</param>
public sealed record ColumnModes(
    IReadOnlyList<double> Means,
    IReadOnlyList<double> Deviations,
    IReadOnlyList<double> Weights
)
{
    /// <summary>The number of modes.</summary>
    [JsonIgnore]
    public int Count => Means.Count;

    /// <summary>Whether there is a mode, and the numbers are those of distributions.</summary>
    [JsonIgnore]
    internal bool IsSound =>
        Count > 0
        && Deviations.Count == Count
        && Weights.Count == Count
        && Means.All(double.IsFinite)
        && Deviations.All(deviation => deviation > 0 && double.IsFinite(deviation))
        && Weights.All(weight => weight > 0 && double.IsFinite(weight));

    /// <summary>The most probable mode of a value.</summary>
    public int ModeOf(double value)
    {
        int best = 0;
        double most = double.NegativeInfinity;
        for (int k = 0; k < Count; k++)
        {
            double distance = (value - Means[k]) / Deviations[k];
            double log = Math.Log(Weights[k] / Deviations[k]) - (0.5 * distance * distance);
            (best, most) = log > most ? (k, log) : (best, most);
        }

        return best;
    }

    /// <summary>Whether the modes are the same.</summary>
    public bool Equals(ColumnModes? other) =>
        other is not null
        && Means.SequenceEqual(other.Means)
        && Deviations.SequenceEqual(other.Deviations)
        && Weights.SequenceEqual(other.Weights);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Means[0], Deviations[0]);
}
