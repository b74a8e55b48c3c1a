using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>
/// Which rows say how a column is distributed: what all rows of a key, or of a part of it, share is known but in the first of them, and all others would only say that it stays.
/// Keys of many rows would weigh more than others, and what is seen of the rows before would say which key it is.
/// </summary>
/// <param name="dimensions">The columns.</param>
internal sealed class PartRows(IReadOnlyList<ModelDimension> dimensions)
{
    private readonly int begin = IndexOf(dimensions, ContextRole.Begin);
    private readonly int place = IndexOf(dimensions, ContextRole.Place);

    /// <summary>Chooses rows for a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="sets">All rows, and the first ones.</param>
    public T Of<T>(int column, RowSets<T> sets)
        where T : class => Of(dimensions[column].Role, sets);

    /// <summary>Codes rows, and the first ones of keys and of parts. Levels of what these share are those of the first rows: how many rows have each weighs.</summary>
    /// <param name="values">Rows, [columns][rows].</param>
    /// <param name="columns">The columns, and further ones behind these.</param>
    /// <param name="pieces">Does the work.</param>
    public RowSets<CodedRows> Coded(float[][] values, IReadOnlyList<ModelDimension> columns, Pieces pieces)
    {
        var sets = Sets(values);
        var own = sets.Select(rows => CodedRows.Create(rows, columns, pieces));
        if (own is { OfKeys: null, OfParts: null })
        {
            return own;
        }

        ColumnLevels[] levels = [.. columns.Select((column, i) => Of(column.Role, own).Levels[i])];
        return sets.Select(rows => CodedRows.Create(rows, levels, pieces));
    }

    /// <summary>The rows, with the first ones of keys and of parts.</summary>
    /// <param name="values">Rows, [columns][rows].</param>
    public RowSets<float[][]> Sets(float[][] values) =>
        new(values, Where(values, place, 0, ContextRole.Shared), Where(values, begin, 1, ContextRole.Part));

    private static T Of<T>(ContextRole role, RowSets<T> sets)
        where T : class =>
        role switch
        {
            ContextRole.Shared => sets.OfKeys ?? sets.All,
            ContextRole.Part => sets.OfParts ?? sets.All,
            _ => sets.All,
        };

    // Null where no column needs them, there are none, or all rows are.
    private float[][]? Where(float[][] values, int at, float value, ContextRole role)
    {
        if (at < 0 || IndexOf(dimensions, role) < 0)
        {
            return null;
        }

        int[] rows = [.. values[at].Index().Where(one => one.Item == value).Select(one => one.Index)];
        return rows.Length == 0 || rows.Length == values[at].Length
            ? null
            : Array.ConvertAll(values, column => Array.ConvertAll(rows, row => column[row]));
    }

    private static int IndexOf(IReadOnlyList<ModelDimension> dimensions, ContextRole role) =>
        dimensions.Index().FirstOrDefault(one => one.Item.Role == role, (-1, null!)).Index;
}

/// <summary>Rows, and some of them.</summary>
/// <param name="All">All rows.</param>
/// <param name="OfKeys">The first rows of keys; null for none.</param>
/// <param name="OfParts">The first rows of parts of keys; null for none.</param>
internal sealed record RowSets<T>(T All, T? OfKeys, T? OfParts)
    where T : class
{
    /// <summary>What follows from each of the sets.</summary>
    public RowSets<TOther> Select<TOther>(Func<T, TOther> of)
        where TOther : class => new(of(All), OfKeys is null ? null : of(OfKeys), OfParts is null ? null : of(OfParts));
}
