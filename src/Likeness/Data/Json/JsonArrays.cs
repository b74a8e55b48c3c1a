using System.Text.Json;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Data.Json;

/// <summary>
/// What the first reading of a JSON file finds in a column of arrays. Those of as many numbers in all rows, such as coordinates, are a column for each place; those of up to <see cref="ListKind.MaxChoices"/> different texts,
/// booleans or recurring numbers are lists; others are left out.
/// </summary>
/// <param name="missing">Texts that the user declares as missing.</param>
internal sealed class JsonArrays(IReadOnlyCollection<string> missing)
{
    private const int MinUses = 2; // of a number on average: those of measurements are all different
    private const int MaxParts = 64;
    private const int MinRows = 20; // of fewer, other arrays of the table may be longer or shorter
    private const int LongestExample = 64;
    private const string Empty = "[]";

    // No text of a choice has the separator.
    private static readonly string[] Separators = [";", "|", ",", "·", "¦", "/"];

    private readonly HashSet<string> choices = new(StringComparer.Ordinal);
    private readonly HashSet<string> own = new(StringComparer.Ordinal); // of one array
    private JsonValueKind kind; // of the values; booleans are True
    private string? other; // why they are no lists
    private string? example;
    private int uses;
    private JsonProfile[]? parts; // while all arrays have as many numbers
    private int[] partNulls = [];

    /// <summary>What stands between the choices of a list.</summary>
    public string Separator => Free() ?? Separators[0];

    /// <summary>The number of arrays.</summary>
    public int Count { get; private set; }

    /// <summary>What the numbers at each place have in common; null where arrays are none of as many numbers.</summary>
    public IReadOnlyList<JsonProfile>? Parts => Count >= MinRows ? parts : null;

    /// <summary>The number of nulls at a place.</summary>
    public int NullsOf(int part) => partNulls[part];

    /// <summary>The objects in the array of the first row.</summary>
    public int FirstObjects { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <param name="value">An array.</param>
    /// <param name="number">The number of its row, from 1.</param>
    /// <param name="text">Gives the texts of its values.</param>
    public void Add(JsonElement value, long number, JsonText text)
    {
        AddParts(value, number, text);
        Count++;
        if (example is null or Empty)
        {
            string raw = JsonText.Raw(value);
            example = raw[..Math.Min(raw.Length, LongestExample)];
        }

        if (number == 1 && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.Object))
        {
            FirstObjects = value.GetArrayLength();
        }

        own.Clear();
        foreach (var one in value.EnumerateArray())
        {
            if (other is not null)
            {
                return;
            }

            other = Add(one, text);
        }
    }

    /// <summary>The profile that decides on the column's kind.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">The objects that may have it.</param>
    /// <param name="nulls">Those in which it is null.</param>
    /// <param name="declared">What a schema declares; null for none.</param>
    public ColumnProfile Choose(string name, int rows, int nulls, ColumnSchema? declared)
    {
        string? why = other ?? (uses == 0 ? "only empty arrays" : Unfit());
        bool isList = declared is null ? why is null : declared.Kind == "list";
        string storage =
            !isList ? JsonType.RawArray
            : kind == JsonValueKind.String ? JsonType.Strings
            : JsonType.Others;
        return new ColumnProfile(missing)
        {
            TakesEmpty = true,
            Example = example,
            Storage = Count < rows && nulls == 0 ? JsonType.LeftOut(storage) : storage,
            Found = isList
                ? (new(name, "list") { Separator = Separator }, $"arrays of {choices.Count} different {Words}")
                : (new(name, "text") { Placeholder = Empty }, $"{why}: left out, samples have {Empty}"),
        };
    }

    private void AddParts(JsonElement value, long number, JsonText text)
    {
        int length = value.GetArrayLength();
        if (Count == 0 && length is > 0 and <= MaxParts)
        {
            parts = [.. Enumerable.Range(0, length).Select(_ => new JsonProfile(missing))];
            partNulls = new int[length];
        }

        if (parts?.Length != length)
        {
            parts = null;
            return;
        }

        int place = 0;
        foreach (var one in value.EnumerateArray())
        {
            if (one.ValueKind is not (JsonValueKind.Number or JsonValueKind.Null))
            {
                parts = null;
                return;
            }

            if (one.ValueKind == JsonValueKind.Null)
            {
                partNulls[place]++;
            }
            else
            {
                parts[place].Add(text.Of(one, out _), number, isString: false);
            }

            place++;
        }
    }

    private string Words =>
        kind switch
        {
            JsonValueKind.String => "texts",
            JsonValueKind.Number => "numbers",
            _ => "booleans",
        };

    private string? Add(JsonElement one, JsonText text)
    {
        var found = one.ValueKind == JsonValueKind.False ? JsonValueKind.True : one.ValueKind;
        switch (found)
        {
            case JsonValueKind.Object:
                return "arrays of objects";
            case JsonValueKind.Array:
                return "arrays of arrays";
            case JsonValueKind.Null:
                return "arrays with null";
        }

        if (uses > 0 && found != kind)
        {
            return "arrays of values of several types";
        }

        kind = found;
        uses++;
        var letters = text.Of(one, out _);
        if (letters.Trim(' ').Length is 0 || letters.Trim(' ').Length < letters.Length)
        {
            return "arrays with texts that are empty or have a space at an end";
        }

        if (!own.GetAlternateLookup<ReadOnlySpan<char>>().Add(letters))
        {
            return $"arrays with a {Words.TrimEnd('s')} twice";
        }

        choices.GetAlternateLookup<ReadOnlySpan<char>>().Add(letters);
        return choices.Count > ListKind.MaxChoices
            ? $"arrays of more than {ListKind.MaxChoices} different {Words}"
            : null;
    }

    private string? Unfit() =>
        kind == JsonValueKind.Number && (Count < MinRows || uses < MinUses * choices.Count)
            ? "arrays of numbers most of which occur once"
        : Free() is null ? $"arrays with {string.Join(' ', Separators)} in their texts"
        : null;

    private string? Free() =>
        Array.Find(Separators, one => !choices.Any(choice => choice.Contains(one, StringComparison.Ordinal)));
}
