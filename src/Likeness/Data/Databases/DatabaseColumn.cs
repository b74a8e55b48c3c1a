using Likeness.Data.Typed;
using Npgsql;

namespace Likeness.Data.Databases;

/// <summary>Collects a column of a query's rows: numbers, or indices of its different texts. No cell is boxed, and no text of a cell is kept twice.</summary>
/// <param name="name">The column's name.</param>
/// <param name="type">Its type.</param>
/// <param name="asText">Whether its whole numbers are too large for a double.</param>
internal sealed class DatabaseColumn(string name, string type, bool asText)
{
    private const long MaxExact = 1L << 53;

    // Fresh keys may have more digits than the type of the data's.
    private const string Unbounded = "numeric";

    private readonly bool isText = asText || DatabaseTypes.KindOf(type) is null;
    private readonly bool isWhole = DatabaseTypes.Find(type) is DatabaseFamily.Integer or DatabaseFamily.Boolean;
    private readonly Blocks<double> values = new();
    private readonly Blocks<int> codes = new();
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];

    /// <summary>The column's name.</summary>
    public string Name => name;

    /// <summary>Its expression in the query.</summary>
    public string Expression => DatabaseTypes.Expression(TableName.Quote(name), type, asText);

    /// <summary>Whether a whole number is too large for a double: such columns are read as texts.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The same column, to be read as texts.</summary>
    public DatabaseColumn AsText() => new(name, type, asText: true);

    /// <summary>An empty column of the same type.</summary>
    public DatabaseColumn Emptied() => new(name, type, asText);

    /// <summary>Adds the cell of a row.</summary>
    public void Add(NpgsqlDataReader row, int index)
    {
        bool isMissing = row.IsDBNull(index);
        if (isText)
        {
            codes.Add(isMissing ? -1 : Code(row.GetString(index)));
        }
        else if (isMissing)
        {
            values.Add(double.NaN);
        }
        else if (isWhole)
        {
            long value = row.GetInt64(index);
            IsTooLong |= value is > MaxExact or < -MaxExact;
            values.Add(value);
        }
        else
        {
            values.Add(row.GetDouble(index));
        }
    }

    /// <summary>The column with all cells.</summary>
    public TypedColumn Finish()
    {
        string shown = ControlCharacters.Replace(name);
        return isText
            ? new TypedColumn(shown, asText ? Unbounded : type, codes.ToArray(), texts)
            : new TypedColumn(shown, type, DatabaseTypes.KindOf(type)!, values.ToArray());
    }

    private int Code(string text)
    {
        if (!known.TryGetValue(text, out int code))
        {
            known.Add(text, code = texts.Count);
            texts.Add(text);
        }

        return code;
    }
}
