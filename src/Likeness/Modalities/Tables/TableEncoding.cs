using Likeness.Data;
using Likeness.Data.Csv;
using Likeness.Data.Kinds;
using Likeness.Data.Recurrences;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables.Absence;
using Likeness.Modalities.Tables.Panels;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Modalities.Tables.Views;
using Likeness.Models;
using Likeness.Sampling.Conditions;
using Likeness.Training;

namespace Likeness.Modalities.Tables;

/// <summary>
/// The encoding of a table, in four steps: its rules, which leave out or replace columns that others determine; its protection, which keeps rare values from models and samples; its view in numbers; and the transform of
/// each column of these to model space.
/// </summary>
public sealed partial class TableEncoding : IEncoding<Table>
{
    private readonly Protection protection;
    private readonly TableRules rules;
    private readonly NumericView view;
    private readonly LevelGrids grids;
    private readonly RestoredNumbers restored;
    private readonly LevelRanges ranges;
    private Table? trainingRows; // encoded, where those of a panel follow from them

    private TableEncoding(
        Protection protection,
        TableRules rules,
        NumericView view,
        LevelGrids grids,
        RestoredNumbers restored,
        LevelRanges ranges,
        DataTransform transform
    ) =>
        (this.protection, this.rules, this.view, this.grids, this.restored, this.ranges, Transform) = (
            protection,
            rules,
            view,
            grids,
            restored,
            ranges,
            transform
        );

    /// <summary>The map from numbers to model space and back.</summary>
    public DataTransform Transform { get; }

    /// <summary>The columns of the data.</summary>
    public IReadOnlyList<Column> Columns => rules.Columns;

    /// <summary>What a model knows of the rows before; null where it does not.</summary>
    internal SubjectContext? Context { get; private init; }

    /// <summary>What a model knows of a row of a panel, and which rows samples have; null for another table, or a model that is not given these.</summary>
    internal PanelContext? Panel { get; private init; }

    /// <summary>The numbers that the model sees relative to others; null for none.</summary>
    internal IRelativeColumns? Relative => (IRelativeColumns?)Context?.Steps ?? Panel;

    /// <summary>The cells that are missing because their rows have no such value.</summary>
    internal AbsentCells Absent { get; private init; } = AbsentCells.None;

    /// <summary>The order in which the rows of the data stand, and samples do; null if there is none.</summary>
    internal RowOrder? Order { get; private init; }

    /// <summary>The columns that go on from the row before; null for none, and where keys have this.</summary>
    internal RunningColumns? Running { get; private init; }

    /// <summary>The columns of ranks, which all rows must be there for.</summary>
    internal IEnumerable<RankColumn> Ranks => rules.Rules.OfType<RankColumn>();

    /// <summary>How the CSV file of the data is written, and samples are; null for the default.</summary>
    public CsvDialect? Dialect { get; private init; }

    /// <summary>The rules that every sampled row satisfies, but for exceptions that the data have, too.</summary>
    public IReadOnlyList<TableRule> Rules => rules.Rules;

    /// <summary>The rules and their exceptions.</summary>
    internal TableRules AllRules => rules;

    /// <summary>A sentence on what protection keeps out of samples; null if it keeps nothing.</summary>
    internal string? ProtectionRemark => protection.Describe(Columns, ranges.Description);

    /// <summary>A sentence on each column that protection changes in many rows.</summary>
    internal IEnumerable<string> ProtectionWarnings => protection.Warnings(Columns);

    /// <summary>Why protection keeps everything that satisfies a condition out of samples; null where it does not.</summary>
    internal string? RefusedByProtection(Column column, Condition condition) => protection.Refuse(column, condition);

    /// <summary>What keeps values of few people out of samples.</summary>
    internal Protection Protection => protection;

    /// <summary>Whether protection leaves a value in samples.</summary>
    internal bool IsEmitted(string column, double value) => protection.IsEmitted(column, value);

    /// <summary>Samples without levels that stand for rare ones: they are missing.</summary>
    internal Table WithoutStandIns(Table rows) => protection.WithoutStandIns(rows);

    /// <summary>The inverse, for checks of rules.</summary>
    internal Table WithStandIns(Table rows) => protection.WithStandIns(rows, rules.Rules);

    /// <summary>Whether some rows are not emitted.</summary>
    internal bool Restricts =>
        rules.Rules.Count > 0
        || protection.Limits.Count > 0
        || ranges.All.Count > 0
        || Columns.Any(column => column.Codes is not null);

    /// <summary>The view in numbers of what the rules leave.</summary>
    internal NumericView View => view;

    private static Table Widened(
        SubjectContext? context,
        TableRules rules,
        Table rows,
        Table encoded,
        KeyedRows? keys = null
    ) => context?.Widened(rows, encoded, rules.Rules, keys) ?? encoded;

    /// <inheritdoc/>
    public ModelSpace Space(int trainExamples)
    {
        var space = ModelSpace.Create(Transform, trainExamples);
        ModelDimension[] dimensions = [.. space.Dimensions];
        for (int i = 0; i < Transform.Columns.Count; i++)
        {
            var column = Transform.Columns[i];
            if (Transform.DimensionOf(i) is >= 0 and var at)
            {
                dimensions[at] = dimensions[at] with
                {
                    Clock = ClockOf(view.Numbers[i], column),
                    RowsPerValue = RowsPerValue(OwnerOf(i)),
                    RoundedFrom = view.RoundedFrom(view.Numbers[i].Name),
                    Role = RoleOf(OwnerOf(i)),
                };
            }
        }

        return space with
        {
            Dimensions = dimensions,
            Derived = [.. RestoredColumn.All(rules, Relative, view, Transform), .. CalendarDimensions.All(dimensions)],
        };
    }

    /// <summary>The dimensions of a column that models see.</summary>
    internal int[] DimensionsOf(string column) => DimensionsOf(owner => owner == column);

    /// <summary>The dimensions of a role.</summary>
    internal int[] DimensionsOf(ContextRole role) => DimensionsOf(owner => RoleOf(owner) == role);

    private int[] DimensionsOf(Func<string, bool> isWanted) =>
        [
            .. Enumerable
                .Range(0, Transform.Columns.Count)
                .Where(i => isWanted(OwnerOf(i)))
                .Select(Transform.DimensionOf)
                .Where(at => at >= 0),
        ];

    // The column of the data that a number says something of.
    private string OwnerOf(int number) => ListColumn.OwnerOf(rules.Rules, view.OwnerOf(view.Numbers[number].Name));

    private ContextRole RoleOf(string column) =>
        Context?.RoleOf(column, rules.Rules)
        ?? (
            Panel?.IsBefore(column) == true ? ContextRole.Before
            : Panel?.Rows.Time == column ? ContextRole.PanelTime
            : Panel?.Rows.Known.Contains(column) == true ? ContextRole.Panel
            : ContextRole.None
        );

    /// <summary>Whether a column that models see is none of the data, but says something of the row before.</summary>
    internal bool IsContext(string column) => Context?.IsOwn(column) == true || Panel?.IsOwn(column) == true;

    private double RowsPerValue(string column) =>
        // Where a model knows the rows before, the values of a key are new in its first row only.
        Context?.RoleOf(column, rules.Rules) is ContextRole.Shared
            ? 1
            : rules
                .Rules.OfType<SubjectColumns>()
                // Where a model knows the rows before, an inner key's values are new in its first row only.
                .Where(rule => rule.Same.Contains(column) && (Context is null || rule.Within is null))
                .Select(rule => rule.MeanRows)
                .DefaultIfEmpty(1)
                .First();

    // Times, and differences to the beginning of a day.
    private Clock? ClockOf(Column number, ColumnTransform column) =>
        number.Kind is TimeKind time ? column.ToClock(time.Offset)
        : rules.Rules.Any(rule => rule is DifferenceColumn { FromDay: true } && rule.Column == number.Name)
            ? column.ToClock(TimeSpan.Zero, isRelative: true)
        : Context?.Steps.CycleOf(number.Name) is { } cycle
            ? column.ToClock(TimeSpan.Zero, isRelative: true) is { } clock ? clock with { IsOfWeek = cycle.IsWeek }
                : null
        : null;

    /// <inheritdoc/>
    public IExamples Examples(Table examples, bool isTraining) =>
        Encoded(examples, isTraining) is var encoded && Panel is { } panel
            ? new TableExamples(view.Encode(InPanel(panel, encoded, examples, isTraining)).Numbers, Transform)
            : new TableExamples(view.Encode(Widened(examples, encoded)).Numbers, Transform);

    private Table InPanel(PanelContext panel, Table encoded, Table rows, bool isTraining)
    {
        var ending = panel.WithEnds(encoded, () => isTraining ? protection.Limit(rows) : rows);
        return isTraining ? panel.Training(ending) : panel.Behind(ending, trainingRows);
    }

    // Rows of a panel that models score may be any of it.
    private Table Widened(Table rows, Table encoded, KeyedRows? keys = null) =>
        Panel?.Alone(encoded) ?? Widened(Context, rules, rows, encoded, keys);

    private Table Encoded(Table rows, bool isTraining)
    {
        var encoded = rules.Encode(rows);
        return isTraining ? Protected(encoded, protection, rules) : encoded;
    }

    private static Table Protected(Table encoded, Protection protection, TableRules rules)
    {
        var rows = protection.Protect(encoded, rules.Rules);
        return protection.Limits.Count > 0 ? rules.Exceptions.Protect(rows) : rows;
    }

    /// <summary>Imputed rows whose imputed cells agree with the observed ones under the rules, where that is possible.</summary>
    internal Table Reconcile(Table rows, Func<int, int, bool> isObserved) => rules.Reconcile(rows, isObserved);

    /// <summary>Imputed rows in which cells that still break a rule with observed ones give way.</summary>
    internal Table Settle(Table rows, Func<int, int, bool> isObserved) => Clamped(rules.Settle(rows, isObserved));

    /// <summary>The number of rules that each row of the data's columns breaks.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="isObserved">Whether a cell was observed: the row and the column. A number beyond the limits of its level counts as one rule more, unless both were.</param>
    internal int[] Broken(Table rows, Func<int, int, bool> isObserved)
    {
        int[] broken = rules.Broken(rows, isObserved);
        bool[] allowed = Allowed(rows.RowCount);
        ranges.Exclude(rows, allowed, isObserved);
        return [.. broken.Select((count, row) => allowed[row] ? count : count + 1)];
    }

    /// <summary>Rows with the columns of the data, with numbers within the protected limits; behind them, exceptions of what the rows of a key share (see <see cref="Subjects.SharedExceptions"/>).</summary>
    /// <param name="numbers">What a model samples.</param>
    /// <param name="continuous">Whether numbers stay as the model has them; they are then written in full.</param>
    /// <param name="conditions">Conditions that the numbers satisfy.</param>
    internal Table FromNumbers(Table numbers, bool continuous = false, ConditionSet? conditions = null) =>
        Limited(Restored(LimitedAsSeen(Seen(numbers, continuous, conditions)), continuous, conditions), continuous);

    /// <summary>Rows with the columns of the data, as the model has them.</summary>
    internal Table FromNumbersUnlimited(Table numbers, bool continuous = false, ConditionSet? conditions = null) =>
        Restored(Seen(numbers, continuous, conditions), continuous, conditions);

    private Table Seen(Table numbers, bool continuous, ConditionSet? conditions)
    {
        var seen = view.Decode(numbers, continuous, conditions?.All ?? []);
        return Relative?.Decode(seen) ?? seen;
    }

    // What rules restore follows from limited numbers: what is later than a limited time is as much later.
    private Table LimitedAsSeen(Table seen)
    {
        var replaced = rules.Rules.Where(rule => rule.Replaces).Select(rule => rule.Column).ToHashSet();
        return protection.Limit(seen, column => !replaced.Contains(column));
    }

    private Table Restored(Table seen, bool continuous, ConditionSet? conditions)
    {
        var rows = rules.Decode(continuous ? seen : grids.Snap(seen, rules));
        return (
            continuous
                ? UnroundedNumbers.Create(rows)
                : WrittenNumbers.Round(restored.Round(rows, rules, conditions), rules.Rules)
        ).WrittenAs(Dialect);
    }

    /// <summary>Rows with the columns of the data, as the rules encode them.</summary>
    internal Table Encoded(Table rows) => rules.Encode(rows);

    /// <summary>The inverse.</summary>
    internal Table Decoded(Table rows) => rules.Decode(rows);

    /// <summary>Rows with numbers within the protected limits, but for those that other levels have.</summary>
    internal Table Limited(Table rows, bool continuous = false) =>
        Recomputed(
                ranges.Fold(protection.Limit(rows, name => !rules.Exceptions.IsRestored(name)), out int[] changed),
                rows,
                changed,
                continuous
            )
            .WrittenAs(Dialect);

    /// <summary>Rows with numbers within the limits of their levels, whatever they were.</summary>
    internal Table Clamped(Table rows, bool continuous = false) =>
        Recomputed(ranges.Clamp(rows, out int[] changed), rows, changed, continuous);

    private static bool FollowsNumbers(TableRule rule) => rule.IsComputed || rule is FollowingColumn;

    // What is computed from changed numbers follows them.
    private Table Recomputed(Table rows, Table before, int[] changed, bool continuous)
    {
        var some = rows.TakeRows(changed);
        if (changed.Length == 0 || (grids.All.Count == 0 && !rules.Rules.Any(FollowsNumbers)))
        {
            return rows;
        }

        var encoded = rules.Encode(some, before.TakeRows(changed));
        var decoded = rules.Decode(continuous ? encoded : grids.Snap(encoded, rules));
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int column = 0; column < cells.Length; column++)
        {
            string name = rows.Columns[column].Name;
            if (
                ranges.All.Any(one => one.Column == name)
                || rules.Rules.Any(rule => FollowsNumbers(rule) && rule.Column == name)
            )
            {
                for (int i = 0; i < changed.Length; i++)
                {
                    cells[column][changed[i]] = decoded[i, column];
                }
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <summary>The place of a column and its level, beside which a row has a number beyond the limits; null if it has none.</summary>
    internal (int By, double Level)? BrokenLevel(Table rows, int row) => ranges.Broken(rows, row);

    /// <summary>The rows that break a rule, or hold what is not emitted.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="keepsRanges">Whether numbers beyond the limits of their levels are not emitted.</param>
    internal int[] Breaking(Table rows, bool keepsRanges = true)
    {
        bool[] allowed = rules.Hold(rows);
        protection.Exclude(rows, allowed);
        ExcludeMissing(rows, allowed);
        if (keepsRanges)
        {
            ranges.Exclude(rows, allowed);
        }

        return [.. Enumerable.Range(0, allowed.Length).Where(row => !allowed[row])];
    }

    private static bool[] Allowed(int rows) => [.. Enumerable.Repeat(true, rows)];
}
