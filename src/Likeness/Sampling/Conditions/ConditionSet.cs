using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Sampling.Conditions;

/// <summary>
/// The conditions on sampled rows: at most one <see cref="Condition"/> per column, restricted to values that the columns can take.
/// </summary>
public sealed class ConditionSet
{
    private readonly DataTransform transform;

    private readonly IReadOnlyList<Column> columns;

    private ConditionSet(DataTransform transform, IReadOnlyList<Column> columns, IReadOnlyList<Condition> conditions) =>
        (this.transform, this.columns, All) = (transform, columns, conditions);

    /// <summary>The conditions, ordered by column.</summary>
    public IReadOnlyList<Condition> All { get; }

    /// <summary>Parses comma-separated conditions: <c>r&gt;0.5, x=0.25, 0.2&lt;=y&lt;0.5, g=17/255</c>.</summary>
    /// <param name="text">The conditions. Names that contain commas or comparison signs must be quoted.</param>
    /// <param name="transform">The run's transform, which has the columns and their grids.</param>
    /// <exception cref="LikenessException">
    /// A column does not exist, a part is not a condition, or no value of a column satisfies its condition.
    /// </exception>
    public static ConditionSet Parse(string text, DataTransform transform) => Parse(text, transform, Plain(transform));

    /// <inheritdoc cref="Parse(string, DataTransform)"/>
    /// <param name="text">The conditions. Names that contain commas or comparison signs must be quoted.</param>
    /// <param name="transform">The run's transform.</param>
    /// <param name="columns">The transform's columns with their kinds, which read the values in the text.</param>
    internal static ConditionSet Parse(string text, DataTransform transform, IReadOnlyList<Column> columns) =>
        Create(new ConditionParser(columns, ConditionText.Plain(text)).Read(), transform, columns);

    /// <summary>Combines conditions: those on one column are intersected, with bounds on the column's grid.</summary>
    /// <param name="conditions">The conditions in any order.</param>
    /// <param name="transform">The run's transform.</param>
    /// <exception cref="LikenessException">No value of a column satisfies its condition.</exception>
    public static ConditionSet Create(IEnumerable<Condition> conditions, DataTransform transform) =>
        Create(conditions, transform, Plain(transform));

    /// <inheritdoc cref="Create(IEnumerable{Condition}, DataTransform)"/>
    /// <param name="conditions">The conditions in any order.</param>
    /// <param name="transform">The run's transform.</param>
    /// <param name="columns">The transform's columns with their kinds, which write values in messages.</param>
    internal static ConditionSet Create(
        IEnumerable<Condition> conditions,
        DataTransform transform,
        IReadOnlyList<Column> columns
    ) =>
        new(
            transform,
            columns,
            [
                .. conditions
                    .GroupBy(condition => condition.Column)
                    .OrderBy(group => group.Key)
                    .Select(group =>
                        Checked(group.Aggregate((a, b) => a.And(b)), transform.Columns[group.Key], columns[group.Key])
                    ),
            ]
        );

    /// <summary>Conditions on columns that rules restore, by their places in the data's columns: rows are checked for them once they are decoded.</summary>
    internal IReadOnlyList<Condition> OnRows { get; private init; } = [];

    /// <summary>The columns of the data, to which <see cref="OnRows"/> refers.</summary>
    internal IReadOnlyList<Column> RowColumns { get; private init; } = [];

    /// <summary>The same conditions, and others on the data's columns.</summary>
    internal ConditionSet With(IReadOnlyList<Condition> onRows, IReadOnlyList<Column> rowColumns) =>
        new(transform, columns, All) { OnRows = onRows, RowColumns = rowColumns };

    /// <summary>Some of the conditions.</summary>
    internal ConditionSet Only(Func<Condition, bool> which) => new(transform, columns, [.. All.Where(which)]);

    /// <summary>The conditions that a single value satisfies, except on constant columns.</summary>
    internal IEnumerable<Condition> Equalities =>
        All.Where(condition => condition.IsEquality && !transform.Columns[condition.Column].Constant);

    /// <summary>The column that one of <see cref="All"/> is on, with its kind.</summary>
    internal Column ColumnOf(Condition condition) => columns[condition.Column];

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
        string.Join(
            ", ",
            All.Select(condition => condition.Describe(columns[condition.Column]))
                .Concat(OnRows.Select(condition => condition.Describe(RowColumns[condition.Column])))
        );

    /// <summary>
    /// The same conditions for unconditional samples: equalities on continuous columns get a tolerance, and so do values on a grid
    /// if rows are not rounded to the grid.
    /// </summary>
    /// <param name="tolerance">The tolerance on either side of a value, as a fraction of its column's range.</param>
    /// <param name="continuous">Whether values are not rounded to the grid.</param>
    internal ConditionSet ForSamples(double tolerance, bool continuous) =>
        new(
            transform,
            columns,
            [.. All.Select(condition => condition.Widened(Tolerance(condition, tolerance, continuous)))]
        );

    /// <summary>The equalities that an unconditional sample almost surely misses.</summary>
    internal IEnumerable<Condition> OnContinuousColumns =>
        Equalities.Where(condition => transform.Columns[condition.Column].Grid is null);

    private static Column[] Plain(DataTransform transform) =>
        [.. transform.Columns.Select(column => new Column(column.Name, column.Grid))];

    private double Tolerance(Condition condition, double tolerance, bool continuous)
    {
        var column = transform.Columns[condition.Column];
        return column.Constant ? 0
            : column.Grid is { } grid ? (continuous ? grid.Step / 2 : 0)
            : condition.IsEquality ? tolerance * (column.Maximum - column.Minimum)
            : 0;
    }

    private static Condition Checked(Condition asked, ColumnTransform column, Column named)
    {
        var left = asked.Within(column);
        if (!left.IsEmpty)
        {
            return left;
        }

        string range = column.Constant
            ? $"is always {Condition.Text(column.Minimum, named)}"
            : $"ranges from {Condition.Text(column.Minimum, named)} to {Condition.Text(column.Maximum, named)}";
        string neighbours = Neighbours(asked, column);
        throw new LikenessException(
            asked.IsEmpty
                ? $"the conditions on column '{column.Name}' contradict each other (leave one of them out)"
                : $"no value of column '{column.Name}' satisfies {asked.Describe(named)}: the column {range}{neighbours} (ask for values that it has)"
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
