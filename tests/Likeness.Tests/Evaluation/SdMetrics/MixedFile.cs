using System.Globalization;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Evaluation.SdMetrics;

/// <summary>A comma-separated file read under declared kinds: an empty cell is missing, and levels are those of all given files.</summary>
internal static class MixedFile
{
    /// <summary>Reads files with the same columns.</summary>
    /// <param name="kinds">SDMetrics' type of each column: numerical, datetime or categorical.</param>
    /// <param name="contents">The files' contents.</param>
    public static Table[] Read(IReadOnlyDictionary<string, string> kinds, params string[] contents)
    {
        string[][][] files = [.. contents.Select(Cells)];
        string[] names = files[0][0];
        Column[] columns =
        [
            .. names.Select(
                (name, i) =>
                    new Column(name)
                    {
                        Missing = "",
                        Kind = kinds[name] switch
                        {
                            "numerical" => NumberKind.Default,
                            "datetime" => new TimeKind("yyyy-MM-dd HH:mm:ss"),
                            _ => new CategoryKind([
                                .. files
                                    .SelectMany(file => file.Skip(1))
                                    .Select(row => row[i])
                                    .Where(text => text.Length > 0)
                                    .Distinct(),
                            ]),
                        },
                    }
            ),
        ];
        return
        [
            .. files.Select(file =>
                Table.FromColumns(
                    columns,
                    [.. columns.Select((column, i) => file.Skip(1).Select(row => Cell(column, row[i])).ToArray())]
                )
            ),
        ];
    }

    /// <summary>pandas' storage type of each column of a file.</summary>
    public static string[] StorageTypes(string content)
    {
        string[][] rows = Cells(content);
        return
        [
            .. Enumerable.Range(0, rows[0].Length).Select(column => Type([.. rows.Skip(1).Select(row => row[column])])),
        ];
    }

    private static string Type(string[] cells) =>
        cells.All(cell => long.TryParse(cell, out _)) ? "int64"
        : cells.All(cell => cell.Length == 0 || double.TryParse(cell, CultureInfo.InvariantCulture, out _)) ? "float64"
        : cells.All(cell => cell is "True" or "False") ? "bool"
        : "object";

    private static double Cell(Column column, string text) =>
        text.Length == 0 ? double.NaN
        : column.Kind.TryRead(text, out double value) ? value
        : throw new FormatException($"{column.Name}: {text}");

    private static string[][] Cells(string content) =>
        [.. content.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.Split(','))];
}
