using System.Text.Encodings.Web;
using System.Text.Json;
using Likeness.Data.Kinds;

namespace Likeness.Data.Json;

/// <summary>Writes tables as JSON objects, one a line or in an array: numbers as numbers, true and false as such, missing values as null, all else as strings, unless the rows come from a file that writes them otherwise; objects within objects as they were.</summary>
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
            var layout = JsonLayout.Of(part.Columns);
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
                Write(json, layout, part, row, formats);
            }
        }

        json.Flush();
        stream.Write(isArray ? (isFirst ? "[]\n"u8 : "\n]\n"u8) : "\n"u8);
    }

    private static void Write(Utf8JsonWriter json, JsonLayout layout, Table table, int row, LevelFormats?[] formats)
    {
        json.WriteStartObject();
        foreach (var child in layout.Children)
        {
            if (child.Column >= 0)
            {
                WriteCell(json, child, table, row, formats[child.Column]);
            }
            else if (child.Missing == MissingObject.Whole || child.HasValue(table, row))
            {
                json.WritePropertyName(child.Name);
                if (child.IsArray)
                {
                    WriteArray(json, child, table, row, formats);
                }
                else
                {
                    Write(json, child, table, row, formats);
                }
            }
            else if (child.Missing == MissingObject.Null)
            {
                json.WriteNull(child.Name);
            }
            else if (child.Missing == MissingObject.Empty)
            {
                json.WriteStartObject(child.Name);
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, JsonLayout array, Table table, int row, LevelFormats?[] formats)
    {
        json.WriteStartArray();
        foreach (var child in array.Children)
        {
            WriteValue(json, child.Column, table, row, formats[child.Column]);
        }

        json.WriteEndArray();
    }

    private static void WriteCell(Utf8JsonWriter json, JsonLayout key, Table table, int row, LevelFormats? format)
    {
        var column = table.Columns[key.Column];
        double value = table[row, key.Column];
        if (column.IsMissing(value) && JsonType.IsLeftOut(column.Storage))
        {
            return;
        }

        json.WritePropertyName(key.Name);
        WriteValue(json, key.Column, table, row, format);
    }

    private static void WriteValue(Utf8JsonWriter json, int place, Table table, int row, LevelFormats? format)
    {
        var column = table.Columns[place];
        double value = table[row, place];
        if (double.IsFinite(value) && column.Kind is ListKind lists && JsonType.IsArray(column.Storage))
        {
            Write(json, lists, value, JsonType.AreStrings(column.Storage));
        }
        else if (double.IsFinite(value))
        {
            string text = format is { } by ? by.Write(value, table[row, by.By]) : column.Kind.Write(value);
            Write(json, column, text, value);
        }
        else if (column.Codes?.ValueOf(value) is { } code)
        {
            json.WriteStringValue(code);
        }
        else
        {
            WriteMissing(json, column);
        }
    }

    private static void WriteMissing(Utf8JsonWriter json, Column column)
    {
        switch (column.Storage)
        {
            case JsonType.String or JsonType.StringOrEmpty when column.Missing is { Length: > 0 } marker:
                json.WriteStringValue(marker);
                break;
            case JsonType.StringOrEmpty:
                json.WriteStringValue("");
                break;
            case JsonType.EmptyObject:
                json.WriteStartObject();
                json.WriteEndObject();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, ListKind lists, double value, bool areStrings)
    {
        json.WriteStartArray();
        foreach (string choice in lists.ChoicesOf(value))
        {
            if (!areStrings && (choice is "true" or "false" || IsNumber(choice)))
            {
                json.WriteRawValue(choice, skipInputValidation: true);
            }
            else
            {
                json.WriteStringValue(choice);
            }
        }

        json.WriteEndArray();
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
        else if (JsonType.IsRaw(column.Storage) && IsJson(text))
        {
            json.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    // A schema may declare another placeholder of arrays that are left out.
    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // As the file writes it, unless JSON has no such numbers.
    private static string Number(string text, double value) => IsNumber(text) ? text : NumberKind.Default.Write(value);

    private static bool IsNumber(string text) =>
        NumberFormat.TryReadPlain(text, out _) && text[0] is not ('+' or '.') && text is not ['0', not '.', ..];
}
