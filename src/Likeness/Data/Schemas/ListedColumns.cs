namespace Likeness.Data.Schemas;

/// <summary>Names of columns in a rule, separated by commas.</summary>
internal static class ListedColumns
{
    private const string Between = ", ";

    /// <summary>The names, of which the longest ones are read first: one may have a comma itself.</summary>
    /// <param name="list">The list.</param>
    /// <param name="names">Names of columns, which may have any characters.</param>
    public static string[] Read(string list, IReadOnlyCollection<string> names)
    {
        var columns = new List<string>();
        while (list.Length > 0)
        {
            string next =
                names
                    .Where(name => list == name || list.StartsWith(name + Between, StringComparison.Ordinal))
                    .MaxBy(name => name.Length)
                ?? list.Split(Between)[0];
            columns.Add(next);
            list = list.Length > next.Length ? list[(next.Length + Between.Length)..] : "";
        }

        return [.. columns];
    }
}
