using Likeness.Data.Transforms;

namespace Likeness.Sampling.Conditions;

/// <summary>
/// The conditions on sampled rows: at most one <see cref="Condition"/> per column, restricted to values that the columns can take.
/// </summary>
public sealed class ConditionSet
{
    private readonly DataTransform transform;

    private ConditionSet(DataTransform transform, IReadOnlyList<Condition> conditions) =>
        (this.transform, All) = (transform, conditions);

    /// <summary>The conditions, ordered by column.</summary>
    public IReadOnlyList<Condition> All { get; }

    /// <summary>Parses comma-separated conditions: <c>r&gt;0.5, x=0.25, 0.2&lt;=y&lt;0.5, g=17/255</c>.</summary>
    /// <param name="text">The conditions. Names that contain commas or comparison signs must be quoted.</param>
    /// <param name="transform">The run's transform, which has the columns and their grids.</param>
    /// <exception cref="LikenessException">
    /// A column does not exist, a part is not a condition, or no value of a column satisfies its condition.
    /// </exception>
    public static ConditionSet Parse(string text, DataTransform transform) =>
        Create(ConditionParser.Read(text, transform), transform);

    /// <summary>Combines conditions: those on one column are intersected, with bounds on the column's grid.</summary>
    /// <param name="conditions">The conditions in any order.</param>
    /// <param name="transform">The run's transform.</param>
    /// <exception cref="LikenessException">No value of a column satisfies its condition.</exception>
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

    /// <summary>The conditions that a single value satisfies, except on constant columns.</summary>
    internal IEnumerable<Condition> Equalities =>
        All.Where(condition => condition.IsEquality && !transform.Columns[condition.Column].Constant);

    /// <summary>Whether a row satisfies all conditions.</summary>
    /// <param name="row">One value per column.</param>
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

    /// <summary>The conditions as text.</summary>
    public override string ToString() =>
        string.Join(", ", All.Select(condition => condition.Describe(transform.Columns[condition.Column].Name)));

    /// <summary>
    /// The same conditions for unconditional samples: equalities on continuous columns get a tolerance, and so do values on a grid
    /// if rows are not rounded to the grid.
    /// </summary>
    /// <param name="tolerance">The tolerance on either side of a value, as a fraction of its column's range.</param>
    /// <param name="continuous">Whether values are not rounded to the grid.</param>
    internal ConditionSet ForSamples(double tolerance, bool continuous) =>
        new(transform, [.. All.Select(condition => condition.Widened(Tolerance(condition, tolerance, continuous)))]);

    /// <summary>The equalities that an unconditional sample almost surely misses.</summary>
    internal IEnumerable<Condition> OnContinuousColumns =>
        Equalities.Where(condition => transform.Columns[condition.Column].Grid is null);

    private double Tolerance(Condition condition, double tolerance, bool continuous)
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
            ? $"is always {Condition.Text(column.Minimum)}"
            : $"ranges from {Condition.Text(column.Minimum)} to {Condition.Text(column.Maximum)}";
        string neighbours = Neighbours(asked, column);
        throw new LikenessException(
            asked.IsEmpty
                ? $"the conditions on column '{column.Name}' contradict each other (leave one of them out)"
                : $"no value of column '{column.Name}' satisfies {asked.Describe(column.Name)}: the column {range}{neighbours} (ask for values that it has)"
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
