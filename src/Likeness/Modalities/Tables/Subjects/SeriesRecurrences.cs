using Likeness.Data;
using Likeness.Data.Recurrences;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>Lets the rows of each subject go on from each other, one after another; what rules restore from a column that goes on follows it.</summary>
/// <param name="encoding">The encoding, whose rules the rows keep.</param>
/// <param name="recurrences">The columns that go on.</param>
internal sealed class SeriesRecurrences(TableEncoding encoding, IReadOnlyList<RowRecurrence> recurrences)
{
    private readonly Dictionary<string, HashSet<string>> followers = [];

    /// <summary>The rows that go on.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="groups">The rows of each subject, in order.</param>
    public Table Continued(Table rows, List<int[]> groups)
    {
        var atOnce = AtOnce(rows, groups);
        return Broken(atOnce, groups).Any() ? InTurn(rows, groups) : atOnce;
    }

    // Where what goes on moves, what follows from it keeps its distance, mostly.
    private Table AtOnce(Table rows, List<int[]> groups)
    {
        var cells = new NamedCells(rows);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in Leading())
        {
            bool isTied = IsTied(one);
            bool moves = isTied || FollowersOf(one.Column).Contains(one.Previous);
            foreach (var place in groups.SelectMany(SeriesPlace.All))
            {
                double value = one.Likely(cells, place);
                if (one.IsPossible(cells, value))
                {
                    cells[one.Previous][place.Row] += moves ? value - cells[one.Column][place.Row] : 0;
                    cells[one.Column][place.Row] = one.Cell(cells, place, value);
                }
            }

            changed.UnionWith(isTied ? [one.Column, one.Previous] : [one.Column]);
        }

        return RestoredRows.After(encoding, rows, cells.ToTable(), changed);
    }

    private Table InTurn(Table rows, List<int[]> groups)
    {
        var cells = new NamedCells(rows);
        int longest = groups.Count == 0 ? 0 : groups.Max(group => group.Length);
        for (int place = 0; place < longest; place++)
        {
            Continue(
                cells,
                [
                    .. groups
                        .Where(group => group.Length > place)
                        .Select(group => new SeriesPlace(group[0], group[Math.Max(0, place - 1)], group[place], place)
                        {
                            Order = group,
                        }),
                ]
            );
        }

        return cells.ToTable();
    }

    /// <summary>The rows that do not go on from the one before.</summary>
    /// <inheritdoc cref="Continued"/>
    public IEnumerable<int> Broken(Table rows, List<int[]> groups)
    {
        var cells = new NamedCells(rows);
        return groups.SelectMany(group =>
            SeriesPlace.All(group).Where(row => !GoesOn(cells, row)).Select(row => row.Row)
        );
    }

    /// <summary>Whether a row goes on from the one before.</summary>
    public bool GoesOn(NamedCells cells, SeriesPlace row) => recurrences.All(one => one.Holds(cells, row));

    /// <summary>Lets rows go on from the ones before.</summary>
    /// <param name="cells">The cells, which are changed.</param>
    /// <param name="rows">At most one row of each subject.</param>
    public void Continue(NamedCells cells, SeriesPlace[] rows)
    {
        int[] some = [.. rows.Select(row => row.Row)];
        var before = cells.Take(some);
        var next = new NamedCells(before);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in Leading())
        {
            bool isTied = IsTied(one);
            for (int i = 0; i < some.Length; i++)
            {
                double value = one.Likely(cells, rows[i]);
                if (one.IsPossible(cells, value))
                {
                    double shift = value - next[one.Column][i];
                    next[one.Column][i] = one.Cell(cells, rows[i], value);
                    // The row keeps its difference between both.
                    next[one.Previous][i] += isTied ? shift : 0;
                }
            }

            changed.UnionWith(isTied ? [one.Column, one.Previous] : [one.Column]);
        }

        var restored = new NamedCells(RestoredRows.After(encoding, before, next.ToTable(), changed));
        foreach (var column in before.Columns)
        {
            var (target, source) = (cells[column.Name], restored[column.Name]);
            for (int i = 0; i < some.Length; i++)
            {
                target[some[i]] = source[i];
            }
        }
    }

    // What follows from another one does so already.
    private IEnumerable<RowRecurrence> Leading()
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in recurrences)
        {
            if (!changed.Any(name => FollowersOf(name).Contains(one.Column)))
            {
                changed.UnionWith(IsTied(one) ? [one.Column, one.Previous] : [one.Column]);
                yield return one;
            }
        }
    }

    // Whether what a row ends with moves with what it begins with, since a third column is the difference of both.
    private bool IsTied(RowRecurrence one) =>
        one.Previous != one.Column
        && !FollowersOf(one.Column).Contains(one.Previous)
        && FollowersOf(one.Previous).Overlaps([one.Column, .. FollowersOf(one.Column)]);

    private HashSet<string> FollowersOf(string name)
    {
        if (!followers.TryGetValue(name, out var found))
        {
            followers[name] = found = SubjectSampling.Affected(encoding, [name], new HashSet<string>());
        }

        return found;
    }
}
