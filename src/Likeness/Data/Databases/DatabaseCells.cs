using System.Globalization;
using System.Text.RegularExpressions;
using Likeness.Data.Kinds;
using Npgsql;

namespace Likeness.Data.Databases;

/// <summary>Writes the values of a column as COPY reads them in its text format.</summary>
internal sealed partial class DatabaseCells
{
    private const string Missing = "\\N";
    private static readonly TimeKind Day = new("yyyy-MM-dd", IsDay: true);
    private static readonly TimeKind Time = new("yyyy-MM-dd HH:mm:ss.F");
    private static readonly TimeKind ZonedTime = new("yyyy-MM-dd HH:mm:ss.Fzzz", HasZone: true);
    private static readonly DurationKind Duration = new("hh:mm:ss.F");

    private readonly Func<double, string> write;
    private readonly string[] levels;
    private readonly NumberCodes? codes;

    /// <summary>Prepares a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="type">Its type in the database.</param>
    public DatabaseCells(Column column, string type)
    {
        var family = DatabaseTypes.Find(type) ?? DatabaseFamily.Text;
        var kind = column.Kind;
        codes = family is DatabaseFamily.Text ? column.Codes : null;
        write = (kind, family) switch
        {
            (NumberKind, DatabaseFamily.Integer) => value => value.ToString("F0", CultureInfo.InvariantCulture),
            (NumberKind { Format.Decimals: { } decimals }, DatabaseFamily.Numeric) => value =>
                value.ToString($"F{decimals}", CultureInfo.InvariantCulture),
            (NumberKind, DatabaseFamily.Numeric or DatabaseFamily.Float) => value =>
                value.ToString("R", CultureInfo.InvariantCulture),
            (BooleanKind, DatabaseFamily.Boolean) => value => value == 1 ? "t" : "f",
            (TimeKind, DatabaseFamily.Date) => Day.Write,
            (TimeKind, DatabaseFamily.Timestamp) => Time.Write,
            (TimeKind, DatabaseFamily.TimestampWithZone) => ZonedTime.Write,
            (DurationKind, DatabaseFamily.Interval) => Duration.Write,
            (_, DatabaseFamily.Text) => value => Escape(kind.Write(value)),
            // A text that no value of the type has, such as the placeholder of free text, is a missing value.
            _ => value => kind.Write(value) is { Length: > 0 } text ? Escape(text) : Missing,
        };
        levels = [.. Enumerable.Range(0, kind.LevelCount).Select(level => write(level))];
    }

    /// <summary>The text of a cell.</summary>
    public string Text(double value) =>
        codes?.ValueOf(value) is { } code ? Escape(code)
        : double.IsNaN(value) ? Missing
        : levels.Length > 0 ? levels[(int)value]
        : write(value);

    /// <summary>The types of new columns: those of the rows' own source if the database has them, else types that fit the kinds.</summary>
    public static string[] Types(NpgsqlConnection connection, IReadOnlyList<Column> columns) =>
        [
            .. columns.Select(column =>
                column.Storage is { } type && (DatabaseTypes.Find(type) is not null || Has(connection, type)) ? type
                : column.Codes is { Values.Count: > 0 } ? "text"
                : DatabaseTypes.TypeOf(column.Kind)
            ),
        ];

    // Enumerated types and the like. Names of another form could be SQL, and are not asked for.
    private static bool Has(NpgsqlConnection connection, string type) =>
        PlainName().IsMatch(type)
        && ParquetNames().IsMatch(type) is false
        && DatabaseConnection.Texts(connection, "select to_regtype($1)::text", type).Count > 0;

    private static string Escape(string text) =>
        text.AsSpan().IndexOfAny("\\\t\n\r") < 0
            ? text
            : text.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\t", "\\t", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal)
                .Replace("\r", "\\r", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex PlainName();

    // int8 is 8 bits in a Parquet file and 8 bytes in PostgreSQL.
    [GeneratedRegex(
        @"^(u?int(8|16|32|64)|float|double|halffloat|bool|string)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex ParquetNames();
}
