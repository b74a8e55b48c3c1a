using Likeness.Data;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>One row of each subject, which is all that its rows say of two columns that it determines.</summary>
/// <param name="rows">The training rows.</param>
/// <param name="subjects">What the rows of a key share.</param>
internal sealed class SubjectHeads(Table rows, IReadOnlyList<SubjectColumns> subjects)
{
    private readonly Lazy<Table>[] heads =
    [
        .. subjects.Select(rule => new Lazy<Table>(() => rows.TakeRows([.. rule.FirstRows(rows).Distinct()]))),
    ];

    /// <summary>The first rows of the subjects that determine two columns; null if none do.</summary>
    /// <param name="by">A column.</param>
    /// <param name="column">Another one.</param>
    public Table? Find(int by, int column)
    {
        for (int i = 0; i < heads.Length; i++)
        {
            if (Shares(subjects[i], by) && Shares(subjects[i], column))
            {
                return heads[i].Value;
            }
        }

        return null;
    }

    private bool Shares(SubjectColumns rule, int column) => rule.Same.Contains(rows.Columns[column].Name);
}
