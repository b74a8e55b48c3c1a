using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>Finds columns that have one value in nearly all rows of each key, or none: the sex of a patient, with errors and missing values.</summary>
internal static class NearlySharedSearch
{
    // One of the first values may be wrong itself, with which all others of its key differ.
    private const double MaxOthers = 3 * (1 - NearlyHolds.MinFraction);

    /// <summary>The rules; a column has one at most.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="subjects">What all rows of a key share.</param>
    public static IReadOnlyList<SubjectValue> All(Table train, IReadOnlyList<SubjectColumns> subjects)
    {
        var taken = subjects.SelectMany(rule => rule.Same.Append(rule.Column)).ToHashSet();
        var found = new List<SubjectValue>();
        double choices = 2 * Math.Log(Math.Max(1, train.Width));
        // A key that others determine is the same in their rows, but for one in which these are.
        var shared = subjects.SelectMany(rule => rule.Same).Except(subjects.Select(rule => rule.Column)).ToHashSet();
        foreach (var (key, named) in train.Columns.Index())
        {
            if (!SubjectSearch.MayBeFound(named) || !SubjectSearch.MayBeFresh(named) || shared.Contains(named.Name))
            {
                continue;
            }

            int[] firstRows = KeyEvidence.GroupsOf(train.Column(key));
            CodedColumn? keys = null;
            foreach (var (at, column) in train.Columns.Index())
            {
                if (
                    column.Kind is not (EmptyKind or IdentifierKind)
                    && !taken.Contains(column.Name)
                    && MayBeShared(firstRows, train.Column(at))
                    && NearlyHolds.AreShared(
                        MainValues.Present(
                            keys ??= CodedColumn.Create(train.Column(key)),
                            CodedColumn.Create(train.Column(at))
                        ),
                        choices
                    )
                )
                {
                    taken.Add(column.Name);
                    found.Add(new(column.Name, named.Name));
                }
            }
        }

        return found;
    }

    // Whether few rows differ from the first value of their key.
    private static bool MayBeShared(int[] firstRows, ReadOnlySpan<double> cells)
    {
        double[] first = new double[cells.Length];
        Array.Fill(first, double.NaN);
        var (further, others) = (0, 0);
        for (int row = 0; row < firstRows.Length; row++)
        {
            int key = firstRows[row];
            if (key < 0 || double.IsNaN(cells[row]))
            {
                continue;
            }

            if (double.IsNaN(first[key]))
            {
                first[key] = cells[row];
                continue;
            }

            further++;
            others += cells[row].Equals(first[key]) ? 0 : 1;
        }

        return further > 0 && others <= MaxOthers * further;
    }
}
