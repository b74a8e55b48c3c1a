using System.Text.Json;
using Likeness.Data.Csv;

namespace Likeness.Data.Json;

/// <summary>The keys of the objects of a file, with those of objects within objects.</summary>
/// <param name="file">The file's name in messages.</param>
/// <param name="missing">Texts that the user declares as missing.</param>
internal sealed class JsonTree(string file, IReadOnlyCollection<string> missing)
{
    /// <summary>The most keys from a row to a value.</summary>
    public const int MaxDepth = 16;

    private readonly JsonNode root = new(null, "", missing);
    private long reading; // of all rows, each time that they are read
    private int keys;

    /// <summary>The keys that have columns once all rows are read: without those of objects, but with those that are always without keys.</summary>
    public IEnumerable<JsonNode> Leaves()
    {
        root.Split();
        return root.Leaves();
    }

    /// <summary>Goes through the values of a row.</summary>
    /// <param name="row">The object.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="isFirst">Whether the rows are read for the first time, and counted.</param>
    /// <param name="read">Receives each key without an object, and its value.</param>
    /// <exception cref="LikenessException">A key occurs twice in an object, has an object in one row and a single value in another, or objects are too deep.</exception>
    public void Read(JsonElement row, long number, bool isFirst, Action<JsonNode, JsonElement> read)
    {
        reading++;
        Read(root, row, number, isFirst, read);
    }

    /// <summary>The error at a key of a row.</summary>
    public LikenessException Error(long number, string name, string what) =>
        new($"{file}, row {number}, column '{CsvHeader.Shown(name)}': {what}");

    // Whether there is any value.
    private bool Read(JsonNode node, JsonElement row, long number, bool isFirst, Action<JsonNode, JsonElement> read)
    {
        bool hasKeys = false;
        bool hasValues = false;
        int next = 0;
        foreach (var property in row.EnumerateObject())
        {
            hasKeys = true;
            // Most rows have their keys in one order.
            var child =
                next < node.Children.Count && property.NameEquals(node.Children[next].Letters)
                    ? node.Children[next]
                    : Child(node, property.Name, number);
            next = child.Index + 1;
            if (child.LastRow == reading)
            {
                throw Error(number, child.Name, "the object has this key twice (give each key once)");
            }

            child.LastRow = reading;
            var shape = JsonShapes.Of(property.Value);
            if (shape != child.Shape && shape != JsonShape.None)
            {
                child.Shape = child.Shape == JsonShape.None ? shape : throw Changed(child, shape, number);
            }

            child.Nulls += isFirst && shape == JsonShape.None ? 1 : 0;
            if (shape == JsonShape.Object)
            {
                hasValues |= Read(child, property.Value, number, isFirst, read);
            }
            else
            {
                hasValues |= shape != JsonShape.None;
                read(child, property.Value);
            }
        }

        if (isFirst)
        {
            node.Objects++;
            node.Empties += hasKeys ? 0 : 1;
            node.Wholes += hasKeys && !hasValues ? 1 : 0;
        }

        return hasValues;
    }

    private JsonNode Child(JsonNode node, string name, long number)
    {
        if (node.Find(name) is { } known)
        {
            return known;
        }

        if (node.Depth == MaxDepth)
        {
            throw Error(
                number,
                node.Name,
                $"objects are within each other more than {MaxDepth} deep (give their values as columns, or leave the column out)"
            );
        }

        return ++keys <= 2 * TableSize.MaxColumns
            ? node.Add(name)
            : throw new LikenessException(
                $"{file}, row {number}: the rows so far have {keys} keys, and a table has at most {TableSize.MaxColumns} columns (give rows with the same keys)"
            );
    }

    private LikenessException Changed(JsonNode node, JsonShape shape, long number) =>
        Error(
            number,
            node.Name,
            $"the value is {shape.Words()}, and that of an earlier row {node.Shape.Words()} (give the same in all rows, or leave the column out)"
        );
}
