using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>
/// Columns that are the same in all rows of an outer key that agree in one further column, which no two rows of an inner key have: the baseline of each parameter of a patient, at all visits.
/// </summary>
/// <param name="By">The further column.</param>
/// <param name="Same">The columns.</param>
internal sealed record RepeatedColumns(string By, IReadOnlyList<string> Same)
{
    private const int MinFirst = 30;

    /// <summary>Those that have the value of another column in the first inner key: the baseline is what the first visit measured.</summary>
    public IReadOnlyList<InitialColumn> Initial { get; init; } = [];

    /// <summary>What samples keep, for a remark.</summary>
    internal string Remark =>
        string.Join(
            ", ",
            Initial
                .Select(one => $"'{one.Column}' is '{one.Of}' of the first")
                .Prepend($"each '{By}' has one {string.Join(", ", Same)}")
        );

    /// <summary>The columns; null if there are none.</summary>
    /// <param name="train">Training rows.</param>
    /// <param name="key">The column of outer keys.</param>
    /// <param name="visits">The first row of each row's inner key.</param>
    /// <param name="inner">The rule of inner keys.</param>
    /// <param name="same">What is the same in all rows of an inner key.</param>
    public static RepeatedColumns? Find(
        Table train,
        int key,
        int[] visits,
        SubjectColumns inner,
        IReadOnlyCollection<int> same
    )
    {
        string[] names = [.. train.Columns.Select(column => column.Name)];
        int by = (inner.Series?.Distinct ?? [])
            .Select(name => Array.IndexOf(names, name))
            .FirstOrDefault(at => train.Columns[at].Kind.LevelCount > 0, -1);
        if (by < 0)
        {
            return null;
        }

        int[] all = [.. Enumerable.Range(0, train.RowCount)];
        int[] keys = KeyEvidence.GroupsOf(train.Column(key));
        int[] levels = KeyEvidence.GroupsOf(train.Column(by));
        int[] pairs = GroupsOf(all, row => (keys[row], levels[row]));
        int[] columns =
        [
            .. Enumerable
                .Range(0, train.Width)
                .Where(i =>
                    i != key
                    && i != by
                    && !same.Contains(i)
                    && train.Columns[i].Kind is not (EmptyKind or IdentifierKind)
                    && KeyEvidence.IsSame(pairs, train.Column(i))
                    && !KeyEvidence.IsSame(keys, train.Column(i))
                    && !KeyEvidence.IsSame(levels, train.Column(i))
                    && !KeyEvidence.IsByChance(pairs, train.Column(i))
                ),
        ];
        if (columns.Length == 0)
        {
            return null;
        }

        bool[] areFirst = Array.ConvertAll(all, row => visits[row] == keys[row]);
        return new(names[by], [.. columns.Select(i => names[i])])
        {
            Initial =
            [
                .. from column in columns
                where train.Columns[column].Kind.IsNumeric
                let of = Enumerable
                    .Range(0, train.Width)
                    .FirstOrDefault(
                        i =>
                            !columns.Contains(i)
                            && !same.Contains(i)
                            && train.Columns[i].Kind.IsNumeric
                            && AreEqual(train, column, i, areFirst),
                        -1
                    )
                where of >= 0
                select new InitialColumn(
                    names[column],
                    names[of],
                    IsMissingElsewhere(train.ColumnValues(column), pairs, areFirst)
                ),
            ],
        };
    }

    private static int[] GroupsOf<T>(int[] rows, Func<int, T> key)
        where T : notnull
    {
        var first = new Dictionary<T, int>();
        return Array.ConvertAll(rows, row => first.TryAdd(key(row), row) ? row : first[key(row)]);
    }

    // In the first inner keys, and not in the others.
    private static bool AreEqual(Table train, int column, int of, bool[] areFirst)
    {
        var (first, others) = (0, 0);
        for (int row = 0; row < areFirst.Length; row++)
        {
            bool isEqual = train[row, column].Equals(train[row, of]);
            if (areFirst[row] && !isEqual)
            {
                return false;
            }

            first += areFirst[row] && !double.IsNaN(train[row, of]) ? 1 : 0;
            others += areFirst[row] || isEqual ? 0 : 1;
        }

        return first >= MinFirst && others >= MinFirst;
    }

    private static bool IsMissingElsewhere(double[] cells, int[] pairs, bool[] areFirst)
    {
        var begun = pairs.Where((_, row) => areFirst[row]).ToHashSet();
        return cells.Index().All(one => begun.Contains(pairs[one.Index]) || double.IsNaN(one.Item));
    }

    /// <inheritdoc/>
    public bool Equals(RepeatedColumns? other) =>
        other is not null && By == other.By && Same.SequenceEqual(other.Same) && Initial.SequenceEqual(other.Initial);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(By, Same.Count);
}

/// <summary>A column that has the value of another one in the first inner key.</summary>
/// <param name="Column">The column.</param>
/// <param name="Of">The other one.</param>
/// <param name="IsMissingElsewhere">Whether it is missing where the first inner key has no such row.</param>
internal readonly record struct InitialColumn(string Column, string Of, bool IsMissingElsewhere);
