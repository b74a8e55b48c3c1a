using System.Text;

namespace Likeness.Data.Json;

/// <summary>A key of the objects of a file, under the keys above it: what stands there, and how often.</summary>
/// <param name="parent">The key of the object that has this one; null for the rows.</param>
/// <param name="key">The key.</param>
/// <param name="missing">Texts that the user declares as missing.</param>
internal sealed class JsonNode(JsonNode? parent, string key, IReadOnlyCollection<string> missing)
{
    private readonly byte[] letters = Encoding.UTF8.GetBytes(key);
    private readonly List<JsonNode> children = [];
    private readonly Dictionary<string, JsonNode> byKey = new(StringComparer.Ordinal);
    private JsonProfile? values;
    private JsonArrays? arrays;

    /// <summary>The key in UTF-8.</summary>
    public ReadOnlySpan<byte> Letters => letters;

    /// <summary>The name of its column, or of those within: the keys with points between them, and the place in an array.</summary>
    public string Name { get; } =
        parent is { Shape: JsonShape.Array } ? $"{parent.Name}[{key}]"
        : parent is { Depth: > 0 } ? $"{parent.Name}.{ControlCharacters.Replace(key)}"
        : ControlCharacters.Replace(key);

    /// <summary>The number of keys to here; 0 for the rows.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>Its place among the keys of its object.</summary>
    public int Index { get; private init; }

    /// <summary>The keys of its objects, in the order in which they first occur.</summary>
    public IReadOnlyList<JsonNode> Children => children;

    /// <summary>What stands here.</summary>
    public JsonShape Shape { get; set; }

    /// <summary>The reading of the row that had this key last.</summary>
    public long LastRow { get; set; }

    /// <summary>The place of its column; -1 for none.</summary>
    public int Column { get; set; } = -1;

    /// <summary>The number of nulls.</summary>
    public int Nulls { get; set; }

    /// <summary>The number of objects.</summary>
    public int Objects { get; set; }

    /// <summary>The number of objects without keys.</summary>
    public int Empties { get; set; }

    /// <summary>The number of objects with keys, but without values.</summary>
    public int Wholes { get; set; }

    /// <summary>What the values have in common.</summary>
    public JsonProfile Values
    {
        get => values ??= new(missing);
        private init => values = value;
    }

    /// <summary>What the arrays have in common.</summary>
    public JsonArrays Arrays => arrays ??= new(missing);

    /// <summary>The key of its objects.</summary>
    public JsonNode? Find(string name) => byKey.GetValueOrDefault(name);

    /// <summary>Adds a key of its objects.</summary>
    public JsonNode Add(string name)
    {
        var child = new JsonNode(this, name, missing) { Index = children.Count };
        children.Add(child);
        byKey.Add(name, child);
        return child;
    }

    /// <summary>Makes a column of each place, if these are arrays of as many numbers in all rows.</summary>
    public void Split()
    {
        foreach (var child in children)
        {
            child.Split();
        }

        if (Shape == JsonShape.Array && Arrays.Parts is { } parts)
        {
            Objects = Arrays.Count;
            children.AddRange(
                parts.Select(
                    (profile, i) =>
                        new JsonNode(this, $"{i}", missing)
                        {
                            Shape = JsonShape.Value,
                            Values = profile,
                            Nulls = Arrays.NullsOf(i),
                        }
                )
            );
        }
    }

    /// <summary>The keys that have columns, in the order of a file that writes each object as a whole.</summary>
    public IEnumerable<JsonNode> Leaves() =>
        children.SelectMany(child => child.children.Count == 0 ? [child] : child.Leaves());

    /// <summary>The number of objects that may have had this key.</summary>
    public int Possible => parent!.Depth == 0 ? parent.Objects : parent.Objects - parent.Empties;

    /// <summary>The keys to here, and how missing objects among them are written; null for keys of rows.</summary>
    public JsonPlace? Place
    {
        get
        {
            var (keys, objects) = (new List<string> { key }, new List<MissingObject>());
            for (var above = parent; above is { Depth: > 0 }; above = above.Above)
            {
                keys.Insert(0, above.Key);
                objects.Insert(0, above.Missing);
            }

            return keys.Count == 1 ? null : new(keys, objects) { IsInArray = parent!.Shape == JsonShape.Array };
        }
    }

    private string Key => key;

    private JsonNode? Above => parent;

    // As most of the rows without any value have it.
    private MissingObject Missing =>
        new[]
        {
            (Form: MissingObject.Whole, Count: Wholes),
            (Form: MissingObject.Null, Count: Nulls),
            (Form: MissingObject.LeftOut, Count: Possible - Nulls - Objects),
            (Form: MissingObject.Empty, Count: Empties),
        }
            .MaxBy(one => one.Count)
            .Form;
}
