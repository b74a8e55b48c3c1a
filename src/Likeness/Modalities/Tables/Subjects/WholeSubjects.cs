using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// A part of sampled rows that is like all of them: whole subjects where rows of others stand between their rows, because the first rows of such samples are mostly first visits.
/// </summary>
internal static class WholeSubjects
{
    /// <summary>Takes rows.</summary>
    /// <param name="rows">Sampled rows.</param>
    /// <param name="rules">The rules of the data.</param>
    /// <param name="count">The number of rows; the last subject may lack some.</param>
    /// <param name="seed">Chooses the subjects.</param>
    public static Table Take(Table rows, IReadOnlyList<TableRule> rules, int count, ulong seed)
    {
        SubjectColumns[] keys = [.. rules.OfType<SubjectColumns>()];
        if (count >= rows.RowCount || keys.Length == 0 || Array.Exists(keys, key => key.AreTogether))
        {
            return rows.TakeRows([.. Enumerable.Range(0, count)]);
        }

        // Inner keys are parts of outer ones.
        var outer = Array.Find(keys, key => key.Column == keys[0].Within?.Column) ?? keys[0];
        double[] subjects = rows.ColumnValues(rows.Columns.Index().First(one => one.Item.Name == outer.Column).Index);
        int[][] groups =
        [
            .. Enumerable.Range(0, rows.RowCount).GroupBy(row => subjects[row]).Select(group => group.ToArray()),
        ];
        int[] order = new PhiloxRandom(seed, RandomUse.ComparedSubjects.Stream()).Permutation(groups.Length);
        return rows.TakeRows([.. order.SelectMany(subject => groups[subject]).Take(count).Order()]);
    }
}
