using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Levels;

namespace Likeness.Modalities.Tables.Distinct;

/// <summary>Rows take a combination of values. Similar ones have the same level of the category that has most; without a category, about the same value of the first column.</summary>
/// <param name="encoding">The encoding, whose protection says which values stay in samples: others are missing there, and may be anything.</param>
/// <param name="rule">The columns.</param>
internal sealed class CombinationClaims(TableEncoding encoding, OnceColumns rule) : IRowClaims
{
    private readonly OnceValues values = new(encoding.Columns, rule);
    private readonly HashSet<ValueCombination> taken = [];
    private readonly QuantileClasses numbers = new();

    /// <inheritdoc/>
    public bool IsFree(Table rows, int row)
    {
        var own = values.Row(rows, row);
        for (int i = 0; i < own.Length; i++)
        {
            if (taken.Contains(own[i]) && own[i].IsKnown && IsEmitted(rows, row, values.Places[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void Take(Table rows, int row) => taken.UnionWith(values.Row(rows, row));

    /// <inheritdoc/>
    public double ClassOf(Table rows, int row)
    {
        int most = values.Places[0].MaxBy(at => encoding.Columns[at].Kind.LevelCount);
        return encoding.Columns[most].Kind.LevelCount > 0
            ? rows[row, most]
            : numbers.ClassOf(rows.RowCount, row, one => rows[one, most]);
    }

    /// <inheritdoc/>
    public void Clear() => taken.Clear();

    private bool IsEmitted(Table rows, int row, int[] places) =>
        Array.TrueForAll(places, at => encoding.IsEmitted(rows.Columns[at].Name, rows[row, at]));
}
