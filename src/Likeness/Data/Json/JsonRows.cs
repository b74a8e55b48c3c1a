using System.Text.Json;
using Likeness.Data.Csv;

namespace Likeness.Data.Json;

/// <summary>The objects of a JSON file: one after another, or in an array.</summary>
internal static class JsonRows
{
    private const int StartBytes = 64;

    /// <summary>Whether the objects are in an array.</summary>
    public static bool IsArray(TextFile file) =>
        file.Start(StartBytes).AsSpan().TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'[', ..];

    /// <summary>Reads all objects.</summary>
    /// <param name="file">The file, in UTF-8.</param>
    /// <param name="read">Receives each object, its number from 1, and the fraction of the file that has been read.</param>
    /// <exception cref="LikenessException">The file is not JSON, or holds something else than objects.</exception>
    public static void Read(TextFile file, Action<JsonElement, long, double> read)
    {
        bool isArray = IsArray(file);
        long number = 0;
        try
        {
            file.ReadBytes(
                (stream, done) =>
                {
                    var rows = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream, topLevelValues: !isArray);
                    foreach (var row in rows.ToBlockingEnumerable())
                    {
                        number++;
                        read(
                            row.ValueKind == JsonValueKind.Object
                                ? row
                                : throw new LikenessException(
                                    $"{file.Name}, row {number}: a row is an object with a value for each column (give {{\"column\": value, …}})"
                                ),
                            number,
                            done()
                        );
                    }

                    return true;
                }
            );
        }
        catch (JsonException damaged)
        {
            throw new LikenessException(
                $"{file.Name}, {Place(damaged, number)}: this is not JSON (give objects, one a line or in an array)",
                damaged
            );
        }
    }

    // Rows before the damage, of the same piece of the file, have not been counted.
    private static string Place(JsonException damaged, long number) =>
        damaged.LineNumber is { } line ? $"line {line + 1}" : $"after row {number}";

    /// <summary>The text of a value, and whether it is a string; an empty text for null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">The file and the row, in messages.</param>
    /// <param name="column">The column's name.</param>
    /// <exception cref="LikenessException">It is an object or an array.</exception>
    public static (string Text, bool IsString) Cell(JsonElement value, string place, string column) =>
        value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => ("", false),
            JsonValueKind.String => (value.GetString()!, true),
            JsonValueKind.True => ("true", true),
            JsonValueKind.False => ("false", true),
            JsonValueKind.Number => (value.GetRawText(), false),
            _ => throw new LikenessException(
                $"{place}, column '{CsvHeader.Shown(column)}': the value is nested, and a table has one value a cell (leave the column out, or make columns of its parts)"
            ),
        };
}
