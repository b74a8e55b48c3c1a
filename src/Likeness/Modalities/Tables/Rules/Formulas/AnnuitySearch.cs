using System.Globalization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Determined;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Finds payments that pay off an amount with interest in equal parts. By chance, a payment would be within a last place of the computed one with a tiny probability in each row.</summary>
internal static class AnnuitySearch
{
    private const int MinRows = 20; // different payments
    private const int FirstRows = 5000;
    private const int TriedRows = 100;
    private const int MaxColumns = 40;
    private const int MaxTerms = 60;
    private const double MaxPeriods = 600;
    private const double MaxRate = 0.1; // of a month

    // How far a rounded payment is from the computed one, at most.
    private const double MaxRounding = 1;
    private const double NearlyEqual = 1e-6;

    // Of the payments, what is within a last place by chance.
    private const double MaxNearByChance = 0.01;

    // Yearly and monthly percentages and fractions; months and years.
    private static readonly double[] RateUnits = [1.0 / 1200, 1.0 / 12, 0.01, 1];
    private static readonly double[] TermUnits = [1, 12];

    /// <summary>The rules that all rows satisfy.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="known">The rules of other columns.</param>
    public static IReadOnlyList<AnnuityColumn> All(Table train, IReadOnlyList<TableRule> known)
    {
        int[] numbers =
        [
            .. Enumerable
                .Range(0, train.Width)
                .Where(column =>
                    train.Columns[column].Kind is NumberKind
                    && RuleSearch.IsOriginal(train.Columns[column].Name, known)
                    && train.ColumnValues(column).All(value => !(value < 0))
                ),
        ];
        // All rows are read once, not for each combination.
        var terms = Enumerable
            .Range(0, train.Width)
            .Select(column => (Column: column, Periods: TermsOf(train, column)))
            .Where(term => term.Periods is not null)
            .ToList();
        if (numbers.Length is < 2 or > MaxColumns || terms.Count is 0 or > MaxColumns)
        {
            return [];
        }

        var found = new List<AnnuityColumn>();
        int[] payments = Array.FindAll(numbers, column => MayBePayment(train, column));
        foreach (int payment in payments)
        {
            var rule = (
                from amount in payments
                from rate in numbers
                from term in terms
                where amount != payment && rate != payment && rate != amount
                where term.Column != payment && term.Column != amount && term.Column != rate && IsFree(amount)
                let one = Find(train, (payment, amount, rate, term.Column), term.Periods!)
                where one is not null
                select one
            ).FirstOrDefault();
            found.AddRange(rule is null ? [] : [rule]);
        }

        return found;

        bool IsFree(int amount) => !found.Exists(rule => rule.Column == train.Columns[amount].Name);
    }

    /// <summary>The rule of four columns; null if some row has another payment.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="payment">The place of the payment.</param>
    /// <param name="amount">The place of the amount.</param>
    /// <param name="rate">The place of the rate.</param>
    /// <param name="term">The place of the term.</param>
    public static AnnuityColumn? Declare(Table train, int payment, int amount, int rate, int term) =>
        TermsOf(train, term) is { } periods ? Find(train, (payment, amount, rate, term), periods) : null;

    private static AnnuityColumn? Find(
        Table train,
        (int Payment, int Amount, int Rate, int Term) at,
        IReadOnlyList<ValuePair> periods
    )
    {
        (double Rate, double Term)[] units =
        [
            .. from rateUnit in RateUnits
            from termUnit in TermUnits
            where MayHold(train, at, periods, (rateUnit, termUnit))
            select (rateUnit, termUnit),
        ];
        if (units.Length == 0)
        {
            return null;
        }

        int? decimals = RoundedNumber.DecimalsOf(train, at.Payment);
        return units
            .Select(unit => new AnnuityColumn(
                train.Columns[at.Payment].Name,
                train.Columns[at.Amount].Name,
                train.Columns[at.Rate].Name,
                train.Columns[at.Term].Name,
                unit.Rate,
                unit.Term,
                periods,
                decimals
            ))
            .FirstOrDefault(rule => rule.HoldsInAll(train));
    }

    // The first rows that have all values say it of nearly all other columns, also of those that are mostly 0.
    private static bool MayHold(
        Table train,
        (int Payment, int Amount, int Rate, int Term) at,
        IReadOnlyList<ValuePair> periods,
        (double Rate, double Term) units
    )
    {
        int tried = 0;
        for (int row = 0; row < train.RowCount && tried < TriedRows; row++)
        {
            double term = train[row, at.Term];
            term = periods.Count == 0 || double.IsNaN(term) ? term : periods[(int)term].Value;
            double rate = train[row, at.Rate] * units.Rate;
            double computed = train[row, at.Amount] * AnnuityColumn.Factor(rate, term * units.Term);
            if (double.IsNaN(computed + train[row, at.Payment]))
            {
                continue;
            }

            tried++;
            if (
                rate > MaxRate
                || term * units.Term > MaxPeriods
                || Math.Abs(train[row, at.Payment] - computed) > MaxRounding + (NearlyEqual * computed)
            )
            {
                return false;
            }
        }

        return tried > 0;
    }

    // Many values that are far apart beside their last place.
    private static bool MayBePayment(Table train, int column)
    {
        double[] values =
        [
            .. train
                .ColumnValues(column)
                .AsSpan(0, Math.Min(FirstRows, train.RowCount))
                .ToArray()
                .Where(double.IsFinite)
                .Distinct(),
        ];
        double unit = RoundedNumber.DecimalsOf(train, column) is int places ? Math.Pow(10, -places) : 0;
        return values.Length >= MinRows && unit <= MaxNearByChance * (values.Max() - values.Min());
    }

    // Whole numbers, also in texts such as '36 months'; those of numbers need no list.
    private static IReadOnlyList<ValuePair>? TermsOf(Table train, int column)
    {
        if (train.Columns[column].Kind is CategoryKind kind)
        {
            double[] periods = [.. kind.Levels.Select(NumberIn)];
            return periods.Length <= MaxTerms && Array.TrueForAll(periods, double.IsFinite)
                ? [.. periods.Select((value, level) => new ValuePair(level, value))]
                : null;
        }

        double[] values =
            train.Columns[column].Kind is NumberKind
                ? [.. train.ColumnValues(column).Where(value => !double.IsNaN(value)).Distinct().Take(MaxTerms + 1)]
                : [];
        return
            values.Length is > 0 and <= MaxTerms
            && Array.TrueForAll(values, value => value is >= 1 and <= MaxPeriods && double.IsInteger(value))
            ? []
            : null;
    }

    private static double NumberIn(string text)
    {
        string digits = new([.. text.SkipWhile(sign => !char.IsAsciiDigit(sign)).TakeWhile(char.IsAsciiDigit)]);
        bool isOnly = text.Count(char.IsAsciiDigit) == digits.Length;
        return isOnly && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : double.NaN;
    }
}
