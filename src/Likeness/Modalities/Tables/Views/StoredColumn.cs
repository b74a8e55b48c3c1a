using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Json;
using Likeness.Data.Kinds;
using Likeness.Data.Times;
using Likeness.Sampling.Conditions;

namespace Likeness.Modalities.Tables.Views;

/// <summary>A column of the data as run.json keeps it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind, without texts of the data's cells; free text for a column without any value.</param>
/// <param name="Grid">The grid, or null.</param>
/// <param name="Missing">The text of a missing value; null if none is missing.</param>
/// <param name="Low">The smallest value in the training rows.</param>
/// <param name="High">The largest value in the training rows.</param>
/// <param name="Decimals">Decimal places of the values of a column without a grid; null if they are not rounded.</param>
/// <param name="Storage">The type in the source's own words; null for text files.</param>
/// <param name="DecimalsBy">How decimals follow from another column; null where they do not.</param>
/// <param name="Frequencies">How many decimals the numbers have, by magnitude; null where rounding to the most gives these.</param>
/// <param name="Codes">Texts that stand in place of numbers; null for none.</param>
/// <param name="Parts">The columns of the file that hold the times together; null for a column of the file.</param>
/// <param name="Place">Where JSON objects have the values; null where the name is the key.</param>
/// <param name="Listed">The list that has the numbers; null for none.</param>
internal sealed record StoredColumn(
    string Name,
    ColumnKind Kind,
    Grid? Grid = null,
    string? Missing = null,
    double Low = 0,
    double High = 0,
    int? Decimals = null,
    string? Storage = null,
    LevelDecimals? DecimalsBy = null,
    DecimalFrequencies? Frequencies = null,
    NumberCodes? Codes = null,
    TimeParts? Parts = null,
    JsonPlace? Place = null,
    ListedNumbers? Listed = null
)
{
    private const double MaxExact = 1 << 24;
    private const double SingleRows = 0.05;

    /// <summary>What is kept of a column of the training rows.</summary>
    /// <param name="column">The column.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="written">The cells as the file has them, where protection moved some; empty for the same.</param>
    /// <param name="repeats">Whether models have values of several rows as often as the data.</param>
    /// <param name="hasLevelSteps">Whether the level of another column says how its numbers are rounded.</param>
    public static StoredColumn Create(
        Column column,
        ReadOnlySpan<double> cells,
        ReadOnlySpan<double> written = default,
        bool repeats = false,
        bool hasLevelSteps = false
    )
    {
        double[] present = Present(cells);
        bool isEmpty = present.Length == 0;
        double[] numbers = written.IsEmpty ? present : Present(written);
        bool isRounded = !isEmpty && column.Kind.IsNumeric && column.Grid is null;
        var precision = isRounded ? WrittenPrecision.Detect(numbers) : null;
        return new(
            column.Name,
            isEmpty ? new TextKind([]) : column.Kind.ToStored(),
            column.Grid,
            column.Missing,
            isEmpty ? 0 : present.Min(),
            isEmpty ? 0 : present.Max(),
            precision is { SinglePrecision: false } ? precision.Decimals : null,
            column.Storage,
            column.DecimalsBy,
            isEmpty || hasLevelSteps || column is not { Kind: NumberKind, DecimalsBy: null } ? null
                : column.Grid is { } grid ? OnGrid(grid, numbers, repeats)
                : DecimalFrequencies.Find(
                    Meant(precision!, numbers),
                    precision!.Decimals,
                    precision.SinglePrecision,
                    repeats: repeats
                ),
            column.Codes,
            column.Parts,
            column.Place
        );
    }

    // Differences have round-off that sums of them do not have.
    private static double[] Meant(WrittenPrecision precision, double[] numbers) =>
        precision.SinglePrecision ? numbers : precision.Values;

    private static double[] Present(ReadOnlySpan<double> cells) =>
        Array.FindAll(cells.ToArray(), cell => !double.IsNaN(cell));

    private static DecimalFrequencies? OnGrid(Grid grid, double[] numbers, bool repeats) =>
        (grid.Decimals ?? 0) is int places
        && (places > 0 || AreFree(grid, numbers))
        && grid.UnitsOf(places) is long units
            ? DecimalFrequencies.Find(numbers, places, grid.SinglePrecision, units, repeats)
            : null;

    // Whether models make whole numbers that the data do not have: between those of single rows, and as 32-bit numbers.
    private static bool AreFree(Grid grid, double[] numbers) =>
        (grid.Count - 1) * grid.Step > MaxExact
        || numbers.CountBy(number => number).Count(one => one.Value == 1) > SingleRows * numbers.Length;

    /// <summary>Whether sampled numbers are written otherwise than rounding gives them.</summary>
    [JsonIgnore]
    public bool IsRewritten => Frequencies is not null || Listed is not null;

    /// <summary>Whether what it holds makes sense together; that of a file may not.</summary>
    [JsonIgnore]
    public bool IsSound => Frequencies is null or { IsSound: true } && Listed is null or { IsSound: true };

    /// <summary>A sampled number from the list that has the numbers of the data, or else with as many decimals as these, unless it would leave their range or grid, or no longer satisfy a condition.</summary>
    /// <param name="value">The number.</param>
    /// <param name="conditions">Conditions that it satisfies.</param>
    public double Written(double value, Condition[] conditions)
    {
        double written = Decimals is int decimals ? Math.Round(value, decimals) : value;
        written = Frequencies?.Round(written) ?? written;
        bool Satisfies(double other) => !Array.Exists(conditions, one => one.Holds(value) && !one.Holds(other));
        bool isPossible = written >= Low && written <= High && (Grid is not { } grid || grid.Snap(written) == written);
        written = isPossible && Satisfies(written) ? written : value;
        return Listed?.Nearest(written, Satisfies) ?? written;
    }

    /// <summary>The column.</summary>
    public Column ToColumn() =>
        new(Name, Grid)
        {
            Kind = Kind,
            Missing = Missing,
            Storage = Storage,
            DecimalsBy = DecimalsBy,
            Codes = Codes,
            Parts = Parts,
            Place = Place,
        };
}
