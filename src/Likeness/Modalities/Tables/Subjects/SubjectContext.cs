using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Rules.Partial;
using Likeness.Models;

namespace Likeness.Modalities.Tables.Subjects;

/// <summary>
/// What a model knows of the rows before of the same key when it predicts a row: behind the columns that the rules leave, those of the row before, the place of the row in its key, and whether it is the last one.
/// The first two are only conditioned on.
/// </summary>
/// <param name="Key">The column of keys.</param>
/// <param name="Before">The columns of the row before.</param>
internal sealed record SubjectContext(string Key, IReadOnlyList<string> Before)
{
    /// <summary>The numbers of which steps from the row before are learned.</summary>
    public SubjectSteps Steps { get; init; } = SubjectSteps.None;

    /// <summary>Keys within this one; null for none.</summary>
    public NestedContext? Nested { get; init; }

    /// <summary>The name of the column of places, from 0.</summary>
    private string Place => $"row of one {Key}";

    /// <summary>The name of the column that is true in the last rows of keys.</summary>
    public string IsLast => $"last row of one {Key}";

    /// <summary>The context of rows; null where keys have no series, or rows of one neither follow nor resemble each other.</summary>
    /// <param name="rules">The rules of the data.</param>
    /// <param name="rows">Training rows.</param>
    /// <param name="encoded">The same rows, encoded.</param>
    public static SubjectContext? Find(IReadOnlyList<TableRule> rules, Table rows, Table encoded)
    {
        if (
            rules.OfType<SubjectColumns>().FirstOrDefault(one => one is { Series: not null, StayTogether: true })
            is not { } rule
        )
        {
            return null;
        }

        string[] before =
        [
            .. encoded
                .Columns.Where(column =>
                    column.Kind.IsLearned
                    && column.Name != rule.Column
                    && !rule.Same.Contains(ListColumn.OwnerOf(rules, column.Name))
                )
                .Select(column => column.Name),
        ];
        var inner = InnerOf(rule, rules);
        return before.Length == 0 || (inner is null && !AreRelated(rule, rows, encoded, before))
            ? null
            : new(rule.Column, before) { Nested = inner is null ? null : new(inner.Column) };
    }

    // Numbers that differ within a school are no more than that, unless rows of one have something in common.
    private static bool AreRelated(SubjectColumns rule, Table rows, Table encoded, string[] columns) =>
        rule.Same.Count > 0
        || rule.Similar.Count > 0
        || rule.Series!.IsMoreThanUnlike
        || KeyResemblance.IsShown(
            encoded
                .Columns.Index()
                .Where(one => columns.Contains(one.Item.Name))
                .Select(one => (encoded.ColumnValues(one.Index), one.Item.Kind.IsNumeric)),
            rule.FirstRows(rows).Index().GroupBy(one => one.Item, one => one.Index, (_, group) => group.ToArray())
        );

    /// <summary>The context with the steps that rows have.</summary>
    /// <param name="widened">Training rows with this context, encoded.</param>
    /// <param name="rules">The rules of the data; what they continue from the row before has no steps.</param>
    public SubjectContext WithSteps(Table widened, TableRules rules)
    {
        var rule = RuleIn(rules.Rules);
        var series = rule.Series!;
        string?[] others =
        [
            series.Counter,
            series.Times is { HasSeasons: true } times ? times.Column : null,
            .. series.Recurrences.Select(one => one.Column),
        ];
        var replaced = rules.Rules.Where(one => one.Replaces).Select(one => one.Column);
        return this with
        {
            Steps = SubjectSteps.Find(
                widened,
                Before
                    .Where(name => !others.Contains(name))
                    .Intersect(rules.Columns.Where(column => column.Codes is null).Select(column => column.Name)),
                new string?[] { rule.OrderedBy, series.Times?.Column }
                    .Except(replaced)
                    .ToHashSet(),
                RowBefore.Name,
                Place,
                // What is equal to another column of the row has that said of it.
                name => !rules.Rules.Any(one => one is PartlyEqualColumn && one.Column == name)
            ),
        };
    }

    private static SubjectColumns? InnerOf(SubjectColumns rule, IEnumerable<TableRule> rules) =>
        rules.OfType<SubjectColumns>().FirstOrDefault(one => one.Within?.Column == rule.Column);

    /// <summary>The rule of the keys within the key; null without any.</summary>
    public SubjectColumns? InnerIn(IReadOnlyList<TableRule> rules) => InnerOf(RuleIn(rules), rules);

    /// <summary>The first row of each row's key, and of its inner key.</summary>
    /// <param name="rows">Rows with the columns of the data, whose keys are known.</param>
    /// <param name="rules">The rules of the data.</param>
    public KeyedRows KeysOf(Table rows, IReadOnlyList<TableRule> rules) =>
        new(RuleIn(rules).FirstRows(rows), InnerIn(rules)?.FirstRows(rows));

    /// <summary>The rule of the key.</summary>
    public SubjectColumns RuleIn(IEnumerable<TableRule> rules) =>
        rules.OfType<SubjectColumns>().First(rule => rule.Column == Key);

    /// <summary>What a dimension is, by the name of its column.</summary>
    /// <param name="column">The name.</param>
    /// <param name="rules">The rules of the data.</param>
    public ContextRole RoleOf(string column, IReadOnlyList<TableRule> rules) =>
        RoleOf(column) is not ContextRole.None and var own ? own
        : IsShared(column, RuleIn(rules).Same, rules) ? ContextRole.Shared
        : InnerIn(rules) is not { } inner ? ContextRole.None
        : IsOfPart(column, inner, rules) ? ContextRole.Part
        : RepeatedIn(rules) is { } repeated
        && IsShared(column, [.. repeated.Same, repeated.By, .. RuleIn(rules).Same], rules)
            ? ContextRole.Repeated
        : ContextRole.None;

    /// <summary>What rows of other inner keys repeat, as far as models see it; null for nothing.</summary>
    public RepeatedColumns? RepeatedIn(IReadOnlyList<TableRule> rules)
    {
        if (InnerIn(rules)?.Within!.Repeated is not { } repeated)
        {
            return null;
        }

        string[] known = [.. repeated.Same, repeated.By, .. RuleIn(rules).Same];
        string[] kept =
        [
            .. repeated.Same.Where(name =>
                IsShared(name, known, rules) && !Steps.Columns.Any(step => step.Column == name)
            ),
        ];
        return kept.Length == 0
            ? null
            : repeated with
            {
                Same = kept,
                Initial = [.. repeated.Initial.Where(one => kept.Contains(one.Column))],
            };
    }

    // Parts of inner keys stay with these.
    private bool IsOfPart(string column, SubjectColumns inner, IReadOnlyList<TableRule> rules) =>
        IsShared(
            Steps.Columns.FirstOrDefault(step => step.Name == column)?.Column ?? column,
            [.. inner.Same, .. RuleIn(rules).Same],
            rules
        )
        || rules
            .OfType<KeyColumn>()
            .Any(keys => keys.Column == inner.Column && keys.Parts.Any(part => part.Name == column));

    /// <summary>Whether a column is only conditioned on, or says whether a row is the last one.</summary>
    public bool IsGiven(string column) => RoleOf(column) is not ContextRole.None;

    /// <summary>Whether a column is one of the row before.</summary>
    public bool IsBefore(string column) => RoleOf(column) is ContextRole.Before;

    /// <summary>Whether a column is none of the data.</summary>
    public bool IsOwn(string column) => IsGiven(column) || Steps.IsStep(column);

    private ContextRole RoleOf(string column) =>
        column == Place ? ContextRole.Place
        : column == IsLast ? ContextRole.End
        : RowBefore.Is(column, Before) ? ContextRole.Before
        : Nested?.RoleOf(column) ?? ContextRole.None;

    // What is encoded relative to columns of single rows is not.
    private static bool IsShared(string column, IReadOnlyList<string> same, IReadOnlyList<TableRule> rules) =>
        same.Contains(column)
        && rules
            .Where(rule => rule.Replaces && rule.Column == column)
            .All(rule => rule.Needs.All(needed => same.Contains(needed)));

    /// <summary>Encoded rows with the context that their keys give them.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="encoded">The same rows, encoded.</param>
    /// <param name="rules">The rules of the data.</param>
    /// <param name="keys">The first rows of their keys; null for those that the rows say.</param>
    public Table Widened(Table rows, Table encoded, IReadOnlyList<TableRule> rules, KeyedRows? keys = null)
    {
        keys ??= KeysOf(rows, rules);
        var series = RuleIn(rules).Series!;
        int[] before = new int[rows.RowCount];
        double[] place = new double[rows.RowCount];
        double[] last = new double[rows.RowCount];
        Array.Fill(before, -1);
        var cells = new NamedCells(rows);
        var groups = new List<int[]>();
        foreach (var group in keys.First.Index().GroupBy(one => one.Item, one => one.Index))
        {
            int[] order = series.Ordered(cells, group);
            order = keys.Inner is { } inner ? NestedKeys.Together(order, inner) : order;
            groups.Add(order);
            for (int i = 0; i < order.Length; i++)
            {
                (before[order[i]], place[order[i]]) = (i == 0 ? -1 : order[i - 1], i);
            }

            last[order[^1]] = 1;
        }

        var nested = keys.Inner is { } of ? NestedRows.Of(groups, of) : NestedRows.Unknown(rows.RowCount);
        return Widened(encoded, PartlyEqualColumn.Restored(encoded, rules), before, place, last, nested);
    }

    /// <summary>Encoded rows with a context that is given.</summary>
    /// <param name="encoded">Encoded rows.</param>
    /// <param name="source">The rows before, encoded, with the values of partly equal columns.</param>
    /// <param name="before">The place of each row's row before among these; −1 where there is none: [encoded.RowCount].</param>
    /// <param name="place">The place of each row in its key, from 0; NaN where it is unknown.</param>
    /// <param name="last">1 for the last row of a key, else 0; NaN where it is unknown.</param>
    /// <param name="nested">The rows in their inner keys.</param>
    private Table Widened(Table encoded, Table source, int[] before, double[] place, double[] last, NestedRows nested)
    {
        var columns = new List<Column>(encoded.Columns);
        var values = new List<double[]>(Enumerable.Range(0, encoded.Width).Select(encoded.ColumnValues));
        RowBefore.Add(columns, values, Before, source, before);
        foreach (var (column, cells) in Nested?.Columns(nested) ?? [])
        {
            columns.Add(column);
            values.Add(cells);
        }

        columns.Add(new Column(Place));
        values.Add(place);
        columns.Add(new Column(IsLast) { Kind = new BooleanKind() });
        values.Add(last);
        return Steps.Encode(Table.FromColumns(columns, [.. values], encoded.Picture).WrittenAs(encoded.Dialect));
    }

    /// <summary>The same for rows that may be the last ones or not.</summary>
    /// <param name="encoded">Encoded rows.</param>
    /// <param name="source">The rows before, encoded.</param>
    /// <param name="before">The place of each row's row before among these; −1 where there is none: [encoded.RowCount].</param>
    /// <param name="place">The place of the rows in their keys, from 0.</param>
    /// <param name="nested">The rows in their inner keys.</param>
    /// <param name="rules">The rules of the data.</param>
    public Table Widened(
        Table encoded,
        Table source,
        int[] before,
        int place,
        NestedRows nested,
        IReadOnlyList<TableRule> rules
    ) =>
        Widened(
            encoded,
            PartlyEqualColumn.Restored(source, rules),
            before,
            [.. Enumerable.Repeat((double)place, before.Length)],
            [.. Enumerable.Repeat(double.NaN, before.Length)],
            nested
        );

    /// <summary>Encoded rows of which no context is known.</summary>
    public Table Unknown(Table encoded)
    {
        double[] unknown = [.. Enumerable.Repeat(double.NaN, encoded.RowCount)];
        return Widened(
            encoded,
            encoded,
            [.. Enumerable.Repeat(-1, encoded.RowCount)],
            unknown,
            unknown,
            NestedRows.Unknown(encoded.RowCount)
        );
    }

    /// <inheritdoc/>
    public bool Equals(SubjectContext? other) =>
        other is not null
        && (Key, Nested) == (other.Key, other.Nested)
        && Before.SequenceEqual(other.Before)
        && Steps.Equals(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Before.Count);
}

/// <summary>The keys of rows.</summary>
/// <param name="First">The first row of each row's key.</param>
/// <param name="Inner">The first row of each row's inner key; null without any.</param>
internal sealed record KeyedRows(int[] First, int[]? Inner);
