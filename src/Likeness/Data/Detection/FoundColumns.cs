using Likeness.Data.Schemas;

namespace Likeness.Data.Detection;

/// <summary>
/// Reads tables so that a schema as <c>describe</c> writes it changes nothing: a column of which it says what the data say is found, with all that a schema has no words for.
/// </summary>
internal static class FoundColumns
{
    /// <summary>The table under a schema.</summary>
    /// <param name="schema">The schema; null for none.</param>
    /// <param name="read">Reads the table, whose columns are found but for those that a schema declares.</param>
    /// <exception cref="LikenessException">The table cannot be read so.</exception>
    public static LoadedTable Read(TableSchema? schema, Func<TableSchema?, LoadedTable> read)
    {
        if (schema is null || WithoutSchema(read) is not { } loaded)
        {
            return read(schema);
        }

        bool[] areFound = [.. schema.Columns.Select(_ => true)];
        while (true)
        {
            // What is declared of some columns may change what is found of others.
            var own = TableSchema.From(loaded.Table);
            int[] edited =
            [
                .. Enumerable
                    .Range(0, areFound.Length)
                    .Where(at => areFound[at] && own.Find(schema.Columns[at].Name)?.IsSame(schema.Columns[at]) != true),
            ];
            if (edited.Length == 0)
            {
                return loaded;
            }

            Array.ForEach(edited, at => areFound[at] = false);
            loaded = read(
                schema with
                {
                    Columns = [.. schema.Columns.Select((column, at) => column with { IsFound = areFound[at] })],
                }
            );
        }
    }

    // Null where only a schema can say how.
    private static LoadedTable? WithoutSchema(Func<TableSchema?, LoadedTable> read)
    {
        try
        {
            return read(null);
        }
        catch (LikenessException)
        {
            return null;
        }
    }
}
