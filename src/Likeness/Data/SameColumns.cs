namespace Likeness.Data;

/// <summary>Brings a table into the column order of another, so that columns are found by name.</summary>
internal static class SameColumns
{
    /// <summary>
    /// The rows with their columns in the expected order. Columns of equal names keep their order. If one of the tables has only default
    /// names, the columns are taken in the order that they have.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="name">Their name in error messages.</param>
    /// <param name="expected">The table that gives the order.</param>
    /// <param name="expectedName">Its name in error messages.</param>
    /// <exception cref="LikenessException">The columns differ.</exception>
    public static Table Order(Table rows, string name, Table expected, string expectedName)
    {
        string[] given = Names(rows);
        string[] wanted = Names(expected);
        if (given.AsSpan().SequenceEqual(wanted))
        {
            return rows;
        }

        if (Positions(given, wanted, out string? missing) is { } positions)
        {
            return rows.TakeColumns(positions);
        }

        if (given.Length == wanted.Length && (IsUnnamed(given) || IsUnnamed(wanted)))
        {
            return rows;
        }

        if (missing is null)
        {
            Positions(wanted, given, out missing);
            throw new LikenessException(
                $"{name} has a column '{missing}', which {expectedName} does not have (give the same columns)"
            );
        }

        throw Missing(missing, name, given, wanted, expectedName);
    }

    /// <summary>
    /// The expected columns of rows, in the expected order. Columns of equal names keep their order. If the rows or what is expected have only
    /// default names, the columns are taken in the order that they have, and must be as many.
    /// </summary>
    /// <param name="rows">The rows, which may have further columns.</param>
    /// <param name="name">Their name in error messages.</param>
    /// <param name="expected">The names of the expected columns.</param>
    /// <param name="ignored">The names of the further columns.</param>
    /// <exception cref="LikenessException">A column is missing.</exception>
    public static Table Take(Table rows, string name, IReadOnlyList<string> expected, out IReadOnlyList<string> ignored)
    {
        string[] given = Names(rows);
        string[] wanted = [.. expected];
        bool isUnnamed = IsUnnamed(given) || IsUnnamed(wanted);
        ignored = [];
        if (given.AsSpan().SequenceEqual(wanted) || (isUnnamed && given.Length == wanted.Length))
        {
            return rows;
        }

        if (IsUnnamed(given))
        {
            throw new LikenessException(
                $"{name} has {given.Length} columns without names, but the run was trained on {wanted.Length} (give the same columns, or their names in the first line)"
            );
        }

        if (Places(given, wanted, out string? missing) is not { } positions)
        {
            throw Missing(missing!, name, given, wanted, "the run's data");
        }

        ignored = [.. given.Where((_, i) => !positions.Contains(i))];
        return rows.TakeColumns(positions);
    }

    private static LikenessException Missing(
        string missing,
        string name,
        string[] given,
        string[] wanted,
        string expectedName
    )
    {
        string nearest = NearestName.To(missing, given.Except(wanted)) is { } near
            ? $"did you mean its '{near}'? "
            : "";
        return new LikenessException(
            $"{name} has no column '{missing}', which {expectedName} has ({nearest}give the same columns)"
        );
    }

    /// <summary>Whether a table has only default names, as the reader names the columns of a file without names.</summary>
    public static bool IsUnnamed(Table table) => IsUnnamed(Names(table));

    private static string[] Names(Table table) => [.. table.Columns.Select(column => column.Name)];

    // Where each wanted column is, if the names are the same; the first name that is absent, if any.
    private static int[]? Positions(string[] given, string[] wanted, out string? missing) =>
        Places(given, wanted, out missing) is { } positions && given.Length == wanted.Length ? positions : null;

    // Where each wanted column is; the first name that is absent, if any.
    private static int[]? Places(string[] given, string[] wanted, out string? missing)
    {
        var places = new Dictionary<string, Queue<int>>(StringComparer.Ordinal);
        for (int i = 0; i < given.Length; i++)
        {
            if (!places.TryGetValue(given[i], out var queue))
            {
                places[given[i]] = queue = new Queue<int>();
            }

            queue.Enqueue(i);
        }

        var positions = new int[wanted.Length];
        for (int i = 0; i < wanted.Length; i++)
        {
            if (!places.TryGetValue(wanted[i], out var queue) || !queue.TryDequeue(out positions[i]))
            {
                missing = wanted[i];
                return null;
            }
        }

        missing = null;
        return positions;
    }

    private static bool IsUnnamed(string[] names) =>
        names
            .Where(name => !name.EndsWith(Quantity.Suffix, StringComparison.Ordinal))
            .Select((name, i) => name == $"x{i}")
            .All(isDefault => isDefault);
}
