using Likeness.Data;
using Likeness.Data.Times;
using Likeness.Evaluation;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Validity;
using Likeness.Runs;

namespace Likeness.Modalities.Tables;

/// <summary>Tables of files that are compared without a model, and the rules of the known ones.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Rows">The rows under the columns of the known ones; generated keys of subjects as they were read.</param>
/// <param name="AsRead">The rows as they were read, with the texts of their keys.</param>
internal sealed record ComparedFiles(TableRules Rules, CheckedRows Rows, CheckedRows AsRead)
{
    /// <summary>Reads files.</summary>
    /// <exception cref="LikenessException">A file cannot be read, or has other columns or kinds of values than the real one.</exception>
    public static ComparedFiles Read(EvaluatedFiles files)
    {
        var real = JoinedTimes.Without(files.Real.LoadTable().Table);
        var generated = Load(files.Generated);
        var train = files.Train is { } source ? Load(source) : null;
        var read = new CheckedRows(train ?? real, train is null ? null : real, generated);
        var (first, second, made) = SharedKinds.Align(read.Known, read.Test, generated);
        var schema = Schema.Detect(first);
        var known = schema.Apply(first);
        var rules = TableRules.Find(known, known.Picture is null);
        var test = second is null ? null : schema.Apply(second);
        return new(rules, new(known, test, WithKeys(schema.Apply(made), generated, rules.Rules)), read);

        Table Load(DataSource source) =>
            SameColumns.Order(
                JoinedTimes.Without(source.LoadTable().Table) is var rows && real.Dialect is { } dialect
                    ? dialect.Split(rows)
                    : rows,
                source.ShownName,
                real,
                files.Real.ShownName
            );
    }

    // Under the columns of the real rows, generated keys of subjects would be unknown.
    private static Table WithKeys(Table rows, Table read, IReadOnlyList<TableRule> rules)
    {
        bool[] are =
        [
            .. rows.Columns.Select(column =>
                rules.Any(rule =>
                    rule is SubjectColumns { Within: not { AreNumbered: true } } && rule.Column == column.Name
                )
            ),
        ];
        return Table
            .FromColumns(
                [.. rows.Columns.Select((column, i) => are[i] ? read.Columns[i] : column)],
                [.. are.Select((isKey, i) => (isKey ? read : rows).ColumnValues(i))],
                rows.Picture
            )
            .WrittenAs(rows.Dialect);
    }
}
