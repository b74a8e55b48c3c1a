using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Times;
using Likeness.Evaluation;
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
    /// <exception cref="LikenessException">A file cannot be read, or has other columns or kinds of values than the real one.</exception>
    public static ComparedFiles Read(EvaluatedFiles files)
    {
        var real = JoinedTimes.Without(files.Real.LoadTable().Table);
        var remarks = new List<string>();
        var generated = Load(files.Generated, "generated");
        var train = files.Train is { } source ? Load(source, "training") : null;
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
        return new(rules, new(known, test, WithOwn(schema.Apply(made), generated, subjects)), read, remarks);

        Table Load(DataSource source, string name)
        {
            var rows = JoinedTimes.Without(source.LoadTable().Table);
            rows = real.Dialect is { } dialect ? dialect.Split(rows) : rows;
            rows = SameColumns.Order(rows, source.ShownName, real, files.Real.ShownName);
            return BooleanSpellings.Match(rows, name, real, remarks);
        }
    }

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
