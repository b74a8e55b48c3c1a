using Likeness.Data.Transforms;

namespace Likeness.Sampling.Conditions;

/// <summary>What rows that are drawn must be: at most one <see cref="Condition"/> a column, all on values that the columns can take.</summary>
public sealed class ConditionSet
{
    private readonly DataTransform transform;

    private ConditionSet(DataTransform transform, IReadOnlyList<Condition> conditions) =>
        (this.transform, All) = (transform, conditions);

    /// <summary>The conditions, in the order of their columns.</summary>
    public IReadOnlyList<Condition> All { get; }

    /// <summary>Reads conditions with commas between: <c>r&gt;0.5, x=0.25, 0.2&lt;=y&lt;0.5, g=17/255</c>.</summary>
    /// <param name="text">Names that hold commas or signs of comparison stand in quotes.</param>
    /// <param name="transform">The transform of the run whose rows are drawn; it knows the columns and their grids.</param>
    /// <exception cref="LikenessException">There is no such column, what stands there is no condition, or no value of a column can fit.</exception>
    public static ConditionSet Parse(string text, DataTransform transform) =>
        Create(ConditionParser.Read(text, transform), transform);

    /// <summary>Puts conditions together: those on one column become one, with its ends on the column's grid.</summary>
    /// <param name="conditions">In any order.</param>
    /// <param name="transform">The transform of the run whose rows are drawn.</param>
    /// <exception cref="LikenessException">No value of a column can fit.</exception>
    public static ConditionSet Create(IEnumerable<Condition> conditions, DataTransform transform) =>
        new(
            transform,
            [
                .. conditions
                    .GroupBy(condition => condition.Column)
                    .OrderBy(group => group.Key)
                    .Select(group => Checked(group.Aggregate((a, b) => a.And(b)), transform.Columns[group.Key])),
            ]
        );

    /// <summary>The conditions that leave a column one value, those on columns that always hold one value aside.</summary>
    internal IEnumerable<Condition> Equalities =>
        All.Where(condition => condition.IsEquality && !transform.Columns[condition.Column].Constant);

    /// <summary>Whether a row fits.</summary>
    /// <param name="row">One value a column.</param>
    public bool Hold(ReadOnlySpan<double> row)
    {
        foreach (var condition in All)
        {
            if (!condition.Holds(row[condition.Column]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The conditions as a person writes them.</summary>
    public override string ToString() =>
        string.Join(", ", All.Select(condition => condition.Describe(transform.Columns[condition.Column].Name)));

    /// <summary>The same for rows that are drawn freely: equalities on continuous columns get room, and where rows keep off the grid, so do its values.</summary>
    /// <param name="tolerance">The room on either side of a value, as a share of its column's range.</param>
    /// <param name="continuous">Whether rows keep off the grid.</param>
    internal ConditionSet ForSamples(double tolerance, bool continuous) =>
        new(transform, [.. All.Select(condition => condition.Widened(Room(condition, tolerance, continuous)))]);

    /// <summary>The conditions of which a draw is as good as sure to miss the value.</summary>
    internal IEnumerable<Condition> OnContinuousColumns =>
        Equalities.Where(condition => transform.Columns[condition.Column].Grid is null);

    private double Room(Condition condition, double tolerance, bool continuous)
    {
        var column = transform.Columns[condition.Column];
        return column.Constant ? 0
            : column.Grid is { } grid ? (continuous ? grid.Step / 2 : 0)
            : condition.IsEquality ? tolerance * (column.Maximum - column.Minimum)
            : 0;
    }

    private static Condition Checked(Condition asked, ColumnTransform column)
    {
        var left = asked.Within(column);
        if (!left.IsEmpty)
        {
            return left;
        }

        string range = column.Constant
            ? $"always holds {Condition.Text(column.Minimum)}"
            : $"reaches from {Condition.Text(column.Minimum)} to {Condition.Text(column.Maximum)}";
        string neighbours = Neighbours(asked, column);
        throw new LikenessException(
            asked.IsEmpty
                ? $"the conditions on column '{column.Name}' contradict each other (leave one of them out)"
                : $"no value of column '{column.Name}' can fit {asked.Describe(column.Name)}, for it {range}{neighbours} (ask for values that it has)"
        );
    }

    private static string Neighbours(Condition asked, ColumnTransform column)
    {
        if (!asked.IsEquality || column.Grid is not { } grid || asked.Low < grid.Value(0) || asked.Low > column.Maximum)
        {
            return "";
        }

        int below = (int)Math.Clamp(Math.Floor(grid.Position(asked.Low)), 0, Math.Max(0, grid.Count - 2));
        return $" in steps of {Condition.Text(grid.Step)}, here {Condition.Text(grid.Value(below))} and {Condition.Text(grid.Value(Math.Min(below + 1, grid.Count - 1)))}";
    }
}
