using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>Rows of a table whose keys have other values than the further rows of the same key.</summary>
internal static class SubjectContradictions
{
    /// <summary>What each row contradicts, in words such as <c>customer_id determines country</c>; null for nothing: [rows.RowCount].</summary>
    /// <remarks>Where more than half of the rows of a key have one value, the others do; else all of them. Missing values contradict nothing.</remarks>
    /// <param name="rule">The keys.</param>
    /// <param name="rows">Rows with their keys.</param>
    public static string?[] Contradicted(this SubjectColumns rule, Table rows)
    {
        string?[] contradicted = new string?[rows.RowCount];
        var groups = rule.FirstRows(rows)
            .Index()
            .GroupBy(one => one.Item, one => one.Index)
            .Select(group => group.ToArray())
            .Where(group => group.Length > 1)
            .ToList();
        var texts = rule.Values.ToDictionary(value => value.Column, value => value.ToString());
        foreach (var (column, at) in rows.Columns.Select((column, at) => (column, at)))
        {
            if (!rule.Same.Contains(column.Name))
            {
                continue;
            }

            double[] cells = rows.ColumnValues(at);
            string text = texts.GetValueOrDefault(column.Name) ?? rule.ToString();
            foreach (int[] group in groups)
            {
                int[] known = [.. group.Where(row => !column.IsMissing(cells[row]))];
                var counts = known.CountBy(row => cells[row]).ToList();
                if (counts.Count > 1)
                {
                    var most = counts.MaxBy(one => one.Value);
                    bool isClear = 2 * most.Value > known.Length;
                    foreach (int row in known.Where(row => !isClear || cells[row] != most.Key))
                    {
                        contradicted[row] ??= text;
                    }
                }
            }
        }

        return contradicted;
    }
}
