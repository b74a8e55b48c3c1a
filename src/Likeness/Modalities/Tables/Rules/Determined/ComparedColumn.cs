using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Determined;

/// <summary>
/// A column that follows from comparing a number with others of the row: low, normal or high beside the limits of a test, or whether stock is below a level. It is left out, and computed in samples.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="By">The number that is compared.</param>
/// <param name="Cases">The comparisons, of which the first that holds counts; one with a missing limit does not hold.</param>
/// <param name="Otherwise">The value where none holds.</param>
/// <param name="Unknown">The value where the number or all limits are missing.</param>
internal sealed record ComparedColumn(
    string Column,
    string By,
    IReadOnlyList<ComparedCase> Cases,
    ComparedValue Otherwise,
    ComparedValue Unknown
) : FollowingColumn
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [By, .. Cases.Select(one => one.Limit).Distinct()];

    /// <inheritdoc/>
    internal override bool Predicts => true;

    /// <inheritdoc/>
    public bool Equals(ComparedColumn? other) =>
        other is not null
        && (Column, By, Otherwise, Unknown) == (other.Column, other.By, other.Otherwise, other.Unknown)
        && Cases.SequenceEqual(other.Cases);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, By, Cases.Count);

    /// <inheritdoc/>
    public override string ToString() =>
        ComparisonText.Write(
            Column,
            By,
            Cases.Select(one => new ComparisonText(one.Value.Text, one.Comparison, one.Limit)),
            Otherwise.Text
        );

    /// <summary>The case of each row; −1 where none holds, and −2 where it is unknown.</summary>
    internal int[] CasesOf(Table rows)
    {
        double[] numbers = rows.ColumnValues(IndexOf(rows, By));
        double[][] limits = [.. Cases.Select(one => rows.ColumnValues(IndexOf(rows, one.Limit)))];
        int[] cases = new int[numbers.Length];
        for (int row = 0; row < cases.Length; row++)
        {
            cases[row] =
                double.IsNaN(numbers[row]) || Array.TrueForAll(limits, limit => double.IsNaN(limit[row])) ? -2 : -1;
            for (int i = limits.Length - 1; i >= 0; i--)
            {
                cases[row] = Cases[i].Comparison.Holds(numbers[row], limits[i][row]) ? i : cases[row];
            }
        }

        return cases;
    }

    /// <inheritdoc/>
    protected override double[] Values(Table rows) =>
        Array.ConvertAll(
            CasesOf(rows),
            one =>
                one >= 0 ? Cases[one].Value.Cell
                : one == -1 ? Otherwise.Cell
                : Unknown.Cell
        );
}

/// <summary>A comparison of a number, and the value of the column where it holds.</summary>
/// <param name="Value">The value.</param>
/// <param name="Comparison">The comparison.</param>
/// <param name="Limit">The column with which the number is compared.</param>
internal readonly record struct ComparedCase(ComparedValue Value, Comparison Comparison, string Limit);

/// <summary>A value of a column and its text.</summary>
/// <param name="Cell">The value; NaN for missing.</param>
/// <param name="Text">The text; null for missing.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
internal readonly record struct ComparedValue(double Cell, string? Text = null)
{
    /// <summary>A value of a column.</summary>
    public static ComparedValue Create(Column column, double cell) =>
        new(cell, double.IsNaN(cell) ? null : column.Write(cell));
}
