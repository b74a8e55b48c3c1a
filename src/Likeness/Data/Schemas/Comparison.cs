using System.Text.Json.Serialization;

namespace Likeness.Data.Schemas;

/// <summary>How one number compares with another.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Comparison>))]
internal enum Comparison
{
    /// <summary>It is smaller: <c>&lt;</c>.</summary>
    Below,

    /// <summary>It is not larger: <c>≤</c>.</summary>
    AtMost,

    /// <summary>It is larger: <c>&gt;</c>.</summary>
    Above,

    /// <summary>It is not smaller: <c>≥</c>.</summary>
    AtLeast,
}

/// <summary>The signs of comparisons.</summary>
internal static class ComparisonSigns
{
    /// <summary>The sign of each comparison, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All { get; } = ["<", "≤", ">", "≥"];

    /// <summary>The sign of a comparison.</summary>
    public static string Sign(this Comparison comparison) => All[(int)comparison];

    /// <summary>Whether two numbers compare so; false for NaN. Numbers that differ by no more than arithmetic does are equal.</summary>
    public static bool Holds(this Comparison comparison, double number, double limit)
    {
        int sign = Order(number, limit);
        return !double.IsNaN(number)
            && !double.IsNaN(limit)
            && comparison switch
            {
                Comparison.Below => sign < 0,
                Comparison.AtMost => sign <= 0,
                Comparison.Above => sign > 0,
                _ => sign >= 0,
            };
    }

    /// <summary>−1, 0 or 1 for a number that is smaller than another one, equal or larger.</summary>
    public static int Order(double number, double other) =>
        Math.Abs(number - other) <= 1e-12 * Math.Max(Math.Abs(number), Math.Abs(other)) ? 0
        : number < other ? -1
        : 1;
}
