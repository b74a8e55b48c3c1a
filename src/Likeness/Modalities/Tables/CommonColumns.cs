using Likeness.Data;

namespace Likeness.Modalities.Tables;

/// <summary>The columns that all of the compared files have, by name. Names that differ only in case, spaces, underscores, hyphens or points are the same.</summary>
internal static class CommonColumns
{
    private const int MaxNamed = 5;

    /// <summary>Rows whose columns have the names of the real ones where they differ only in case, spaces and the like.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="name">What these rows are, such as <c>generated</c>.</param>
    /// <param name="real">The real rows.</param>
    /// <param name="remarks">Receives a sentence on the columns.</param>
    public static Table Respell(Table rows, string name, Table real, ICollection<string> remarks)
    {
        string[] own = Names(rows),
            wanted = Names(real);
        var renamed = new List<(int Place, string Name)>();
        foreach (string missing in wanted.Except(own))
        {
            int[] similar = [.. Places(own.Except(wanted), own, missing)];
            if (similar.Length == 1 && wanted.Except(own).Count(other => Plain(other) == Plain(missing)) == 1)
            {
                renamed.Add((similar[0], missing));
            }
        }

        if (renamed.Count == 0)
        {
            return rows;
        }

        Column[] columns = [.. rows.Columns];
        foreach (var (place, spelling) in renamed)
        {
            columns[place] = columns[place] with { Name = spelling };
        }

        remarks.Add(
            $"{(renamed.Count == 1 ? "A column of" : "Columns of")} the {name} rows {(renamed.Count == 1 ? "is" : "are")} spelled in another way, and {(renamed.Count == 1 ? "was" : "were")} taken for the real one{(renamed.Count == 1 ? "" : "s")}: {Listed([.. renamed.Select(one => $"'{own[one.Place]}' for '{one.Name}'")])}."
        );
        return Table
            .FromColumns(columns, [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)], rows.Picture)
            .WrittenAs(rows.Dialect);
    }

    /// <summary>The names that all tables have, in the order of the real ones; null where all have the same, or where one has only default names.</summary>
    /// <param name="real">The real rows.</param>
    /// <param name="others">The other tables.</param>
    public static IReadOnlyList<string>? Find(Table real, params IReadOnlyList<Table> others)
    {
        string[] names = Names(real);
        return
            others.Append(real).Any(SameColumns.IsUnnamed)
            || names.Distinct().Count() < names.Length
            || others.All(other => names.Order().SequenceEqual(Names(other).Order()))
            ? null
            : [.. names.Where(name => others.All(other => Names(other).Contains(name)))];
    }

    /// <summary>The columns of these names, in this order.</summary>
    public static Table Take(Table rows, IReadOnlyList<string>? names)
    {
        string[] own = Names(rows);
        return names is null ? rows : rows.TakeColumns([.. names.Select(name => Array.IndexOf(own, name))]);
    }

    /// <summary>Names the columns that only one of two tables has; null where there are none.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="real">The real rows.</param>
    /// <param name="realName">Their file's name.</param>
    /// <param name="common">The number of columns that are compared.</param>
    public static string? Warn(Table rows, string name, Table real, string realName, int common)
    {
        string[] lacking = [.. Names(real).Except(Names(rows)).Select(Quoted)];
        string[] further = [.. Names(rows).Except(Names(real)).Select(Quoted)];
        string[] sentences =
        [
            .. lacking.Length > 0 ? new[] { $"{name} has no {Columns(lacking)}, which {realName} has" } : [],
            .. further.Length > 0 ? new[] { $"{name} has {Columns(further)}, which {realName} does not have" } : [],
        ];
        return sentences.Length == 0
            ? null
            : $"{string.Join(", and ", sentences)}: only the {Numeral.Counted(common, "column")} that both have {(common == 1 ? "is" : "are")} compared.";
    }

    /// <summary>Refuses tables without a common column.</summary>
    /// <exception cref="LikenessException">There is none.</exception>
    public static void Require(IReadOnlyList<string>? names, Table real, string realName, Table rows, string name)
    {
        if (names is { Count: 0 })
        {
            throw new LikenessException(
                $"{name} and {realName} have no column in common: {realName} has {Listed([.. Names(real).Select(Quoted)])}, {name} has {Listed([.. Names(rows).Select(Quoted)])} (give files of one table)"
            );
        }
    }

    private static IEnumerable<int> Places(IEnumerable<string> among, string[] own, string missing) =>
        among.Where(name => Plain(name) == Plain(missing)).Select(name => Array.IndexOf(own, name));

    private static string Plain(string name) =>
        string.Concat(name.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('_' or '-' or '.')))
            .ToUpperInvariant();

    private static string Columns(string[] names) => $"column{(names.Length == 1 ? "" : "s")} {Listed(names)}";

    private static string Quoted(string name) => $"'{name}'";

    private static string Listed(string[] names) =>
        names.Length == 1 ? names[0]
        : names.Length <= MaxNamed ? $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}"
        : $"{string.Join(", ", names.Take(MaxNamed))} and {names.Length - MaxNamed} more";

    private static string[] Names(Table table) => [.. table.Columns.Select(column => column.Name)];
}
