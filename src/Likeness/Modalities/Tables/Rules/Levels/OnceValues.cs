using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>What a row has that no other one may have: one combination of values, or two where a column may stand for another one.</summary>
internal sealed class OnceValues
{
    private readonly Func<double, double>? between;

    /// <summary>Of rows with some columns.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rule">The rule.</param>
    public OnceValues(IReadOnlyList<Column> columns, OnceColumns rule)
    {
        int[] own = [.. rule.Names.Select(IndexOf)];
        if (rule.Or is null)
        {
            Places = [own];
            return;
        }

        int other = IndexOf(rule.Or);
        Places = [own, [.. own[..^1], other]];
        var levels = LevelMap.Between(columns[other], columns[own[^1]]);
        // Levels that only the other column has differ from each other, too.
        between = value => levels(value) is var level && level == LevelMap.None ? -1 - value : level;

        int IndexOf(string name) => columns.Index().First(one => one.Item.Name == name).Index;
    }

    /// <summary>The places of the columns of each combination.</summary>
    public int[][] Places { get; }

    /// <summary>The combinations of a row.</summary>
    /// <param name="rows">Rows with these columns.</param>
    /// <param name="row">The row.</param>
    public ValueCombination[] Row(Table rows, int row)
    {
        double[] own = Array.ConvertAll(Places[0], column => rows[row, column]);
        return between is null ? [new(own)] : [new(own), new([.. own[..^1], between(rows[row, Places[1][^1]])])];
    }
}
