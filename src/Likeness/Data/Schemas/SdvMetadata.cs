using System.Text;
using System.Text.Json;
using Likeness.Data.Kinds;

namespace Likeness.Data.Schemas;

/// <summary>
/// Reads the single-table metadata of SDV (docs.sdv.dev, "Single Table Metadata"): an object <c>columns</c> from names to <c>sdtype</c>, alone or as the only
/// one of <c>tables</c>.
/// </summary>
internal static class SdvMetadata
{
    private static readonly Dictionary<char, string> Directives = new()
    {
        ['Y'] = "yyyy",
        ['y'] = "yy",
        ['m'] = "MM",
        ['d'] = "dd",
        ['H'] = "HH",
        ['I'] = "hh",
        ['M'] = "mm",
        ['S'] = "ss",
        ['f'] = "ffffff",
        ['b'] = "MMM",
        ['B'] = "MMMM",
        ['p'] = "tt",
        ['z'] = "zzzz",
        ['T'] = "HH:mm:ss",
        ['F'] = "yyyy-MM-dd",
        ['%'] = "'%'",
    };

    /// <summary>Whether JSON is metadata of SDV and not a schema of ours.</summary>
    public static bool Is(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && (
            root.TryGetProperty("METADATA_SPEC_VERSION", out _)
            || root.TryGetProperty("tables", out _)
            || (root.TryGetProperty("columns", out var columns) && columns.ValueKind == JsonValueKind.Object)
        );

    /// <summary>Reads it as a schema.</summary>
    /// <exception cref="LikenessException">It has errors, or several tables.</exception>
    public static TableSchema Read(JsonElement root, string file)
    {
        var errors = new SchemaErrors(file);
        string path = "$";
        if (root.TryGetProperty("tables", out var tables) && tables.ValueKind == JsonValueKind.Object)
        {
            var all = tables.EnumerateObject().ToList();
            if (all.Count != 1)
            {
                errors.Add("$.tables", $"there are {all.Count} tables (give the metadata of one)");
                errors.Throw();
            }

            (root, path) = (all[0].Value, $"$.tables.{all[0].Name}");
        }

        var columns = new List<ColumnSchema>();
        if (!root.TryGetProperty("columns", out var list) || list.ValueKind != JsonValueKind.Object)
        {
            errors.Add($"{path}.columns", "there are no columns (give the metadata of a table)");
        }
        else
        {
            string? key = Text(root, "primary_key");
            columns.AddRange(
                list.EnumerateObject()
                    .Select(one => Column(one.Name, one.Value, $"{path}.columns.{one.Name}", one.Name == key, errors))
            );
        }

        errors.Throw();
        return new TableSchema(columns);
    }

    private static ColumnSchema Column(string name, JsonElement item, string path, bool isKey, SchemaErrors errors)
    {
        string? type = item.ValueKind == JsonValueKind.Object ? Text(item, "sdtype") : null;
        switch (type)
        {
            case null:
                errors.Add($"{path}.sdtype", "this is missing (add it)");
                return new ColumnSchema(name, "text");
            case "numerical":
                bool isWhole =
                    Text(item, "computer_representation")?.Contains("Int", StringComparison.OrdinalIgnoreCase) == true;
                return new ColumnSchema(name, "number") { Decimals = isWhole ? 0 : null };
            case "boolean":
                return new ColumnSchema(name, "boolean");
            case "categorical":
                bool isOrdered = item.TryGetProperty("order", out var order) && order.ValueKind == JsonValueKind.Array;
                return new ColumnSchema(name, "category")
                {
                    Levels = isOrdered ? [.. order.EnumerateArray().Select(level => level.ToString())] : null,
                    Ordered = isOrdered ? true : null,
                };
            case "datetime":
                return new ColumnSchema(name, "time") { Format = Format(Text(item, "datetime_format"), path, errors) };
            default:
                // "id", and personal data such as "email": SDV replaces them, and so do we.
                return type == "id" || isKey
                    ? new ColumnSchema(name, "identifier")
                    : new ColumnSchema(name, "text") { Invented = true };
        }
    }

    private static string? Format(string? directives, string path, SchemaErrors errors)
    {
        if (directives is null)
        {
            return null;
        }

        var format = new StringBuilder();
        for (int i = 0; i < directives.Length; i++)
        {
            bool isDirective = directives[i] == '%' && i + 1 < directives.Length;
            string? part =
                isDirective ? Directives.GetValueOrDefault(directives[++i])
                : char.IsAsciiLetter(directives[i]) ? $"'{directives[i]}'"
                : $"{directives[i]}";
            format.Append(part);
            if (part is null)
            {
                errors.Add(
                    $"{path}.datetime_format",
                    $"'%{directives[i]}' is not supported (use %Y %m %d %H %M %S %f %b %p %z)"
                );
            }
        }

        return TimePattern.Find(format.ToString()) is { IsDate: true } ? format.ToString() : null;
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
