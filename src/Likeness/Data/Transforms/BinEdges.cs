using System.Text.Json.Serialization;

namespace Likeness.Data.Transforms;

/// <summary>
/// The edges of a column's bins: bin k reaches from edge k to edge k + 1. In the column's
/// units for a continuous column; in steps from the grid's origin, k − ½ before grid value k, for one on a grid.
/// </summary>
/// <param name="Values">Count + 1 edges, ascending; at least 2.</param>
public sealed record BinEdges(IReadOnlyList<double> Values)
{
    /// <summary>The number of bins.</summary>
    [JsonIgnore]
    public int Count => Values.Count - 1;

    /// <summary>The fraction of the training rows below each edge, ascending from 0 to 1; null where it is not needed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Fractions { get; init; }

    /// <summary>Whether there is at least one bin and none is empty.</summary>
    [JsonIgnore]
    internal bool IsSound =>
        Values.Count >= 2
        && Values.All(double.IsFinite)
        && Enumerable.Range(0, Count).All(bin => Values[bin] < Values[bin + 1])
        && (
            Fractions is null
            || (
                Fractions.Count == Values.Count
                && Enumerable.Range(0, Count).All(bin => Fractions[bin] < Fractions[bin + 1])
            )
        );

    /// <summary>The bin of a value; values beyond the ends belong to the first and last.</summary>
    public int BinOf(double value)
    {
        int low = 0;
        int high = Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = Values[middle] <= value ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>Whether the edges are the same.</summary>
    public bool Equals(BinEdges? other) =>
        other is not null
        && Values.SequenceEqual(other.Values)
        && (Fractions ?? []).SequenceEqual(other.Fractions ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Values[0], Values[^1]);
}
