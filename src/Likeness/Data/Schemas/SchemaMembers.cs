using System.Text.Json;

namespace Likeness.Data.Schemas;

/// <summary>Reads the members of a JSON object, each of one type; what is of another is an error at the member's path.</summary>
/// <param name="item">The object.</param>
/// <param name="path">Its path.</param>
/// <param name="errors">Receives the errors.</param>
internal sealed class SchemaMembers(JsonElement item, string path, SchemaErrors errors)
{
    private const int MaxPlaces = 15;

    /// <summary>Adds an error for each member of another name, and for each that is there twice.</summary>
    /// <param name="known">The names.</param>
    /// <param name="what">What has members of these names, such as <c>a column of kind text</c>.</param>
    public void Allow(IReadOnlyCollection<string> known, string what)
    {
        foreach (var (name, count) in item.EnumerateObject().CountBy(member => member.Name))
        {
            if (!known.Contains(name))
            {
                Add(name, $"{what} has no such property (it has {string.Join(", ", known)})");
            }

            if (count > 1)
            {
                Add(name, "this is given twice (remove one)");
            }
        }
    }

    /// <summary>Adds an error at a member.</summary>
    public void Add(string name, string what) => errors.Add($"{path}.{name}", what);

    /// <summary>A text; null if it is absent or wrong.</summary>
    public string? Text(string name, bool isRequired = false)
    {
        if (!item.TryGetProperty(name, out var value))
        {
            if (isRequired)
            {
                Add(name, "this is missing (add it)");
            }

            return null;
        }

        return Text(value, name);
    }

    /// <summary>One character; null if it is absent or wrong.</summary>
    public string? Character(string name)
    {
        string? text = Text(name);
        if (text is null or { Length: 1 })
        {
            return text;
        }

        Add(name, $"'{text}' is not one character (give one)");
        return null;
    }

    /// <summary>A list of different texts; null if it is absent or wrong.</summary>
    /// <param name="name">The member.</param>
    /// <param name="mayBeOne">Whether a text stands for a list of it.</param>
    public List<string>? Texts(string name, bool mayBeOne = false)
    {
        if (!item.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (mayBeOne && value.ValueKind == JsonValueKind.String)
        {
            return [value.GetString()!];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Add(name, "this is not a list of texts (give [\"…\", \"…\"])");
            return null;
        }

        string?[] texts = [.. value.EnumerateArray().Select((one, index) => Text(one, $"{name}[{index}]"))];
        foreach (
            string twice in texts
                .OfType<string>()
                .CountBy(text => text)
                .Where(one => one.Value > 1)
                .Select(one => one.Key)
        )
        {
            Add(name, $"'{twice}' occurs twice (remove one)");
        }

        return Array.Exists(texts, text => text is null) ? null : [.. texts.OfType<string>()];
    }

    /// <summary>True or false; null if it is absent or wrong.</summary>
    public bool? Flag(string name)
    {
        if (!item.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Add(name, "this is neither true nor false (give one)");
        return null;
    }

    /// <summary>A number of decimal places; null if it is absent or wrong.</summary>
    public int? Places(string name)
    {
        if (!item.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (
            value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out int places)
            && places is >= 0 and <= MaxPlaces
        )
        {
            return places;
        }

        Add(name, $"this is not a whole number from 0 to {MaxPlaces} (give one)");
        return null;
    }

    private string? Text(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        Add(name, "this is not a text (put it between quotation marks)");
        return null;
    }
}
