using System.Text.Json.Serialization;

namespace Likeness.Data.Csv;

/// <summary>Which cells a CSV file puts between quotation marks, beside those that need them.</summary>
public enum CsvQuoting
{
    /// <summary>Only cells that contain a delimiter, a quotation mark or a line break.</summary>
    Minimal,

    /// <summary>Column names and the cells of all columns that are not numbers, but for columns that the file writes otherwise.</summary>
    Text,

    /// <summary>All cells.</summary>
    All,
}

/// <summary>How a CSV file is written, beyond the formats of its columns; found on reading, and used for samples.</summary>
public sealed record CsvDialect
{
    /// <summary>Comma, a header, minimal quotation, line feeds, UTF-8.</summary>
    public static CsvDialect Default { get; } = new();

    /// <summary>The character between cells.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Whether a line before all others names the delimiter, as Excel reads and writes it: <c>sep=;</c>.</summary>
    public bool NamesDelimiter { get; init; }

    /// <summary>Whether the first line holds the column names.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The lines of titles and notes above the column names, as they are; null where there are none.</summary>
    public IReadOnlyList<string>? Titles { get; init; }

    /// <summary>The names of columns that the file writes otherwise: those that it has twice, or leaves empty; null where there are none.</summary>
    public IReadOnlyDictionary<string, string>? Names { get; init; }

    /// <summary>The cells of a line of units below the column names; null where there is none.</summary>
    public IReadOnlyList<string>? Units { get; init; }

    /// <summary>The columns whose numbers have units that differ, each of which a table has as two; null for none.</summary>
    public IReadOnlyList<CsvQuantity>? Quantities { get; init; }

    /// <summary>The lines of names and units above the rows.</summary>
    internal int LinesAbove => (HasHeader ? 1 : 0) + (Units is null ? 0 : 1);

    /// <summary>Which cells are quoted.</summary>
    public CsvQuoting Quoting { get; init; }

    /// <summary>Whether a space follows each delimiter.</summary>
    public bool SpaceAfterDelimiter { get; init; }

    /// <summary>The columns all of whose values follow a space, where others do not; null for none.</summary>
    public IReadOnlyList<string>? Spaced { get; init; }

    /// <summary>The widths of columns whose values end at one place, with the spaces before them, which are not as many in all cells; null for none.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal IReadOnlyDictionary<string, int>? Widths { get; init; }

    /// <summary>Whether lines end in carriage return and line feed.</summary>
    public bool CarriageReturns { get; init; }

    /// <summary>The name of the encoding: <c>utf-8</c>, <c>utf-8-bom</c>, <c>utf-16</c>, <c>utf-16BE</c> or <c>windows-1252</c>.</summary>
    public string Encoding { get; init; } = TextEncodings.Utf8;

    /// <summary>Rows of another file with the units of this one.</summary>
    internal Table Split(Table rows) => (Quantities ?? []).Aggregate(rows, (split, quantity) => quantity.Split(split));

    /// <summary>The places, among the file's columns, of those that are two in a table; null for none.</summary>
    /// <param name="names">The names of the table's columns, in the file's order.</param>
    internal IReadOnlyList<int>? PlacesOfQuantities(IReadOnlyList<string>? names) =>
        Quantities is null || names is null
            ? null
            : [.. Quantities.Select((quantity, before) => names.ToList().IndexOf(quantity.Name) - before)];

    /// <inheritdoc/>
    public bool Equals(CsvDialect? other) =>
        other is not null
        && (Delimiter, NamesDelimiter, HasHeader, Quoting, SpaceAfterDelimiter, CarriageReturns, Encoding)
            == (
                other.Delimiter,
                other.NamesDelimiter,
                other.HasHeader,
                other.Quoting,
                other.SpaceAfterDelimiter,
                other.CarriageReturns,
                other.Encoding
            )
        && (Titles ?? []).SequenceEqual(other.Titles ?? [])
        && AreSame(Names, other.Names)
        && AreSame(Widths, other.Widths)
        && (Units ?? []).SequenceEqual(other.Units ?? [])
        && (Spaced ?? []).SequenceEqual(other.Spaced ?? [])
        && (Quantities ?? []).SequenceEqual(other.Quantities ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Delimiter, HasHeader, Quoting, Encoding);

    private static bool AreSame<T>(IReadOnlyDictionary<string, T>? ones, IReadOnlyDictionary<string, T>? others)
        where T : IEquatable<T> =>
        (ones?.Count ?? 0) == (others?.Count ?? 0)
        && (ones is null || ones.All(one => others!.TryGetValue(one.Key, out var other) && other.Equals(one.Value)));

    /// <summary>The dialect with another delimiter; null keeps its own.</summary>
    internal CsvDialect WithDelimiter(char? delimiter) =>
        delimiter is { } other && other != Delimiter
            ? this with
            {
                Delimiter = other,
                NamesDelimiter = false,
                SpaceAfterDelimiter = false,
            }
            : this;
}
