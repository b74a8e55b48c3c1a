using System.Globalization;
using System.Text.RegularExpressions;
using Likeness.Data.Kinds;

namespace Likeness.Data.Databases;

/// <summary>The families of PostgreSQL's types.</summary>
internal enum DatabaseFamily
{
    /// <summary>Texts, and all types that are read and written as texts.</summary>
    Text,

    /// <summary>smallint, integer, bigint.</summary>
    Integer,

    /// <summary>numeric and money.</summary>
    Numeric,

    /// <summary>real and double precision.</summary>
    Float,

    /// <summary>boolean.</summary>
    Boolean,

    /// <summary>date.</summary>
    Date,

    /// <summary>timestamp without time zone.</summary>
    Timestamp,

    /// <summary>timestamp with time zone.</summary>
    TimestampWithZone,

    /// <summary>interval, and time without time zone.</summary>
    Interval,
}

/// <summary>The types of PostgreSQL's columns: how they are read as numbers, and which kinds they have.</summary>
internal static partial class DatabaseTypes
{
    private const int UuidCharacters = 36;
    private const string Time = "yyyy-MM-dd HH:mm:ss.F";

    private static readonly Dictionary<string, DatabaseFamily> Families = new(StringComparer.Ordinal)
    {
        ["smallint"] = DatabaseFamily.Integer,
        ["integer"] = DatabaseFamily.Integer,
        ["bigint"] = DatabaseFamily.Integer,
        ["numeric"] = DatabaseFamily.Numeric,
        ["money"] = DatabaseFamily.Numeric,
        ["real"] = DatabaseFamily.Float,
        ["double precision"] = DatabaseFamily.Float,
        ["boolean"] = DatabaseFamily.Boolean,
        ["date"] = DatabaseFamily.Date,
        ["timestamp without time zone"] = DatabaseFamily.Timestamp,
        ["timestamp with time zone"] = DatabaseFamily.TimestampWithZone,
        ["time without time zone"] = DatabaseFamily.Interval,
        ["interval"] = DatabaseFamily.Interval,
        ["text"] = DatabaseFamily.Text,
        ["character varying"] = DatabaseFamily.Text,
        ["character"] = DatabaseFamily.Text,
        ["uuid"] = DatabaseFamily.Text,
        ["json"] = DatabaseFamily.Text,
        ["jsonb"] = DatabaseFamily.Text,
        ["inet"] = DatabaseFamily.Text,
        ["citext"] = DatabaseFamily.Text,
    };

    /// <summary>The family of a type with or without its length or precision, such as <c>timestamp(3) without time zone</c>; null if it is unknown.</summary>
    public static DatabaseFamily? Find(string? type) =>
        type is not null && Families.TryGetValue(Facets().Replace(type, ""), out var family) ? family : null;

    /// <summary>The kind of a type's numbers; null for texts.</summary>
    public static ColumnKind? KindOf(string type) =>
        Find(type) switch
        {
            DatabaseFamily.Integer => new NumberKind(new NumberFormat(0)),
            DatabaseFamily.Numeric when Scale(type) is { } scale => new NumberKind(new NumberFormat(scale)),
            DatabaseFamily.Numeric or DatabaseFamily.Float => NumberKind.Default,
            DatabaseFamily.Boolean => new BooleanKind("false", "true"),
            DatabaseFamily.Date => new TimeKind("yyyy-MM-dd", IsDay: true),
            DatabaseFamily.Timestamp => new TimeKind(Time),
            DatabaseFamily.TimestampWithZone => new TimeKind($"{Time}zzz", HasZone: true),
            DatabaseFamily.Interval => new DurationKind("hh:mm:ss.F"),
            _ => null,
        };

    /// <summary>The expression that reads a column as a number, or as text. The server converts, so that numbers of any precision are read.</summary>
    /// <param name="column">The quoted name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="asText">Whether its whole numbers are too large for a double.</param>
    public static string Expression(string column, string type, bool asText) =>
        Find(type) switch
        {
            _ when asText => $"{column}::text",
            DatabaseFamily.Integer => $"{column}::bigint",
            DatabaseFamily.Numeric when type == "money" => $"{column}::numeric::double precision",
            DatabaseFamily.Numeric or DatabaseFamily.Float => $"{column}::double precision",
            DatabaseFamily.Boolean => $"{column}::integer::bigint",
            DatabaseFamily.Date
            or DatabaseFamily.Timestamp
            or DatabaseFamily.TimestampWithZone
            or DatabaseFamily.Interval => $"extract(epoch from {column})::double precision",
            _ => $"{column}::text",
        };

    /// <summary>The type of a new column for a column's kind.</summary>
    public static string TypeOf(ColumnKind kind) =>
        kind switch
        {
            NumberKind { Format: { Prefix: "", Suffix: "", Decimals: { } decimals } } => decimals == 0
                ? "bigint"
                : "numeric",
            NumberKind => "double precision",
            BooleanKind => "boolean",
            TimeKind { IsDay: true } => "date",
            TimeKind { HasZone: true } => "timestamp with time zone",
            TimeKind => "timestamp without time zone",
            DurationKind => "interval",
            _ => "text",
        };

    /// <summary>The characters that a type of texts holds at most; null for any number.</summary>
    /// <param name="type">The type, such as <c>character varying(11)</c>; null for another source.</param>
    public static int? LengthOf(string? type) =>
        type == "uuid" ? UuidCharacters
        : Find(type) == DatabaseFamily.Text && Facets().Match(type!) is { Success: true } facets
            ? int.Parse(facets.Groups["length"].Value, CultureInfo.InvariantCulture)
        : null;

    private static int? Scale(string type) =>
        type == "money" ? 2
        : Facets().Match(type) is { Success: true } facets
            ? Math.Max(0, int.Parse($"0{facets.Groups["scale"].Value}", CultureInfo.InvariantCulture))
        : null;

    [GeneratedRegex(
        @"\s*\((?<length>\d+)(,\s*(?<scale>\d+))?\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Facets();
}
