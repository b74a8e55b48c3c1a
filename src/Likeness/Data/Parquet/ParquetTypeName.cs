using System.Globalization;
using System.Text.RegularExpressions;

namespace Likeness.Data.Parquet;

/// <summary>The names of types, as PyArrow writes them: <c>int32</c>, <c>decimal(9,2)</c>, <c>timestamp[us,UTC]</c>.</summary>
internal static partial class ParquetTypeName
{
    private static readonly Dictionary<string, ParquetTimeUnit> Units = new(StringComparer.Ordinal)
    {
        ["ms"] = ParquetTimeUnit.Milliseconds,
        ["us"] = ParquetTimeUnit.Microseconds,
        ["ns"] = ParquetTimeUnit.Nanoseconds,
    };

    /// <summary>The name of a type.</summary>
    public static string Write(ParquetType type) =>
        type.Kind switch
        {
            ParquetKind.Boolean => "bool",
            ParquetKind.Integer => $"{(type.IsSigned ? "" : "u")}int{type.Bits}",
            ParquetKind.Number => type.Bits switch
            {
                16 => "halffloat",
                32 => "float",
                _ => "double",
            },
            ParquetKind.Decimal => $"decimal({type.Precision},{type.Scale})",
            ParquetKind.Text => "string",
            ParquetKind.Date => "date",
            ParquetKind.Time => $"time[{Unit(type)}]",
            _ => $"timestamp[{Unit(type)}]",
        };

    /// <summary>The type of a name; null if it is none.</summary>
    public static ParquetType? Find(string? name)
    {
        if (name is null || Form().Match(name) is not { Success: true } match)
        {
            return null;
        }

        int Number(string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        return match.Groups["word"].Value switch
        {
            "bool" => new(ParquetKind.Boolean),
            "halffloat" => new(ParquetKind.Number) { Bits = 16 },
            "float" => new(ParquetKind.Number) { Bits = 32 },
            "double" => new(ParquetKind.Number),
            "string" => new(ParquetKind.Text),
            "date" => new(ParquetKind.Date),
            "decimal" => new(ParquetKind.Decimal) { Precision = Number("precision"), Scale = Number("scale") },
            "time" or "timestamp" => new(
                match.Groups["word"].Value == "time" ? ParquetKind.Time : ParquetKind.Timestamp
            )
            {
                Unit = Units[match.Groups["unit"].Value],
                IsUtc = match.Groups["utc"].Success,
            },
            var word => new(ParquetKind.Integer) { Bits = Number("bits"), IsSigned = word != "uint" },
        };
    }

    private static string Unit(ParquetType type) =>
        Units.First(unit => unit.Value == type.Unit).Key + (type.IsUtc ? ",UTC" : "");

    [GeneratedRegex(
        @"^((?<word>bool|halffloat|float|double|string|date)|(?<word>u?int)(?<bits>8|16|32|64)|(?<word>decimal)\((?<precision>\d{1,4}),(?<scale>\d{1,3})\)|(?<word>time|timestamp)\[(?<unit>ms|us|ns)(?<utc>,UTC)?\])$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Form();
}
