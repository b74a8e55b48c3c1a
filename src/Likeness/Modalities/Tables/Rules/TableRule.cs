using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Modalities.Tables.Rules.Partial;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>
/// A rule that every row of the data satisfies. One column is encoded relative to others, so that whatever a model samples satisfies the rule. In
/// messages it reads like <c>pickup ≤ dropoff</c>.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AnnuityColumn), "annuity")]
[JsonDerivedType(typeof(ApartColumns), "apart")]
[JsonDerivedType(typeof(CodeColumn), "code")]
[JsonDerivedType(typeof(ComparedColumn), "compared")]
[JsonDerivedType(typeof(DateColumn), "date")]
[JsonDerivedType(typeof(DerivedColumn), "derived")]
[JsonDerivedType(typeof(DeterminedColumn), "determined")]
[JsonDerivedType(typeof(DeterminingColumn), "determining")]
[JsonDerivedType(typeof(DifferenceColumn), "difference")]
[JsonDerivedType(typeof(DifferentColumn), "different")]
[JsonDerivedType(typeof(ExclusiveColumn), "exclusive")]
[JsonDerivedType(typeof(FormulaColumn), "formula")]
[JsonDerivedType(typeof(FractionColumn), "fraction")]
[JsonDerivedType(typeof(IndicatorColumn), "indicator")]
[JsonDerivedType(typeof(KeyColumn), "key")]
[JsonDerivedType(typeof(LevelFormulaColumn), "levelFormula")]
[JsonDerivedType(typeof(LimitedColumn), "limited")]
[JsonDerivedType(typeof(ListColumn), "list")]
[JsonDerivedType(typeof(MonotoneColumns), "monotone")]
[JsonDerivedType(typeof(MonthsColumn), "months")]
[JsonDerivedType(typeof(OfDateColumn), "ofDate")]
[JsonDerivedType(typeof(OfListColumn), "ofList")]
[JsonDerivedType(typeof(OfRankColumn), "ofRank")]
[JsonDerivedType(typeof(OnceColumns), "once")]
[JsonDerivedType(typeof(OneOfColumn), "oneOf")]
[JsonDerivedType(typeof(ProportionalColumn), "proportional")]
[JsonDerivedType(typeof(RankColumn), "rank")]
[JsonDerivedType(typeof(RateColumn), "rate")]
[JsonDerivedType(typeof(RoundedSumColumn), "roundedSum")]
[JsonDerivedType(typeof(ShiftedDayColumn), "shiftedDay")]
[JsonDerivedType(typeof(TimePartColumn), "timePart")]
[JsonDerivedType(typeof(PartlyEqualColumn), "partlyEqual")]
[JsonDerivedType(typeof(PeriodColumn), "period")]
[JsonDerivedType(typeof(PresenceColumn), "presence")]
[JsonDerivedType(typeof(SubjectColumns), "subjects")]
[JsonDerivedType(typeof(SuccessiveColumn), "successive")]
[JsonDerivedType(typeof(YearsColumn), "years")]
public abstract record TableRule
{
    /// <summary>Computed values differ from written ones by this fraction at most, if they are the same.</summary>
    internal const double RoundOff = 1e-9;

    /// <summary>The name of the column that is encoded relative to others.</summary>
    public abstract string Column { get; init; }

    /// <summary>The columns that it is encoded relative to.</summary>
    internal abstract IEnumerable<string> Needs { get; }

    /// <summary>The columns that must be there as the data has them when it is encoded.</summary>
    internal virtual IEnumerable<string> EncodesFrom => Needs;

    /// <summary>The columns, beside its own, that it is restored from.</summary>
    internal virtual IEnumerable<string> DecodesFrom => Needs;

    /// <summary>Whether models see another column in place of this one, or none.</summary>
    internal virtual bool Replaces => true;

    /// <summary>Whether the column follows from others, so that further columns may follow from it.</summary>
    internal virtual bool IsComputed => false;

    /// <summary>Whether the rule holds in a part of the rows only: no row breaks it, and samples satisfy it as often as the data.</summary>
    internal virtual bool HoldsInPart => false;

    /// <summary>Whether the rule is one of all rows of a sample together, which no row breaks alone.</summary>
    internal virtual bool ComparesRows => false;

    /// <summary>Whether the rule keeps the column in order with others, and leaves it many values.</summary>
    internal virtual bool IsOrder => false;

    /// <summary>Whether models predict other columns from this one, computed from what they see in its place.</summary>
    internal virtual bool Predicts => false;

    /// <summary>The rule in the words of a schema, which has a line for each column that another one is never above.</summary>
    internal virtual IReadOnlyList<string> Texts => [ToString()!];

    /// <summary>The rule in words for a reader, with what the words of a schema leave to the data.</summary>
    /// <param name="columns">The columns of the data.</param>
    internal virtual IReadOnlyList<string> Lines(IReadOnlyList<Column> columns) => Texts;

    /// <summary>The rule, and those of further columns that it restores.</summary>
    internal virtual IReadOnlyList<TableRule> WithParts => [this];

    /// <summary>Whether each row satisfies the rule; a row without the values that the rule needs does.</summary>
    /// <param name="rows">Rows that have the rule's columns.</param>
    /// <returns>[rows.RowCount].</returns>
    public abstract bool[] Holds(Table rows);

    /// <summary>Whether rows contradict the rule: those of which it knows nothing do not.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    internal virtual bool[] Breaks(Table rows) => Array.ConvertAll(Holds(rows), holds => !holds);

    /// <summary>Rows with the column left out or encoded relative to others.</summary>
    public abstract Table Encode(Table rows);

    /// <summary>The same for rows whose missing cells are unknown.</summary>
    internal virtual Table EncodeUnknown(Table rows) => Encode(rows);

    /// <summary>What is added to the log-density of each row, in nats: the logarithm of the derivative of what models see by the column; null for 0.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    internal virtual double[]? LogDerivatives(Table rows) => null;

    /// <summary>Rows with the column as the data has it.</summary>
    /// <param name="rows">Rows as <see cref="Encode"/> gives them.</param>
    /// <param name="column">The column as the data has it.</param>
    public abstract Table Decode(Table rows, Column column);

    /// <summary>Rows in which unknown cells that follow from known ones are filled.</summary>
    /// <param name="rows">Rows with the columns of the data; NaN where unknown.</param>
    public abstract Table Complete(Table rows);

    /// <summary>Rows in which the column, where it is unknown, follows from known others.</summary>
    /// <param name="rows">Rows with the columns of the data; NaN where unknown.</param>
    internal virtual Table Follow(Table rows) => rows;

    /// <summary>Rows in which imputed cells are changed so that the rule holds together with what is observed, where that is possible.</summary>
    /// <param name="rows">Imputed rows with the columns of the data, observed cells in their places.</param>
    /// <param name="isObserved">Whether a cell was observed: the row and the column.</param>
    public virtual Table Reconcile(Table rows, Func<int, int, bool> isObserved) => rows;

    /// <summary>Reconciled rows in which the column, where it is imputed, follows from what has become of the others.</summary>
    /// <param name="rows">Imputed rows with the columns of the data, observed cells in their places.</param>
    /// <param name="isObserved">Whether a cell was observed: the row and the column.</param>
    internal virtual Table Recompute(Table rows, Func<int, int, bool> isObserved) => rows;

    /// <summary>Whether unknown cells that a known column is encoded relative to follow from what models sample in its place.</summary>
    internal virtual bool PlacesParts => false;

    /// <summary>Rows in which such cells are what the known column leaves them.</summary>
    /// <param name="known">Rows with the columns of the data; missing where unknown.</param>
    /// <param name="sampled">The same rows as models sampled them, without known cells in their places where these depend on unknown ones.</param>
    /// <returns>The rows; a cell that cannot have the value stays unknown.</returns>
    internal virtual Table PlaceParts(Table known, Table sampled) => known;

    /// <summary>Rows in which imputed cells that still break the rule with observed ones give way: the last resort after many imputations.</summary>
    /// <param name="rows">Imputed rows with the columns of the data, observed cells in their places.</param>
    /// <param name="isObserved">Whether a cell was observed: the row and the column.</param>
    internal virtual Table Settle(Table rows, Func<int, int, bool> isObserved) => rows;

    /// <summary>The value that the column must have in each row, NaN where that is missing; null for a rule that leaves more than one.</summary>
    /// <param name="rows">Rows that have the rule's columns.</param>
    internal virtual double[]? Expected(Table rows) => null;

    /// <summary>Marks missing cells that are so because of what else their row has: no value of them would satisfy the rule.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="must">Receives true for such cells, [columns][rows].</param>
    internal virtual void MarkMissing(Table rows, bool[][] must) { }

    /// <summary>Marks the missing cells of one column for which a condition holds.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="at">The column.</param>
    /// <param name="must">Receives true for such cells, [columns][rows].</param>
    /// <param name="condition">The condition of a row.</param>
    private protected static void Mark(Table rows, int at, bool[][] must, Func<int, bool> condition)
    {
        var cells = rows.Column(at);
        for (int row = 0; row < cells.Length; row++)
        {
            must[at][row] = must[at][row] || (rows.Columns[at].IsMissing(cells[row]) && condition(row));
        }
    }

    /// <summary>The place of a column.</summary>
    /// <exception cref="LikenessException">The table does not have it.</exception>
    protected static int IndexOf(Table rows, string name)
    {
        for (int i = 0; i < rows.Width; i++)
        {
            if (rows.Columns[i].Name == name)
            {
                return i;
            }
        }

        throw new LikenessException($"a rule needs the column '{name}', which the table does not have (give it)");
    }

    /// <summary>Rows with other values of one column.</summary>
    protected static Table Replaced(Table rows, int at, Column column, double[] values)
    {
        Column[] columns = [.. rows.Columns];
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        (columns[at], cells[at]) = (column, values);
        return Table.FromColumns(columns, cells, rows.Picture);
    }

    /// <summary>Rows with other values in some places.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="change">Changes the cells of a row, [columns][rows].</param>
    internal static Table Changed(Table rows, Action<int, double[][]> change)
    {
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        for (int row = 0; row < rows.RowCount; row++)
        {
            change(row, cells);
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <summary>Rows with other values of one column where it is missing and another one is not.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="at">The place of the column.</param>
    /// <param name="by">The place of the other one.</param>
    /// <param name="value">The value in a row; NaN for none.</param>
    private protected static Table Placed(Table rows, int at, int by, Func<int, double> value)
    {
        double[] values = rows.ColumnValues(at);
        for (int row = 0; row < values.Length; row++)
        {
            if (rows.Columns[at].IsMissing(values[row]) && !rows.Columns[by].IsMissing(rows[row, by]))
            {
                double placed = value(row);
                values[row] = !double.IsNaN(placed) && IsPossible(rows.Columns[at], placed) ? placed : values[row];
            }
        }

        return Replaced(rows, at, rows.Columns[at], values).WrittenAs(rows.Dialect);
    }

    /// <summary>Whether a column may have a value: any, or one of its grid.</summary>
    internal static bool IsPossible(Column column, double value) =>
        column.Grid is not { } grid || Math.Abs(grid.Snap(value) - value) <= RoundOff * Math.Max(1, Math.Abs(value));
}
