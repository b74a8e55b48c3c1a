using Likeness.Data;
using Likeness.Data.Json;
using Likeness.Data.Kinds;
using Likeness.Data.Times;
using Likeness.Evaluation;
using Likeness.Evaluation.Utility;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Validity;
using Likeness.Runs;

namespace Likeness.Modalities.Tables;

/// <summary>Tables of files that are compared without a model, and the rules of the known ones.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Rows">The rows under the columns of the known ones; keys of each table as they were read.</param>
/// <param name="AsRead">The rows as they were read, with the texts of their keys.</param>
/// <param name="Remarks">What the files say in different ways.</param>
internal sealed record ComparedFiles(
    TableRules Rules,
    CheckedRows Rows,
    CheckedRows AsRead,
    IReadOnlyList<string> Remarks
)
{
    /// <summary>Reads files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="target">A column to predict, which the real file must have; null for none.</param>
    /// <exception cref="LikenessException">A file cannot be read, or has no column or other kinds of values than the real one, or the target cannot be predicted.</exception>
    public static ComparedFiles Read(EvaluatedFiles files, string? target = null)
    {
        var real = JoinedTimes.Without(files.Real.LoadTable().Table);
        TargetColumn.Check(target, real);
        var remarks = new List<string>();
        var generated = Load(files.Generated, "generated");
        var train = files.Train is { } source ? Load(source, "training") : null;
        var all = real;
        var common = CommonColumns.Find(real, train is null ? [generated] : [generated, train]);
        IReadOnlyList<string> absent = common is null ? [] : [.. Names(real).Except(Names(generated))];
        CommonColumns.Require(common, real, files.Real.ShownName, generated, files.Generated.ShownName);
        real = CommonColumns.Take(real, common);
        // These warnings come first.
        var warnings = new List<string>();
        generated = Common(generated, files.Generated, "generated");
        train = train is null ? null : Common(train, files.Train!, "training");
        if (target is not null && !Names(real).Contains(target))
        {
            throw new LikenessException(
                $"'{target}' cannot be predicted: only {files.Real.ShownName} has this column (give one that all files have)"
            );
        }

        var read = new CheckedRows(train ?? real, train is null ? null : real, generated);
        var (first, second, made) = SharedKinds.Align(read.Known, read.Test, generated);
        first = WithOwn(first, read.Known, HaveTexts(first));
        var schema = Schema.Detect(first);
        var known = schema.Apply(first);
        var rules = TableRules.Find(known, known.Picture is null);
        bool[] own = OwnKeys(known, rules.Rules);
        var test = second is null ? null : WithOwn(schema.Apply(second), real, own);
        // A generated category of keys may have levels of which rules know nothing.
        bool[] subjects =
        [
            .. known.Columns.Select((column, i) => own[i] || rules.Rules.Any(rule => IsKey(rule, column.Name))),
        ];
        return new(rules, new(known, test, WithOwn(schema.Apply(made), generated, subjects)), read, remarks)
        {
            Absent = absent,
            Warnings = warnings,
        };

        Table Load(DataSource source, string name)
        {
            var rows = ExpectedKeys.In(JoinedTimes.Without(source.LoadTable().Table), real.Columns);
            rows = SameColumns.IsUnnamed(rows) ? rows : CommonColumns.Respell(rows, name, real, remarks);
            return real.Dialect is { } dialect ? dialect.Split(rows) : rows;
        }

        Table Common(Table rows, DataSource source, string name)
        {
            if (
                common is not null
                && CommonColumns.Warn(rows, source.ShownName, all, files.Real.ShownName, common.Count) is { } warning
            )
            {
                warnings.Add(warning);
            }

            rows = SameColumns.Order(CommonColumns.Take(rows, common), source.ShownName, real, files.Real.ShownName);
            return BooleanSpellings.Match(rows, name, real, remarks);
        }
    }

    /// <summary>Columns of the real rows that the generated ones do not have.</summary>
    public IReadOnlyList<string> Absent { get; private init; } = [];

    /// <summary>Sentences on columns that only one of the files has.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    private static string[] Names(Table rows) => [.. rows.Columns.Select(column => column.Name)];

    private static bool[] HaveTexts(Table rows) =>
        [.. rows.Columns.Select(column => column.Kind is IdentifierKind or TextKind)];

    // Keys are known by their texts: under the columns of another table, or of none, keys would be those of other rows, or all the same.
    private static bool[] OwnKeys(Table known, IReadOnlyList<TableRule> rules) =>
        [
            .. HaveTexts(known)
                .Zip(
                    known.Columns,
                    (hasTexts, column) => hasTexts && !rules.Any(rule => IsNumbered(rule, column.Name))
                ),
        ];

    private static bool IsKey(TableRule rule, string column) =>
        rule is SubjectColumns { Within: not { AreNumbered: true } } && rule.Column == column;

    private static bool IsNumbered(TableRule rule, string column) =>
        rule is SubjectColumns { Within: { AreNumbered: true } } && rule.Column == column;

    // The rows with some columns as they were read.
    private static Table WithOwn(Table rows, Table read, bool[] are) =>
        Table
            .FromColumns(
                [.. rows.Columns.Select((column, i) => are[i] ? read.Columns[i] : column)],
                [.. are.Select((isOwn, i) => (isOwn ? read : rows).ColumnValues(i))],
                rows.Picture
            )
            .WrittenAs(rows.Dialect);
}
