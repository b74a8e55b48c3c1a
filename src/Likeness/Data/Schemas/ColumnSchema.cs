using System.Text.Json;
using Likeness.Data.Kinds;

namespace Likeness.Data.Schemas;

/// <summary>One column of a <see cref="TableSchema"/>. Properties that are null are found in the data.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind"><c>number</c>, <c>category</c>, <c>boolean</c>, <c>list</c>, <c>date</c>, <c>time</c>, <c>duration</c>, <c>identifier</c>, <c>text</c> or <c>empty</c>.</param>
public sealed record ColumnSchema(string Name, string Kind)
{
    /// <summary>The kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    ["number", "category", "boolean", "list", "date", "time", "duration", "identifier", "text", "empty"];

    /// <summary>Texts of missing values in this column, beside empty cells.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Texts that stand in place of numbers and are values, such as <c>&lt;0.6</c>.</summary>
    public IReadOnlyList<string>? Codes { get; init; }

    /// <summary>The levels of a category, or the choices of lists, in their order.</summary>
    public IReadOnlyList<string>? Levels { get; init; }

    /// <summary>Whether the levels have an order.</summary>
    public bool? Ordered { get; init; }

    /// <summary>Whether the levels are texts with numbers, codes or words inside, of which samples have other ones; only where the data are found to have such.</summary>
    public bool? Numbered { get; init; }

    /// <summary>What is between two choices of a list: a character, perhaps with spaces.</summary>
    public string? Separator { get; init; }

    /// <summary>Whether it is behind the last choice, too.</summary>
    public bool? Closed { get; init; }

    /// <summary>How lists with brackets are written: <c>json</c>, <c>python</c> or <c>postgres</c>, see <see cref="ListForm"/>.</summary>
    public string? Brackets { get; init; }

    /// <summary>The text of false.</summary>
    public string? False { get; init; }

    /// <summary>The text of true.</summary>
    public string? True { get; init; }

    /// <summary>The format of dates, times and durations, see <see cref="TimeKind"/> and <see cref="DurationKind"/>.</summary>
    public string? Format { get; init; }

    /// <summary>Digits behind the decimal separator of every number.</summary>
    public int? Decimals { get; init; }

    /// <summary>The fewest digits behind the decimal separator where their number varies.</summary>
    public int? MinDecimals { get; init; }

    /// <summary>The most digits behind the decimal separator where their number varies.</summary>
    public int? MaxDecimals { get; init; }

    /// <summary>The decimal separator, a point or a comma.</summary>
    public string? DecimalSeparator { get; init; }

    /// <summary>The separator of thousands, one character.</summary>
    public string? GroupSeparator { get; init; }

    /// <summary>The text before every number.</summary>
    public string? Prefix { get; init; }

    /// <summary>The text behind every number.</summary>
    public string? Suffix { get; init; }

    /// <summary>
    /// How signs are written, if not by a minus before the prefix: <c>minusBehindPrefix</c>, <c>always</c>, <c>alwaysExceptZero</c> or
    /// <c>parentheses</c>, see <see cref="NumberSigns"/>.
    /// </summary>
    public string? Signs { get; init; }

    /// <summary>The pattern of numbers with an exponent, see <see cref="NumberFormat.Scientific"/>.</summary>
    public string? Scientific { get; init; }

    /// <summary>The pattern of identifiers, see <see cref="IdentifierKind"/>.</summary>
    public string? Pattern { get; init; }

    /// <summary>What samples have in place of free text, unless it is invented.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Whether samples have invented texts, see <see cref="TextKind.IsInvented"/>.</summary>
    public bool? Invented { get; init; }

    /// <summary>The schema of a column.</summary>
    public static ColumnSchema From(Column column)
    {
        var schema = new ColumnSchema(column.Name, column.Kind.Name)
        {
            Missing = MissingOf(column) is { Length: > 0 } missing ? missing : null,
            Codes = column.Codes is { Values.Count: > 0 } codes ? codes.Values : null,
        };
        return column.Kind switch
        {
            // Levels of a schema are texts of the data.
            CategoryKind { Numbered: not null } => schema with { Numbered = true },
            CategoryKind kind => schema with { Levels = kind.Levels, Ordered = kind.IsOrdered ? true : null },
            BooleanKind kind => schema with { False = kind.False, True = kind.True },
            ListKind kind => schema with
            {
                Levels = kind.Choices,
                Separator = kind.Separator,
                Closed = kind.IsClosed ? true : null,
                Brackets = kind.Form == ListForm.Plain ? null : JsonNamingPolicy.CamelCase.ConvertName($"{kind.Form}"),
            },
            TimeKind kind => schema with { Format = kind.Format },
            DurationKind kind => schema with { Format = kind.Format },
            IdentifierKind kind => schema with { Pattern = kind.Pattern },
            TextKind { IsInvented: true } => schema with { Invented = true },
            TextKind kind => schema with { Placeholder = kind.Placeholder },
            NumberKind { Format: { } format } => schema with
            {
                Decimals = format.Decimals,
                MinDecimals = format.MinDecimals > 0 ? format.MinDecimals : null,
                MaxDecimals = format.MaxDecimals,
                DecimalSeparator = format.DecimalSeparator == '.' ? null : $"{format.DecimalSeparator}",
                GroupSeparator = format.GroupSeparator is { } group ? $"{group}" : null,
                Prefix = format.Prefix.Length > 0 ? format.Prefix : null,
                Suffix = format.Suffix.Length > 0 ? format.Suffix : null,
                Signs =
                    format.Signs == NumberSigns.Minus
                        ? null
                        : JsonNamingPolicy.CamelCase.ConvertName($"{format.Signs}"),
                Scientific = format.Scientific,
            },
            _ => schema,
        };
    }

    /// <summary>Whether the data say the same of the column, so that it is found and not declared.</summary>
    internal bool IsFound { get; init; }

    /// <summary>Whether another schema of a column says the same.</summary>
    internal bool IsSame(ColumnSchema other) => JsonSerializer.Serialize(this) == JsonSerializer.Serialize(other);

    /// <summary>The kind that the schema declares in full; null where the data completes it.</summary>
    internal ColumnKind? ToKind() =>
        Kind switch
        {
            "number" when HasFormat => new NumberKind(
                new NumberFormat(Decimals, DecimalSeparator?[0] ?? '.', GroupSeparator?[0], Prefix ?? "", Suffix ?? "")
                {
                    MinDecimals = MinDecimals ?? 0,
                    MaxDecimals = MaxDecimals,
                    Signs = Signs is null ? NumberSigns.Minus : Enum.Parse<NumberSigns>(Signs, ignoreCase: true),
                    Scientific = Scientific,
                }
            ),
            "boolean" when False is not null && True is not null => new BooleanKind(False, True),
            "date" or "time" when Format is not null && TimePattern.Find(Format) is { } pattern => new TimeKind(
                Format,
                pattern.IsDay,
                pattern.HasZone
            ),
            "duration" when Format is not null => new DurationKind(Format),
            _ => null,
        };

    /// <summary>The form of lists; null where the data say it.</summary>
    internal ListForm? WrittenForm => Brackets is null ? null : Enum.Parse<ListForm>(Brackets, ignoreCase: true);

    private static string[] MissingOf(Column column) =>
        [.. (column.Codes?.Missing ?? []).Prepend(column.Missing ?? "").Where(text => text.Length > 0)];

    private bool HasFormat =>
        (Decimals ?? MinDecimals ?? MaxDecimals) is not null
        || (DecimalSeparator ?? GroupSeparator ?? Prefix ?? Suffix ?? Signs ?? Scientific) is not null;
}
