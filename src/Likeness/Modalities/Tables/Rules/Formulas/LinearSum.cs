using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>A sum of multiples of columns and a constant, that <see cref="LinearSearch"/> has found.</summary>
/// <param name="Columns">The places of the columns.</param>
/// <param name="Coefficients">Their multiples.</param>
/// <param name="Constant">The constant.</param>
/// <param name="Error">The largest error in units of the last place: that of a sum of rounded values is larger than that of the values themselves.</param>
internal sealed record LinearSum(int[] Columns, double[] Coefficients, double Constant, double Error)
{
    private const int DigitsOfMultiple = 9;
    private const int DigitsOfDecimal = 4;
    private const int DigitsOfDivisor = 6;

    /// <summary>The characters of its numbers, and its columns. Ones are not written, and what divides a whole sum is once.</summary>
    public int Length =>
        (CommonDivisor is null ? Coefficients : Coefficients[..1])
            .Append(Constant)
            .Where(one => Math.Abs(one) is not (0 or 1))
            .Sum(one => ProductConstant.Length(Divisor(one) ?? one)) + Columns.Length;

    // Of a mean; null for other sums.
    private double? CommonDivisor =>
        Columns.Length > 1 && Constant == 0 && Array.TrueForAll(Coefficients, one => one == Coefficients[0])
            ? Divisor(Coefficients[0])
            : null;

    // What divides instead of a multiple that has no short decimal: 3 of a third, 42.195 of its inverse; null for other multiples.
    private static double? Divisor(double number) =>
        SimplestNumber.Rounded(1 / number, DigitsOfDivisor) is var divisor
        && 1 / divisor == number
        && SimplestNumber.Rounded(number, DigitsOfMultiple) != SimplestNumber.Rounded(number, DigitsOfDecimal)
            ? divisor
            : null;

    /// <summary>The coefficients and the constant with all their digits, where short ones are only near; null elsewhere.</summary>
    public (double[] Coefficients, double Constant)? Precise { get; init; }

    /// <summary>The formula, with the columns as cells.</summary>
    public Formula Written =>
        Precise is { } precise ? Write(precise.Coefficients, precise.Constant) : Write(Coefficients, Constant);

    private Formula Write(double[] coefficients, double constant)
    {
        if (CommonDivisor is { } common)
        {
            var whole = new FormulaSum([
                .. coefficients.Select((_, place) => ((Formula)new FormulaCell(place), false)),
            ]);
            return new FormulaProduct((whole, false), (new FormulaNumber(common), true));
        }

        // A number that is subtracted from comes first.
        bool isFirst = constant > 0 && coefficients.All(one => one < 0);
        List<(Formula Term, bool IsSubtracted)> terms =
        [
            .. coefficients
                .Index()
                .OrderBy(term => term.Item < 0)
                .Select((term, place) => Term(term.Item, term.Index, place == 0 && !isFirst)),
        ];
        if (constant != 0)
        {
            terms.Insert(isFirst ? 0 : terms.Count, (new FormulaNumber(Math.Abs(constant)), !isFirst && constant < 0));
        }

        return terms is [(var only, false)] ? only : new FormulaSum(terms);
    }

    private static (Formula, bool) Term(double coefficient, int place, bool isFirst)
    {
        var cell = new FormulaCell(place);
        double size = isFirst ? coefficient : Math.Abs(coefficient);
        return (
            size == 1 ? cell
            : Divisor(size) is { } divisor ? new FormulaProduct((cell, false), (new FormulaNumber(divisor), true))
            : new FormulaProduct((new FormulaNumber(size), false), (cell, false)),
            !isFirst && coefficient < 0
        );
    }
}
