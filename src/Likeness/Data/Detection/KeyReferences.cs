using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>
/// Keys that name other rows of the table, such as the manager of an employee, who is one, too, or the message that another one replies to: all of them are keys of a column of which each row has its own.
/// </summary>
internal static class KeyReferences
{
    private const int MinKeys = 20;

    /// <summary>The table with such keys.</summary>
    /// <param name="loaded">The table as it was read, all rows of its file.</param>
    public static LoadedTable Apply(LoadedTable loaded)
    {
        var table = loaded.Table;
        var found = new Dictionary<int, (ColumnKind, double[], string)>();
        foreach (var (at, column) in table.Columns.Index())
        {
            if (
                column.Kind is IdentifierKind { Repeats: true, Parts: null } keys
                && keys.Texts.Count >= MinKeys
                && table.Columns.FirstOrDefault(other => Names(other, keys)) is { } named
            )
            {
                string why = $"keys of '{named.Name}' in several rows";
                found[at] = (keys with { References = named.Name }, table.ColumnValues(at), why);
            }
        }

        return loaded.WithKinds(found);
    }

    // Of a column whose rows have keys of their own, of which the others are some.
    private static bool Names(Column column, IdentifierKind keys) =>
        column.Kind is IdentifierKind { Repeats: false, Parts: null } own
        && own.Texts.Count > keys.Texts.Count
        // Most columns lack some of the first ones.
        && Have(own.Texts, keys.Texts.Take(MinKeys))
        && Have(own.Texts, keys.Texts);

    private static bool Have(IReadOnlyList<string> all, IEnumerable<string> some)
    {
        var left = some.ToHashSet(StringComparer.Ordinal);
        foreach (string text in all)
        {
            left.Remove(text);
        }

        return left.Count == 0;
    }
}
