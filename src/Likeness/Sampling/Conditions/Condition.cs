using System.Globalization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Transforms;

namespace Likeness.Sampling.Conditions;

/// <summary>A condition on one column: one value, an interval, or, where the bounds are NaN, a missing value.</summary>
/// <param name="Column">The column's index.</param>
/// <param name="Low">The lower bound, in the column's units.</param>
/// <param name="High">The upper bound, in the column's units.</param>
/// <param name="LowOpen">Whether the lower bound is exclusive.</param>
/// <param name="HighOpen">Whether the upper bound is exclusive.</param>
public sealed record Condition(int Column, double Low, double High, bool LowOpen = false, bool HighOpen = false)
{
    /// <summary>Values that do not satisfy the condition although they are within its bounds.</summary>
    internal IReadOnlyList<Condition> Except { get; init; } = [];

    /// <summary>Whether a single value satisfies the condition.</summary>
    public bool IsEquality => Low == High;

    /// <summary>Whether only a missing value, NaN, satisfies the condition.</summary>
    internal bool IsMissing => double.IsNaN(Low);

    /// <summary>Whether no value satisfies the condition.</summary>
    internal bool IsEmpty => Low > High || (Low == High && (LowOpen || HighOpen || IsExcepted(Low)));

    /// <summary>Whether a value satisfies the condition.</summary>
    public bool Holds(double value) =>
        IsMissing
            ? double.IsNaN(value)
            : (LowOpen ? value > Low : value >= Low) && (HighOpen ? value < High : value <= High) && !IsExcepted(value);

    /// <summary>The intersection with another condition on the same column.</summary>
    internal Condition And(Condition other)
    {
        if (IsMissing || other.IsMissing)
        {
            return IsMissing && other.IsMissing ? this : Impossible;
        }

        var low = other.Low > Low || (other.Low == Low && other.LowOpen) ? other : this;
        var high = other.High < High || (other.High == High && other.HighOpen) ? other : this;
        return new(Column, low.Low, high.High, low.LowOpen, high.HighOpen) { Except = [.. Except, .. other.Except] };
    }

    /// <summary>
    /// The same condition on the values that the column can take: its bounds are rounded to the grid and become inclusive.
    /// </summary>
    internal Condition Within(ColumnTransform column)
    {
        if (IsMissing)
        {
            return this;
        }

        if (column.Constant || column.Grid is not { } grid)
        {
            return And(new Condition(Column, column.Minimum, column.Maximum));
        }

        int first = double.IsInfinity(Low) ? 0 : (int)Math.Clamp(Math.Floor(grid.Position(Low)) - 1, 0, grid.Count);
        int last = double.IsInfinity(High)
            ? grid.Count - 1
            : (int)Math.Clamp(Math.Ceiling(grid.Position(High)) + 1, -1, grid.Count - 1);
        while (
            first < grid.Count
            && grid.Value(first) is var value
            && ((LowOpen ? value <= Low : value < Low) || IsExcepted(value))
        )
        {
            first++;
        }

        while (
            last >= 0
            && grid.Value(last) is var value
            && ((HighOpen ? value >= High : value > High) || IsExcepted(value))
        )
        {
            last--;
        }

        return first > last
            ? Impossible
            : new Condition(Column, grid.Value(first), grid.Value(last)) { Except = Except };
    }

    private bool IsExcepted(double value) => Except.Any(other => other.Holds(value));

    private Condition Impossible => this with { Low = double.PositiveInfinity, High = double.NegativeInfinity };

    /// <summary>The interval widened by a margin on both sides, with inclusive bounds.</summary>
    internal Condition Widened(double by) => new(Column, Low - by, High + by) { Except = Except };

    /// <summary>The condition as text, such as <c>0.2 ≤ x &lt; 0.5</c>.</summary>
    /// <param name="column">The column.</param>
    public string Describe(Column column)
    {
        if (IsMissing)
        {
            return $"{column.Name} is missing";
        }

        if (IsEquality)
        {
            return $"{column.Name} = {Text(Low, column)}";
        }

        string[] others = [.. Except.Select(other => other.DescribeOther(column))];
        // Bounds of levels without an order say no more.
        if (column.Kind is { LevelCount: > 0 } and not CategoryKind { IsOrdered: true })
        {
            return others.Length > 0 ? string.Join(", ", others) : $"{column.Name} is not missing";
        }

        string from = double.IsInfinity(Low) ? "" : $"{Text(Low, column)} {(LowOpen ? "<" : "≤")} ";
        string to = double.IsInfinity(High) ? "" : $" {(HighOpen ? "<" : "≤")} {Text(High, column)}";
        string within = $"{from}{column.Name}{to}";
        return others.Length == 0 ? within
            : from.Length + to.Length == 0 ? string.Join(", ", others)
            : $"{within}, {string.Join(", ", others)}";
    }

    private string DescribeOther(Column column) =>
        IsEquality ? $"{column.Name} ≠ {Text(Low, column)}" : $"not {Describe(column)}";

    /// <summary>A value as messages write it: numbers with few digits, others as the data does.</summary>
    internal static string Text(double value, Column column) =>
        column.Kind is NumberKind ? Text(value)
        : column.Kind.LevelCount > 0 && value >= column.Kind.LevelCount ? column.Missing ?? ""
        : column.Kind.Write(value);

    internal static string Text(double value) => value.ToString("0.#######", CultureInfo.InvariantCulture);
}
