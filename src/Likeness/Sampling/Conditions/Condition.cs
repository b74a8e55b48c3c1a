using System.Globalization;
using Likeness.Data.Transforms;

namespace Likeness.Sampling.Conditions;

/// <summary>What a value in one column must be: one value, or one between two ends.</summary>
/// <param name="Column">The column's number in the data.</param>
/// <param name="Low">The lower end, in the column's units.</param>
/// <param name="High">The upper end, in the column's units.</param>
/// <param name="LowOpen">Whether the lower end itself is too low.</param>
/// <param name="HighOpen">Whether the upper end itself is too high.</param>
public sealed record Condition(int Column, double Low, double High, bool LowOpen = false, bool HighOpen = false)
{
    /// <summary>Whether one value only is left.</summary>
    public bool IsEquality => Low == High;

    /// <summary>Whether no value is left.</summary>
    internal bool IsEmpty => Low > High || (Low == High && (LowOpen || HighOpen));

    /// <summary>Whether a value fits.</summary>
    public bool Holds(double value) =>
        (LowOpen ? value > Low : value >= Low) && (HighOpen ? value < High : value <= High);

    /// <summary>What fits this condition and another on the same column.</summary>
    internal Condition And(Condition other)
    {
        var low = other.Low > Low || (other.Low == Low && other.LowOpen) ? other : this;
        var high = other.High < High || (other.High == High && other.HighOpen) ? other : this;
        return new(Column, low.Low, high.High, low.LowOpen, high.HighOpen);
    }

    /// <summary>The same on the values that the column can take: ends on its grid, which are then included.</summary>
    internal Condition Within(ColumnTransform column)
    {
        if (column.Constant || column.Grid is not { } grid)
        {
            return And(new Condition(Column, column.Minimum, column.Maximum));
        }

        int first = double.IsInfinity(Low) ? 0 : (int)Math.Clamp(Math.Floor(grid.Position(Low)) - 1, 0, grid.Count);
        int last = double.IsInfinity(High)
            ? grid.Count - 1
            : (int)Math.Clamp(Math.Ceiling(grid.Position(High)) + 1, -1, grid.Count - 1);
        while (first < grid.Count && grid.Value(first) is var value && (LowOpen ? value <= Low : value < Low))
        {
            first++;
        }

        while (last >= 0 && grid.Value(last) is var value && (HighOpen ? value >= High : value > High))
        {
            last--;
        }

        return first > last
            ? this with
            {
                Low = double.PositiveInfinity,
                High = double.NegativeInfinity,
            }
            : new Condition(Column, grid.Value(first), grid.Value(last));
    }

    /// <summary>The same with so much more room at both ends, which are then included.</summary>
    internal Condition Widened(double by) => new(Column, Low - by, High + by);

    /// <summary>The condition as a person writes it, such as <c>0.2 ≤ x &lt; 0.5</c>.</summary>
    /// <param name="name">The column's name.</param>
    public string Describe(string name)
    {
        if (IsEquality)
        {
            return $"{name} = {Text(Low)}";
        }

        string from = double.IsInfinity(Low) ? "" : $"{Text(Low)} {(LowOpen ? "<" : "≤")} ";
        string to = double.IsInfinity(High) ? "" : $" {(HighOpen ? "<" : "≤")} {Text(High)}";
        return $"{from}{name}{to}";
    }

    internal static string Text(double value) => value.ToString("0.#######", CultureInfo.InvariantCulture);
}
