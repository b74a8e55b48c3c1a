using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// A column that follows from lists: how many choices one has, or which of two values says that it has a choice. It reads like <c>languages determines number of languages</c>.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="By">The column of lists.</param>
/// <param name="Has">The value of a list with the choice.</param>
/// <param name="Lacks">The value of a list without it.</param>
/// <param name="Choice">The place of the choice; null for the number of choices.</param>
/// <param name="Missing">The value where the list is missing; null where it is missing, too.</param>
internal sealed record OfListColumn(
    string Column,
    string By,
    double Has,
    double Lacks,
    int? Choice = null,
    double? Missing = null
) : FollowingColumn
{
    private const int MinRows = 40;
    private const int MinOfEach = 5; // fewer would agree with a choice by chance
    private const int MinCounts = 3;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [By];

    /// <summary>The rules of training rows.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="found">Rules that are known before: each column follows from one.</param>
    public static IEnumerable<OfListColumn> All(Table train, IReadOnlyList<TableRule> found)
    {
        int[] lists = [.. Enumerable.Range(0, train.Width).Where(i => train.Columns[i].Kind is ListKind)];
        return Enumerable
            .Range(0, lists.Length == 0 ? 0 : train.Width)
            .Where(i => RuleSearch.IsOriginal(train.Columns[i].Name, found))
            .Select(i => lists.Select(by => Find(train, by, i)).FirstOrDefault(rule => rule is not null))
            .OfType<OfListColumn>();
    }

    /// <summary>The rule of a column; null if it does not follow from the lists, or might by chance.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="by">The place of the lists.</param>
    /// <param name="at">The place of the column.</param>
    public static OfListColumn? Find(Table train, int by, int at)
    {
        var column = train.Columns[at];
        if (
            train.Columns[by].Kind is not ListKind lists
            || column.Codes is not null
            || (column.Kind is not NumberKind && column.Kind.LevelCount is 0 or > 2)
        )
        {
            return null;
        }

        double[] cells = train.ColumnValues(at);
        double[] known = train.ColumnValues(by);
        double[] ofMissing = [.. cells.Where((_, row) => double.IsNaN(known[row])).Distinct().Take(2)];
        int[] rows = [.. Enumerable.Range(0, cells.Length).Where(row => !double.IsNaN(known[row]))];
        double[] values = [.. rows.Select(row => cells[row]).Distinct().Take(ListKind.MaxChoices + 2)];
        if (rows.Length < MinRows || ofMissing.Length > 1 || values.Length < 2 || values.Any(double.IsNaN))
        {
            return null;
        }

        double? missing = ofMissing is [var one] && !double.IsNaN(one) ? one : null;
        string[] names = [column.Name, train.Columns[by].Name];
        if (
            column.Kind is NumberKind
            && values.Length >= MinCounts
            && Array.TrueForAll(rows, row => cells[row] == ListKind.CountOf(known[row]))
        )
        {
            return new(names[0], names[1], Has: 0, Lacks: 0, Missing: missing);
        }

        return values.Length == 2
            ? Enumerable.Range(0, lists.Choices.Count).Select(OfChoice).FirstOrDefault(rule => rule is not null)
            : null;

        OfListColumn? OfChoice(int choice)
        {
            double[] has = [.. rows.Where(row => ListKind.Has(known[row], choice)).Select(row => cells[row])];
            double[] lacks = [.. rows.Where(row => !ListKind.Has(known[row], choice)).Select(row => cells[row])];
            return
                has.Length >= MinOfEach
                && lacks.Length >= MinOfEach
                && has[0] != lacks[0]
                && Array.TrueForAll(has, cell => cell == has[0])
                && Array.TrueForAll(lacks, cell => cell == lacks[0])
                ? new(names[0], names[1], has[0], lacks[0], choice, missing)
                : null;
        }
    }

    /// <inheritdoc/>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        if (Choice is not int choice)
        {
            return rows;
        }

        // An imputed list has the choice if the observed column says so.
        var (at, by) = (IndexOf(rows, Column), IndexOf(rows, By));
        return Changed(
            rows,
            (row, cells) =>
            {
                double list = cells[by][row];
                if (!isObserved(row, by) && isObserved(row, at) && !double.IsNaN(list))
                {
                    bool has = ListKind.Has(list, choice);
                    cells[by][row] =
                        cells[at][row] == Has && !has ? list + ListKind.Cell(choice)
                        : cells[at][row] == Lacks && has ? list - ListKind.Cell(choice)
                        : list;
                }
            }
        );
    }

    /// <inheritdoc/>
    internal override Table Recompute(Table rows, Func<int, int, bool> isObserved) => Settle(rows, isObserved);

    /// <inheritdoc/>
    protected override double[] Values(Table rows) =>
        Array.ConvertAll(
            rows.ColumnValues(IndexOf(rows, By)),
            list =>
                double.IsNaN(list) ? Missing ?? double.NaN
                : Choice is not int choice ? ListKind.CountOf(list)
                : ListKind.Has(list, choice) ? Has
                : Lacks
        );

    /// <inheritdoc/>
    public override string ToString() => $"{By} determines {Column}";
}
