using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>What rows count as evidence of two columns: several rows of one key together as much as one.</summary>
/// <param name="rows">The training rows as the data has them.</param>
/// <param name="subjects">What the rows of a key share.</param>
internal sealed class KeyWeights(Table rows, IReadOnlyList<SubjectColumns> subjects)
{
    private readonly Lazy<(double[] Weights, int Keys)>[] all =
    [
        .. subjects.Select(rule => new Lazy<(double[], int)>(() => Weigh(rows, rule.Column))),
    ];

    /// <summary>What each row counts: by the fewest keys that determine one of the columns, else by the most keys; null for 1.</summary>
    /// <param name="first">The place of a column.</param>
    /// <param name="second">The place of another one.</param>
    public double[]? Of(int first, int second)
    {
        string[] names = [rows.Columns[first].Name, rows.Columns[second].Name];
        var determining = all.Where((_, i) => subjects[i].Same.Intersect(names).Any()).MinBy(one => one.Value.Keys);
        return (determining ?? all.MaxBy(one => one.Value.Keys))?.Value.Weights;
    }

    private static (double[] Weights, int Keys) Weigh(Table rows, string key)
    {
        int at = rows.Columns.ToList().FindIndex(column => column.Name == key);
        int[] groups = KeyEvidence.GroupsOf(rows.Column(at));
        int[] counts = new int[rows.RowCount];
        foreach (int first in groups.Where(first => first >= 0))
        {
            counts[first]++;
        }

        return ([.. groups.Select(first => first < 0 ? 1.0 : 1.0 / counts[first])], counts.Count(count => count > 0));
    }
}
