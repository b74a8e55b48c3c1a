using System.Globalization;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>
/// A column that is computed from others and rounded as the data has it: <c>total = net + tax</c>, <c>amount = quantity × price</c>. It is replaced by
/// what is left, 0; where a column of the formula is missing, it stands by itself.
/// </summary>
public sealed record FormulaColumn : TableRule
{
    // Numbers that are not rounded may be those of single precision.
    private const double SinglePrecision = 2e-7;
    private const int DecimalsOfSeconds = 3;

    private readonly Formula formula;

    /// <summary>Creates the rule.</summary>
    /// <param name="column">The computed column.</param>
    /// <param name="parts">The columns that it is computed from, in the order of the formula.</param>
    /// <param name="formula">The expression, in which <c>#0</c> is the first part.</param>
    /// <param name="isAlone">Whether the column has values where the formula has none: a part is missing, or divides by 0.</param>
    /// <param name="decimals">Decimal places of the column; null if it is not rounded.</param>
    /// <param name="isFlag">Whether the column has missing values of its own, so that it is replaced by whether it has a value.</param>
    /// <exception cref="ArgumentException">The text is no formula of the parts.</exception>
    [JsonConstructor]
    public FormulaColumn(
        string column,
        IReadOnlyList<string> parts,
        string formula,
        bool isAlone,
        int? decimals = null,
        bool isFlag = false
    )
        : this(column, parts, Parse(formula, parts.Count), decimals) => (IsAlone, IsFlag) = (isAlone, isFlag);

    private FormulaColumn(string column, IReadOnlyList<string> parts, Formula formula, int? decimals) =>
        (Column, Parts, this.formula, Decimals) = (column, parts, formula, decimals);

    /// <inheritdoc/>
    public override string Column { get; init; }

    /// <summary>The columns that it is computed from.</summary>
    public IReadOnlyList<string> Parts { get; }

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => Parts;

    /// <inheritdoc/>
    internal override bool IsComputed => true;

    /// <inheritdoc/>
    internal override bool Predicts => Parts.Count > 1;

    /// <summary>The expression, in which <c>#0</c> is the first part.</summary>
    public string Formula => formula.Write(Places(Parts.Count));

    /// <summary>Decimal places of the column; null if it is not rounded.</summary>
    public int? Decimals { get; }

    /// <summary>Whether the column has values where the formula has none: a part is missing, or divides by 0.</summary>
    public bool IsAlone { get; private init; }

    /// <summary>Whether the column has missing values of its own, so that it is replaced by whether it has a value.</summary>
    public bool IsFlag { get; private init; }

    /// <summary>The rule of a column of training rows, which may break it.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="at">The place of the column.</param>
    /// <param name="parts">The places of its parts, in the order of the formula's.</param>
    /// <param name="formula">The formula.</param>
    internal static FormulaColumn Create(Table train, int at, IReadOnlyList<int> parts, Formula formula)
    {
        // The parts in the order of the text.
        string[] names = [.. parts.Select(part => train.Columns[part].Name)];
        var (written, columns) = FormulaParser.Parse(formula.Write(Places(names.Length)), Places(names.Length))!.Value;
        string[] ordered = [.. columns.Select(column => names[int.Parse(column[1..], CultureInfo.InvariantCulture)])];
        var rule = new FormulaColumn(train.Columns[at].Name, ordered, written, DecimalsOf(train, at));
        var (isAlone, isMissing) = (false, false);
        foreach (var (row, computed) in rule.Computed(train).Index())
        {
            bool isKnown = !double.IsNaN(train[row, at]);
            isAlone |= isKnown && double.IsNaN(computed.Value);
            isMissing |= !isKnown && !double.IsNaN(computed.Value);
        }

        return rule with
        {
            IsAlone = isAlone,
            IsFlag = isMissing && !isAlone,
        };
    }

    /// <summary>Decimal places that a column was written with, also where its values are too few for a grid; null if it is not rounded.</summary>
    internal static int? DecimalsOf(Table rows, int at)
    {
        if (DifferenceColumn.PlacesOf(rows.Columns[at]) is { } places)
        {
            return places;
        }

        if (rows.Columns[at].Kind is not NumberKind)
        {
            return DecimalsOfSeconds;
        }

        double[] known = Array.FindAll(rows.ColumnValues(at), value => !double.IsNaN(value));
        return known.Length > 0 && WrittenPrecision.Detect(known) is { SinglePrecision: false } written
            ? written.Decimals
            : null;
    }

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var column = rows.Column(IndexOf(rows, Column));
        var computed = Computed(rows);
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            // Comparisons with NaN are false: a missing value breaks no rule.
            holds[row] = !(Math.Abs(column[row] - computed[row].Value) > computed[row].Slack);
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => Encoded(rows, IsAlone, missing: 0);

    /// <inheritdoc/>
    // A part that is unknown is not missing.
    internal override Table EncodeUnknown(Table rows) => Encoded(rows, isAlone: false, missing: double.NaN);

    // A column that is missing with its parts says nothing more.
    private Table Encoded(Table rows, bool isAlone, double missing)
    {
        int at = IndexOf(rows, Column);
        double[] rests = rows.ColumnValues(at);
        var computed = Computed(rows);
        for (int row = 0; row < rests.Length; row++)
        {
            double rest = rests[row] - computed[row].Value;
            rests[row] =
                Math.Abs(rest) <= computed[row].Slack ? 0
                : !double.IsNaN(computed[row].Value) ? rest
                : isAlone ? rests[row]
                : missing;
        }

        if (IsFlag)
        {
            // One value with missing ones is no number.
            double[] flags = Array.ConvertAll(rests, rest => double.IsNaN(rest) ? missing : 1);
            return Replaced(rows, at, new Column(Column) { Kind = new BooleanKind() }, flags);
        }

        return Replaced(rows, at, new Column(Column) { Missing = rows.Columns[at].Missing }, rests);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int at = IndexOf(rows, Column);
        double[] values = rows.ColumnValues(at);
        var computed = Computed(rows);
        for (int row = 0; row < values.Length; row++)
        {
            bool isMissing = double.IsNaN(values[row]) || (IsFlag && values[row] == 0);
            values[row] =
                isMissing ? double.NaN
                : IsAlone && double.IsNaN(computed[row].Value) ? values[row]
                : Rounded(computed[row].Value, Decimals);
        }

        return Replaced(rows, at, column, values);
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows)
    {
        int at = IndexOf(rows, Column);
        return Solved(
            rows,
            row => !double.IsNaN(rows[row, at]),
            (row, part) => double.IsNaN(rows[row, part]),
            isOnly: true
        );
    }

    /// <inheritdoc/>
    public override Table Reconcile(Table rows, Func<int, int, bool> isObserved)
    {
        int at = IndexOf(rows, Column);
        bool[] holds = Holds(rows);
        return Solved(
            rows,
            row => !holds[row] && isObserved(row, at),
            (row, part) => !isObserved(row, part),
            isOnly: false
        );
    }

    // One of the parts that may change takes the value that the others and the column leave: the first for which it is possible.
    private Table Solved(Table rows, Func<int, bool> isSolved, Func<int, int, bool> mayChange, bool isOnly)
    {
        int at = IndexOf(rows, Column);
        int[] parts = PartsOf(rows);
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        var known = new double[parts.Length];
        for (int row = 0; row < rows.RowCount; row++)
        {
            int[] changeable = isSolved(row)
                ? [.. Enumerable.Range(0, parts.Length).Where(part => mayChange(row, parts[part]))]
                : [];
            if (isOnly && changeable.Length != 1)
            {
                continue;
            }

            // The largest of several has the most room.
            foreach (int part in changeable.OrderByDescending(part => Math.Abs(cells[parts[part]][row])))
            {
                for (int i = 0; i < parts.Length; i++)
                {
                    known[i] = cells[parts[i]][row];
                }

                double solution = Solution(known, part, rows.Columns[parts[part]], cells[at][row]);
                if (!double.IsNaN(solution))
                {
                    cells[parts[part]][row] = solution;
                    break;
                }
            }
        }

        return Table.FromColumns(rows.Columns, cells, rows.Picture).WrittenAs(rows.Dialect);
    }

    // The formula is affine in a part or in its inverse, or it is not solved: NaN, too, where the solution is none of the part's values.
    private double Solution(double[] cells, int part, Column column, double value)
    {
        double f1 = At(1);
        double f2 = At(2);
        double f4 = At(4);
        double slope = f2 - f1;
        double inverse = 4 * (f2 - f4);
        double solution =
            IsNear(f4 - f2, 2 * slope) ? 1 + ((value - f1) / slope)
            : IsNear(2 * (f1 - f2), inverse) ? inverse / (value - f1 + inverse)
            : double.NaN;
        solution = column.Kind is not NumberKind ? solution : Rounded(solution, DifferenceColumn.PlacesOf(column));
        double computed = At(solution);
        return
            double.IsFinite(solution)
            && Math.Abs(value - computed) <= SlackOf(Decimals, computed, cells)
            && IsPossible(column, solution)
            ? solution
            : double.NaN;

        double At(double x)
        {
            cells[part] = x;
            return formula.Value(cells);
        }

        static bool IsNear(double a, double b) => Math.Abs(a - b) <= RoundOff * Math.Max(Math.Abs(a), Math.Abs(b));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Column} = {formula.Write(Parts)}";

    /// <inheritdoc/>
    public bool Equals(FormulaColumn? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>How far a value may be from the computed one: half of a last place, and the round-off of both.</summary>
    /// <param name="decimals">Decimal places of the column; null if it is not rounded.</param>
    /// <param name="computed">The computed value.</param>
    /// <param name="cells">The cells that it is computed from.</param>
    internal static double SlackOf(int? decimals, double computed, ReadOnlySpan<double> cells)
    {
        double largest = Math.Max(1, Math.Abs(computed));
        foreach (double cell in cells)
        {
            largest = Math.Max(largest, Math.Abs(cell));
        }

        double rounding = decimals is int places ? 0.5 * Math.Pow(10, -places) : SinglePrecision * Math.Abs(computed);
        // Times are some 1e9 seconds.
        return rounding + (RoundOff * 1e-3 * largest);
    }

    private (double Value, double Slack)[] Computed(Table rows)
    {
        int[] parts = PartsOf(rows);
        var cells = new double[parts.Length];
        var computed = new (double Value, double Slack)[rows.RowCount];
        for (int row = 0; row < computed.Length; row++)
        {
            for (int i = 0; i < parts.Length; i++)
            {
                cells[i] = rows[row, parts[i]];
            }

            double value = formula.Value(cells);
            value = double.IsFinite(value) ? value : double.NaN;
            computed[row] = (value, SlackOf(Decimals, value, cells));
        }

        return computed;
    }

    private int[] PartsOf(Table rows) => [.. Parts.Select(part => IndexOf(rows, part))];

    // Halves are rounded away from 0, as invoices are; a half that was computed a little too small, too.
    private static double Rounded(double value, int? decimals) =>
        decimals is int places
            ? Math.Round(value * (1 + (RoundOff * 1e-3)), places, MidpointRounding.AwayFromZero) + 0.0 // no -0
            : value;

    private static string[] Places(int count) => [.. Enumerable.Range(0, count).Select(place => $"#{place}")];

    private static Formula Parse(string text, int parts)
    {
        string[] places = Places(parts);
        return FormulaParser.Parse(text, places) is { } parsed && parsed.Columns.SequenceEqual(places)
            ? parsed.Formula
            : throw new ArgumentException($"'{text}' is no formula of {parts} columns in their order", nameof(text));
    }
}
