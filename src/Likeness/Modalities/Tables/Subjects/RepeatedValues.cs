using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Models;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>What sampled rows of outer keys have had, that later rows with the same value of a column have again: the baseline of a parameter.</summary>
/// <param name="encoding">The encoding, whose rules the rows keep.</param>
/// <param name="columns">The columns that stay.</param>
internal sealed class RepeatedValues(TableEncoding encoding, RepeatedColumns columns)
{
    private readonly int[] dimensions = encoding.DimensionsOf(ContextRole.Repeated);

    private readonly Dictionary<(int First, double By), (double[] Cells, float[] InModelSpace)> known = [];

    /// <summary>Forgets all rows.</summary>
    public void Clear() => known.Clear();

    /// <summary>Writes what is known of sampled rows in model space.</summary>
    /// <param name="sampled">Sampled rows.</param>
    /// <param name="rows">The same in model space, row by row, which are changed.</param>
    /// <param name="firstOf">The first row of each one's outer key.</param>
    /// <param name="areFirst">Whether each is in the first inner key of its outer one.</param>
    /// <returns>Which rows have changed.</returns>
    public bool[] Write(Table sampled, float[] rows, int[] firstOf, bool[] areFirst)
    {
        double[] by = new NamedCells(sampled)[columns.By];
        int width = rows.Length / Math.Max(1, firstOf.Length);
        int[] missing =
        [
            .. columns
                .Initial.Where(one => one.IsMissingElsewhere)
                .SelectMany(one => encoding.DimensionsOf(one.Column))
                .Intersect(dimensions),
        ];
        bool[] are = new bool[firstOf.Length];
        for (int row = 0; row < are.Length; row++)
        {
            if (known.TryGetValue((firstOf[row], by[row]), out var had))
            {
                are[row] = true;
                foreach (var (i, at) in dimensions.Index())
                {
                    rows[(row * width) + at] = had.InModelSpace[i];
                }
            }
            else if (!areFirst[row])
            {
                are[row] = missing.Length > 0;
                Array.ForEach(missing, at => rows[(row * width) + at] = float.NaN);
            }
        }

        return are;
    }

    /// <summary>Rows with what is known of them.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="firstOf">The first row of each one's outer key.</param>
    public Table Kept(Table rows, int[] firstOf)
    {
        var cells = new NamedCells(rows);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        for (int row = 0; row < firstOf.Length; row++)
        {
            if (!known.TryGetValue((firstOf[row], cells[columns.By][row]), out var had))
            {
                continue;
            }

            foreach (var (i, name) in columns.Same.Index())
            {
                if (!cells[name][row].Equals(had.Cells[i]))
                {
                    cells[name][row] = had.Cells[i];
                    changed.Add(name);
                }
            }
        }

        return changed.Count == 0 ? rows : RestoredRows.After(encoding, rows, cells.ToTable(), changed);
    }

    /// <summary>Whether rows have what is known of them, and new ones begin as those of the data do.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="firstOf">The first row of each one's outer key.</param>
    /// <param name="areFirst">Whether each is in the first inner key of its outer one.</param>
    public bool[] Fit(Table rows, int[] firstOf, bool[] areFirst)
    {
        var cells = new NamedCells(rows);
        return
        [
            .. firstOf.Select(
                (first, row) =>
                    known.TryGetValue((first, cells[columns.By][row]), out var had)
                        ? columns.Same.Index().All(one => cells[one.Item][row].Equals(had.Cells[one.Index]))
                        : columns.Initial.All(one =>
                            areFirst[row]
                                ? cells[one.Column][row].Equals(cells[one.Of][row])
                                : !one.IsMissingElsewhere || double.IsNaN(cells[one.Column][row])
                        )
            ),
        ];
    }

    /// <summary>Remembers rows.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="inModelSpace">The same in model space, row by row.</param>
    /// <param name="firstOf">The first row of each one's outer key.</param>
    public void Add(Table rows, float[] inModelSpace, int[] firstOf)
    {
        var cells = new NamedCells(rows);
        int width = inModelSpace.Length / Math.Max(1, firstOf.Length);
        for (int row = 0; row < firstOf.Length; row++)
        {
            var key = (firstOf[row], cells[columns.By][row]);
            if (!known.ContainsKey(key))
            {
                known[key] = (
                    [.. columns.Same.Select(name => cells[name][row])],
                    Array.ConvertAll(dimensions, at => inModelSpace[(row * width) + at])
                );
            }
        }
    }
}
