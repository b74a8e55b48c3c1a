using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Levels;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// A column that is computed from others and rounded as the data has it: <c>total = net + tax</c>, <c>amount = quantity × price</c>. It is replaced by
/// what is left, 0; where a column of the formula is missing, it stands by itself. A column that may also be 0 is replaced by whether it is computed.
/// </summary>
public sealed partial record FormulaColumn : TableRule
{
    // Numbers that are not rounded may be those of single precision.
    private const double SinglePrecision = 2e-7;

    // The last places of up to so many decimals.
    private static readonly double[] Units = [.. Enumerable.Range(0, 16).Select(places => Math.Pow(10, -places))];

    private readonly Formula formula;

    /// <summary>Creates the rule.</summary>
    /// <param name="column">The computed column.</param>
    /// <param name="parts">The columns that it is computed from, in the order of the formula.</param>
    /// <param name="formula">The expression, in which <c>#0</c> is the first part.</param>
    /// <param name="isAlone">Whether the column has values where the formula has none: a part is missing, or divides by 0.</param>
    /// <param name="decimals">Decimal places of the column; null if it is not rounded.</param>
    /// <param name="isFlag">Whether the column has missing values of its own, so that it is replaced by whether it has a value.</param>
    /// <param name="hasOnePart">Whether missing parts count as 0 and no training row has two of them.</param>
    /// <exception cref="ArgumentException">The text is no formula of the parts.</exception>
    [JsonConstructor]
    public FormulaColumn(
        string column,
        IReadOnlyList<string> parts,
        string formula,
        bool isAlone,
        int? decimals = null,
        bool isFlag = false,
        bool hasOnePart = false
    )
        : this(column, parts, Parse(formula, parts.Count), decimals) =>
        (IsAlone, IsFlag, HasOnePart) = (isAlone, isFlag, hasOnePart);

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

    /// <summary>Whether missing parts count as 0 and no training row has two of them: a debit or a credit.</summary>
    public bool HasOnePart { get; private init; }

    /// <summary>How halves of a last place are rounded.</summary>
    [JsonInclude]
    internal HalfRounding Halves { get; private init; }

    /// <summary>The step of the part that it is a function of; null for another formula.</summary>
    [JsonInclude]
    internal double? PartStep { get; private init; }

    /// <summary>What parts of a whole leave at least in samples; null for another formula.</summary>
    [JsonInclude]
    internal double? Least { get; private init; }

    /// <summary>Whether it is just a multiple of another column.</summary>
    internal bool IsMultiple => Parts.Count == 1 && formula is FormulaProduct;

    private bool MayBeZero => formula is FormulaOrZero;

    /// <summary>The rule of a column of training rows, which may break it.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="at">The place of the column.</param>
    /// <param name="parts">The places of its parts, in the order of the formula's.</param>
    /// <param name="formula">The formula.</param>
    internal static FormulaColumn Create(Table train, int at, IReadOnlyList<int> parts, Formula formula)
    {
        // Of times, a person counts days.
        bool hasTime = parts.Append(at).Any(column => train.Columns[column].Kind is TimeKind);
        formula = hasTime ? formula.WithDays() : formula;
        formula = train.Columns[at].Kind is TimeKind && formula is FormulaSum sum ? sum.WithSeconds() : formula;
        // The parts in the order of the text.
        string[] names = [.. parts.Select(part => train.Columns[part].Name)];
        var (written, columns) = FormulaParser.Parse(formula.Write(Places(names.Length)), Places(names.Length))!.Value;
        string[] ordered = [.. columns.Select(column => names[int.Parse(column[1..], CultureInfo.InvariantCulture)])];
        return new FormulaColumn(train.Columns[at].Name, ordered, written, decimals: null).For(train);
    }

    /// <summary>The rule with what other training rows say of missing values and decimals.</summary>
    internal FormulaColumn For(Table train)
    {
        int at = IndexOf(train, Column);
        var rule = new FormulaColumn(Column, Parts, formula, RoundedNumber.DecimalsOf(train, at))
        {
            PartStep = FunctionSlack.IsNeeded(formula) ? FunctionSlack.StepOf(train, IndexOf(train, Parts[0])) : null,
        };
        var (isAlone, isMissing, isBoth) = (false, false, false);
        double[] all = Array.ConvertAll(rule.Computed(train), computed => computed.Value);
        foreach (var (row, computed) in all.Index())
        {
            bool isKnown = !double.IsNaN(train[row, at]);
            isAlone |= isKnown && double.IsNaN(computed);
            isMissing |= !isKnown && !double.IsNaN(computed);
            isBoth |= !isKnown && double.IsNaN(computed);
        }

        return rule with
        {
            Least = LeftOfWhole.LeastOf(train, at, rule.PartsOf(train), formula),
            IsAlone = isAlone,
            IsFlag = rule.MayBeZero ? isMissing || (isAlone && isBoth) : isMissing && !isAlone,
            Halves = RoundedNumber.Detect(train.ColumnValues(at), all, rule.Decimals),
            HasOnePart = formula is FormulaMissingAsZero && rule.Exclusive(train).Hold(train),
        };
    }

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        int at = IndexOf(rows, Column);
        var column = rows.Column(at);
        bool mustHave = formula is FormulaMissingAsZero && rows.Columns[at].Missing is null;
        var computed = Computed(rows);
        var holds = new bool[rows.RowCount];
        for (int row = 0; row < holds.Length; row++)
        {
            // Comparisons with NaN are false: a missing value breaks no rule, unless all parts of a column are missing that never is.
            double rest = Math.Abs(column[row] - computed[row].Value);
            bool isAlone = MayBeZero && double.IsNaN(computed[row].Value) && Math.Abs(column[row]) > 0;
            holds[row] =
                (MayBeZero && column[row] == 0)
                || !(rest > computed[row].Slack || isAlone || (mustHave && double.IsNaN(column[row])));
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => Encoded(rows, isUnknown: false);

    /// <inheritdoc/>
    // A part that is unknown is not missing.
    internal override Table EncodeUnknown(Table rows) => Encoded(rows, isUnknown: true);

    // A column that is missing with its parts says nothing more.
    private Table Encoded(Table rows, bool isUnknown)
    {
        int at = IndexOf(rows, Column);
        double missing = isUnknown ? double.NaN : 0;
        double[] rests = rows.ColumnValues(at);
        var computed = Computed(rows, isUnknown);
        if (MayBeZero)
        {
            for (int row = 0; row < rests.Length; row++)
            {
                rests[row] = Case(rests[row], computed[row], isUnknown);
            }

            var encoded = new Column(Column)
            {
                Kind = new BooleanKind(),
                Missing = IsFlag ? rows.Columns[at].Missing : null,
            };
            return Replaced(rows, at, encoded, rests);
        }

        for (int row = 0; row < rests.Length; row++)
        {
            double rest = rests[row] - computed[row].Value;
            rests[row] =
                Math.Abs(rest) <= computed[row].Slack ? 0
                : !double.IsNaN(computed[row].Value) ? rest
                : IsAlone && !isUnknown ? rests[row]
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

    // 1 if a value that may be 0 is computed, 0 if it is 0, NaN if it is missing or that is unknown.
    private double Case(double value, (double Value, double Slack) computed, bool isUnknown) =>
        double.IsNaN(value) ? (isUnknown || IsFlag ? double.NaN : 1)
        : value != 0 || Math.Abs(value - computed.Value) <= computed.Slack ? 1
        : isUnknown && double.IsNaN(computed.Value) ? double.NaN
        : 0;

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        int at = IndexOf(rows, Column);
        rows = Least is { } least
            ? LeftOfWhole.Scaled(rows, PartsOf(rows), LeftOfWhole.WholeOf(formula)!.Value, least)
            : rows;
        double[] values = rows.ColumnValues(at);
        var computed = Computed(rows);
        for (int row = 0; row < values.Length; row++)
        {
            double value = RoundedNumber.Of(computed[row].Value, Decimals, Halves);
            bool isAlone = IsAlone && double.IsNaN(value);
            values[row] =
                double.IsNaN(values[row]) || (IsFlag && !MayBeZero && values[row] == 0) ? double.NaN
                : MayBeZero && (isAlone || (values[row] == 0 && !double.IsNaN(value))) ? 0
                : isAlone ? values[row]
                : value;
        }

        return Replaced(rows, at, column, values);
    }

    /// <inheritdoc/>
    internal override double[] Expected(Table rows) =>
        Array.ConvertAll(Computed(rows), computed => RoundedNumber.Of(computed.Value, Decimals, Halves));

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
            largest = double.MaxNumber(largest, Math.Abs(cell)); // a missing cell may count as 0
        }

        return Slack(decimals, computed, largest);
    }

    /// <summary>The same without cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double SlackOf(int? decimals, double computed) =>
        Slack(decimals, computed, Math.Max(1, Math.Abs(computed)));

    /// <summary>The same of several values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<double> SlackOf(int? decimals, Vector<double> computed)
    {
        var size = Vector.Abs(computed);
        var rounding = decimals is int places ? new Vector<double>(0.5 * UnitOf(places)) : SinglePrecision * size;
        return rounding + (RoundOff * 1e-3 * Vector.Max(Vector<double>.One, size));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Slack(int? decimals, double computed, double largest)
    {
        double rounding = decimals is int places ? 0.5 * UnitOf(places) : SinglePrecision * Math.Abs(computed);
        // Times are some 1e9 seconds.
        return rounding + (RoundOff * 1e-3 * largest);
    }

    private static double UnitOf(int places) =>
        (uint)places < (uint)Units.Length ? Units[places] : Math.Pow(10, -places);

    // Where parts are unknown, a missing one does not count as 0.
    private (double Value, double Slack)[] Computed(Table rows, bool isUnknown = false)
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

            double value = isUnknown && Array.Exists(cells, double.IsNaN) ? double.NaN : formula.Value(cells);
            value = double.IsFinite(value) ? value : double.NaN;
            double more = PartStep is { } step ? FunctionSlack.Of(formula, cells[0], step) : 0;
            computed[row] = (value, SlackOf(Decimals, value, cells) + more);
        }

        return computed;
    }

    private ExclusiveParts Exclusive(Table rows) => new(formula, Decimals, IndexOf(rows, Column), PartsOf(rows));

    private int[] PartsOf(Table rows) => [.. Parts.Select(part => IndexOf(rows, part))];

    private static string[] Places(int count) => [.. Enumerable.Range(0, count).Select(place => $"#{place}")];

    private static Formula Parse(string text, int parts)
    {
        string[] places = Places(parts);
        return FormulaParser.Parse(text, places) is { } parsed && parsed.Columns.SequenceEqual(places)
            ? parsed.Formula
            : throw new ArgumentException($"'{text}' is no formula of {parts} columns in their order", nameof(text));
    }
}
