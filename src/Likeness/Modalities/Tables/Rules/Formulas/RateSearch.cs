using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Finds columns that are multiples of another one with a rate for each value of a category, or of a few whole numbers such as tax classes. Each row leaves an interval for the rate of its value, which has the simplest number that all of them
/// allow, or, where multiples are not rounded and there is none, the middle one. With numbers of other rows of its value, or with the rates of other values, a row would satisfy the rule with a probability that must be tiny over all.
/// </summary>
internal static class RateSearch
{
    private const int MaxLevels = 20;

    // Of more numbers, they are no classes.
    private const int MaxNumbers = 12;

    // Multiples that are not rounded, such as the fractions of the total of each year, leave no doubt.
    private const int MaxExactLevels = 300;
    private const int MinRowsPerLevel = 20;

    // A level of fewer rows, among few such rows, has the rate that these leave it: the highest grade of a company.
    private const int FewestRowsPerLevel = 5;
    private const double MaxRowsOfRare = 0.1;
    private const int FewestValues = 20;
    private const int MaxColumns = 40;
    private const int OtherRows = 31;
    private const double NearlyEqual = 1e-3;

    // Columns of amounts and of categories: more combinations take too long.
    private const int MaxCategories = 40;

    /// <summary>The rules that all rows satisfy.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="known">The rules of other columns.</param>
    /// <param name="inCircles">Whether the multiplied column is computed from the other one by a known rule, which would have to give way: a gross salary of net and tax.</param>
    public static IReadOnlyList<RateColumn> All(Table train, IReadOnlyList<TableRule> known, bool inCircles = false)
    {
        int[] all = [.. Enumerable.Range(0, train.Width)];
        int[] numbers = Array.FindAll(all, column => LinearSearch.IsQuantity(train.Columns[column]));
        (int Column, int Levels)[] further = Classes(isExact: true);
        (int Column, int Levels)[] categories = Classes(isExact: false);
        if (numbers.Length is < 2 or > MaxColumns || further.Length == 0 || categories.Length > MaxCategories)
        {
            return [];
        }

        var found = new List<RateColumn>();
        foreach (int target in numbers.Where(IsSearched))
        {
            // Of two categories, the one with fewer values says the same with fewer rates.
            bool isExact = further.Length > categories.Length && RoundedNumber.DecimalsOf(train, target) is null;
            var rule = (
                from category in isExact ? further.Take(MaxCategories) : categories
                from part in numbers
                where part != target && part != category.Column && category.Column != target
                where MayNeed(target, part) != inCircles && MayNeed(target, category.Column) && !IsCopy(target, part)
                let one = Of(train, target, part, category.Column)
                where one is not null && IsEvident(train, one, target, part, category.Column)
                select one
            ).FirstOrDefault();
            found.AddRange(rule is null ? [] : [rule]);
        }

        return found;

        (int Column, int Levels)[] Classes(bool isExact) =>
            [
                .. all.Where(column => MayBeClass(train, column, isExact))
                    .Select(column => (Column: column, Levels: Levels(train, column)))
                    .Where(one => one.Levels >= 2)
                    .OrderBy(one => one.Levels),
            ];

        bool IsSearched(int target) =>
            train.Columns[target].Kind is NumberKind
            && RuleSearch.IsOriginal(train.Columns[target].Name, known)
            && train.ColumnValues(target).Where(double.IsFinite).Distinct().Take(FewestValues).Count() == FewestValues;

        // Rates of a few levels allow for what a constant says exactly.
        bool IsCopy(int target, int part) => CopySearch.Constant(train.Column(target), train.Column(part)) is not null;

        bool MayNeed(int target, int part) =>
            !RuleSearch.Needs(train.Columns[part].Name, train.Columns[target].Name, [.. known, .. found]);
    }

    /// <summary>The rule with the simplest rates; null if some value has none, or all have the same.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="target">The place of the computed column.</param>
    /// <param name="part">The place of the column that is multiplied.</param>
    /// <param name="by">The place of the column that has a rate for each value.</param>
    public static RateColumn? Of(Table rows, int target, int part, int by)
    {
        var intervals = new Dictionary<double, (double Low, double High)>();
        int? decimals = RoundedNumber.DecimalsOf(rows, target);
        for (int row = 0; row < rows.RowCount; row++)
        {
            var (value, factor, level) = (rows[row, target], rows[row, part], rows[row, by]);
            if (double.IsNaN(value) != double.IsNaN(factor * level))
            {
                return null;
            }

            double slack = FormulaColumn.SlackOf(decimals, value, []);
            if (factor == 0 && Math.Abs(value) > slack)
            {
                return null;
            }

            if (double.IsNaN(value) || factor == 0)
            {
                continue;
            }

            var (one, other) = ((value - slack) / factor, (value + slack) / factor);
            var (low, high) = intervals.GetValueOrDefault(level, (double.NegativeInfinity, double.PositiveInfinity));
            low = Math.Max(low, Math.Min(one, other));
            high = Math.Min(high, Math.Max(one, other));
            if (low > high)
            {
                return null;
            }

            intervals[level] = (low, high);
        }

        var rates = new List<ValuePair>();
        foreach (var (level, (low, high)) in intervals.OrderBy(pair => pair.Key))
        {
            // Totals may have more digits than simple numbers.
            double? middle = decimals is null ? (low + high) / 2 : null;
            if ((Simplest(low, high) ?? middle) is not { } rate)
            {
                return null;
            }

            rates.Add(new(level, rate));
        }

        if (
            rates.Select(pair => pair.Value).Distinct().Count() < 2
            || !MayBeClass(rows, by, decimals is null)
            || (rows.Columns[by].Kind is NumberKind && IsProduct(rates))
        )
        {
            return null;
        }

        var rule = new RateColumn(
            rows.Columns[target].Name,
            rows.Columns[part].Name,
            rows.Columns[by].Name,
            rates,
            decimals
        );
        double[] values = rows.ColumnValues(target);
        return Array.TrueForAll(rule.Holds(rows), holds => holds)
            ? rule with
            {
                Halves = RoundedNumber.Detect(values, rule.Computed(rows), decimals),
            }
            : null;
    }

    private static double? Simplest(double low, double high) =>
        low > 0 ? ProductConstant.Simplest(low, high)
        : high < 0 ? -ProductConstant.Simplest(-high, -low)
        : 0;

    // Categories, and whole numbers of few values.
    private static bool MayBeClass(Table rows, int column, bool isExact) =>
        rows.Columns[column].Kind switch
        {
            CategoryKind or BooleanKind => Levels(rows, column) <= (isExact ? MaxExactLevels : MaxLevels),
            NumberKind => Levels(rows, column) <= (isExact ? MaxExactLevels : MaxNumbers)
                && Array.TrueForAll(rows.ColumnValues(column), value => double.IsNaN(value) || double.IsInteger(value)),
            _ => false,
        };

    // A product or quotient of both columns needs no rates.
    private static bool IsProduct(List<ValuePair> rates) =>
        IsConstant(rates.Select(pair => pair.Value / pair.Key))
        || IsConstant(rates.Select(pair => pair.Value * pair.Key));

    private static bool IsConstant(IEnumerable<double> numbers) =>
        numbers.Min() is var least && numbers.Max() - least <= NearlyEqual * Math.Abs(least);

    private static int Levels(Table rows, int column) =>
        rows.ColumnValues(column).Where(value => !double.IsNaN(value)).Distinct().Take(MaxExactLevels + 1).Count();

    private static bool IsEvident(Table rows, RateColumn rule, int target, int part, int by)
    {
        double[] values = rows.ColumnValues(target);
        if (
            rule.Decimals is int places
            && FormulaEvidence.AreRoundedOtherwise(
                values,
                rule.Computed(rows),
                rule.Expected(rows),
                Math.Pow(10, -places)
            )
        )
        {
            return false;
        }

        var levels = Enumerable
            .Range(0, rows.RowCount)
            .Where(row => !double.IsNaN(values[row]))
            .GroupBy(row => rows[row, by])
            .ToDictionary(group => group.Key, group => group.ToArray());
        var rates = rule.Rates.ToDictionary(pair => pair.Key, pair => pair.Value);
        return levels.Keys.All(rates.ContainsKey)
            && levels.Values.All(level => level.Length >= FewestRowsPerLevel)
            && levels.Values.Where(IsRare).Sum(level => level.Length) <= MaxRowsOfRare * values.Length
            && levels.All(level =>
                rates[level.Key] == 0
                || Chance(level.Value, rates[level.Key])
                    < RuleSearch.MaxLogChance * Math.Min(1, level.Value.Length / (double)MinRowsPerLevel)
            )
            && ChanceOfRates() < RuleSearch.MaxLogChance;

        static bool IsRare(int[] level) => level.Length < MinRowsPerLevel;

        // Of numbers of other rows of the same value.
        double Chance(int[] level, double rate)
        {
            double chance = 0;
            foreach (var (i, row) in level.Index())
            {
                int fitting = Enumerable
                    .Range(1, OtherRows)
                    .Count(step =>
                    {
                        int other = level[(i + (step * Math.Max(1, level.Length / (OtherRows + 1)))) % level.Length];
                        return IsNear(row, rate * rows[other, part]);
                    });
                chance += Math.Log((fitting + 1) / (OtherRows + 1.0));
            }

            return chance;
        }

        // Of rates of other values.
        double ChanceOfRates()
        {
            int[] known = [.. levels.Values.SelectMany(level => level)];
            var counts = levels.Select(level => (Rate: rates[level.Key], level.Value.Length)).ToArray();
            return known.Sum(row =>
                Math.Log(
                    counts.Where(one => IsNear(row, one.Rate * rows[row, part])).Sum(one => one.Length)
                        / (double)known.Length
                )
            );
        }

        bool IsNear(int row, double computed) =>
            Math.Abs(values[row] - computed) <= FormulaColumn.SlackOf(rule.Decimals, computed, []);
    }
}
