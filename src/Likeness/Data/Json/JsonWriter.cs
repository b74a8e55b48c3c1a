using System.Text.Encodings.Web;
using System.Text.Json;
using Likeness.Data.Kinds;

namespace Likeness.Data.Json;

/// <summary>Writes tables as JSON objects, one a line or in an array: numbers as numbers, true and false as such, missing values as null, all else as strings, unless the rows come from a file that writes them otherwise.</summary>
internal static class JsonWriter
{
    /// <summary>Writes the rows of all parts to a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="parts">The rows; all parts have the same columns.</param>
    /// <param name="isArray">Whether the objects are in an array.</param>
    public static void Write(Stream stream, IEnumerable<Table> parts, bool isArray)
    {
        using var json = new Utf8JsonWriter(
            stream,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }
        );
        bool isFirst = true;
        foreach (var part in parts)
        {
            LevelFormats?[] formats = [.. part.Columns.Select(column => LevelDecimals.Formats(column, part.Columns))];
            for (int row = 0; row < part.RowCount; row++)
            {
                string before =
                    isArray ? (isFirst ? "[\n" : ",\n")
                    : isFirst ? ""
                    : "\n";
                isFirst = false;
                json.Flush();
                json.Reset();
                stream.Write(System.Text.Encoding.UTF8.GetBytes(before));
                Write(json, part, row, formats);
            }
        }

        json.Flush();
        stream.Write(isArray ? (isFirst ? "[]\n"u8 : "\n]\n"u8) : "\n"u8);
    }

    private static void Write(Utf8JsonWriter json, Table table, int row, LevelFormats?[] formats)
    {
        json.WriteStartObject();
        for (int i = 0; i < table.Width; i++)
        {
            var column = table.Columns[i];
            double value = table[row, i];
            if (column.IsMissing(value) && JsonType.IsLeftOut(column.Storage))
            {
                continue;
            }

            json.WritePropertyName(column.Name);
            if (double.IsFinite(value))
            {
                string text = formats[i] is { } by ? by.Write(value, table[row, by.By]) : column.Kind.Write(value);
                Write(json, column, text, value);
            }
            else if (column.Codes?.ValueOf(value) is { } code)
            {
                json.WriteStringValue(code);
            }
            else if (column.Storage == JsonType.StringOrEmpty)
            {
                json.WriteStringValue("");
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Column column, string text, double value)
    {
        bool isString = JsonType.IsString(column.Storage);
        if (column.Kind is BooleanKind { False: "false", True: "true" })
        {
            json.WriteBooleanValue(value == 1);
        }
        else if (column.Kind is NumberKind && !isString)
        {
            json.WriteRawValue(Number(text, value), skipInputValidation: true);
        }
        else if (JsonType.IsNumber(column.Storage) && IsNumber(text))
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    // As the file writes it, unless JSON has no such numbers.
    private static string Number(string text, double value) => IsNumber(text) ? text : NumberKind.Default.Write(value);

    private static bool IsNumber(string text) =>
        NumberFormat.TryReadPlain(text, out _) && text[0] is not ('+' or '.') && text is not ['0', not '.', ..];
}
