using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Finds numbers that are a function of another column, perhaps with a constant: <c>log_price = log(price)</c>, <c>age2 = square(age)</c>. Columns of any table are looked at in pairs:
/// most functions do not hold in the first rows.
/// </summary>
internal static class FunctionSearch
{
    private const int MinRows = 20;

    // Of fewer values, several functions hold.
    private const int FewestValues = 6;
    private const int DigitsOfConstant = 15;

    /// <summary>The rules that all rows satisfy.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="sample">Some of them, in which functions are looked for.</param>
    /// <param name="known">The rules of other columns.</param>
    public static IReadOnlyList<FormulaColumn> All(Table train, Table sample, IReadOnlyList<TableRule> known)
    {
        var found = new List<FormulaColumn>();
        int[] numbers =
        [
            .. Enumerable
                .Range(0, train.Width)
                .Where(column => train.Columns[column].Kind is NumberKind && HasManyValues(sample.Column(column))),
        ];
        var steps = numbers.ToDictionary(
            column => column,
            column => new Lazy<double>(() => FunctionSlack.StepOf(train, column))
        );
        // The later column is computed, as most people do it.
        foreach (int target in numbers.Reverse())
        {
            string name = train.Columns[target].Name;
            if (!RuleSearch.IsOriginal(name, known))
            {
                continue;
            }

            int? decimals = RoundedNumber.DecimalsOf(train, target);
            var rule = numbers
                .Where(part => part != target)
                .SelectMany(part =>
                {
                    int[] known = Known(sample, target, part);
                    return known.Length < MinRows
                        ? []
                        : FormulaFunction.Names.Select(one =>
                            Create(train, sample, target, (part, steps[part].Value, known), one, decimals)
                        );
                })
                .FirstOrDefault(one =>
                    one?.Needs.Any(part => RuleSearch.Needs(part, name, [.. known, .. found])) == false
                );
            if (rule is not null)
            {
                found.Add(rule);
            }
        }

        return found;
    }

    private static bool HasManyValues(ReadOnlySpan<double> cells)
    {
        var values = new HashSet<double>();
        for (int row = 0; row < cells.Length && values.Count < FewestValues; row++)
        {
            if (!double.IsNaN(cells[row]))
            {
                values.Add(cells[row]);
            }
        }

        return values.Count >= FewestValues;
    }

    // The rows that have two values.
    private static int[] Known(Table rows, int column, int other)
    {
        var known = new List<int>();
        for (int row = 0; row < rows.RowCount; row++)
        {
            if (!double.IsNaN(rows[row, column]) && !double.IsNaN(rows[row, other]))
            {
                known.Add(row);
            }
        }

        return [.. known];
    }

    private static FormulaColumn? Create(
        Table train,
        Table sample,
        int target,
        (int At, double Step, int[] Known) part,
        string name,
        int? decimals
    )
    {
        var function = new FormulaFunction(name, new FormulaCell(0));
        if (Constant(sample, function, target, part, decimals) is not { } constant)
        {
            return null;
        }

        Formula formula =
            constant == 0
                ? function
                : new FormulaSum((function, false), (new FormulaNumber(Math.Abs(constant)), constant < 0));
        var rule = FormulaColumn.Create(train, target, [part.At], formula);
        return
            FormulaSearch.CanBeWritten(rule, train)
            && new FormulaEvidence(sample, rule, target, [part.At], formula).IsEnough(_ => false)
            && Array.TrueForAll(rule.Holds(train), holds => holds)
            ? rule
            : null;
    }

    // What is added to the function in all rows; null if it differs.
    private static double? Constant(
        Table rows,
        FormulaFunction function,
        int target,
        (int At, double Step, int[] Known) part,
        int? decimals
    )
    {
        var (low, high, known) = (double.NegativeInfinity, double.PositiveInfinity, 0);
        var cells = rows.Column(part.At);
        var targets = rows.Column(target);
        foreach (int row in part.Known)
        {
            double value = function.Value(cells.Slice(row, 1));
            double rest = targets[row] - value;
            if (!double.IsNaN(rest))
            {
                double slack =
                    FormulaColumn.SlackOf(decimals, value, cells.Slice(row, 1))
                    + FunctionSlack.Of(function, cells[row], part.Step);
                (low, high, known) = (Math.Max(low, rest - slack), Math.Min(high, rest + slack), known + 1);
                if (!(low <= high))
                {
                    return null;
                }
            }
        }

        if (known < MinRows)
        {
            return null;
        }

        // Of a number that was not rounded after all, a short constant is only near.
        double[] values = Array.ConvertAll(rows.ColumnValues(part.At), cell => function.Value([cell]));
        return (decimals is null ? PreciseConstant.Find(rows.Column(target), values) : null)
            ?? SimplestNumber.In(low, high)
            ?? SimplestNumber.Rounded((low + high) / 2, DigitsOfConstant);
    }
}
