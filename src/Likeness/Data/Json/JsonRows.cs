using System.Text.Json;
using Likeness.Data.Csv;

namespace Likeness.Data.Json;

/// <summary>The objects of a JSON file: one after another, or in an array.</summary>
internal static class JsonRows
{
    private const int StartBytes = 64;
    private const int MaxDepth = 64;

    private static readonly JsonSerializerOptions Options = new() { MaxDepth = MaxDepth };

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
                    var rows = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(
                        stream,
                        topLevelValues: !isArray,
                        Options
                    );
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
        catch (JsonException deep) when (deep.Message.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            throw new LikenessException(
                $"{file.Name}, {Place(deep, number)}: objects and arrays are within each other more than {MaxDepth} deep (give their values as columns, or leave the column out)",
                deep
            );
        }
        catch (InvalidOperationException damaged)
        {
            throw new LikenessException(
                $"{file.Name}, row {number}: a text has half of a character, such as \\ud800 alone (correct it)",
                damaged
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
}
