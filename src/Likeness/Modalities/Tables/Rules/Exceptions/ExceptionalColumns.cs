using Likeness.Data;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>The columns of a table whose rules some rows break.</summary>
/// <param name="all">The columns; one comes behind those from which its rules restore it.</param>
/// <param name="rules">The rules of the table.</param>
internal sealed class ExceptionalColumns(IReadOnlyList<ExceptionalColumn> all, IReadOnlyList<TableRule> rules)
{
    /// <summary>The columns.</summary>
    public IReadOnlyList<ExceptionalColumn> All => all;

    /// <summary>A line on each rule that some rows break.</summary>
    public IEnumerable<string> Lines =>
        from one in all
        where one.Fraction > 0
        from rule in RulesOf(one).Union(rules.Where(rule => IsOf(rule, one.Column)))
        from text in rule.Texts
        select $"rule, kept but for as many exceptions as the data have ({Numeral.Percent(one.Fraction)} of the rows): {text}";

    /// <summary>Whether some rows break a rule.</summary>
    public bool MayBreak(TableRule rule) => all.Any(one => one.Fraction > 0 && IsOf(rule, one.Column));

    /// <summary>Whether a rule restores a column, or keeps it in order.</summary>
    public static bool IsOf(TableRule rule, string column) => rule.Column == column && (rule.Replaces || rule.IsOrder);

    /// <summary>Whether some rows break the rules of a column, or it holds what breaks them.</summary>
    public bool Concerns(string column) =>
        all.Any(one => one.Column == column || one.Values == column || one.CaseColumn == column);

    /// <summary>The columns that the rows of a key share but for exceptions.</summary>
    public IEnumerable<string> Shared => all.Where(IsShared).Select(one => one.Column);

    /// <summary>Whether a column holds exceptions of what the rows of a key share.</summary>
    public bool AreShared(string column) =>
        all.Any(one => (one.Values == column || one.CaseColumn == column) && IsShared(one));

    // Keys of samples are known when their rows are put together to subjects.
    private bool IsShared(ExceptionalColumn one) => RulesOf(one) is [SubjectValue];

    /// <summary>Whether a column is restored by rules that some rows break: what would be changed of it would count as an exception.</summary>
    public bool IsRestored(string column) =>
        all.Any(one => one.Column == column && one.Typical is null && !IsShared(one));

    /// <summary>Rows that satisfy all rules, with further columns of what broke them.</summary>
    /// <param name="rows">Rows with the columns of the data; what the rows of a key share may be separated before.</param>
    /// <param name="isUnknown">Whether missing cells are unknown.</param>
    /// <param name="areAhead">Whether these are the exceptions of rules that encode first.</param>
    public Table Separate(Table rows, bool isUnknown = false, bool areAhead = false) =>
        Joined(rows, areAhead).Aggregate(rows, (separated, one) => Separated(one, separated, isUnknown));

    private Table Separated(ExceptionalColumn one, Table rows, bool isUnknown = false, bool[]? mayBreak = null)
    {
        var own = RulesOf(one);
        return LackingValues.Agreeing(one.Separate(rows, own, isUnknown, mayBreak), rows, one.Column, own, rules);
    }

    // Those that are not separated yet.
    private IEnumerable<ExceptionalColumn> Joined(Table rows, bool areAhead)
    {
        string[] names = [.. rows.Columns.Select(column => column.Name)];
        return all.Where(one => one.IsAhead == areAhead && !names.Contains(one.Values ?? one.CaseColumn));
    }

    /// <summary>The same for changed rows, in which what is restored follows the change where it broke no rule before.</summary>
    /// <param name="rows">The changed rows.</param>
    /// <param name="before">The rows before.</param>
    /// <param name="areAhead">Whether these are the exceptions of rules that encode first.</param>
    public Table Separate(Table rows, Table before, bool areAhead)
    {
        foreach (var one in Joined(rows, areAhead))
        {
            bool[] held = one.Held(before, RulesOf(one));
            before = Separated(one, before);
            rows = Separated(one, rows, mayBreak: Array.ConvertAll(held, holds => !holds));
        }

        return rows;
    }

    /// <summary>Training rows without exceptions of fewer rows than protection asks for.</summary>
    /// <param name="encoded">The rows as models see them.</param>
    public Table Protect(Table encoded)
    {
        double[][] cells = [.. Enumerable.Range(0, encoded.Width).Select(encoded.ColumnValues)];
        for (int i = 0; i < cells.Length; i++)
        {
            if (
                all.Any(one => one.Values == encoded.Columns[i].Name)
                && cells[i].Count(cell => !double.IsNaN(cell)) < Protection.MinRows
            )
            {
                Array.Fill(cells[i], double.NaN);
            }
        }

        return Table.FromColumns(encoded.Columns, cells, encoded.Picture);
    }

    /// <summary>The inverse of <see cref="Separate(Table, bool, bool)"/>, but for what the rows of a key share.</summary>
    /// <param name="rows">Rows that satisfy all rules, with the further columns.</param>
    /// <param name="columns">The columns of the data.</param>
    /// <param name="areAhead">Whether these are the exceptions of rules that encode first.</param>
    public Table Join(Table rows, IReadOnlyList<Column> columns, bool areAhead) =>
        Join(rows, columns, one => one.IsAhead == areAhead && !IsShared(one));

    /// <summary>The same for what the rows of a key share.</summary>
    /// <inheritdoc cref="Join(Table, IReadOnlyList{Column}, bool)"/>
    public Table JoinShared(Table rows, IReadOnlyList<Column> columns) => Join(rows, columns, IsShared);

    private Table Join(Table rows, IReadOnlyList<Column> columns, Func<ExceptionalColumn, bool> isJoined) =>
        all.Where(isJoined)
            .Reverse()
            .Aggregate(rows, (joined, one) => one.Join(joined, columns.First(column => column.Name == one.Column)));

    /// <summary>The number of columns that break their rules in a way that no training row does.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="isObserved">Whether a cell was observed; imputed ones break no rule. Null where none is imputed.</param>
    public int[] Broken(Table rows, Func<int, int, bool>? isObserved)
    {
        var broken = new int[rows.RowCount];
        foreach (var one in Joined(rows, areAhead: true).Concat(Joined(rows, areAhead: false)))
        {
            var own = RulesOf(one);
            bool[] known = one.IsKnown(rows, own);
            bool[] holds = isObserved is null ? known : one.Held(rows, own);
            int[] cells =
            [
                .. Enumerable
                    .Range(0, rows.Width)
                    .Where(column =>
                        rows.Columns[column].Name == one.Column
                        || own.Any(rule => rule.Needs.Contains(rows.Columns[column].Name))
                    ),
            ];
            for (int row = 0; row < broken.Length; row++)
            {
                bool isOfData =
                    known[row] && (holds[row] || Array.TrueForAll(cells, column => isObserved!(row, column)));
                broken[row] += isOfData ? 0 : 1;
            }

            rows = Separated(one, rows);
        }

        return broken;
    }

    // What the rows of a key share may follow from other columns, too; these are corrected by themselves.
    private List<TableRule> RulesOf(ExceptionalColumn one) =>
        rules.OfType<SubjectColumns>().SelectMany(rule => rule.Values).FirstOrDefault(rule => rule.Column == one.Column)
            is { } shared
            ? [shared]
            : [.. rules.Where(rule => IsOf(rule, one.Column))];
}
