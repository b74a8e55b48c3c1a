using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Levels;

namespace Likeness.Modalities.Tables.Distinct;

/// <summary>Rows take a combination of values. Similar ones have the same level of the category that has most; without a category, about the same value of the first column.</summary>
/// <param name="encoding">The encoding, whose protection says which values stay in samples: others are missing there, and may be anything.</param>
/// <param name="rule">The columns.</param>
internal sealed class CombinationClaims(TableEncoding encoding, OnceColumns rule) : IRowClaims
{
    private readonly int[] columns =
    [
        .. rule.Names.Select(name => encoding.Columns.ToList().FindIndex(column => column.Name == name)),
    ];
    private readonly HashSet<ValueCombination> taken = [];
    private readonly QuantileClasses numbers = new();

    /// <inheritdoc/>
    public bool IsFree(Table rows, int row)
    {
        var own = ValueCombination.Of(rows, row, columns);
        return !taken.Contains(own) || !IsKnown(rows, row, own);
    }

    /// <inheritdoc/>
    public void Take(Table rows, int row) => taken.Add(ValueCombination.Of(rows, row, columns));

    /// <inheritdoc/>
    public double ClassOf(Table rows, int row)
    {
        int most = columns.MaxBy(at => encoding.Columns[at].Kind.LevelCount);
        return encoding.Columns[most].Kind.LevelCount > 0
            ? rows[row, most]
            : numbers.ClassOf(rows.RowCount, row, one => rows[one, most]);
    }

    /// <inheritdoc/>
    public void Clear() => taken.Clear();

    private bool IsKnown(Table rows, int row, ValueCombination own) =>
        own.IsKnown && Array.TrueForAll(columns, at => encoding.IsEmitted(rows.Columns[at].Name, rows[row, at]));
}
