using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Exceptions;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Modalities.Tables.Rules.Partial;
using Likeness.Modalities.Tables.Views;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>The rules of a table, applied one after another to what breaks none of them.</summary>
/// <param name="columns">The columns of the data, which samples have, too.</param>
/// <param name="rules">The rules, in the order in which they encode.</param>
/// <param name="exceptions">The columns whose rules some rows break; null for none.</param>
/// <param name="ahead">The number of rules that encode first, with what breaks others.</param>
internal sealed partial class TableRules(
    IReadOnlyList<Column> columns,
    IReadOnlyList<TableRule> rules,
    IReadOnlyList<ExceptionalColumn>? exceptions = null,
    int ahead = 0
)
{
    private readonly IReadOnlyList<TableRule> rules = rules;
    private readonly IReadOnlyList<ExceptionalColumn>? exceptions = exceptions;
    private readonly int ahead = ahead;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The columns of the data.</summary>
    public IReadOnlyList<Column> Columns => columns;

    /// <summary>The rules.</summary>
    public IReadOnlyList<TableRule> Rules => rules;

    /// <summary>The columns whose rules some rows break.</summary>
    public ExceptionalColumns Exceptions { get; } = new(exceptions ?? [], rules);

    /// <summary>The rules in the words of a schema.</summary>
    public IReadOnlyList<string> Texts =>
        [
            .. rules
                .SelectMany(Singles)
                .SelectMany(rule => Exceptions.MayBreak(rule) ? rule.Texts.Select(RuleText.Exceptional) : rule.Texts),
        ];

    /// <summary>The rules in words for a reader.</summary>
    public IReadOnlyList<string> Lines =>
        [.. RuleLines.Of([.. rules.SelectMany(Singles)], columns, Exceptions.MayBreak)];

    /// <summary>The rules that all rows satisfy.</summary>
    public IReadOnlyList<TableRule> Exact =>
        [
            .. rules
                .Where(rule => !Exceptions.MayBreak(rule) && !rule.HoldsInPart)
                .Select(rule =>
                    rule is SubjectColumns subjects && subjects.Values.Any(Exceptions.MayBreak)
                        ? subjects with
                        {
                            Same = [.. subjects.Same.Where(name => !Exceptions.Concerns(name))],
                        }
                        : rule
                ),
        ];

    /// <summary>The rules that nearly all rows satisfy, and those that hold in a part of the rows.</summary>
    public IReadOnlyList<TableRule> Nearly =>
        [.. rules.SelectMany(Singles).Where(rule => Exceptions.MayBreak(rule) || rule.HoldsInPart)];

    // The rules of single columns that one consists of.
    private static IEnumerable<TableRule> Singles(TableRule rule) =>
        rule is SubjectColumns subjects ? subjects.Values : [rule];

    /// <summary>Whether models see other columns in place of one, or this is one of exceptions.</summary>
    public bool Restores(string column) =>
        rules.Any(rule => rule.Replaces && rule.Column == column) || Exceptions.Concerns(column);

    /// <summary>Finds the rules of training rows.</summary>
    /// <param name="train">The training rows under the columns of their <see cref="Schema"/>.</param>
    /// <param name="wanted">Whether rules are looked for.</param>
    public static TableRules Find(Table train, bool wanted)
    {
        return wanted ? RankColumn.Beside(train, declared: null, Find) : new(train.Columns, TimePartColumn.All(train));
    }

    private static TableRules Find(Table train)
    {
        var subjects = SubjectSearch.All(train);
        var found = CodedRuleSearch.Find(
            train,
            seen => ExceptionSearch.Find(seen, RuleSearch.Find(seen, subjects), subjects)
        );
        found = found.With(found.Columns, LimitedSearch.All(train, found));
        var panel = train.Columns.Select(column => column.Panel).OfType<PanelRows>().FirstOrDefault();
        found = panel is null || subjects.Count > 0 ? found : found.Naming(panel);
        found = panel is null && subjects.Count == 0 ? found.Including(LevelFormulaSearch.All(train, found)) : found;
        found = found.Including(PartlyEqualSearch.All(train, found));
        found =
            subjects.Count == 0
                ? found.With(found.Columns, [.. OnceSearch.All(train, found), .. ApartSearch.All(train)])
                : found;
        // Rows that follow each other are learned from those before.
        return panel is null && subjects.Count == 0 ? found.WithProducts(train).WithMonotone(train) : found;
    }

    // What models see in place of a column is made while the one that it is equal to is as the data has it.
    private TableRules Including(IReadOnlyList<PartlyEqualColumn> partial)
    {
        List<TableRule> all = [.. rules];
        foreach (var rule in partial)
        {
            int first = all.FindIndex(other => other.Column == rule.Other && other.Replaces);
            all.Insert(first < 0 ? all.Count : first, rule);
        }

        return new(columns, all, exceptions, ahead);
    }

    // What names the series and times of a panel follows from nothing else: prices follow from a stock, not the stock from prices.
    private TableRules Naming(PanelRows panel)
    {
        string[] known = [.. panel.Known];
        bool IsReversed(TableRule rule) =>
            ((rule as DeterminingColumn)?.Function ?? rule) is (DeterminedColumn or DerivedColumn) and var function
            && panel.Keys.Append(panel.Time).Contains(function.Column)
            && !function.Needs.All(known.Contains)
            && !Exceptions.Concerns(function.Column);
        return rules.Any(IsReversed)
            ? new(columns, [.. rules.Where(rule => !IsReversed(rule))], exceptions, ahead)
            : this;
    }

    /// <summary>The rules of a table with other columns, and further ones.</summary>
    /// <param name="own">The columns.</param>
    /// <param name="further">Rules that restore no column.</param>
    public TableRules With(IReadOnlyList<Column> own, IEnumerable<TableRule> further) =>
        new(own, [.. rules, .. further], exceptions, ahead);

    /// <summary>The rules behind others, which encode first: they need the columns as the data has them.</summary>
    public TableRules After(IReadOnlyCollection<TableRule> others) =>
        new(columns, [.. others, .. rules], exceptions, others.Count + ahead);

    /// <summary>The rules as JSON.</summary>
    public JsonElement ToJson() =>
        JsonSerializer.SerializeToElement(
            new Stored([.. columns.Select(column => StoredColumn.Create(column, [0]))], rules)
            {
                Exceptions = exceptions is { Count: > 0 } ? exceptions : null,
                Ahead = exceptions is { Count: > 0 } ? ahead : null,
            },
            Json
        );

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is not a list of rules.</exception>
    public static TableRules FromJson(JsonElement json)
    {
        try
        {
            if (json.Deserialize<Stored>(Json) is { } stored)
            {
                return new(
                    [.. stored.Columns.Select(column => column.ToColumn())],
                    stored.Rules,
                    stored.Exceptions,
                    stored.Ahead ?? 0
                );
            }
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NotSupportedException)
        {
            throw new LikenessException(Damaged, error);
        }

        throw new LikenessException(Damaged);
    }

    /// <summary>Rows with the columns that models see.</summary>
    public Table Encode(Table rows) => Encode(rules.Skip(ahead), Exceptions.Separate(EncodeAhead(rows)));

    /// <summary>The same for changed rows, in which what rules restore follows the change, but for what broke them before.</summary>
    /// <param name="rows">The changed rows.</param>
    /// <param name="before">The rows before.</param>
    public Table Encode(Table rows, Table before)
    {
        var changed = Encode(rules.Take(ahead), Exceptions.Separate(rows, before, areAhead: true));
        return Encode(rules.Skip(ahead), Exceptions.Separate(changed, EncodeAhead(before), areAhead: false));
    }

    private Table EncodeAhead(Table rows) => Encode(rules.Take(ahead), Exceptions.Separate(rows, areAhead: true));

    private static Table Encode(IEnumerable<TableRule> some, Table rows) =>
        some.Aggregate(rows, (encoded, rule) => rule.Encode(encoded));

    /// <summary>The same for rows whose missing cells are unknown.</summary>
    public Table EncodeUnknown(Table rows) =>
        EncodeUnknown(
            rules.Skip(ahead),
            Exceptions.Separate(
                EncodeUnknown(rules.Take(ahead), Exceptions.Separate(rows, isUnknown: true, areAhead: true)),
                isUnknown: true
            )
        );

    private static Table EncodeUnknown(IEnumerable<TableRule> some, Table rows) =>
        some.Aggregate(rows, (encoded, rule) => rule.EncodeUnknown(encoded));

    /// <summary>Rows in which unknown cells that follow from known ones are filled.</summary>
    /// <param name="rows">Rows with the columns of the data; NaN where unknown.</param>
    public Table Complete(Table rows) =>
        rules
            .Concat(rules.Reverse())
            .Aggregate(
                rows,
                (completed, rule) => rule.Complete(Exceptions.MayBreak(rule) ? completed : rule.Follow(completed))
            );

    /// <summary>Imputed rows whose imputed cells agree with the observed ones under the rules, where that is possible.</summary>
    /// <param name="rows">Imputed rows with the columns of the data, observed cells in their places.</param>
    /// <param name="isObserved">Whether a cell was observed: the row and the column.</param>
    public Table Reconcile(Table rows, Func<int, int, bool> isObserved) =>
        rules
            .Reverse()
            .Aggregate(
                rules.Aggregate(rows, (reconciled, rule) => rule.Reconcile(reconciled, isObserved)),
                (recomputed, rule) => rule.Recompute(recomputed, isObserved)
            );

    /// <summary>Imputed rows in which cells that still break a rule with observed ones give way.</summary>
    /// <inheritdoc cref="Reconcile"/>
    public Table Settle(Table rows, Func<int, int, bool> isObserved) =>
        rules.Aggregate(rows, (settled, rule) => rule.Settle(settled, isObserved));

    /// <summary>The missing cells that are so because of what else their row has, [columns][rows].</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    public bool[][] MustMiss(Table rows)
    {
        bool[][] must = [.. Enumerable.Range(0, rows.Width).Select(_ => new bool[rows.RowCount])];
        foreach (var rule in rules)
        {
            rule.MarkMissing(rows, must);
        }

        return must;
    }

    /// <summary>Rows with the columns of the data, in their order; behind them, exceptions of what the rows of a key share (see <see cref="Join"/>).</summary>
    /// <param name="rows">Rows with the columns that models see.</param>
    public Table Decode(Table rows)
    {
        if (rules.Count == 0)
        {
            return rows;
        }

        for (int i = rules.Count; i >= 0; i--)
        {
            rows = i == ahead ? Exceptions.Join(Decoded(i, rows), columns, areAhead: false) : Decoded(i, rows);
        }

        return InOrder(Exceptions.Join(rows, columns, areAhead: true));
    }

    private Table InOrder(Table rows)
    {
        var names = rows.Columns.Select(column => column.Name).ToList();
        int[] shared = [.. Enumerable.Range(0, names.Count).Where(i => Exceptions.AreShared(names[i]))];
        return Table.FromColumns(
            [.. columns, .. shared.Select(i => rows.Columns[i])],
            [
                .. columns.Select(column => rows.ColumnValues(names.IndexOf(column.Name))),
                .. shared.Select(rows.ColumnValues),
            ],
            rows.Picture
        );
    }

    /// <summary>Decoded rows with the exceptions of what the rows of a key share in their places, and what follows from them.</summary>
    /// <param name="rows">Rows as <see cref="Decode"/> gives them, put together to subjects.</param>
    public Table Join(Table rows)
    {
        var changed = Exceptions.Shared.ToHashSet();
        if (changed.Count == 0)
        {
            return rows;
        }

        // What others follow from encodes after them.
        var following = new List<int>();
        for (int i = ahead - 1; i >= 0; i--)
        {
            if (rules[i].Replaces && rules[i].Needs.Any(changed.Contains))
            {
                changed.Add(rules[i].Column);
                following.Insert(0, i);
            }
        }

        var joined = Exceptions.JoinShared(
            following.Aggregate(Exceptions.Separate(rows, areAhead: true), (encoded, i) => rules[i].Encode(encoded)),
            columns
        );
        var decoded = Enumerable.Reverse(following).Aggregate(joined, (one, i) => Decoded(i, one));
        return InOrder(Exceptions.Join(decoded, columns, areAhead: true)).WrittenAs(rows.Dialect);
    }

    private Table Decoded(int rule, Table rows) =>
        rule == rules.Count
            ? rows
            : rules[rule].Decode(rows, columns.First(column => column.Name == rules[rule].Column));

    private const string Damaged =
        "the stored rules of the data are damaged or of another program (restore run.json, or train again)";

    private sealed record Stored(IReadOnlyList<StoredColumn> Columns, IReadOnlyList<TableRule> Rules)
    {
        public IReadOnlyList<ExceptionalColumn>? Exceptions { get; init; }

        public int? Ahead { get; init; }
    }

    /// <summary>Whether each row of the data's columns satisfies all rules.</summary>
    public bool[] Hold(Table rows) => Array.ConvertAll(Broken(rows), count => count == 0);

    /// <summary>The number of rules that each row of the data's columns breaks, but for exceptions.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="isObserved">Whether a cell was observed: what is imputed is no exception. Null where all are.</param>
    public int[] Broken(Table rows, Func<int, int, bool>? isObserved = null)
    {
        int[] broken = Exceptions.Broken(rows, isObserved);
        foreach (var holds in Checked(rows).Select(one => one.Holds))
        {
            for (int row = 0; row < broken.Length; row++)
            {
                broken[row] += holds[row] ? 0 : 1;
            }
        }

        return broken;
    }

    /// <summary>The rules that some rows break although they are no exceptions.</summary>
    public IReadOnlyList<TableRule> Failing(Table rows) =>
        [.. Checked(rows).Where(one => one.Holds.Contains(false)).Select(one => one.Rule)];

    /// <summary>The first rule of single rows that each row contradicts although it is no exception; null for none.</summary>
    public TableRule?[] Contradicted(Table rows)
    {
        var contradicted = new TableRule?[rows.RowCount];
        foreach (
            var (rule, breaks) in Checked(rows, (rule, checkedRows) => rule.Breaks(checkedRows))
                .Where(one => one.Rule is not SubjectColumns)
        )
        {
            for (int row = 0; row < contradicted.Length; row++)
            {
                contradicted[row] ??= breaks[row] ? rule : null;
            }
        }

        return contradicted;
    }

    private IEnumerable<(TableRule Rule, bool[] Holds)> Checked(Table rows) =>
        Checked(rows, (rule, checkedRows) => rule.Holds(checkedRows));

    private IEnumerable<(TableRule Rule, bool[] Result)> Checked(Table rows, Func<TableRule, Table, bool[]> check)
    {
        var first = Exceptions.Separate(rows, areAhead: true);
        var separated = Exceptions.Separate(first);
        return rules
            .Select((rule, i) => (Rule: rule, Rows: i < ahead ? first : separated))
            .Where(one => one.Rule is { HoldsInPart: false, ComparesRows: false })
            .Select(one => (one.Rule, check(one.Rule, one.Rows)));
    }
}
