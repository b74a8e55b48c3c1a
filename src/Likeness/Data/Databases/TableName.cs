namespace Likeness.Data.Databases;

/// <summary>The name of a table, in a schema or in the search path.</summary>
/// <param name="Schema">The schema; null for the search path.</param>
/// <param name="Name">The table.</param>
internal sealed record TableName(string? Schema, string Name)
{
    /// <summary>The name as SQL writes it.</summary>
    public string Sql => Schema is null ? Quote(Name) : $"{Quote(Schema)}.{Quote(Name)}";

    /// <summary>Reads <c>orders</c>, <c>sales.orders</c>, or names with points in quotation marks.</summary>
    /// <exception cref="LikenessException">A part is empty, or there are more than two.</exception>
    public static TableName Parse(string text)
    {
        var parts = new List<string> { "" };
        bool isQuoted = false;
        foreach (char c in text)
        {
            isQuoted ^= c == '"';
            if (c == '.' && !isQuoted)
            {
                parts.Add("");
            }
            else if (c != '"')
            {
                parts[^1] += c;
            }
        }

        return parts switch
        {
            [{ Length: > 0 } name] => new(null, name),
            [{ Length: > 0 } schema, { Length: > 0 } name] => new(schema, name),
            _ => throw new LikenessException($"'{text}' is not the name of a table (give NAME or SCHEMA.NAME)"),
        };
    }

    /// <summary>A name between quotation marks.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <inheritdoc/>
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
