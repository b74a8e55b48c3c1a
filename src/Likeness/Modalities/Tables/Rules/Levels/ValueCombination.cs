using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>The values that a row has of some columns together.</summary>
/// <param name="values">The values.</param>
internal readonly struct ValueCombination(double[] values) : IEquatable<ValueCombination>
{
    private readonly double[] values = values;

    /// <summary>The values of a row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="columns">The places of the columns.</param>
    public static ValueCombination Of(Table rows, int row, int[] columns) =>
        new(Array.ConvertAll(columns, column => rows[row, column]));

    /// <summary>Whether no value is missing.</summary>
    public bool IsKnown => !Array.Exists(values, double.IsNaN);

    /// <inheritdoc/>
    public bool Equals(ValueCombination other) => values.AsSpan().SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueCombination other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        // A delegate to Add would change a copy.
        foreach (double value in values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
