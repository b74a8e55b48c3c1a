using System.Text.Json;

namespace Likeness.Data.Schemas;

/// <summary>Reads <c>schema.json</c>.</summary>
internal sealed class SchemaJson
{
    private readonly SchemaErrors errors;

    private SchemaJson(string file) => errors = new SchemaErrors(file);

    /// <summary>Reads a schema.</summary>
    /// <exception cref="LikenessException">It has errors; the message names all of them.</exception>
    public static TableSchema Read(JsonElement root, string file)
    {
        var reading = new SchemaJson(file);
        var columns = reading.Columns(root);
        var rules = reading.Rules(root, columns);
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

        new SchemaMembers(root, "$", errors).Allow(["version", "columns", "rules", "$schema"], "a schema");

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
            var column = ColumnJson.Read(item, path, errors);
            if (column is { Name.Length: > 0 } && columns.Exists(other => other.Name == column.Name))
            {
                errors.Add($"{path}.name", $"'{column.Name}' is declared twice (remove one)");
            }

            columns.AddRange(column is null ? [] : [column]);
        }

        return columns;
    }

    private List<string>? Rules(JsonElement root, List<ColumnSchema> columns)
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

        string[] names = [.. columns.Select(column => column.Name)];
        var rules = new List<string>();
        foreach (var (index, item) in list.EnumerateArray().Index())
        {
            if (item.ValueKind != JsonValueKind.String || item.GetString() is not { Length: > 0 } rule)
            {
                errors.Add($"$.rules[{index}]", "a rule is a text (give \"pickup ≤ dropoff\")");
                continue;
            }

            string? error = rules.Exists(other => RuleText.IsSame(other, rule))
                ? $"rule '{rule}' is given twice (remove one)"
                : RuleText.Error(rule, names, name => columns.Find(column => column.Name == name)?.Kind);
            if (error is not null)
            {
                errors.Add($"$.rules[{index}]", error);
            }

            rules.Add(rule);
        }

        return rules;
    }
}

file static class JsonElements
{
    public static bool ValueEquals(this JsonElement element, int number) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value == number;
}
