using System.Text.Json;
using Likeness.Data.Kinds;

namespace Likeness.Data.Schemas;

/// <summary>Reads <c>schema.json</c>.</summary>
internal sealed class SchemaJson
{
    // Which properties a kind has, beside name, kind and missing.
    private static readonly Dictionary<string, string[]> Properties = new(StringComparer.Ordinal)
    {
        ["number"] =
        [
            "decimals",
            "minDecimals",
            "maxDecimals",
            "decimalSeparator",
            "groupSeparator",
            "prefix",
            "suffix",
        ],
        ["category"] = ["levels", "ordered"],
        ["boolean"] = ["false", "true"],
        ["date"] = ["format"],
        ["time"] = ["format"],
        ["duration"] = ["format"],
        ["identifier"] = ["pattern"],
        ["text"] = ["placeholder"],
        ["empty"] = [],
    };

    private readonly SchemaErrors errors;

    private SchemaJson(string file) => errors = new SchemaErrors(file);

    /// <summary>Reads a schema.</summary>
    /// <exception cref="LikenessException">It has errors; the message names all of them.</exception>
    public static TableSchema Read(JsonElement root, string file)
    {
        var reading = new SchemaJson(file);
        var columns = reading.Columns(root);
        var rules = reading.Rules(root);
        reading.errors.Throw();
        return new TableSchema(columns) { Rules = rules };
    }

    private List<ColumnSchema> Columns(JsonElement root)
    {
        var columns = new List<ColumnSchema>();
        if (root.ValueKind != JsonValueKind.Object)
        {
            errors.Add("$", "a schema is an object (give {\"version\": 1, \"columns\": […]})");
            return columns;
        }

        foreach (
            var property in root.EnumerateObject()
                .Where(one => one.Name is not ("version" or "columns" or "rules" or "$schema"))
        )
        {
            errors.Add($"$.{property.Name}", "this is not a property of a schema (it has version, columns and rules)");
        }

        if (!root.TryGetProperty("version", out var version) || !version.ValueEquals(TableSchema.CurrentVersion))
        {
            errors.Add(
                "$.version",
                $"this is not version {TableSchema.CurrentVersion} (give \"version\": {TableSchema.CurrentVersion})"
            );
        }

        if (!root.TryGetProperty("columns", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            errors.Add("$.columns", "this is not a list of columns (give [{\"name\": …, \"kind\": …}, …])");
            return columns;
        }

        int index = 0;
        foreach (var item in list.EnumerateArray())
        {
            string path = $"$.columns[{index++}]";
            if (Column(item, path) is { } column)
            {
                if (columns.Exists(other => other.Name == column.Name))
                {
                    errors.Add($"{path}.name", $"'{column.Name}' is declared twice (remove one)");
                }

                columns.Add(column);
            }
        }

        return columns;
    }

    private List<string>? Rules(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("rules", out var list))
        {
            return null;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            errors.Add("$.rules", "this is not a list of rules (give [\"pickup ≤ dropoff\", …])");
            return null;
        }

        var rules = new List<string>();
        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } rule)
            {
                rules.Add(rule);
            }
            else
            {
                errors.Add($"$.rules[{index}]", "a rule is a text (give \"pickup ≤ dropoff\")");
            }
        }

        return rules;
    }

    private ColumnSchema? Column(JsonElement item, string path)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path, "a column is an object (give {\"name\": …, \"kind\": …})");
            return null;
        }

        string? name = Text(item, "name", path, isRequired: true);
        string? kind = Text(item, "kind", path, isRequired: true);
        if (kind is not null && !Properties.ContainsKey(kind))
        {
            string fix = NearestName.To(kind, ColumnSchema.Kinds) is { } nearest
                ? $"did you mean {nearest}?"
                : $"give {string.Join(", ", ColumnSchema.Kinds)}";
            errors.Add($"{path}.kind", $"'{kind}' is not a kind ({fix})");
            kind = null;
        }

        if (name is null || kind is null)
        {
            return null;
        }

        string[] known = ["name", "kind", "missing", .. Properties[kind]];
        foreach (var property in item.EnumerateObject().Where(one => !known.Contains(one.Name)))
        {
            errors.Add(
                $"{path}.{property.Name}",
                $"a column of kind {kind} has no such property (it has {string.Join(", ", known)})"
            );
        }

        var column = new ColumnSchema(name, kind)
        {
            Missing = Texts(item, "missing", path),
            Levels = Texts(item, "levels", path),
            Ordered = Flag(item, "ordered", path),
            False = Text(item, "false", path),
            True = Text(item, "true", path),
            Format = Text(item, "format", path),
            Decimals = Places(item, "decimals", path),
            MinDecimals = Places(item, "minDecimals", path),
            MaxDecimals = Places(item, "maxDecimals", path),
            DecimalSeparator = Character(item, "decimalSeparator", path),
            GroupSeparator = Character(item, "groupSeparator", path),
            Prefix = Text(item, "prefix", path),
            Suffix = Text(item, "suffix", path),
            Pattern = Text(item, "pattern", path),
            Placeholder = Text(item, "placeholder", path),
        };
        Check(column, path);
        return column;
    }

    private void Check(ColumnSchema column, string path)
    {
        if (column.Levels is { } levels && levels.Distinct(StringComparer.Ordinal).Count() < levels.Count)
        {
            errors.Add(
                $"{path}.levels",
                $"'{levels.GroupBy(level => level).First(group => group.Count() > 1).Key}' occurs twice (remove one)"
            );
        }

        if (column.Ordered == true && column.Levels is null)
        {
            errors.Add($"{path}.levels", "an ordered category needs its levels in their order (add them)");
        }

        if (
            column is { Kind: "boolean" }
            && (
                column.False is null != column.True is null || (column.False is not null && column.False == column.True)
            )
        )
        {
            errors.Add($"{path}.true", "false and true are two different texts (give both)");
        }

        if (
            column is { Kind: "date" or "time", Format: { } format }
            && TimePattern.Find(format) is not { IsDate: true }
        )
        {
            errors.Add($"{path}.format", $"'{format}' is not a format of times (give one such as yyyy-MM-dd HH:mm:ss)");
        }

        Try(
            column.Kind == "duration" ? column.Format : null,
            $"{path}.format",
            text => new DurationKind(text),
            "a format of durations (give one such as hh:mm:ss)"
        );
        Try(
            column.Pattern,
            $"{path}.pattern",
            text => KeyPattern.Parse(text, 0),
            "a pattern of keys (give one such as C-{00000} or [0-9a-f]{8})"
        );
    }

    private void Try(string? text, string path, Func<string, object> parse, string expected)
    {
        try
        {
            _ = text is null ? null : parse(text);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or OverflowException)
        {
            errors.Add(path, $"'{text}' is not {expected}");
        }
    }

    private string? Text(JsonElement item, string name, string path, bool isRequired = false)
    {
        bool isThere = item.TryGetProperty(name, out var value);
        if (isThere ? value.ValueKind != JsonValueKind.String : isRequired)
        {
            errors.Add(
                $"{path}.{name}",
                isThere ? "this is not a text (put it between quotation marks)" : "this is missing (add it)"
            );
            return null;
        }

        return isThere ? value.GetString() : null;
    }

    private string? Character(JsonElement item, string name, string path)
    {
        string? text = Text(item, name, path);
        if (text is not null && text.Length != 1)
        {
            errors.Add($"{path}.{name}", $"'{text}' is not one character (give one)");
            return null;
        }

        return text;
    }

    private List<string>? Texts(JsonElement item, string name, string path)
    {
        if (!item.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return [value.GetString()!];
        }

        if (
            value.ValueKind != JsonValueKind.Array
            || value.EnumerateArray().Any(one => one.ValueKind != JsonValueKind.String)
        )
        {
            errors.Add($"{path}.{name}", "this is not a list of texts (give [\"…\", \"…\"])");
            return null;
        }

        return [.. value.EnumerateArray().Select(one => one.GetString()!)];
    }

    private bool? Flag(JsonElement item, string name, string path)
    {
        if (!item.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            errors.Add($"{path}.{name}", "this is neither true nor false (give one)");
            return null;
        }

        return value.GetBoolean();
    }

    private int? Places(JsonElement item, string name, string path)
    {
        const int MaxPlaces = 15;
        if (!item.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (
            value.ValueKind != JsonValueKind.Number
            || !value.TryGetInt32(out int places)
            || places is < 0 or > MaxPlaces
        )
        {
            errors.Add($"{path}.{name}", $"this is not a whole number from 0 to {MaxPlaces} (give one)");
            return null;
        }

        return places;
    }
}

file static class JsonElements
{
    public static bool ValueEquals(this JsonElement element, int number) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value == number;
}
