using Likeness.Trees;

namespace Likeness.Models.Trees;

/// <summary>
/// Which rows say how a column is distributed: what all rows of a part share is known but in the first of them, and all others would only say that it stays.
/// </summary>
/// <param name="dimensions">The columns.</param>
internal sealed class PartRows(IReadOnlyList<ModelDimension> dimensions)
{
    private readonly int begin = dimensions
        .Index()
        .FirstOrDefault(one => one.Item.Role == ContextRole.Begin, (-1, null!))
        .Index;

    /// <summary>Chooses rows for a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="all">All rows.</param>
    /// <param name="first">The first rows of parts; null for none.</param>
    public T Of<T>(int column, T all, T? first)
        where T : class => dimensions[column].Role == ContextRole.Part ? first ?? all : all;

    /// <summary>Codes rows, and the first ones of parts, null for none. Levels of what these share are those of the first rows: how many rows have each weighs.</summary>
    /// <param name="values">Rows, [columns][rows].</param>
    /// <param name="columns">The columns, and further ones behind these.</param>
    /// <param name="pieces">Does the work.</param>
    public (CodedRows All, CodedRows? First) Coded(
        float[][] values,
        IReadOnlyList<ModelDimension> columns,
        Pieces pieces
    )
    {
        var all = CodedRows.Create(values, columns, pieces);
        if (First(values) is not { } some)
        {
            return (all, null);
        }

        var first = CodedRows.Create(some, columns, pieces);
        ColumnLevels[] levels =
        [
            .. columns.Select((column, i) => (column.Role == ContextRole.Part ? first : all).Levels[i]),
        ];
        return (CodedRows.Create(values, levels, pieces), CodedRows.Create(some, levels, pieces));
    }

    /// <summary>The first rows of parts; null where rows have none, or all are.</summary>
    /// <param name="values">Rows, [columns][rows].</param>
    public float[][]? First(float[][] values)
    {
        if (begin < 0)
        {
            return null;
        }

        int[] rows = [.. values[begin].Index().Where(one => one.Item == 1).Select(one => one.Index)];
        return rows.Length == 0 || rows.Length == values[begin].Length
            ? null
            : Array.ConvertAll(values, column => Array.ConvertAll(rows, row => column[row]));
    }
}
