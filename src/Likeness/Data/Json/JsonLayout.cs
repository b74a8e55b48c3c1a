using System.Text.Encodings.Web;
using System.Text.Json;

namespace Likeness.Data.Json;

/// <summary>A key of the objects that are written: a column, or an object with keys of its own.</summary>
internal sealed class JsonLayout
{
    private readonly List<JsonLayout> children = [];

    private JsonLayout(string key, int column, MissingObject missing) =>
        (Key, Column, Missing, Name) = (
            key,
            column,
            missing,
            JsonEncodedText.Encode(key, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)
        );

    /// <summary>The key as it is written.</summary>
    public JsonEncodedText Name { get; }

    /// <summary>The place of the column; -1 for an object.</summary>
    public int Column { get; }

    /// <summary>Whether an object is an array.</summary>
    public bool IsArray { get; private set; }

    /// <summary>How an object none of whose columns has a value is written.</summary>
    public MissingObject Missing { get; }

    /// <summary>The keys of an object.</summary>
    public IReadOnlyList<JsonLayout> Children => children;

    private string Key { get; }

    /// <summary>The keys of rows, in the order of their columns, and those of one object together.</summary>
    public static JsonLayout Of(IReadOnlyList<Column> columns)
    {
        var rows = new JsonLayout("", -1, MissingObject.Whole);
        for (int i = 0; i < columns.Count; i++)
        {
            var (above, key) = (rows, columns[i].Name);
            if (columns[i].Place is { } place)
            {
                key = place.Keys[^1];
                for (int depth = 0; depth < place.Objects.Count; depth++)
                {
                    above = above.Object(place.Keys[depth], place.Objects[depth]);
                }
            }

            above.IsArray |= columns[i].Place?.IsInArray == true;
            above.children.Add(new JsonLayout(key, i, MissingObject.Whole));
        }

        return rows;
    }

    /// <summary>Whether a row has a value here.</summary>
    public bool HasValue(Table table, int row) =>
        Column >= 0
            ? !table.Columns[Column].IsMissing(table[row, Column])
            : children.Exists(child => child.HasValue(table, row));

    private JsonLayout Object(string key, MissingObject missing)
    {
        if (children.Find(child => child.Column < 0 && child.Key == key) is not { } found)
        {
            found = new JsonLayout(key, -1, missing);
            children.Add(found);
        }

        return found;
    }
}
