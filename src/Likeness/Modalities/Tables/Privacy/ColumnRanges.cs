using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Modalities.Tables.Views;

namespace Likeness.Modalities.Tables.Privacy;

/// <summary>The ranges of a column of numbers by the levels of another column.</summary>
/// <param name="Column">The column of numbers.</param>
/// <param name="By">The other column.</param>
/// <param name="Decimals">Decimal places of the numbers; null if they are not rounded.</param>
/// <param name="Ranges">The ranges of levels that have one.</param>
/// <param name="Frequencies">How many decimals the numbers have; null where rounding gives these.</param>
internal sealed record ColumnRanges(
    string Column,
    string By,
    int? Decimals,
    IReadOnlyList<LevelRange> Ranges,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DecimalFrequencies? Frequencies = null
)
{
    /// <summary>The list that has the numbers; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ListedNumbers? Listed { get; init; }

    private readonly LevelRange?[] rangeOf = Indexed(Ranges);

    /// <summary>Whether numbers of few people are not sampled.</summary>
    [JsonIgnore]
    public bool Protects => Ranges.Any(range => range.Low > range.Least || range.High < range.Most);

    /// <summary>The range of a level; null if it has none, as a missing one.</summary>
    public LevelRange? Of(double level) => level >= 0 && level < rangeOf.Length ? rangeOf[(int)level] : null;

    /// <summary>A number like those of the column, within the range of its level.</summary>
    public double Rounded(double value, LevelRange range, Column column)
    {
        double written = Decimals is int places ? Math.Round(value, places) : value;
        written = Frequencies?.Round(written) is { } shorter && !range.Excludes(shorter) ? shorter : written;
        written = column.Grid is { } grid ? grid.Snap(written) : written;
        return Listed?.Nearest(written, one => !range.Excludes(one)) ?? written;
    }

    private static LevelRange?[] Indexed(IReadOnlyList<LevelRange> ranges)
    {
        var indexed = new LevelRange?[ranges.Count == 0 ? 0 : ranges.Max(range => range.Level) + 1];
        foreach (var range in ranges)
        {
            indexed[range.Level] = range;
        }

        return indexed;
    }
}
